"""The course of a reading keeps every row and the whole time, in so many columns at most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.sync.run.course import MOST, Course

_CAME = st.lists(st.tuples(st.floats(0, 900), st.integers(0, 5_000)), min_size=1, max_size=30)


def course_of(came: list[tuple[float, int]]) -> Course:
    course = Course()
    for seconds, rows in sorted(came):
        course = course.after(rows, seconds)
    return course


@given(_CAME)
def test_no_row_and_no_second_is_lost(came: list[tuple[float, int]]) -> None:
    course, last = course_of(came), max(seconds for seconds, _ in came)
    assert sum(course.columns) == sum(rows for _, rows in came)
    assert len(course.columns) <= MOST
    assert (len(course.columns) - 1) * course.period <= last + 1e-9
    assert last < len(course.columns) * course.period + 1e-9


@given(_CAME, st.floats(0, 60))
def test_a_longer_silence_takes_nothing_away(came: list[tuple[float, int]], silent: float) -> None:
    course, last = course_of(came), max(seconds for seconds, _ in came)
    later = course.until(last + silent)
    assert sum(later.columns) == sum(course.columns)
    assert later.until(last + silent) == later


def test_columns_become_longer_when_they_are_full() -> None:
    course = course_of([(number / 5 + 0.1, 10) for number in range(MOST)])
    assert course.columns == (10,) * MOST
    assert course.whole == pytest.approx(8)
    longer = course.until(8)
    assert longer.columns == (*(20,) * (MOST // 2), 0)
    assert longer.whole == pytest.approx(16)


def test_a_rate_is_that_of_the_last_second_and_the_column_that_goes_on_has_none() -> None:
    assert Course().until(0.5).rates == (0, 0)
    course = course_of([(0.1, 100), (1.1, 0), (2.1, 400)])
    assert course.rates[:6] == pytest.approx((500, 250, 500 / 3, 125, 100, 0))
    assert course.rates[6:] == (0,) * 4
    assert course.until(2.3).rates[-1] == pytest.approx(400)
