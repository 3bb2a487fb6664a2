"""Random keys, on a hub of their own: nothing may crash, and nothing may change that was not asked about."""

import asyncio
import random
import shutil
import string
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pytest
from textual import events
from textual.app import App

from marktui.hub.rules.integrity import broken_rules
from marktui.sandbox.pace import Pace
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry
from marktui.sync.session import Session
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.main.screen import MainScreen
from marktui.tui.main.too_small import TooSmallScreen
from tui.idle import idle
from tui.seen import terminal
from tui.user import User, at_keyboard

_MOVES = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab")
_ANSWERS = ("enter", "enter", "enter", "escape", "escape", "space", "tab", "f2", "backspace")
_RARE = "ctrl+p ctrl+u ctrl+s ctrl+w ctrl+k ctrl+z f1 shift+down delete".split()  # noqa: SIM905 - easier to read
_SAYS_YES = ("enter", "space", "f2", "ctrl+s")
_MARKS = string.ascii_letters + string.digits + "+-*?:[]<>=.,;'#"
PHRASES = """
    p; R; r s; p s; p c m x a s; p n enter; V a minus; V D; V a d; V K tab tab enter; P E; T E; N; H u
    H down enter; U down enter; 1 a; 1 d; 1 b; 2 r space space s; 3 r t; 4 r t m; 5 l; 6; slash a enter
    slash r b escape; ctrl+p p u p enter; ctrl+p s e t enter; L; question_mark; e enter; F enter; o o f f
    q escape; tab enter; tab tab enter
""".replace("\n", ";").split(";")
"""Ways into dialogs, which single keys seldom find."""
_SIZES = ((80, 24), (60, 20), (40, 10), (120, 40), (200, 50))
_FAULTS = ("few-502", "upn-clash", "mass-vanish", "drop", "hang", "child-twice", "hostile-names")
_PASTES = ("4B", "69", "[b]x[/b]\n", "\x00\x1b[31m", "é" * 200, "31/08/2027")
_SOON = 1.5
"""Seconds after which work that goes on is no longer waited for: a list that hangs, for example."""


@dataclass
class Pressed:
    """A key, and whether it went to a question or form, or to the review."""

    key: str
    in_question: bool
    in_review: bool

    @property
    def asks(self) -> bool:
        """Whether it can be why the hub changes: the answer to a question, or the save of what is shown."""
        return (self.in_question and self.key in _SAYS_YES) or (self.in_review and self.key == "s")


@dataclass
class Manner:
    """How keys come."""

    burst: int = 1
    """How many at once, at most."""
    waits: bool = True
    """Whether each burst waits for the work that the one before began."""
    delay: float = 0.0
    """How long the program stands still, at most, before it handles a key."""
    pace: Pace | None = None


MANNERS = (
    Manner(),
    Manner(burst=12),
    Manner(burst=12, waits=False, delay=0.03, pace=Pace(answer=0.05, kilobyte=0, rows=20)),
)
"""One by one; all at once; on a slow machine, with a slow service."""


