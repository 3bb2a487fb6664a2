"""Keys are handled one at a time and in order, however slow the machine and whatever each key starts."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from textual import events
from textual._queue import Queue
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

_AT_ONCE = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})
"""The keys that need no screen: they leave, whatever holds up the start."""
_TURNS = 10
"""So many turns of the loop in a row nothing may be left to do, then the next key has its turn."""
_SPINS = 200
"""Looks after which the next ones come less often."""


class KeyQueue:
    """Hands on a key once everything that the key before started has been done.

    Textual sends keys, the messages they cause and changes of focus through a queue per widget, where a later
    key overtakes what an earlier one started: of `/s`, the `s` would save instead of being filtered by.
    There is no time limit: a slow key holds the next one up, and never changes what it does.

    Args:
        app: The app that must have come to rest.
        hand_on: What is done with a key.
    """

    def __init__(self, app: App[Any], hand_on: Callable[[events.Event], Coroutine[Any, Any, None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._keys: deque[events.Event] = deque()
        self._is_busy = False
        self.is_held = True
        """Whether keys wait until there is something on the screen that they can be meant for."""

    def add(self, event: events.Event) -> None:
        """Hand on a key or a pasted text, at once or when its turn comes."""
        if self.is_held and isinstance(event, events.Key) and event.key in _AT_ONCE:
            self._app.run_worker(self._hand_on(event), group="keys")
            return
        self._keys.append(event)
        self._begin()

    def release(self) -> None:
        """Hand on what waits, in its order: what it is meant for is on the screen."""
        self.is_held = False
        self._begin()

    def _begin(self) -> None:
        if self._keys and not (self.is_held or self._is_busy):
            self._is_busy = True
            self._app.run_worker(self._empty(), group="keys")

    async def _empty(self) -> None:
        try:
            while self._keys:
                before = self._path()
                await self._hand_on(self._keys.popleft())
                await self._rest(before)
        finally:
            self._is_busy = False

    async def _rest(self, before: list[MessagePump]) -> None:
        """Wait until what a key started has been done; work in the background does not count.

        Args:
            before: The way that the key took. It may have moved the focus since.
        """
        # A worker that a message has started may be about to open a dialog: it has some turns for that.
        turns = 0
        while turns < _TURNS:
            path = self._path()
            busy = [node for node in dict.fromkeys((*before, *path)) if not _is_at_rest(node)]
            for node in busy:
                await _caught_up(node)
            await asyncio.sleep(0)
            turns = turns + 1 if not busy and path == self._path() else 0
            # The whole screen is asked twice alone: it has a hundred widgets.
            if turns in (1, _TURNS) and not self._has_nothing_to_do():
                turns = 0

    def _path(self) -> list[MessagePump]:
        """The way from the focus to the app, which keys and commands take."""
        screen = self._app.screen
        return [*(screen.focused or screen).ancestors_with_self, self._app]

    def _has_nothing_to_do(self) -> bool:
        """Whether no message waits on the screen: the path alone misses what a table sends to its list."""
        screen = self._app.screen
        every = (self._app, *screen.walk_children(with_self=True))
        return screen.is_mounted and not any(one.message_queue_size for one in every)


def _is_at_rest(node: MessagePump) -> bool:
    """Whether a widget waits for its next message, or is gone.

    A message sent after those that wait would tell as well. It costs more than moving a cursor does.
    """
    queue: Queue[Message] = node._message_queue
    # A widget that is handling the last message of the queue does not wait.
    if queue.empty() and (queue.ready_event._waiters or not node.is_running):
        return True
    return not (node.is_dom_root or node.is_attached)


async def _caught_up(node: MessagePump) -> None:
    """Wait until a widget has done everything that it was given until now, or is gone."""
    done = asyncio.Event()
    is_there, spins = node.call_later(done.set), 0
    while is_there and not done.is_set():
        await asyncio.sleep(0 if spins < _SPINS else 0.005)
        is_there, spins = node.is_dom_root or node.is_attached, spins + 1
