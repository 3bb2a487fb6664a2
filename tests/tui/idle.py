"""An event loop that says when it has nothing left to do: a test waits for that, and not for a time.

Nor does it sit out the timers that belong to what is being done: the clock of loop and timers is put forward.
"""

import asyncio
import selectors
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from patience import PATIENCE

_SOON = 0.05
"""Seconds. A timer that rings within them belongs to what is being done: Textual draws 60 times a second."""
_MOST_TIMERS = 20
"""How many such timers are waited for: one that rings again and again is not part of anything."""


class _Clock:
    """The time of day of event loops and of Textual's timers: now and then it is put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return monotonic() + self._ahead

    def put_forward(self, seconds: float) -> None:
        """Let that much time be over."""
        self._ahead += seconds


clock = _Clock()


@dataclass
class _Wait:
    within: float
    done: asyncio.Future[None]
    drawn: bool
    timers: int = 0

    def is_idle(self, timeout: float | None) -> bool:
        """Whether a loop that is about to wait for a timer has nothing left to do."""
        if timeout is None or timeout > self.within or self.timers >= _MOST_TIMERS:
            return True
        self.timers += 1
        return False


class _Selector(selectors.DefaultSelector):
    """Asked by the loop only when all that was ready has been done."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[_Wait] = []
        self.last: dict[object, Callable[[], object]] = {}
        """What is done once nothing else is left to do."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not self.waits or timeout == 0:
            return super().select(timeout)
        if ready := super().select(0):
            return ready
        idle = [one for one in self.waits if one.is_idle(timeout)]
        if self.last and any(one.drawn for one in idle):
            for begin in self.last.values():
                begin()
            self.last.clear()
            return []
        for one in idle:
            self.waits.remove(one)
            if not one.done.done():
                one.done.set_result(None)
        if not idle and timeout is not None:
            clock.put_forward(timeout)
        return []


class IdleLoop(asyncio.SelectorEventLoop):
    """Notices when all that is left is to wait for something from outside, or for a timer that is far off."""

    def __init__(self) -> None:
        selector = _Selector()
        self._waits = selector.waits
        self._last = selector.last
        super().__init__(selector)
        self.in_threads: set[asyncio.Future[Any]] = set()
        """What threads were given to do and have not done."""

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Give a thread something to do."""
        work = super().run_in_executor(executor, func, *args)
        self.in_threads.add(work)
        work.add_done_callback(self.in_threads.discard)
        return work

    def time(self) -> float:
        return clock()

    def do_last(self, name: object, work: Callable[[], object]) -> None:
        """Do something once, when nothing else is left to do; at once, where nobody waits for that."""
        if self._waits:
            self._last[name] = partial(self.call_soon, work, context=copy_context())
        else:
            self._last.pop(name, None)
            work()

    def idle(self, within: float, *, drawn: bool) -> asyncio.Future[None]:
        """Something that is done as soon as the loop has nothing to do within some seconds."""
        wait = _Wait(within, self.create_future(), drawn)
        self._waits.append(wait)
        return wait.done


async def idle(within: float = _SOON, *, drawn: bool = True) -> None:
    """Wait until all that can be done has been done, but for what threads and other processes do.

    Args:
        within: In how many seconds nothing is to be done.
        drawn: Whether somebody will look at the screen then.
    """
    async with asyncio.timeout(PATIENCE):
        await _loop().idle(within, drawn=drawn)


def is_in_threads() -> bool:
    """Whether something is being done in a thread."""
    return bool(_loop().in_threads)


async def idle_while(is_at_work: Callable[[], bool], *, drawn: bool = True) -> None:
    """Wait until all that can be done has been done, and work has ended that goes on beside the loop."""
    await idle(drawn=False)
    while is_at_work():
        await asyncio.sleep(0.005)
        await idle(drawn=False)
    if drawn:
        await idle()


def _loop() -> IdleLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, IdleLoop), "tests/tui/conftest.py gives this loop to its tests"
    return loop
