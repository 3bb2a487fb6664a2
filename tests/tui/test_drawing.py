"""Every part of a screen is told its size and is drawn, whenever it comes."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from marktui.tui.common.drawing.stepwise_screen import StepwiseScreen
from tui.idle import idle
from tui.seen import terminal
from tui.user import screen_text


class _Word(Widget):
    DEFAULT_CSS = "_Word { height: 1; }"
    told: Size | None = None
    """The size that it was told."""

    def on_resize(self, event: events.Resize) -> None:
        self.told = event.size


class _Short(Widget):
    """Gives less than it has room for, as one does whose new size is not known to it yet."""

    DEFAULT_CSS = "_Short { height: 2; }"

    def __init__(self, lines: int, width: int) -> None:
        super().__init__()
        self._lines = lines
        self._width = width

    def render_lines(self, crop: Region) -> list[Strip]:
        return [strip.crop(0, self._width) for strip in super().render_lines(crop)[: self._lines]]


class _Screen(StepwiseScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("one line")


class _InFront(StepwiseScreen[None]):
    """Lets the screen behind it be seen."""

    DEFAULT_CSS = "_InFront { background: transparent; }"


class _App(App[None]):
    def on_mount(self) -> None:
        self.push_screen(_Screen())


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


@pytest.mark.parametrize(("lines", "width"), [(1, 20), (2, 0), (2, 5)])
async def test_behind_a_part_that_gives_too_little_the_screen_is_seen(lines: int, width: int) -> None:
    app = _App()
    async with app.run_test(size=(20, 4)):
        await app.screen.mount(_Short(lines, width))
        await idle()
        assert "one line" in screen_text(app.export_screenshot())


async def test_what_changes_behind_two_others_is_seen() -> None:
    app = _App()
    with terminal() as shown:
        async with app.run_test(size=(20, 4)):
            await idle()
            line = app.screen.query_one(Static)
            await app.push_screen(_InFront())
            await app.push_screen(_InFront())
            await idle()
            line.update("another line")
            await idle()
            assert "another line" in shown.model.text
            await shown.check(app)
