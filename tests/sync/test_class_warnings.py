"""Classes of several years, classes that would come twice, and descriptions typed at the set-up."""

import pytest

from marktui.connectors.mis import MisRow
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import SchoolClass
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.plan.class_warnings import mixed_classes, near_duplicates

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    counts,
    linked,
    part_of,
    plan_for,
    texts,
)

C = Kind.CLASS


def warned(hub_class: SchoolClass, name: str, decisions: Decisions | None = None) -> list[str]:
    """The classes of the hub beside which a new one would come."""
    hub = a_hub(hub_class)
    plan = plan_for(hub, a_reading(a_mis_class(name, "c9")), C, decisions=decisions)
    return [one.record.name for one in near_duplicates(part_of(plan, C), hub.classes)]


@pytest.mark.parametrize(
    ("held", "name"), [("4B", "4 B"), ("4-b", "4B."), ("Swans", "Swan"), ("Maple Class", "Maple Clas")]
)
def test_new_class_that_is_nearly_one_of_the_hub_is_warned_of(held: str, name: str) -> None:
    assert warned(a_class(held), name) == [held]


@pytest.mark.parametrize(
    ("held", "name"),
    [
        ("4A", "4B"),
        ("Year 4A", "Year 4B"),
        ("Class A", "Class B"),
        ("Year 3", "Year 4"),
        ("Oak", "Elm"),
        ("?", "!"),
    ],
)
def test_parallel_and_other_classes_are_not_warned_of(held: str, name: str) -> None:
    assert warned(a_class(held), name) == []


def test_warning_is_a_message_of_the_plan_and_ends_once_it_is_matched_or_unticked() -> None:
    bees = a_class("Bees")
    hub, reading = a_hub(bees), a_reading(a_mis_class("Bee's", "c9"))
    sentence = "Bee's would be a new class beside Bees of the hub: match the two if they are the same."
    assert sentence in texts(plan_for(hub, reading, C))
    for decisions in (Decisions().confirm(C, "c9", bees.id), Decisions().tick(C, "c9", ticked=False)):
        assert plan_for(hub, reading, C, decisions=decisions).messages == ()


def test_class_of_the_hub_that_has_its_own_row_is_not_warned_of() -> None:
    hub = a_hub(a_class("Bees", "c1"))
    plan = plan_for(hub, a_reading(a_mis_class("Bees", "c1"), a_mis_class("Bee's", "c2")), C)
    assert near_duplicates(part_of(plan, C), hub.classes) == ()


def test_most_alike_class_is_named() -> None:
    hub = a_hub(a_class("Swanage"), a_class("Swans"))
    plan = plan_for(hub, a_reading(a_mis_class("SWAN'S", "c9")), C)
    assert [one.record.name for one in near_duplicates(part_of(plan, C), hub.classes)] == ["Swans"]


def test_mixed_class_tells_its_years_in_school_order() -> None:
    rows = [
        a_row(1, year_code="2"),
        a_row(2, year_code="1"),
        a_row(3, year_code="1"),
        a_row(4, year_code="R"),
    ]
    swans = a_mis_class("Swans", "c1", "101", "102", "103", "103", "404")
    reading = a_reading(*rows, swans, a_mis_class("RA", "c2", "104"))
    plan = plan_for(a_hub(), reading, C, Kind.PUPIL)
    (mixed,) = mixed_classes(plan, reading)
    assert (mixed.pair.row, mixed.years, mixed.words) == (swans, {"1": 2, "2": 1}, "Year 1: 2, Year 2: 1")


def test_years_of_a_class_are_known_from_the_hub_where_pupils_were_not_read() -> None:
    pupils = [linked(a_pupil(n, year_group=code), str(n)) for n, code in ((1, "R"), (2, "1"))]
    rows: dict[Kind, tuple[MisRow, ...]] = {C: (a_mis_class("Swans", "c1", "1", "2"),)}
    reading = Reading(connector="assembly", title="Assembly", today=a_reading().today, rows=rows)
    (mixed,) = mixed_classes(plan_for(a_hub(*pupils), reading, C), reading)
    assert mixed.words == "R: 1, Year 1: 1"


def test_before_pupils_are_known_the_year_groups_tell_the_years_of_a_class() -> None:
    rows: dict[Kind, tuple[MisRow, ...]] = {
        C: (a_mis_class("Swans", "c1", "1", "2"), a_mis_class("Owls", "c2", "3")),
        Kind.YEAR_GROUP: (a_mis_year("R", members=("1",)), a_mis_year("1", members=("2", "3"))),
    }
    reading = Reading(connector="assembly", title="Assembly", today=a_reading().today, rows=rows)
    (mixed,) = mixed_classes(plan_for(a_hub(), reading, C), reading)
    assert mixed.words == "R: 1, Year 1: 1"


def described(hub_class: SchoolClass | None, text: str) -> Plan:
    hub = a_hub(*((hub_class,) if hub_class else ()))
    return plan_for(hub, a_reading(a_mis_class("4B", "c1")), C, decisions=Decisions().describe("c1", text))


def test_description_is_given_to_a_new_class_and_is_part_of_the_plans_id() -> None:
    plan = described(None, " The Bees ")
    (made,) = plan.after.classes.values()
    assert (made.name, made.description) == ("4B", "The Bees")
    assert plan.changes[0].fields["description"] == (None, "The Bees")
    assert len({plan.id, described(None, "The Wasps").id, described(None, "").id}) == 3


def test_description_is_given_to_a_class_that_is_linked_now_and_counts_as_a_change() -> None:
    held = a_class("4B")
    plan = described(held, "The Bees")
    assert (plan.after.classes[held.id].description, counts(plan, C).changed) == ("The Bees", 1)
    kept = described(held.with_(description="Old"), "")
    assert kept.after.classes[held.id].description == "Old"


def test_description_of_a_synced_class_is_locked() -> None:
    held = a_class("4B", "c1")
    assert described(held, "The Bees").is_empty
    assert held.id in described(held, "The Bees").after.classes


def test_description_is_kept_with_other_decisions_and_taken_back_by_an_empty_one() -> None:
    first = Decisions().describe("c1", "Bees").tick(C, "c1", ticked=True).confirm(C, "c2", "c000001")
    second = first.unmatch(C, "c2", "c000001")
    assert second.descriptions == {(C, "c1"): "Bees"}
    assert second.describe("c1", " ").descriptions == {}


def test_description_with_a_character_that_cannot_be_shown_is_refused() -> None:
    with pytest.raises(UsageError, match="The description holds a character that cannot be shown"):
        Decisions().describe("c1", "Bees\x1b]52")
