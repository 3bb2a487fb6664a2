"""Dates and moments in every form that a service may write them in."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.connectors.rows import day_of, moment_of

FORMS = ("", "T00:00:00.000Z", "T00:00:00Z", "T23:59:00+01:00", "T12:00:00.123456-05:00", " 00:00:00")


@given(st.dates(max_value=date(2078, 12, 31)), st.sampled_from(FORMS))
def test_the_day_of_any_form(day: date, form: str) -> None:
    assert day_of(day.isoformat() + form) == day


@pytest.mark.parametrize("text", [None, "", "  ", "2079-06-06T23:59:00.000Z", "9999-12-31"])
def test_no_date(text: str | None) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    "text", ["soon", "2014-02-30", "02/03/2014", "20140302", "2014-3-2", "2014-03-02x", "2014-W10-1"]
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_of(text)


@pytest.mark.parametrize(
    "text", ["2026-03-10T02:05:00.000Z", "2026-03-10T03:05:00+01:00", "2026-03-10 02:05"]
)
def test_a_moment_is_in_utc(text: str) -> None:
    assert moment_of(text) == datetime(2026, 3, 10, 2, 5, tzinfo=UTC)
    assert moment_of("") is None


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"]
)
def test_what_no_clock_can_tell_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="not valid in every time zone"):
        moment_of(text)
