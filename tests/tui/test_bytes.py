"""What a key costs a slow line: counted in what is drawn, as it goes to the terminal."""

from typing import Any

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from marktui.tui.common.drawing.narrow_update import NarrowUpdate
from marktui.tui.terminal.colours import without_repeats
from tui.user import at_keyboard


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is drawn, as a terminal of 256 colours gets it; of a part, what the whole would show there."""
    written: list[str] = []
    terminal = Console(color_system="256", force_terminal=True)
    display = MarktuiApp._display

    def displayed(app: MarktuiApp, screen: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            written.append(without_repeats(update.render_segments(terminal)))
        if isinstance(update, NarrowUpdate):
            assert _drawn_parts(update) == _parts_of(screen._compositor.render_strips(), update)
        display(app, screen, update)

    monkeypatch.setattr(MarktuiApp, "_display", displayed)
    return written


def _drawn_parts(update: NarrowUpdate) -> list[Strip]:
    """What a partial drawing puts in each of its places."""
    parts = []
    for y, left, right in update.spans:
        pieces = zip(update.chops[y].items(), update.chop_ends[y], strict=False)
        drawn = [
            strip.crop(max(left, start) - start, min(right, end) - start)
            for (start, strip), end in pieces
            if strip is not None and start < right and end > left
        ]
        parts.append(Strip.join(drawn).simplify())
    return parts


def _parts_of(screen: list[Strip], update: NarrowUpdate) -> list[Strip]:
    """The same places of a screen that is drawn as a whole."""
    return [screen[y].crop(left, right).simplify() for y, left, right in update.spans]


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
