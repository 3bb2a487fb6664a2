"""A pupil has one class and one year group, found in the hub by link, else by exact name."""

import pytest

from marktui.connectors.mis import InvalidRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason, Status
from marktui.wording.people.left_alone import why_left_alone

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    counts,
    linked,
    pair_of,
    plan_for,
    pupil_after,
    row_of,
    texts,
)

FOUR_A, FOUR_B = a_class("4A", "c1"), a_class("4B", "c2")
YEAR = a_year("4", "y4")
PUPIL = linked(a_pupil(1, class_id=FOUR_A.id, year_group="4"), "101")
UNCLEAR = "1 pupil is unclear in the MIS, so the hub keeps what it has"
HUB = a_hub(FOUR_A, FOUR_B, YEAR, PUPIL)


def test_class_is_found_by_link() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_mis_class("another name", "c2", "101")))
    assert pupil_after(plan, PUPIL).class_id == FOUR_B.id
    (change,) = plan.changes
    assert (change.fields, counts(plan).changed) == ({"class": ("4A", "4B")}, 1)


def test_class_is_found_by_exact_name() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_mis_class("4b ", "new id", "101")))
    assert pupil_after(plan, PUPIL).class_id == FOUR_B.id


def test_class_that_is_not_set_up_becomes_null_and_is_told() -> None:
    rows = [row_of(PUPIL), a_row(2, year_code="4")]
    plan = plan_for(HUB, a_reading(*rows, a_mis_class("4C", "c3", "101", "102")))
    assert pupil_after(plan, PUPIL).class_id is None
    assert "2 pupils are in classes that are not set up: 4C." in texts(plan)


def test_one_pupil_is_told_in_the_singular() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_mis_class("4C", "c3", "101")))
    assert "1 pupil is in a class that is not set up: 4C." in texts(plan)


def test_pupil_without_a_class_keeps_the_one_in_the_hub_and_is_told() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_mis_class("4A", "c1")))
    assert pupil_after(plan, PUPIL).class_id == FOUR_A.id
    assert texts(plan) == (f"{UNCLEAR}: Bertrand Underhill (no class).",)


@pytest.mark.parametrize(
    ("fields", "classes", "past", "said"),
    [
        ({}, (), ("101",), "(a class that does not hold today)"),
        ({}, ("4B",), ("101",), "(a class that does not hold today)"),
        ({"year_code": None}, ("4A", "101"), (), "(no year group)"),
        ({"year_code": None}, (), (), "(no year group and no class)"),
        ({"year_code": None, "applicant": True}, (), (), "(neither year group, class nor dates)"),
    ],
)
def test_what_is_unclear_in_the_mis_stays_and_is_told(
    fields: dict[str, object], classes: tuple[str, ...], past: tuple[str, ...], said: str
) -> None:
    name, *members = classes or ("4A",)
    reading = a_reading(row_of(PUPIL, **fields), a_mis_class(name, "c1", *members), past_members=past)
    plan = plan_for(HUB, reading)
    assert pupil_after(plan, PUPIL) == PUPIL
    assert texts(plan) == (f"{UNCLEAR}: Bertrand Underhill {said}.",)
    assert (counts(plan).synced, counts(plan).changed) == (1, 0)


def test_only_the_first_few_who_are_unclear_are_named() -> None:
    pupils = [linked(a_pupil(n, year_group="4"), str(100 + n)) for n in range(1, 8)]
    rows = [row_of(one, year_code=None) for one in pupils[:4]] + [row_of(one) for one in pupils[4:]]
    plan = plan_for(a_hub(YEAR, *pupils), a_reading(*rows))
    (said,) = texts(plan)
    assert said.startswith("4 pupils are unclear in the MIS, so the hub keeps what it has: Bertrand")
    assert said.endswith(" and 1 more.")


def test_nothing_is_unclear_about_what_the_hub_does_not_have() -> None:
    bare = linked(a_pupil(1), "101")
    plan = plan_for(a_hub(FOUR_A, YEAR, bare), a_reading(row_of(bare), a_mis_class("4A", "c1")))
    assert (texts(plan), plan.is_empty) == ((), True)


