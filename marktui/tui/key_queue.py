"""Keys are handed on one at a time: neither a fast typist nor a slow line can outrun the screen."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.app import App

_PATIENCE = 0.5
"""Seconds after which the next key is handed on although something is still being done."""
_QUIET_LOOKS = 2
"""How many looks in a row must find nothing to do: a message may be on its way between two pieces."""
_SPINS = 200
"""Looks after which the next ones come less often."""


class KeyQueue:
    """Hands on a key once all that the key before began has been done.

    Textual sends keys, the messages they cause and changes of focus through a queue per widget, where a later
    key overtakes what an earlier one began: of `/s`, the `s` would save instead of being filtered by.

    Args:
        app: The app that must have come to rest.
        hand_on: What is done with a key.
    """

    def __init__(self, app: App[Any], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._keys: deque[events.Event] = deque()
        self._is_busy = False

    def add(self, event: events.Event) -> None:
        """Hand on a key or a pasted text, at once or when its turn comes."""
        self._keys.append(event)
        if not self._is_busy:
            self._is_busy = True
            self._app.run_worker(self._empty(), group="keys")

    async def _empty(self) -> None:
        try:
            while self._keys:
                await self._hand_on(self._keys.popleft())
                await self._rest()
        finally:
            self._is_busy = False

    async def _rest(self) -> None:
        """Wait until what a key began has been done; work in the background does not count."""
        until = monotonic() + _PATIENCE
        spins = quiet = 0
        while quiet < _QUIET_LOOKS and monotonic() < until:
            await asyncio.sleep(0 if spins < _SPINS else 0.005)
            quiet = quiet + 1 if self._is_at_rest() else 0
            spins += 1

    def _is_at_rest(self) -> bool:
        """Whether nothing waits on the way from the focus to the app, which keys and commands take."""
        screen = self._app.screen
        way = (self._app, *(screen.focused or screen).ancestors_with_self)
        return screen.is_mounted and not any(one.message_queue_size for one in way)
