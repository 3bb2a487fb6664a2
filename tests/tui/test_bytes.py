"""What a key costs a slow line: counted in what is drawn, as it goes to the terminal."""

from typing import Any

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from marktui.tui.terminal.colours import without_repeats
from tui.user import at_keyboard


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is drawn, as a terminal of 256 colours gets it."""
    written: list[str] = []
    terminal = Console(color_system="256", force_terminal=True)
    display = MarktuiApp._display

    def displayed(app: MarktuiApp, screen: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            written.append(without_repeats(update.render_segments(terminal)))
        display(app, screen, update)

    monkeypatch.setattr(MarktuiApp, "_display", displayed)
    return written


async def test_a_key_takes_few_bytes(synced: Session, sandbox: Sandbox, drawn: list[str]) -> None:
    sandbox.move(step=3)
    async with at_keyboard(synced) as user:

        async def cost(key: str) -> int:
            drawn.clear()
            await user.press(key)
            return sum(len(each.encode()) for each in drawn)

        await user.press("P")
        assert 0 < await cost("j") <= 400
        assert [0 < await cost(key) <= 400 for key in "jjk"] == [True] * 3
        await user.press("a")
        assert 0 < await cost("j") <= 400
        await user.press("pagedown")
        assert 400 < await cost("j") <= 2_500
        await user.press("S", "p")
        assert 0 < await cost("j") <= 420
