"""A plan's id covers its content, and nothing but its content."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from marktui.connectors.mis import MisLeaver, MisRow
from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    EARLIER,
    TODAY,
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    linked,
    plan_for,
    row_of,
    upn,
)

PUPIL, GONE = linked(a_pupil(1, upn=upn(1), year_group="4"), "1"), linked(a_pupil(9), "9")
HUB = a_hub(a_teacher(1), a_year("4", "y4"), a_class("4A", "c4"), PUPIL, GONE, a_pupil(3))
ROWS: list[MisRow] = [
    a_staff_row(1),
    a_staff_row(2),
    a_mis_year("4", "y4", "Four"),
    a_mis_year("5"),
    a_mis_class("4A", "c4", "1", "102"),
    a_mis_class("4B", "c5", "102", "104"),
    row_of(PUPIL, first_name="Ada"),
    a_row(2, year_code="4"),
    a_row(3),
    a_row(4, year_code="5"),
]
LEFT = MisLeaver(mis_id="9", left_on=EARLIER)


def plan(rows: list[MisRow], **more: object) -> Plan:
    decisions = more.pop("decisions", Decisions())
    assert isinstance(decisions, Decisions)
    reading = structs.replace(a_reading(*rows, leavers=[LEFT]), **more)
    return plan_for(HUB, reading, *Kind, decisions=decisions)


@given(st.permutations(ROWS))
def test_order_of_the_rows_does_not_matter(rows: list[MisRow]) -> None:
    made, usual = plan(rows), plan(ROWS)
    assert made.id == usual.id
    assert made.after == usual.after


def test_times_and_requests_do_not_matter() -> None:
    other = plan(ROWS, today=date(2026, 9, 20), requests=99, seconds=1.5, warnings=("late",))
    assert other.id == plan(ROWS).id


def test_same_plan_for_the_same_hub_again() -> None:
    assert plan(ROWS).id == plan(list(ROWS)).id


@pytest.mark.parametrize("at", range(len(ROWS)))
def test_row_less_is_another_plan(at: int) -> None:
    assert plan(ROWS[:at] + ROWS[at + 1 :]).id != plan(ROWS).id


CHANGES: list[Callable[[Reading], Reading]] = [
    lambda r: a_reading(*[*ROWS[:6], row_of(PUPIL, first_name="Bea"), *ROWS[7:]], leavers=[LEFT]),
    lambda r: a_reading(*[*ROWS[:4], a_mis_class("4A", "c4", "1"), *ROWS[5:]], leavers=[LEFT]),
    lambda r: structs.replace(r, leavers={}),
    lambda r: structs.replace(r, leavers={Kind.PUPIL: {"9": MisLeaver(mis_id="9", left_on=TODAY)}}),
    lambda r: structs.replace(r, connector="arbor"),
]


@pytest.mark.parametrize("change", CHANGES, ids=["name", "class", "reason", "leaving date", "connector"])
def test_other_content_is_another_plan(change: Callable[[Reading], Reading]) -> None:
    reading = a_reading(*ROWS, leavers=[LEFT])
    assert plan_for(HUB, change(reading), *Kind).id != plan_for(HUB, reading, *Kind).id


@pytest.mark.parametrize(
    "decisions",
    [
        Decisions().tick(Kind.PUPIL, "102", ticked=False),
        Decisions().tick(Kind.TEACHER, "902", ticked=True),
        Decisions().unmatch(Kind.PUPIL, "103", "p000003"),
        Decisions().confirm(Kind.TEACHER, "901", "t005001"),
    ],
)
def test_other_decisions_are_another_plan(decisions: Decisions) -> None:
    assert plan(ROWS, decisions=decisions).id != plan(ROWS).id


def test_applied_plan_is_another_plan() -> None:
    first = plan(ROWS)
    again = plan_for(first.after.with_(generation=1), a_reading(*ROWS, leavers=[LEFT]), *Kind)
    assert again.id != first.id
