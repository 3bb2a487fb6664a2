"""Only what differs between two lines is drawn again."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from marktui.tui.common.list.changed_cells import changed_cells

BOLD = Style(bold=True)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Name  Ada", "Name  Ada", []),
        ("Name  Ada", "Name  Abe", [(7, 9)]),
        ("Ada" + 20 * " " + "4A", "Abe" + 20 * " " + "5A", [(1, 3), (23, 24)]),
        ("Ada   4A", "Abe   5A", [(1, 7)]),
        ("\u6e05x", "\u660ex", [(0, 2)]),
        ("e\u0301x", "ex", [(0, 1)]),
        ("Ada", "Ada B", [(3, 5)]),
    ],
)
def test_the_parts_that_differ(before: str, after: str, changed: list[tuple[int, int]]) -> None:
    assert list(changed_cells(Strip([Segment(before)]), Strip([Segment(after)]))) == changed


def test_another_look_is_a_change() -> None:
    bold = Strip([Segment("A"), Segment("da", BOLD)])
    assert list(changed_cells(Strip([Segment("Ada")]), bold)) == [(1, 3)]
