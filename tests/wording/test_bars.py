"""Bars and sparklines keep every number in sight, and need neither Unicode nor colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.wording.drawing.bars import bar, cells_of, chart, parts_bar, round_top, sparkline
from marktui.wording.drawing.glyphs import ASCII, UNICODE, Glyphs

_NUMBERS = st.lists(st.integers(0, 60_000), min_size=1, max_size=5)


@given(_NUMBERS, st.integers(5, 200))
def test_the_parts_fill_the_bar_and_none_disappears(numbers: list[int], width: int) -> None:
    cells = cells_of(numbers, width)
    assert sum(cells) == (width if any(numbers) else 0)
    assert [cell > 0 for cell in cells] == [number > 0 for number in numbers]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_each_part_has_a_sign_of_its_own(glyphs: Glyphs) -> None:
    parts = parts_bar((300, 64, 30, 13), 20, glyphs)
    assert sum(map(len, parts)) == 20
    assert len({part[0] for part in parts}) == 4


def test_a_bar_ends_within_a_cell_where_the_terminal_can() -> None:
    assert bar(30, 60, 10, UNICODE) == "█████"
    assert bar(31, 60, 10, UNICODE) == "█████▏"
    assert bar(1, 5_000, 10, UNICODE) == "▏"
    assert bar(31, 60, 10, ASCII) == "#####"
    assert bar(1, 5_000, 10, ASCII) == "#"
    assert bar(0, 60, 10, ASCII) == bar(0, 0, 10, UNICODE) == ""


def test_a_sparkline_has_a_column_for_each_number() -> None:
    assert sparkline((0, 1, 50, 100), UNICODE) == "·▁▄█"
    assert sparkline((0, 1, 50, 100), ASCII) == ".:+@"
    assert sparkline((), UNICODE) == ""
    assert sparkline((3, 3), UNICODE) == "██"


def test_a_chart_has_its_highest_line_first_and_dots_where_there_is_nothing() -> None:
    assert chart((0, 50, 100, 400), 400, 2, UNICODE) == ["   █", "·▂▄█"]
    assert chart((0, 400), 400, 2, ASCII) == [" @", ".@"]
    assert chart((0, 0), 0, 2, UNICODE) == ["  ", "··"]


@given(st.lists(st.floats(0, 60_000), max_size=40), st.integers(1, 6))
def test_each_column_of_a_chart_fits(numbers: list[float], height: int) -> None:
    top = round_top(max(numbers, default=0))
    assert {len(line) for line in chart(numbers, top, height, UNICODE)} == {len(numbers)}
    assert max(numbers, default=0) <= top


def test_the_top_of_a_chart_is_easily_read() -> None:
    assert [round_top(number) for number in (0, 1, 7, 10, 187, 430, 8_100)] == [1, 1, 8, 10, 200, 500, 10_000]
