"""A big loss is held; the limits are fixed, and told at their edges."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.sync.model.plan import Plan

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    desynced,
    invalid,
    linked,
    plan_for,
    row_of,
    upn,
)

FOUR_A = a_class("4A", "c4")
YEARS = a_year("4", "y4"), a_year("5", "y5")


def pupils(number: int, **fields: object) -> list[Pupil]:
    return [
        linked(a_pupil(n, year_group="4", class_id=FOUR_A.id, upn=upn(n), **fields), str(n))
        for n in range(1, number + 1)
    ]


def plan(
    held: list[Pupil], rows: list[MisPupil], class_name: str = "4A", year_groups: tuple[str, ...] = ()
) -> Plan:
    members = a_mis_class(class_name, class_name, *(row.mis_id for row in rows))
    return plan_for(a_hub(*YEARS, FOUR_A, *held), a_reading(*rows, members), year_groups=year_groups)


def losing(number: int, of: int) -> Plan:
    held = pupils(of)
    return plan(held, [row_of(one) for one in held[number:]])


@pytest.mark.parametrize(
    ("lost", "of", "held"),
    [
        (4, 5, False),
        (5, 50, False),
        (5, 49, True),
        (6, 50, True),
        (25, 250, False),
        (25, 400, False),
        (26, 400, True),
    ],
)
def test_desync_of_more_than_a_tenth_or_25_is_held(lost: int, of: int, held: bool) -> None:
    assert bool(losing(lost, of).held) is held


def test_hold_says_what_would_happen() -> None:
    assert losing(6, 50).held == ("6 pupils of 50 would be de-synced (12.0%).",)


def test_held_plan_is_worked_out_all_the_same() -> None:
    made = losing(6, 50)
    assert len(made.changes) == 6


def test_out_of_range_is_a_loss_too() -> None:
    held = pupils(40)
    rows = [row_of(one, year_code="9" if n < 5 else "4") for n, one in enumerate(held)]
    assert plan(held, rows).held == ("5 pupils of 40 would be de-synced (12.5%).",)


def test_share_is_of_synced_records_only() -> None:
    away = [desynced(a_pupil(n), str(n)) for n in range(500, 600)]
    by_hand = [a_pupil(n) for n in range(600, 700)]
    held = pupils(40)
    rows = [row_of(one) for one in held[5:]]
    assert plan(held + away + by_hand, rows).held == ("5 pupils of 40 would be de-synced (12.5%).",)


def test_share_is_of_the_records_inside_the_filter() -> None:
    held = pupils(20) + [linked(a_pupil(n, year_group="5", upn=upn(n)), str(n)) for n in range(300, 400)]
    made = plan(held, [row_of(one) for one in held[5:]], year_groups=("4",))
    assert made.held == ("5 pupils of 20 would be de-synced (25.0%).",)


@pytest.mark.parametrize(
    ("number", "of", "held"), [(4, 4, False), (5, 20, False), (5, 19, True), (6, 23, True)]
)
@pytest.mark.parametrize(
    "fields",
    [{"first_name": "Ada"}, {"last_name": "Lovelace"}, {"date_of_birth": date(2015, 1, 1)}, {"upn": "new"}],
)
def test_other_identities_for_more_than_a_quarter_are_held(
    number: int, of: int, held: bool, fields: dict[str, object]
) -> None:
    records = pupils(of)
    rows = [row_of(one) for one in records]
    for n in range(number):
        rows[n] = row_of(records[n], **fields | ({"upn": upn(900 + n)} if "upn" in fields else {}))
    reasons = plan(records, rows).held
    assert bool(reasons) is held
    assert all("name, birth date, UPN or email" in reason for reason in reasons)


def test_other_emails_are_held() -> None:
    staff = [
        linked(a_teacher(n, email=f"{n}@a.example", mis_email=f"{n}@a.example"), str(900 + n))
        for n in range(10)
    ]
    rows = [a_staff_row(n, email=f"{n}@b.example") for n in range(10)]
    made = plan_for(a_hub(*staff), a_reading(*rows), Kind.TEACHER)
    assert made.held == ("10 teachers of 10 would change name, birth date, UPN or email (100.0%).",)


def test_filling_a_blank_is_no_change_of_identity() -> None:
    records = [one.with_(upn=None, date_of_birth=None) for one in pupils(20)]
    rows = [row_of(one, upn=upn(n), date_of_birth=date(2015, 1, 1)) for n, one in enumerate(records)]
    assert plan(records, rows).held == ()


@pytest.mark.parametrize(
    "written",
    [
        lambda one: one.with_(first_name=f" {one.first_name.upper()}  "),
        lambda one: one.with_(last_name=f"{one.last_name[:2]}\u00ad{one.last_name[2:]}"),
        lambda one: one.with_(upn=f"{one.upn[:4]} {one.upn[4:]}".lower()),
        lambda one: one.with_(date_of_birth=date(1900, 1, 1)),
        lambda one: one.with_(first_name=f"{one.first_name}\u200b", date_of_birth=date(1, 1, 1)),
    ],
)
def test_what_was_only_written_in_another_way_is_no_change_of_identity(
    written: Callable[[Pupil], Pupil],
) -> None:
    records = [one.with_(upn=upn(n)) for n, one in enumerate(pupils(20))]
    made = plan([written(one) for one in records], [row_of(one) for one in records])
    assert (made.held, len(made.changes)) == ((), 20)


def test_identities_of_those_who_move_into_the_filter_are_guarded() -> None:
    records = pupils(20)
    rows = [row_of(one, year_code="5", first_name="Ada") for one in records]
    assert plan(records, rows, year_groups=("5",)).held != ()


def test_rollover_is_no_change_of_identity() -> None:
    records = pupils(60)
    rows = [row_of(one, year_code="5") for one in records]
    five_a = a_class("5A", "5A")
    made = plan_for(
        a_hub(*YEARS, FOUR_A, five_a, *records),
        a_reading(*rows, a_mis_class("5A", "5A", *(row.mis_id for row in rows))),
    )
    assert (made.held, len(made.changes)) == ((), 60)


@pytest.mark.parametrize(
    ("number", "of", "held"), [(4, 20, False), (5, 50, False), (5, 49, True), (6, 59, True)]
)
@pytest.mark.parametrize("what", ["class", "year group"])
def test_class_or_year_taken_from_more_than_a_tenth_is_held(
    number: int, of: int, held: bool, what: str
) -> None:
    records = pupils(of)
    takes_year = what == "year group"
    rows = [
        row_of(one, year_code=None if takes_year and n < number else "4") for n, one in enumerate(records)
    ]
    members = [row.mis_id for n, row in enumerate(rows) if takes_year or n >= number]
    made = plan_for(a_hub(*YEARS, FOUR_A, *records), a_reading(*rows, a_mis_class("4A", "c4", *members)))
    assert bool(made.held) is held
    assert all(f"would lose their {what}" in reason for reason in made.held)


def test_share_of_a_lost_class_is_of_those_who_have_one() -> None:
    without = [linked(a_pupil(n, year_group="4"), str(n)) for n in range(500, 600)]
    with_class = pupils(20)
    rows = [row_of(one) for one in with_class + without]
    made = plan_for(a_hub(*YEARS, *with_class, *without, FOUR_A), a_reading(*rows, a_mis_class("4A", "c4")))
    assert made.held == ("20 of 20 pupils would lose their class or have none in the MIS (100.0%).",)


@pytest.mark.parametrize(
    ("ended", "not_set_up", "none", "held"),
    [
        (20, 0, 0, False),
        (15, 0, 5, True),
        (16, 0, 4, False),
        (0, 3, 2, True),
        (0, 5, 0, True),
        (10, 2, 2, False),
    ],
)
def test_a_class_of_another_day_is_no_loss(ended: int, not_set_up: int, none: int, held: bool) -> None:
    records = pupils(20)
    ids = [str(n) for n in range(1, 21)]
    elsewhere = ids[ended : ended + not_set_up]
    rest = ids[ended + not_set_up + none :]
    classes = [a_mis_class("4A", "c4", *rest), a_mis_class("4C", "c9", *elsewhere)]
    reading = a_reading(*map(row_of, records), *classes, past_members=ids[:ended])
    made = plan_for(a_hub(*YEARS, FOUR_A, *records), reading)
    assert bool(made.held) is held
    kept = [one.class_id for one in made.after.pupils.values()].count(FOUR_A.id)
    assert kept == 20 - not_set_up


def test_between_two_school_years_nobody_loses_a_group() -> None:
    records = pupils(20)
    rows = [row_of(one, year_code=None) for one in records]
    made = plan_for(a_hub(*YEARS, FOUR_A, *records), a_reading(*rows, gap=True), *Kind)
    assert (made.held, made.is_empty, made.messages) == ((), True, ())


def test_class_that_is_not_set_up_is_a_loss() -> None:
    records = pupils(20)
    assert plan(records, [row_of(one) for one in records], class_name="4C").held != ()


@pytest.mark.parametrize(
    ("bad", "read", "held"), [(4, 5, False), (5, 250, False), (5, 249, True), (6, 299, True), (6, 300, False)]
)
def test_more_than_two_in_a_hundred_invalid_rows_are_held(bad: int, read: int, held: bool) -> None:
    rows = [a_row(n) for n in range(1000, 1000 + read - bad)]
    broken = [invalid(f"x{n}") for n in range(bad)]
    made = plan_for(a_hub(), a_reading(*rows, invalid_rows={Kind.PUPIL: broken}))
    assert bool(made.held) is held
    assert all("are invalid" in reason for reason in made.held)
    withheld = [structs.replace(row, is_withheld=True) for row in broken]
    assert not plan_for(a_hub(), a_reading(*rows, invalid_rows={Kind.PUPIL: withheld})).held


def test_missing_values_are_not_invalid() -> None:
    rows = [a_row(n, date_of_birth=None) for n in range(50)]
    assert plan_for(a_hub(), a_reading(*rows)).held == ()


def test_every_kind_is_guarded_and_one_holds_all() -> None:
    classes = [a_class(f"{n}A", f"c{n}", n) for n in range(10)]
    made = plan_for(a_hub(*classes), a_reading(a_mis_class("0A", "c0"), a_row(1)), *Kind)
    assert made.held == ("9 classes of 10 would be de-synced (90.0%).",)


@pytest.mark.parametrize(
    ("several", "of", "held"), [(4, 8, False), (5, 50, False), (5, 49, True), (6, 50, True), (40, 40, True)]
)
def test_more_than_a_tenth_in_several_classes_is_held(several: int, of: int, held: bool) -> None:
    records = pupils(of)
    everybody = [one.link.mis_id for one in records if one.link]
    classes = a_mis_class("4A", "c4", *everybody), a_mis_class("4A old", "c3", *everybody[:several])
    made = plan_for(a_hub(*YEARS, FOUR_A, *records), a_reading(*map(row_of, records), *classes))
    told = f"{several} of {of} pupils are in several MIS classes ({several / of:.1%})."
    assert made.held == ((told,) if held else ())


def test_a_class_that_lists_somebody_twice_is_one_class() -> None:
    records = pupils(20)
    everybody = [one.link.mis_id for one in records if one.link]
    made = plan_for(
        a_hub(*YEARS, FOUR_A, *records),
        a_reading(*map(row_of, records), a_mis_class("4A", "c4", *everybody, *everybody)),
    )
    assert made.held == ()