def test_class_that_is_invalid_in_the_mis_keeps_its_pupils() -> None:
    row = InvalidRow(mis_id="c1", problem="the name is a number", member_ids=("101",))
    plan = plan_for(HUB, a_reading(row_of(PUPIL), invalid_rows={Kind.CLASS: [row]}))
    assert plan.is_empty


def test_pupil_in_two_classes_keeps_the_one_held() -> None:
    for names in (("4A", "4B"), ("4B", "4A")):
        classes = [a_mis_class(name, {"4A": "c1", "4B": "c2"}[name], "101") for name in names]
        plan = plan_for(HUB, a_reading(row_of(PUPIL), *classes))
        assert pupil_after(plan, PUPIL).class_id == FOUR_A.id
        assert "1 pupil in more than one MIS class." in texts(plan)


def test_pupil_in_two_other_classes_gets_the_first_by_name() -> None:
    classes = [a_mis_class("4B", "c2", "101"), a_mis_class("4A", "c1", "101")]
    newcomer = linked(a_pupil(1, year_group="4"), "101")
    plan = plan_for(a_hub(FOUR_A, FOUR_B, YEAR, newcomer), a_reading(row_of(newcomer), *classes))
    assert pupil_after(plan, newcomer).class_id == FOUR_A.id


def test_pupil_in_two_classes_of_one_name_does_not_hang_on_the_order_of_pages() -> None:
    twins = a_class("4A", "c1", 1), a_class("4A", "c2", 2)
    newcomer = linked(a_pupil(1), "101")
    classes = [a_mis_class("4A", "c1", "101"), a_mis_class("4A", "c2", "101")]
    plans = [
        plan_for(a_hub(*twins, newcomer), a_reading(row_of(newcomer), *order))
        for order in (classes, classes[::-1])
    ]
    assert plans[0].after == plans[1].after


def test_class_of_the_same_run_is_found() -> None:
    rows = [a_row(1, year_code="5"), a_mis_class("5A", "c5", "101"), a_mis_year("5")]
    plan = plan_for(a_hub(), a_reading(*rows), *Kind)
    (pupil,) = plan.after.pupils.values()
    assert (plan.after.class_name(pupil), pupil.year_group, pupil.status) == ("5A", "5", Status.SYNCED)


def test_pupil_goes_to_the_class_of_the_same_name_that_no_other_mis_class_has() -> None:
    # In September the old 4A goes on as 5A under its id, and there is a new 4A.
    classes = [a_mis_class("5A", "c1", "101"), a_mis_class("4A", "c9", "102")]
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_row(2, year_code="4"), *classes))
    (newcomer,) = (pupil for pupil in plan.after.pupils.values() if pupil.id != PUPIL.id)
    assert pupil_after(plan, PUPIL).class_id == FOUR_A.id
    assert newcomer.class_id != FOUR_A.id


def test_year_that_is_not_set_up_is_out_of_range() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL, year_code="5"), a_row(2, year_code="N1")))
    after = pupil_after(plan, PUPIL)
    assert after.desync is not None
    assert (after.desync.reason, after.year_group, after.class_id) == (Reason.OUT_OF_RANGE, "4", FOUR_A.id)
    assert why_left_alone(pair_of(plan, "102")) == "Nursery 1 is not set up"
    assert (counts(plan).synced, counts(plan).new, counts(plan).desynced, counts(plan).left_alone) == (
        1,
        1,
        1,
        2,
    )


def test_pupil_without_a_year_is_not_out_of_range() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL, year_code=None)))
    after = pupil_after(plan, PUPIL)
    assert (after.status, after.year_group) == (Status.SYNCED, "4")


def test_pupil_out_of_range_stays_so_and_comes_back() -> None:
    away = plan_for(HUB, a_reading(row_of(PUPIL, year_code="5"))).after
    again = plan_for(away, a_reading(row_of(PUPIL, year_code="5")))
    assert (again.is_empty, counts(again).desynced) == (True, 0)
    back = plan_for(away.with_records([a_year("5")]), a_reading(row_of(PUPIL, year_code="5")))
    assert (counts(back).returned, pupil_after(back, PUPIL).year_group) == (1, "5")
