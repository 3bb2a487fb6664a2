"""Dates as people and spreadsheets write them, day first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.people.written_date import possible_days

DAY = date(2014, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2014-03-02", "2014/3/2", "2014.03.02", "2014-03-02T00:00:00.000Z", "2014-03-02 00:00",
        "2014-03-02T00:00:00+01:00", "02/03/2014", "2/3/2014", "02.03.2014", "2-3-2014", "02 03 2014",
        "02/03/2014 00:00:00", "2 Mar 2014", "2-MAR-2014", "2nd March 2014",
        "2 March, 2014", "02/Mar/2014", " 2 mar. 2014 ",
    ],
)  # fmt: skip
def test_one_day(text: str) -> None:
    assert possible_days(text) == {DAY}


@pytest.mark.parametrize("text", ["2/3/14", "02-Mar-14", "2 March 14"])
def test_a_year_of_two_digits_is_of_either_century(text: str) -> None:
    assert possible_days(text) == {DAY, date(1914, 3, 2)}


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "41700", "########", "2014", "03/25/2014", "2014-13-01", "30/02/2014", "2 M 2014",
        "2 Mai 2014", "2/3/014", "2014-03", "02032014", "1e3/2/2014", "٢/٣/٢٠١٤", "29/02/2015", "0/3/2014",
    ],
)  # fmt: skip
def test_what_is_not_certain(text: str) -> None:
    assert possible_days(text) == frozenset()


FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d-%B-%Y", "%d/%m/%Y %H:%M")


@given(st.dates(date(1901, 1, 1), date(2079, 1, 1)), st.sampled_from(FORMS))
def test_every_day_in_every_form(day: date, form: str) -> None:
    assert possible_days(f"{day:{form}}") == {day}


@given(st.text(max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(possible_days(text)) <= 2
