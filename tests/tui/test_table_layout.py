"""Columns share the spare width, and give way where there is none."""

from marktui.tui.common.table.layout import lay_out
from marktui.tui.common.text.cells import Column

COLUMNS = (
    Column("Name", 10, flex=2, most=30),
    Column("Year", 4),
    Column("Email", 10, flex=1),
    Column("UPN", 13, wide_from=80),
)


def widths(width: int, first: int = 0) -> list[tuple[int, int]]:
    return [(slot.index, slot.width) for slot in lay_out(COLUMNS, width, 2, first).slots]


def test_spare_width_is_shared_by_weight() -> None:
    assert widths(40) == [(0, 18), (1, 4), (2, 14)]


def test_all_of_it_is_used_up_to_the_most() -> None:
    assert widths(200) == [(0, 30), (1, 4), (2, 147), (3, 13)]
    assert lay_out(COLUMNS, 200, 2).slots[-1].start + 13 == 200


def test_column_waits_for_its_width() -> None:
    assert 3 not in dict(widths(79))
    assert 3 in dict(widths(80))


def test_what_does_not_fit_can_be_brought_into_view() -> None:
    start = lay_out(COLUMNS, 20, 2)
    assert widths(20) == [(0, 10), (1, 4), (2, 2)]
    assert (start.more_left, start.more_right) == (False, True)
    end = lay_out(COLUMNS, 20, 2, first=1)
    assert [slot.index for slot in end.slots] == [1, 2]
    assert (end.more_left, end.more_right) == (True, False)
