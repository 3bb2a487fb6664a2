"""What is another person's in the MIS is given to nobody: a slipped column, values that were swapped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

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


def kept(plan: Plan, people: Iterable[Pupil] = HELD) -> bool:
    """Whether nobody has got anything."""
    return all(pupil_after(plan, one) == one for one in people)


FIELDS = {
    "upn": upn(900),
    "date_of_birth": date(2015, 3, 3),
    "first_name": "Zoe",
    "last_name": "Zimmer",
}


@pytest.mark.parametrize("lost", [False, True], ids=["turned", "with a loss at the end"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_column_that_has_slipped_changes_nobody_and_is_told(field: str, lost: bool) -> None:
    plan = plan_for(a_hub(*HELD), a_reading(*slipped(field, 5, 9, lost=FIELDS[field] if lost else None)))
    assert kept(plan)
    [told] = [text for text in texts(plan) if "somebody else's in the MIS" in text]
    assert told.startswith("4 pupils have")
    assert not plan.held


@pytest.mark.parametrize("field", FIELDS)
def test_a_list_that_has_slipped_by_a_quarter_is_held(field: str) -> None:
    plan = plan_for(a_hub(*HELD), a_reading(*slipped(field, 5, 16)))
    assert kept(plan)
    assert plan.held == ("11 pupils of 40 would change name, birth date, UPN or email (27.5%).",)


def test_two_whose_values_were_swapped_keep_theirs_among_other_corrections() -> None:
    rows = [row_of(one, date_of_birth=date(2013, 1, 1) + timedelta(n)) for n, one in enumerate(HELD[:8])]
    rows += [row_of(one) for one in HELD[8:]]
    one, other = HELD[20], HELD[30]
    rows[20] = row_of(one, date_of_birth=other.date_of_birth)
    rows[30] = row_of(other, date_of_birth=one.date_of_birth)
    plan = plan_for(a_hub(*HELD), a_reading(*rows))
    assert kept(plan, [one, other])
    assert pupil_after(plan, HELD[0]).date_of_birth == date(2013, 1, 1)


def test_the_rest_of_a_row_is_taken_over() -> None:
    one, other = HELD[:2]
    rows = [row_of(one, upn=other.upn, first_name="Ada"), row_of(other, upn=one.upn)]
    plan = plan_for(a_hub(*HELD), a_reading(*rows, *map(row_of, HELD[2:])))
    assert pupil_after(plan, one) == one.with_(first_name="Ada")


def test_who_is_confirmed_gets_what_the_mis_has_and_so_does_the_other() -> None:
    one, other = HELD[:2]
    rows = [row_of(one, upn=other.upn), row_of(other, upn=one.upn)]
    decisions = Decisions().confirm(Kind.PUPIL, rows[0].mis_id, one.id)
    plan = plan_for(a_hub(*HELD), a_reading(*rows, *map(row_of, HELD[2:])), decisions=decisions)
    assert (pupil_after(plan, one).upn, pupil_after(plan, other).upn) == (other.upn, one.upn)


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
    assert not any("somebody else's" in text for text in texts(plan))


def test_families_and_passing_names_are_no_slip() -> None:
    families = [one.with_(last_name="Smith" if n < 2 else "Jones") for n, one in enumerate(HELD)]
    rows = [row_of(one, last_name="Jones") for one in families[:2]] + [row_of(one) for one in families[2:]]
    plan = plan_for(a_hub(*families), a_reading(*rows))
    assert pupil_after(plan, families[0]).last_name == "Jones"
    # Of many new birth dates one is by chance what another one had before.
    dates = [date(2012, 1, 1) + timedelta(n) for n in range(9)]
    rows = [row_of(one, date_of_birth=born) for one, born in zip(HELD, dates, strict=False)]
    rows[8] = row_of(HELD[8], date_of_birth=HELD[0].date_of_birth)
    plan = plan_for(a_hub(*HELD), a_reading(*rows, *map(row_of, HELD[9:])))
    assert pupil_after(plan, HELD[8]).date_of_birth == HELD[0].date_of_birth


def test_new_ids_do_not_hide_a_slip() -> None:
    rows = slipped("date_of_birth", 5, 9)
    anew = [a_row(n, f"9{n}", **_facts(row)) for n, row in enumerate(rows)]
    plan = plan_for(a_hub(*HELD), a_reading(*anew))
    after = [pupil_after(plan, one) for one in HELD]
    assert [one.date_of_birth for one in after] == [one.date_of_birth for one in HELD]
    assert after[5].link != HELD[5].link


def _facts(row: MisPupil) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("first_name", "last_name", "date_of_birth", "upn")}


def test_colleagues_who_have_one_anothers_address_or_name_keep_theirs() -> None:
    staff = [
        linked(a_teacher(n, email=f"{n}@a.example", mis_email=f"{n}@a.example"), str(900 + n))
        for n in range(10)
    ]
    rows = [a_staff_row(n, email=f"{n}@a.example") for n in range(8)]
    rows += [a_staff_row(8, email="9@a.example"), a_staff_row(9, email="8@a.example")]
    plan = plan_for(a_hub(*staff), a_reading(*rows), Kind.TEACHER)
    assert plan.is_empty
    assert "(t005008), MIS id 908: the email of a colleague" in " ".join(texts(plan))
    # An address is handed on by somebody who is not there any more.
    plan = plan_for(a_hub(*staff), a_reading(*rows[:9]), Kind.TEACHER)
    assert plan.after.teachers["t005008"].email == "9@a.example"
