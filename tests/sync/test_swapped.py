"""Whoever gets from the MIS what another person had is named: a slipped column, values that were swapped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.sync.model.plan import Plan

from .builders import (
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    linked,
    plan_for,
    pupil_after,
    row_of,
    texts,
    upn,
)

NUMBER = 40


def named(number: int) -> Pupil:
    """A pupil whose names nobody else has."""
    names = {"first_name": f"First{number}", "last_name": f"Last{number}"}
    return linked(a_pupil(number, upn=upn(number), **names), str(100 + number))


HELD = [named(number) for number in range(1, NUMBER + 1)]


def slipped(field: str, first: int, last: int, *, lost: Any = None) -> list[MisPupil]:
    """The rows of a list in which a column has slipped; the first of them has what the last one had."""
    rows = [row_of(one) for one in HELD]
    values = [getattr(one, field) for one in HELD[first:last]]
    values = [lost if lost is not None else values[-1], *values[:-1]]
    for place, value in enumerate(values, first):
        rows[place] = row_of(HELD[place], **{field: value})
    return rows


def told(plan: Plan) -> list[str]:
    return [text for text in texts(plan) if "have each other's" in text]


LOST = {
    "upn": upn(900),
    "date_of_birth": date(2015, 3, 3),
    "first_name": "Zoe",
    "last_name": "Zimmer",
}
PLURALS = {
    "upn": "UPNs",
    "date_of_birth": "birth dates",
    "first_name": "first names",
    "last_name": "last names",
}


@pytest.mark.parametrize("is_lost", [False, True], ids=["turned", "with a loss at the end"])
@pytest.mark.parametrize("field", LOST)
def test_a_column_that_has_slipped_is_taken_over_and_told(field: str, is_lost: bool) -> None:
    rows = slipped(field, 5, 9, lost=LOST[field] if is_lost else None)
    plan = plan_for(a_hub(*HELD), a_reading(*rows))
    assert [getattr(pupil_after(plan, one), field) for one in HELD] == [getattr(row, field) for row in rows]
    [sentence] = told(plan)
    assert sentence.startswith(f"4 pupils have each other's {PLURALS[field]} in the MIS now: ")
    assert not plan.held


@pytest.mark.parametrize("field", LOST)
def test_a_list_that_has_slipped_by_a_quarter_is_held(field: str) -> None:
    plan = plan_for(a_hub(*HELD), a_reading(*slipped(field, 5, 16)))
    assert plan.held == ("11 pupils of 40 would change name, birth date, UPN or email (27.5%).",)
    assert told(plan)


def test_two_whose_values_were_swapped_are_told_among_other_corrections() -> None:
    rows = [row_of(one, date_of_birth=date(2013, 1, 1) + timedelta(n)) for n, one in enumerate(HELD[:8])]
    rows += [row_of(one) for one in HELD[8:]]
    one, other = HELD[20], HELD[30]
    rows[20] = row_of(one, date_of_birth=other.date_of_birth)
    rows[30] = row_of(other, date_of_birth=one.date_of_birth)
    plan = plan_for(a_hub(*HELD), a_reading(*rows))
    assert told(plan) == [
        f"2 pupils have each other's birth dates in the MIS now: {one.label} ({one.id}) and {other.label} "
        f"({other.id}). Check them there: a column may have slipped."
    ]


def test_a_whole_name_that_is_swapped_is_told_once() -> None:
    one, other = HELD[:2]
    rows = [_with_name(one, other), _with_name(other, one), *map(row_of, HELD[2:])]
    [sentence] = told(plan_for(a_hub(*HELD), a_reading(*rows)))
    assert "each other's names" in sentence


def _with_name(one: Pupil, other: Pupil) -> MisPupil:
    return row_of(one, first_name=other.first_name, last_name=other.last_name)


CORRECTIONS: dict[str, dict[str, Any]] = {
    "a UPN that nobody had": {"upn": upn(700)},
    "a birth date that another one has and keeps": {"date_of_birth": HELD[9].date_of_birth},
    "a name that another one has and keeps": {"last_name": "Last9"},
    "married, and another birth date": {"last_name": "Last9", "date_of_birth": date(2012, 2, 2)},
}


@pytest.mark.parametrize("fields", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_correction_is_no_slip(fields: dict[str, Any]) -> None:
    rows = [row_of(HELD[0], **fields), *map(row_of, HELD[1:])]
    plan = plan_for(a_hub(*HELD), a_reading(*rows))
    after = pupil_after(plan, HELD[0])
    assert {name: getattr(after, name) for name in fields} == fields
    assert not told(plan)


def test_families_and_passing_names_are_no_slip() -> None:
    families = [one.with_(last_name="Smith" if n < 2 else "Jones") for n, one in enumerate(HELD)]
    rows = [row_of(one, last_name="Jones") for one in families[:2]] + [row_of(one) for one in families[2:]]
    assert not told(plan_for(a_hub(*families), a_reading(*rows)))
    # Of many new birth dates one is by chance what another one had before.
    dates = [date(2012, 1, 1) + timedelta(n) for n in range(9)]
    rows = [row_of(one, date_of_birth=born) for one, born in zip(HELD, dates, strict=False)]
    rows[8] = row_of(HELD[8], date_of_birth=HELD[0].date_of_birth)
    assert not told(plan_for(a_hub(*HELD), a_reading(*rows, *map(row_of, HELD[9:]))))


def test_new_ids_do_not_hide_a_slip() -> None:
    rows = slipped("date_of_birth", 5, 9)
    anew = [a_row(n, f"9{n}", **_facts(row)) for n, row in enumerate(rows)]
    assert told(plan_for(a_hub(*HELD), a_reading(*anew)))


def _facts(row: MisPupil) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("first_name", "last_name", "date_of_birth", "upn")}


def test_colleagues_who_get_one_anothers_address_are_told() -> None:
    staff = [
        linked(a_teacher(n, email=f"{n}@a.example", mis_email=f"{n}@a.example"), str(900 + n))
        for n in range(10)
    ]
    rows = [a_staff_row(n, email=f"{n}@a.example") for n in range(8)]
    rows += [a_staff_row(8, email="9@a.example"), a_staff_row(9, email="8@a.example")]
    plan = plan_for(a_hub(*staff), a_reading(*rows), Kind.TEACHER)
    assert _emails(plan.after.teachers.values())[8:] == ["9@a.example", "8@a.example"]
    assert "2 teachers have each other's emails" in " ".join(told(plan))
    # An address is handed on by somebody who is not there any more.
    plan = plan_for(a_hub(*staff), a_reading(*rows[:9]), Kind.TEACHER)
    assert plan.after.teachers["t005008"].email == "9@a.example"
    assert not told(plan)


def _emails(teachers: Iterable[Any]) -> list[str | None]:
    return [one.email for one in teachers]


def test_columns_of_names_that_were_swapped_and_days_that_are_months_are_named() -> None:
    born = [one.date_of_birth for one in HELD if one.date_of_birth]
    some = [number for number, day in enumerate(born) if day.day <= 12 and day.day != day.month][:2]
    rows = [row_of(one) for one in HELD]
    for place in some:
        one, day = HELD[place], born[place]
        turned = {"first_name": one.last_name, "last_name": one.first_name}
        rows[place] = row_of(one, **turned, date_of_birth=day.replace(month=day.day, day=day.month))
    (names, days) = (
        text for text in texts(plan_for(a_hub(*HELD), a_reading(*rows))) if "other way round" in text
    )
    assert names.startswith("2 pupils have first and last name the other way round in the MIS now: First")
    assert days.startswith("2 pupils have day and month of the birth date the other way round")
    rows[some[0]] = row_of(HELD[some[0]])
    assert "other way round" not in str(texts(plan_for(a_hub(*HELD), a_reading(*rows))))
