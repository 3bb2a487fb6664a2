"""What the terminal shows is what a whole drawing would show, whatever comes and goes."""

import pytest
from textual.screen import Screen

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.quick_textual import usual_refresh
from tui.seen import terminal
from tui.user import at_keyboard

_WALK = """
    slash a enter; escape; P; a pagedown; enter; enter; E; escape; V a minus; escape; U down enter; escape
    escape; 3 r t; escape; escape; L; question_mark; escape; escape; ctrl+p; escape; P N; escape; 5 l
    escape; R; s; H u
""".replace("\n", ";").split(";")
"""What is pressed: lists, pages, dialogs on dialogs, and what comes of a sync."""
_SCREENS = {
    *("AccountDialog", "AccountsDialog", "AddPage", "DecideDialog", "HelpScreen", "LimitDialog", "LogScreen"),
    *("MainScreen", "Palette", "PickDialog", "RecordPage", "UndoDialog"),
}
"""What comes to the front."""
_SIZES = ((60, 20), (40, 10), (200, 50))


async def test_every_step_of_a_walk(left: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "_compositor_refresh", usual_refresh)
    sandbox.move(step=2)
    screens = set()
    with terminal() as shown:
        async with at_keyboard(left) as user:
            for at, keys in enumerate(_WALK):
                await user.press(*keys.split())
                await shown.check(user.app)
                screens.add(type(user.app.screen).__name__)
                if at % 4 == 3:
                    await user.resize(*_SIZES[at // 4 % len(_SIZES)])
                    await shown.check(user.app)
                    await user.resize(80, 24)
    assert screens == _SCREENS


async def test_what_has_to_wait_behind_a_question_is_drawn_once_it_may(
    synced: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "_compositor_refresh", usual_refresh)
    with terminal() as shown:
        async with at_keyboard(synced) as user:
            await user.press("1", "down")
            # As while a panel is opened.
            with user.app.batch_update():
                await user.begin("a")
            await user.settle()
            user.sees("Change from Assembly to Arbor?")
            await shown.check(user.app)
