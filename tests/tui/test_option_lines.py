"""Page keys in a list that has not been laid out."""

import pytest
from textual.app import App, ComposeResult

from marktui.tui.common.widgets.option_lines import OptionLines


class Hidden(App[None]):
    """A list that has options, and no size."""

    def compose(self) -> ComposeResult:
        lines = OptionLines("one", "two", "three")
        lines.display = False
        yield lines


@pytest.mark.parametrize("first", [None, 0, 2])
@pytest.mark.parametrize("action", ["page_up", "page_down", "first", "last", "cursor_up", "cursor_down"])
async def test_a_key_in_a_list_without_a_size(action: str, first: int | None) -> None:
    async with Hidden().run_test() as pilot:
        lines = pilot.app.query_one(OptionLines)
        lines.highlighted = first
        getattr(lines, f"action_{action}")()


async def test_a_page_is_a_page_once_it_is_drawn() -> None:
    async with Hidden().run_test() as pilot:
        lines = pilot.app.query_one(OptionLines)
        lines.display = True
        await pilot.pause()
        lines.highlighted = 0
        getattr(lines, "action_page_down")()  # noqa: B009 - Textual has no types for it
        assert lines.highlighted == 2
