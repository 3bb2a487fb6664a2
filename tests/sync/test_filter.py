"""A filtered run touches rows inside the filter, and records inside it whom the MIS has nowhere on roll."""

import pytest

from marktui.hub.model.errors import Exit, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Status
from marktui.sync.model.reading import Reading

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
    created,
    linked,
    pair_of,
    part_of,
    plan_for,
    pupil_after,
    row_of,
)

YEARS = a_year("4", "y4"), a_year("5", "y5"), a_year("R", "yR")
FOUR_A, FIVE_A = a_class("4A", "c4"), a_class("5A", "c5")
FOURTH: Pupil = linked(a_pupil(1, year_group="4", class_id=FOUR_A.id), "101")
FIFTH: Pupil = linked(a_pupil(2, year_group="5", class_id=FIVE_A.id), "102")
HUB = a_hub(*YEARS, FOUR_A, FIVE_A, FOURTH, FIFTH)
CLASSES = a_mis_class("4A", "c4", "101", "103"), a_mis_class("5A", "c5", "102", "104")


def a_school(*rows: Pupil) -> Reading:
    return a_reading(*(row_of(one, first_name="Ada") for one in rows), *CLASSES)


def test_rows_outside_are_read_and_left_alone() -> None:
    plan = plan_for(HUB, a_school(FOURTH, FIFTH), year_groups=("4",))
    assert (pupil_after(plan, FOURTH).first_name, pupil_after(plan, FIFTH)) == ("Ada", FIFTH)
    assert (counts(plan).read, counts(plan).synced, counts(plan).left_alone) == (2, 2, 1)
    assert pair_of(plan, "102").left_alone == "outside"


@pytest.mark.parametrize(
    ("years", "classes", "inside"),
    [
        (("4",), (), {"101", "103"}),
        ((), ("5A",), {"102", "104"}),
        (("4",), ("5a ",), {"101", "102", "103", "104"}),
        (("r",), (), set()),
    ],
)
def test_years_and_classes_are_joined_by_or(
    years: tuple[str, ...], classes: tuple[str, ...], inside: set[str]
) -> None:
    rows = [a_row(number, year_code="45"[number % 2 == 0]) for number in (1, 2, 3, 4)]
    plan = plan_for(a_hub(*YEARS), a_reading(*rows, *CLASSES), year_groups=years, classes=classes)
    assert {record.link.mis_id for record in created(plan) if record.link} == inside


def test_record_inside_that_is_nowhere_on_roll_is_desynced() -> None:
    without = a_reading(row_of(FIFTH), a_mis_class("4A", "c4", "103"), CLASSES[1])
    for years, classes in ((("4",), ()), ((), ("4A",))):
        plan = plan_for(HUB, without, year_groups=years, classes=classes)
        assert pupil_after(plan, FOURTH).status is Status.DESYNCED


def test_record_outside_that_is_nowhere_on_roll_is_left_alone() -> None:
    plan = plan_for(HUB, a_school(FIFTH), year_groups=("5",))
    assert pupil_after(plan, FOURTH) == FOURTH
    assert all(pair.record != FOURTH for pair in part_of(plan).pairs)


def test_who_moved_out_of_the_filter_is_left_alone() -> None:
    plan = plan_for(HUB, a_reading(row_of(FOURTH, year_code="5")), year_groups=("4",))
    assert pupil_after(plan, FOURTH) == FOURTH


def test_who_moved_into_the_filter_is_updated() -> None:
    plan = plan_for(HUB, a_reading(row_of(FOURTH, year_code="5"), *CLASSES), year_groups=("5",))
    assert (pupil_after(plan, FOURTH).year_group, counts(plan).changed) == ("5", 1)


def test_class_may_be_named_as_the_hub_names_it() -> None:
    renamed = a_mis_class("4 Ants", "c4", "101")
    for name in ("4A", "4 ants"):
        plan = plan_for(HUB, a_reading(row_of(FOURTH, first_name="Ada"), renamed), classes=(name,))
        assert pupil_after(plan, FOURTH).first_name == "Ada"


def test_filter_is_for_pupils_alone() -> None:
    rows = [a_mis_year("5", "y5"), a_mis_year("6"), a_mis_class("5A", "c5"), a_mis_class("6A", "c6")]
    plan = plan_for(
        a_hub(*YEARS[1:2], FIVE_A), a_reading(*rows, a_row(3, year_code="6")), *Kind, year_groups=("5",)
    )
    assert {record.kind for record in created(plan)} == {Kind.YEAR_GROUP, Kind.CLASS}


@pytest.mark.parametrize(("years", "classes"), [(("9",), ()), ((), ("4A", "Nowhere"))])
def test_name_known_to_neither_side_is_refused(years: tuple[str, ...], classes: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="in the hub or the MIS") as no:
        plan_for(HUB, a_school(FOURTH, FIFTH), year_groups=years, classes=classes)
    assert no.value.exit is Exit.USAGE


@pytest.mark.parametrize(
    ("hub", "reading"),
    [
        (a_hub(a_year("9"), a_class("9A")), a_reading()),
        (a_hub(), a_reading(a_mis_year("9"), a_mis_class("9a", "c9"))),
    ],
)
def test_name_known_to_one_side_is_enough(hub: Hub, reading: Reading) -> None:
    assert plan_for(hub, reading, year_groups=("9",), classes=("9A",)).is_empty


def test_year_known_from_pupils_alone_is_enough() -> None:
    assert plan_for(a_hub(), a_reading(a_row(1, year_code="9")), year_groups=("9",)).is_empty
