"""A slipped column of year groups or classes, and last year's export, are no new school year."""

from collections.abc import Sequence
from datetime import date

from marktui.connectors.mis import MisPupil
from marktui.hub.model.record import Pupil
from marktui.sync.model.plan import Plan

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_pupil,
    a_reading,
    a_year,
    linked,
    plan_for,
    row_of,
    texts,
    upn,
)

YEARS = "123456"
CLASSES = {code: a_class(f"{code}A", f"c{code}") for code in YEARS}
NUMBER = 60


def pupil(number: int, born_early: int = 0) -> Pupil:
    """A pupil of the right age; many steps stand side by side, as in a list by name."""
    code = YEARS[number * 7 % 5 if number % 3 else number % 6]
    born = date(2021 - int(code) - born_early, 10, 1 + number % 28)
    held = a_pupil(number, upn=upn(number), date_of_birth=born, year_group=code, class_id=CLASSES[code].id)
    return linked(held, str(1_000 + number))


HELD = [pupil(number) for number in range(NUMBER)]


def plan(
    years: Sequence[str | None], classes: Sequence[str | None] | None = None, held: Sequence[Pupil] = HELD
) -> Plan:
    """The plan for pupils who have these years, and classes, now."""
    rows: list[MisPupil] = [row_of(one, year_code=code) for one, code in zip(held, years, strict=True)]
    groups = [
        a_mis_class(
            f"{code}A",
            f"c{code}",
            *(row.mis_id for row, its in zip(rows, classes or years, strict=True) if its == code),
        )
        for code in YEARS
    ]
    hub = a_hub(*held, *CLASSES.values(), *(a_year(code, f"y{code}") for code in YEARS))
    return plan_for(hub, a_reading(*rows, *groups))


def codes(held: Sequence[Pupil] = HELD) -> list[str | None]:
    return [one.year_group for one in held]


def told(made: Plan) -> str:
    return " ".join(text for text in texts(made) if "move" in text)


def test_a_few_years_that_slipped_are_told() -> None:
    years = codes()
    years[10:14] = [years[13], *years[10:13]]
    made = plan(years)
    assert not made.held
    assert "down, over a year, or to a year that does not fit the birth date: " in told(made)


def test_the_export_of_last_year_is_told() -> None:
    older = [one for one in HELD if one.year_group != "1"]
    made = plan([str(int(one.year_group or "") - 1) for one in older], held=older)
    assert told(made).startswith(f"{len(older)} pupils move down, over a year, or to")


def test_a_birth_date_of_another_age_is_told() -> None:
    hub = a_hub(*HELD, *CLASSES.values(), *(a_year(code, f"y{code}") for code in YEARS))
    rows = [row_of(one) for one in HELD]
    rows[7] = row_of(HELD[7], date_of_birth=date(2003, 5, 5))
    said = " ".join(texts(plan_for(hub, a_reading(*rows))))
    assert "1 pupil gets a birth date that does not fit the year group: " in said


def test_a_new_school_year_is_no_slip_whenever_it_comes_and_whoever_is_ahead() -> None:
    ahead = [pupil(number, born_early=number % 20 == 0) for number in range(NUMBER)]
    younger = [one for one in ahead if one.year_group != "6"]
    made = plan([str(int(one.year_group or "") + 1) for one in younger], held=younger)
    assert (made.held, told(made)) == ((), "")


def test_classes_that_slipped_are_told() -> None:
    years = codes()
    classes = list(years)
    classes[0] = "2" if years[0] != "2" else "3"
    made = plan(years, classes)
    assert not made.held
    assert "1 pupil moves to a class where nobody was of their year group" in told(made)


def test_a_class_of_two_years_and_an_empty_one_are_nothing_odd() -> None:
    held = [one.with_(class_id=CLASSES["2"].id) if one.year_group == "1" else one for one in HELD]
    classes = ["2" if one.year_group in ("1", "2") else "1" for one in held]
    made = plan(codes(held), [code if n % 9 else classes[n] for n, code in enumerate(codes(held))], held)
    assert "class where" not in told(made)
    empty = [one for one in HELD if one.year_group != "6"]
    made = plan(codes(empty), ["6" if n < 6 else code for n, code in enumerate(codes(empty))], empty)
    assert (made.held, told(made)) == ((), "")
