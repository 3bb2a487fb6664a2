"""A person at the keyboard of marktui, who reads the screen."""

import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

from patience import PATIENCE
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Button

from marktui.hub.model.hub import Hub
from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.run.events import Proposed
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.main.hub_follower import DOUBT
from marktui.tui.main.screen import MainScreen
from tui.idle import idle, idle_while, is_in_threads
from tui.keys import key_event

_TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>')
_CELL = 12.2
_SECRETS = "MARKTUI_ASSEMBLY_"
_PRESSED = 0.25
"""Seconds. For less than that a button shows that it was pressed."""


class User:
    """Presses keys, and says what must or must not be on the screen."""

    def __init__(self, pilot: Pilot[None], app: MarktuiApp) -> None:
        self._pilot = pilot
        self.app = app

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each once everything that the one before began has ended."""
        for key in keys:
            if key == "enter":
                await self._release()
            self.hit(key)
            await idle_while(lambda: self.is_at_work, drawn=False)
        await self.settle()

    async def begin(self, *keys: str) -> None:
        """Press keys, and do not wait for the work that they begin."""
        for key in keys:
            self.hit(key)
            await idle()

    async def type(self, text: str) -> None:
        """Type a text, as fast as it can be."""
        await self.rush(*text)

    async def rush(self, *keys: str) -> None:
        """Press keys all at once, as a slow line lets them go; what has blanks in it is typed as text."""
        for key in keys:
            for mark in key if " " in key else [key]:
                self.hit(mark)
        await self.settle()

    def hit(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self.app.post_message(key_event(key))

    def paste(self, text: str) -> None:
        """Paste a text and wait for nothing."""
        self.app.post_message(events.Paste(text))

    async def fill(self, text: str) -> None:
        """Paste a text in the place of what stands in the line, and go on to the next one."""
        await self.press("ctrl+u")
        self.paste(text)
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until no work runs, but what waits for the answer of a dialog, and all has been drawn."""
        await idle_while(lambda: self.is_at_work)

    @property
    def is_at_work(self) -> bool:
        """Whether work runs, but for what waits for the answer of a dialog."""
        at_work = sum(not worker.is_finished for worker in self.app.workers)
        return is_in_threads() or at_work > self._open_questions

    @property
    def _open_questions(self) -> int:
        """How many dialogs are open for whose answer a worker waits; others were opened with a callback."""
        opened = [one._result_callbacks[-1] for one in self.app.screen_stack if isinstance(one, Dialog)]
        return sum(callback.callback is None for callback in opened)

    async def _release(self) -> None:
        """Wait until buttons can be pressed again: for a moment each shows that it was pressed."""
        while self.app.screen.query(Button).filter(".-active"):
            await idle(_PRESSED)

    async def until(self, text: str) -> None:
        """Wait until something is on the screen while work goes on."""
        await self.until_so(lambda: text in self.screen, text)

    async def until_said(self, pattern: str) -> None:
        """Wait until a sentence is on the screen, on however many lines."""
        await self.until_so(lambda: re.search(pattern, self.said) is not None, pattern)

    async def until_so(self, is_there: Callable[[], bool], what: str) -> None:
        """Wait until something is as it is wanted."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            if is_there():
                return
            await self._pilot.pause(0.01)
        raise AssertionError(f"{what!r} never came:\n{self.screen}")

    async def left(self) -> None:
        """Wait until marktui has ended as it is wanted, with 0."""
        await self.until_so(lambda: self.app.return_code is not None, "the end")
        assert self.app.return_code == 0

    def dismiss_toast(self) -> None:
        """Let what was told last go away."""
        self.app.clear_notifications()

    async def look(self) -> None:
        """Wait until the screen has looked for changes made elsewhere, and would have told of them."""
        next(one for one in self.app.screen_stack if isinstance(one, MainScreen)).look()
        await self.settle()
        await idle(DOUBT)

    async def resize(self, width: int, height: int, *, wait: bool = True) -> None:
        """Give the terminal another size.

        Args:
            wait: Whether to wait for the work that runs.
        """
        await self._pilot.resize_terminal(width, height)
        await (self.settle() if wait else idle())

    def change_size(self, width: int, height: int) -> None:
        """Give the terminal another size and wait for nothing."""
        size = Size(width, height)
        self.app.post_message(events.Resize(size, size))

    @property
    def screen(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    @property
    def said(self) -> str:
        """What is on the screen as one line, without frames: sentences may be broken anywhere."""
        return re.sub(r"[\s│┃▌]+", " ", self.screen)

    def sees(self, *texts: str) -> None:
        """All of these are on the screen."""
        screen = self.screen
        for text in texts:
            assert text in screen, f"{text!r} is not on the screen:\n{screen}"

    def misses(self, *texts: str) -> None:
        """None of these is on the screen."""
        screen = self.screen
        for text in texts:
            assert text not in screen, f"{text!r} is on the screen:\n{screen}"


def screen_text(svg: str) -> str:
    """The text of a picture, line by line."""
    lines: dict[float, str] = {}
    for x, y, text in _TEXT.findall(svg):
        line = lines.get(float(y), "")
        lines[float(y)] = line.ljust(round(float(x) / _CELL)) + html.unescape(text).replace("\xa0", " ")
    return "\n".join(lines[y].rstrip() for y in sorted(lines))


@asynccontextmanager
async def at_keyboard(
    session: Session,
    *,
    panel: str | None = None,
    read_only: bool = False,
    size: tuple[int, int] = (80, 24),
    september: Callable[[], None] | None = None,
) -> AsyncIterator[User]:
    """Somebody who has just started marktui."""
    app = MarktuiApp(lambda: session, panel=panel, read_only=read_only, september=september)
    async with app.run_test(size=size, notifications=True) as pilot:
        user = User(pilot, app)
        await user.settle()
        yield user


async def connected_hub(session: Session, sandbox: Sandbox) -> Hub:
    """Make a hub and connect it to the stand-in."""
    await session.create(
        school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example", centre_id="100123"
    )
    secrets = {name.removeprefix(_SECRETS).lower(): value for name, value in sandbox.environment.items()}
    address = {"api_url": sandbox.address, "auth_url": sandbox.address}
    await session.mis.connect("assembly", address, secrets)
    return await session.load()


async def synced_hub(session: Session, sandbox: Sandbox) -> Hub:
    """Make a hub, connect it, and sync everything."""
    await sync(session, await connected_hub(session, sandbox))
    return await session.load()


async def sync(session: Session, hub: Hub, scope: Scope = EVERYTHING) -> None:
    """Sync without anybody looking."""
    engine = session.sync(hub)
    async for event in engine.propose(scope):
        if isinstance(event, Proposed):
            async for _ in engine.save(event.proposal, approve=event.proposal.plan.id):
                pass
