"""Which intake a year group is, and what "this year" and "last year" mean for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.model.intake import (
    SchoolYearStart,
    cohort,
    current_start,
    remembered_intake,
    school_year,
    start_year,
    usual_start,
)


@pytest.mark.parametrize(
    ("code", "intake"),
    [("R", "2026-2027"), ("1", "2025-2026"), ("4", "2022-2023"), ("13", "2013-2014")],
)
def test_cohort_is_named_after_the_year_in_which_it_started_reception(code: str, intake: str) -> None:
    assert cohort(code, 2026) == intake


@pytest.mark.parametrize(("code", "intake"), [("N2", "2027-2028"), ("N1", "2028-2029")])
def test_nursery_starts_reception_later(code: str, intake: str) -> None:
    assert cohort(code, 2026) == intake


@pytest.mark.parametrize("code", ["", "X", "²", "-1"])
def test_code_without_a_place_has_no_cohort(code: str) -> None:
    assert cohort(code, 2026) is None


@given(st.integers(0, 12), st.integers(2000, 2100))
def test_pupils_keep_their_cohort_when_they_move_up(year: int, start: int) -> None:
    before, after = ("R" if year == 0 else str(year)), str(year + 1)
    assert cohort(before, start) == cohort(after, start + 1)


@pytest.mark.parametrize(
    ("today", "started"),
    [
        (date(2026, 9, 1), SchoolYearStart.THIS_YEAR),
        (date(2026, 12, 31), SchoolYearStart.THIS_YEAR),
        (date(2026, 8, 31), SchoolYearStart.LAST_YEAR),
        (date(2027, 1, 1), SchoolYearStart.LAST_YEAR),
    ],
)
def test_school_year_turns_over_in_september_unless_somebody_says_otherwise(
    today: date, started: SchoolYearStart
) -> None:
    assert usual_start(today) is started
    assert start_year(started, today) == 2025 + (today >= date(2026, 9, 1))


def test_late_turnover_of_the_mis_is_last_year() -> None:
    september = date(2026, 9, 14)
    assert cohort("4", start_year(SchoolYearStart.LAST_YEAR, september)) == "2021-2022"
    assert cohort("4", start_year(SchoolYearStart.THIS_YEAR, september)) == "2022-2023"


def test_school_year_has_two_calendar_years() -> None:
    assert school_year(1999) == "1999-2000"


@pytest.mark.parametrize(
    ("said_on", "said", "holds_on", "lapsed_on"),
    [
        (date(2026, 7, 20), SchoolYearStart.THIS_YEAR, date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 9, 14), SchoolYearStart.LAST_YEAR, date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_an_answer_holds_until_the_same_words_would_mean_another_year(
    said_on: date, said: SchoolYearStart, holds_on: date, lapsed_on: date
) -> None:
    intake = remembered_intake(said, "assembly", said_on)
    assert intake is not None
    assert current_start(intake, "assembly", holds_on) is said
    assert current_start(intake, "assembly", lapsed_on) is usual_start(lapsed_on)
    assert current_start(intake, "arbor", holds_on) is usual_start(holds_on)


def test_the_usual_answer_need_not_be_remembered() -> None:
    today = date(2026, 9, 14)
    assert remembered_intake(usual_start(today), "assembly", today) is None
    assert current_start(None, "assembly", today) is usual_start(today)
