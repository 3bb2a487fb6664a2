"""An event loop that says when it has nothing left to do: a test waits for that, and not for a time."""

import asyncio
import selectors

_SOON = 0.05
"""Seconds. A timer that rings within them belongs to what is being done: Textual draws 60 times a second."""


class IdleLoop(asyncio.SelectorEventLoop):
    """Notices when all that is left is to wait for something from outside, or for a timer that is far off."""

    def __init__(self) -> None:
        self._selector_that_tells = _Selector()
        super().__init__(self._selector_that_tells)

    def idle(self, within: float) -> asyncio.Future[None]:
        """Something that is done as soon as the loop has nothing to do within some seconds."""
        future = self.create_future()
        self._selector_that_tells.waiting.append((within, future))
        return future


class _Selector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[float, asyncio.Future[None]]] = []

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if self.waiting else timeout)
        if ready or not self.waiting:
            return ready
        idle = [one for one in self.waiting if timeout is None or timeout > one[0]]
        if not idle:
            return super().select(timeout)
        for one in idle:
            self.waiting.remove(one)
            if not one[1].done():
                one[1].set_result(None)
        return []


async def idle(within: float = _SOON) -> None:
    """Wait until all that can be done has been done, but for what threads and other processes do."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, IdleLoop), "tests/conftest.py gives this loop to every test"
    await loop.idle(within)
