"""Which year groups and pupils are in which year, once names, codes, lists and people have been heard."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from marktui.connectors.mis import MisPupil, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason
from marktui.hub.model.school import Choices, YearChoice
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.plan.hub_terms import asks_for_years, holds, in_hub_terms

from .builders import (
    MIS,
    TODAY,
    a_hub,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    linked,
    pair_of,
    part_of,
    plan_for,
    pupil_after,
)

Y, P = Kind.YEAR_GROUP, Kind.PUPIL
PUPIL = linked(a_pupil(1, year_group="4"), "101")
HUB = a_hub(PUPIL, a_year("4", "y4"), a_year("5", "y5"))


def group(mis_id: str, code: str | None, name: str = "", *members: str) -> MisYearGroup:
    """A year group whose code may be unknown."""
    row = a_mis_year(code or "4", mis_id, name or f"Group {mis_id}", members)
    return structs.replace(row, code=code)


def said(mis_id: str, name: str, code: str, **more: Any) -> YearChoice:
    return YearChoice(MIS, mis_id, name, code, **more)


def with_years(*choices: YearChoice, hub: Hub = HUB) -> Hub:
    return hub.with_(choices=Choices(years=choices))


def codes(reading: Reading, hub: Hub, decisions: Decisions | None = None) -> dict[str, str | None]:
    """The code of each year group, by MIS id."""
    rows = in_hub_terms(reading, hub, decisions or Decisions()).rows[Y]
    return {row.mis_id: row.code for row in rows if isinstance(row, MisYearGroup)}


@pytest.mark.parametrize(
    ("own", "lists", "year", "reason"),
    [
        (None, {"y4": "4"}, "4", None),
        (None, {"y4": "4", "y5": "5"}, "4", None),  # Two lists tell nothing: the hub's year stays.
        (None, {}, "4", None),
        ("4", {"y5": "5"}, "4", None),
        ("5", {"y4": "4"}, "5", None),
        ("9", {"y5": "5"}, "5", None),
        ("9", {"y4": "4", "y5": "5"}, "4", None),
        ("9", {"y9": "9"}, "4", Reason.OUT_OF_RANGE),
        ("9", {"y8": "8"}, "4", Reason.OUT_OF_RANGE),
        ("9", {}, "4", Reason.OUT_OF_RANGE),
        (None, {"y9": "9"}, "4", Reason.OUT_OF_RANGE),
        (None, {"x": None}, "4", None),
        ("5", {"x": None}, "5", None),
        ("9", {"x": None}, "4", None),
        ("9", {"x": None, "y9": "9"}, "4", None),
    ],
)
def test_row_and_list_are_two_witnesses(
    own: str | None, lists: dict[str, str | None], year: str | None, reason: Reason | None
) -> None:
    groups = [group(mis_id, code, "", "101") for mis_id, code in lists.items()]
    plan = plan_for(HUB, a_reading(a_row(1, year_code=own), *groups))
    after = pupil_after(plan, PUPIL)
    assert (after.year_group, after.desync.reason if after.desync else None) == (year, reason)


def test_what_a_person_says_goes_before_row_and_code() -> None:
    reading = a_reading(
        a_row(1, year_code="4"), group("a", "4", "Year 4", "102"), group("b", "4", "Year 4 B", "101")
    )
    hub = with_years(said("b", "Year 4 B", "5"))
    assert codes(reading, hub) == {"a": "4", "b": "5"}
    assert pupil_after(plan_for(hub, reading), PUPIL).year_group == "5"
    later = Decisions().say_year("b", "6")
    assert codes(reading, hub, later) == {"a": "4", "b": "6"}


@pytest.mark.parametrize(
    ("choice", "rows", "found"),
    [
        (said("a", "Owls", "4"), {"a": "Owls"}, {"a": "4"}),
        (said("a", "Owls", "4"), {"b": " owls "}, {"b": "4"}),
        (said("a", "Owls", "4"), {"a": "Larks"}, {"a": None}),
        (said("a", "Owls", "4"), {"a": "Owls", "b": "Owls"}, {"a": "4", "b": None}),
        (said("a", "Owls", "4"), {"b": "Owls", "c": "Owls"}, {"b": None, "c": None}),
        (said("a", "Owls", "44"), {"a": "Owls"}, {"a": None}),
        (said("a", "Class of 2031", "4", school_year=2026), {"a": "Class of 2031"}, {"a": "4"}),
        (said("a", "Class of 2031", "4", school_year=2025), {"a": "Class of 2031"}, {"a": None}),
        (structs.replace(said("a", "Owls", "4"), connector="arbor"), {"a": "Owls"}, {"a": None}),
    ],
)
def test_what_was_said_holds_for_the_name(
    choice: YearChoice, rows: dict[str, str], found: dict[str, str | None]
) -> None:
    reading = a_reading(*(group(mis_id, None, name) for mis_id, name in rows.items()))
    assert codes(reading, with_years(choice)) == found


def test_two_that_share_a_name_and_have_new_ids_are_both_open() -> None:
    hub = with_years(said("a", "Year 4", "5"))
    reading = a_reading(
        a_row(1, year_code="4"), group("c", "4", "Year 4", "101"), group("d", "4", "Year 4", "102")
    )
    assert codes(reading, hub) == {"c": None, "d": None}
    plan = plan_for(hub, reading, Y, P)
    assert pupil_after(plan, PUPIL).year_group == "4"
    assert not part_of(plan, Y).changes
    assert pair_of(plan, "c", Y).left_alone == "undecided"


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        (a_row(1, year_code="4"), False),
        (a_row(1, year_code="5"), False),
        (a_row(1, year_code="9"), True),
        (a_row(1, year_code=None), True),
        (a_row(2, year_code="9"), False),
        (a_row(2, year_code=None), False),
    ],
)
def test_the_list_is_asked_for_where_somebody_synced_would_be_out_of_range(row: MisPupil, asks: bool) -> None:
    assert asks_for_years(HUB, MIS, [row]) is asks
    assert not asks_for_years(HUB, "arbor", [row])


def test_a_year_ends_with_august() -> None:
    assert holds(said("a", "Class of 2031", "4", school_year=2026), TODAY)
    assert not holds(said("a", "Class of 2031", "4", school_year=2026), TODAY.replace(year=2027))
    assert holds(said("a", "Class of 2031", "4", school_year=2026), TODAY.replace(year=2027, month=8))


CODES = st.sampled_from([None, "4", "5", "9", "N2"])
GROUPS = st.lists(
    st.tuples(CODES, st.sampled_from(["Owls", "Larks"]), st.sets(st.sampled_from(["101", "102"]))), max_size=4
)


@given(own=CODES, groups=GROUPS, choice=st.sampled_from(["4", "5", "9", ""]))
def test_nobody_is_out_of_range_whom_row_or_list_has_in_a_year_that_is_set_up(
    own: str | None, groups: list[tuple[str | None, str, set[str]]], choice: str
) -> None:
    rows = [group(f"g{n}", code, name, *who) for n, (code, name, who) in enumerate(groups)]
    hub = with_years(said("g0", "Owls", choice)) if choice else HUB
    reading = a_reading(a_row(1, year_code=own), *rows)
    terms = in_hub_terms(reading, hub, Decisions())
    assert in_hub_terms(terms, hub, Decisions()) == terms
    after = pupil_after(plan_for(hub, reading), PUPIL)
    mine = [row for row in terms.rows[Y] if isinstance(row, MisYearGroup) and "101" in (row.member_ids or ())]
    there = {row.code for row in mine}
    if after.desync is not None:
        assert there <= {"9", "N2"}
        assert own not in ("4", "5") or any(row.by_hand for row in mine)
    elif after.year_group != "4":
        assert after.year_group in {own, *there}
