"""What changes is drawn, whenever it does."""

from typing import Any

import pytest
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.messages import Update
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from marktui.tui.common.drawing.stepwise_screen import StepwiseScreen
from tui.idle import idle
from tui.quick_textual import usual_refresh


class _Word(Widget):
    DEFAULT_CSS = "_Word { height: 1; }"
    word = "old"
    told: Size | None = None
    """The size that it was told."""

    def on_resize(self, event: events.Resize) -> None:
        self.told = event.size

    def render(self) -> str:
        return self.word


class _Screen(StepwiseScreen[None]):
    """Once, a word changes when the screen is about to be laid out, which is drawn a turn later."""

    is_changing = False

    def compose(self) -> ComposeResult:
        yield Static("one line")
        yield _Word()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self.is_changing:
            self.is_changing = False
            word = self.query_one(_Word)
            word.word = "new"
            word._set_dirty()
            self.post_message(Update(word))
        super()._refresh_layout(size, scroll)


class _App(App[None]):
    drawn = ""

    def on_mount(self) -> None:
        self.push_screen(_Screen())

    def _display(self, screen: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            self.drawn += update.render_segments(self.console)
        super()._display(screen, update)


async def test_a_change_between_layout_and_drawing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "_compositor_refresh", usual_refresh)
    app = _App()
    async with app.run_test(size=(20, 4)):
        await idle()
        assert isinstance(app.screen, _Screen)
        app.screen.is_changing = True
        app.screen.query_one(Static).styles.padding = (0, 1)
        await idle()
        assert "old" in app.drawn
        assert "new" in app.drawn


async def test_who_is_new_is_told_its_size_even_if_its_place_was_asked_for_before() -> None:
    app = _App()
    async with app.run_test(size=(20, 4)):
        await idle()
        word = _Word()
        await app.screen.mount(word)
        # So it is where somebody who has just come tells of a change while something else is drawn.
        app.screen._compositor.update_widgets({word})
        assert word.region.size == Size(20, 1)
        await idle()
        assert word.told == Size(20, 1)