@dataclass
class Monkey:
    """Presses random keys, starts marktui again when it has ended, and looks what becomes of the hub.

    Args:
        original: A hub folder that is synced with the stand-in.
        session: A session on a folder of its own, where copies of that go.
    """

    sandbox: Sandbox
    original: Path
    session: Session
    manner: Manner
    chance: random.Random
    check_every: int = 10
    """After how many bursts the terminal is compared with a whole drawing."""
    pressed: int = 0
    bursts: int = 0
    changes: int = 0
    starts: int = 0
    trail: list[Pressed] = field(default_factory=list)
    """The keys since the hub was last looked at, as they were handled."""

    def __post_init__(self) -> None:
        self.keys = self._stream()
        self.is_asked = False

    def __str__(self) -> str:
        """What came of it."""
        return f"{self.pressed} keys, {self.starts} starts, {self.changes} changes that were asked about"

    async def press(self, keys: int) -> None:
        """Press so many keys."""
        while self.pressed < keys:
            self._new_hub()
            until = min(keys, self.pressed + 400)
            while self.pressed < until:
                await self._one_start(until)

    def _new_hub(self) -> None:
        shutil.rmtree(self.session.folder, ignore_errors=True)
        shutil.copytree(self.original, self.session.folder)
        self.sandbox.move(self.chance.randrange(4), [])
        self.sandbox.slow_down(self.manner.pace)

    async def _one_start(self, until: int) -> None:
        """Press keys until there were enough, or until marktui was left."""
        self.starts += 1
        with _watched(self), terminal() as shown:
            async with at_keyboard(self.session) as user:
                while self.pressed < until and not user.app._exit:
                    seen = self._mark()
                    await self._burst(user)
                    await self._look(user, seen)
                    if not user.app._exit and self.bursts % self.check_every == 0:
                        await shown.check(user.app)
            assert user.app.return_code in (0, None), user.app.return_code
        assert broken_rules(await self.session.store.load()) == []

    async def _burst(self, user: User) -> None:
        if self.chance.random() < 0.01:
            self.sandbox.move(self.chance.randrange(4), self.chance.sample(_FAULTS, self.chance.randrange(2)))
        if self.chance.random() < 0.01 or isinstance(user.app.screen, TooSmallScreen):
            user.change_size(*self.chance.choice(_SIZES))
        if self.chance.random() < 0.01:
            user.paste(self.chance.choice(_PASTES))
        self.bursts += 1
        self.is_asked = not isinstance(user.app.screen, MainScreen)
        for key in islice(self.keys, self.chance.randint(1, self.manner.burst)):
            user.hit(key)
            self.pressed += 1

    def _stream(self) -> Iterator[str]:
        """Keys without an end: in a question above all what answers it, elsewhere above all commands."""
        while True:
            kind = self.chance.random()
            if kind < (0.02 if self.is_asked else 0.15):
                yield from self.chance.choice(PHRASES).split()
            elif kind < 0.35:
                yield self.chance.choice(_MOVES)
            elif kind < (0.75 if self.is_asked else 0.5):
                yield self.chance.choice(_ANSWERS)
            elif kind < 0.8:
                yield self.chance.choice(_RARE)
            else:
                yield self.chance.choice(_MARKS)

    async def _look(self, user: User, seen: object) -> None:
        """Wait, and see that there was no crash, and no change that was not asked about."""
        end = time.monotonic() + _SOON
        await idle()
        while (at_work := self.manner.waits and user.is_at_work) and time.monotonic() < end:
            await asyncio.sleep(0.005)
            await idle()
        assert user.app._exception is None
        asked = [one for one in self.trail if one.asks]
        if self._mark() != seen:
            self.changes += 1
            newest = (await self.session.store.history())[0]
            assert asked, f"{_words(newest)} after {[one.key for one in self.trail]}:\n{user.screen}"
        if not at_work and not user.is_at_work:
            self.trail.clear()

    def _mark(self) -> object:
        facts = (self.session.folder / "hub.json").stat()
        return facts.st_mtime_ns, facts.st_ino


def _words(entry: Entry) -> str:
    return f"{entry.what.value} {[one.plural for one in entry.kinds]} {entry.text}"


@contextmanager
def _watched(monkey: Monkey) -> Iterator[None]:
    """Note each key at the moment it is handled; a slow machine stands still before."""
    handle = App.on_event

    async def noted(app: App[None], event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            if monkey.manner.delay:
                time.sleep(monkey.chance.random() * monkey.manner.delay)  # noqa: ASYNC251 - it is stuck
            screen = app.screen
            at = screen.context if isinstance(screen, CommandedScreen) else None
            is_main = isinstance(screen, MainScreen)
            monkey.trail.append(Pressed(event.key, not is_main, bool(is_main and at and at.in_review)))
        await handle(app, event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "on_event", noted)
        yield
