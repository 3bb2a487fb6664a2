"""Year groups match by code, classes by id or else by exact name, whatever ids a new year brings."""

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Desync, Pupil, Reason, SchoolClass, Status, YearGroup
from marktui.store.file.entry import Do
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions
from marktui.wording.people.left_alone import why_left_alone

from .builders import (
    TODAY,
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_year,
    counts,
    created,
    invalid,
    linked,
    pair_of,
    plan_for,
    status_of,
)

Y, C = Kind.YEAR_GROUP, Kind.CLASS
GONE = Desync(TODAY, Reason.GONE)


def test_new_year_groups_start_ticked_and_nursery_does_not() -> None:
    plan = plan_for(a_hub(), a_reading(*(a_mis_year(code) for code in ("N1", "N2", "R", "1", "13"))), Y)
    assert sorted(record.code for record in created(plan) if isinstance(record, YearGroup)) == [
        "1",
        "13",
        "R",
    ]
    assert (counts(plan, Y).new, counts(plan, Y).left_alone) == (5, 2)


def test_nursery_may_be_ticked() -> None:
    plan = plan_for(
        a_hub(), a_reading(a_mis_year("N1")), Y, decisions=Decisions().tick(Y, "yN1", ticked=True)
    )
    assert len(created(plan)) == 1


def test_year_group_matches_by_code_and_the_mis_name_wins() -> None:
    year = a_year("4", name="Fours")
    plan = plan_for(a_hub(year), a_reading(a_mis_year("4", name="Year Four")), Y)
    after = plan.after.year_groups[year.id]
    assert (after.name, after.status, pair_of(plan, "y4", Y).why) == ("Year Four", Status.SYNCED, "same code")


def test_year_group_that_is_set_up_cannot_be_unticked() -> None:
    year = a_year("N1")
    plan = plan_for(
        a_hub(year), a_reading(a_mis_year("N1")), Y, decisions=Decisions().tick(Y, "yN1", ticked=False)
    )
    assert plan.after.year_groups[year.id].status is Status.SYNCED


def test_id_that_moves_on_with_its_pupils_does_not_carry_the_year_along() -> None:
    four, five = a_year("4", "g4"), a_year("5", "g5")
    plan = plan_for(a_hub(four, five), a_reading(a_mis_year("5", "g4"), a_mis_year("4", "g3")), Y)
    links = {one.code: one.link.mis_id for one in plan.after.year_groups.values() if one.link}
    assert links == {"4": "g3", "5": "g4"}
    assert {one.status for one in plan.after.year_groups.values()} == {Status.SYNCED}


def test_rollover_with_all_new_ids_is_no_loss() -> None:
    years = [a_year(code, f"old{code}") for code in "123456"]
    classes = [a_class(f"{code}A", f"oldc{code}") for code in "123456"]
    rows = [a_mis_year(code, f"new{code}") for code in "123456"]
    names = [a_mis_class(f"{code}A", f"newc{code}") for code in "123456"]
    plan = plan_for(a_hub(*years, *classes), a_reading(*rows, *names), Y, C)
    for kind in (Y, C):
        number = counts(plan, kind)
        assert (number.matched, number.desynced, number.new, number.changed) == (6, 0, 0, 0)
    assert plan.held == ()
    assert {change.do for change in plan.changes} == {Do.UPDATE}


def test_class_matches_by_exact_name() -> None:
    group, near = a_class("4B"), a_class("4b extra")
    plan = plan_for(a_hub(group, near), a_reading(a_mis_class("4B ", "c1")), C)
    assert (status_of(plan, "c1", C), pair_of(plan, "c1", C).record) == (PairStatus.MATCHED, group)


def test_renamed_class_keeps_its_link() -> None:
    group = a_class("4B", "c1")
    plan = plan_for(a_hub(group), a_reading(a_mis_class("5B", "c1"), a_mis_class("4B", "c2")), C)
    assert plan.after.classes[group.id].name == "5B"
    assert status_of(plan, "c2", C) is PairStatus.NEW


def test_class_set_up_anyway_becomes_a_new_class() -> None:
    plan = plan_for(a_hub(a_class("Hedgehogs")), a_reading(a_mis_class("Hedgehog", "c1", "7")), C)
    (group,) = created(plan)
    assert isinstance(group, SchoolClass)
    assert (group.name, group.status) == ("Hedgehog", Status.SYNCED)
    assert counts(plan, C).not_matched == 1


def test_group_that_is_gone_is_desynced_and_keeps_its_members() -> None:
    year, group = a_year("4", "y4"), a_class("4B", "c1")
    pupil = linked(a_pupil(1, year_group="4", class_id=group.id), "101")
    hub = a_hub(year, group, pupil)
    plan = plan_for(hub, a_reading(a_mis_year("5"), a_mis_class("5B", "c2")), Y, C)
    assert plan.after.year_groups[year.id] == year.with_(desync=GONE)
    assert plan.after.classes[group.id] == group.with_(desync=GONE)
    assert plan.after.pupils == hub.pupils


def test_group_is_desynced_by_a_run_of_its_kind_only() -> None:
    hub = a_hub(a_year("4", "y4"), a_class("4B", "c1"))
    plan = plan_for(hub, a_reading(a_mis_class("5B", "c2")), Kind.PUPIL)
    assert (plan.after.year_groups, plan.after.classes) == (hub.year_groups, hub.classes)


def test_group_returns() -> None:
    group = a_class("4B", "c1").with_(desync=GONE)
    for mis_id in ("c1", "c9"):
        plan = plan_for(a_hub(group), a_reading(a_mis_class("4B", mis_id)), C)
        assert [change.do for change in plan.changes] == [Do.RETURN]
        assert counts(plan, C).returned == 1


@pytest.mark.parametrize(("kind", "word"), [(Y, "code"), (C, "name")])
def test_two_new_groups_of_one_word_are_a_clash(kind: Kind, word: str) -> None:
    rows = [a_mis_year("4", "1"), a_mis_year("4", "2"), a_mis_class("4B", "3"), a_mis_class("4b", "4")]
    plan = plan_for(a_hub(), a_reading(*rows), kind)
    assert (counts(plan, kind).clash, counts(plan, kind).left_alone, plan.is_empty) == (2, 2, True)
    assert {pair.why for pair in plan.kinds[0].pairs} == {f"the same {word} as another group in the MIS"}


def test_linked_group_in_a_clash_goes_on() -> None:
    group = a_class("4B", "c1")
    plan = plan_for(a_hub(group), a_reading(a_mis_class("4B", "c1"), a_mis_class("4B", "c2")), C)
    assert (status_of(plan, "c1", C), status_of(plan, "c2", C)) == (PairStatus.SYNCED, PairStatus.CLASH)


@pytest.mark.parametrize("kind", [Y, C])
def test_group_in_a_clash_counts_as_present(kind: Kind) -> None:
    rows = [a_mis_year("4", "8"), a_mis_year("4", "9"), a_mis_class("4B", "8"), a_mis_class("4B", "9")]
    plan = plan_for(a_hub(a_year("4", "1"), a_class("4B", "1")), a_reading(*rows), kind)
    assert [record.status for record in plan.after.records(kind).values()] == [Status.SYNCED]


def test_group_in_doubt_is_not_desynced() -> None:
    twins = a_class("4B", "c1", 1), a_class("4B", "c2", 2)
    plan = plan_for(a_hub(*twins), a_reading(a_mis_class("4B", "c9")), C)
    assert status_of(plan, "c9", C) is PairStatus.MAY_MATCH
    assert {one.status for one in plan.after.classes.values()} == {Status.SYNCED}


def test_invalid_group_counts_as_present_and_keeps_its_record() -> None:
    group = a_class("4B", "c1")
    reading = a_reading(a_mis_class("4B", "c2"), invalid_rows={C: [invalid("c1")]})
    plan = plan_for(a_hub(group), reading, C)
    assert plan.after.classes[group.id] == group


def test_groups_that_change_ask_for_a_sync_of_pupils() -> None:
    reading = a_reading(a_mis_class("4B", "c1"))
    groups = plan_for(a_hub(), reading, C)
    assert groups.after.resync_pupils
    assert plan_for(groups.after, reading, C).after.resync_pupils
    assert not plan_for(groups.after, reading, Kind.PUPIL).after.resync_pupils
    assert not plan_for(a_hub(), reading, *Kind).after.resync_pupils
    assert not plan_for(a_hub(), a_reading(), C).after.resync_pupils


def test_sync_of_pupils_writes_no_group() -> None:
    reading = a_reading(a_mis_year("4"), a_mis_class("4B", "c1", "101"))
    pupil: Pupil = linked(a_pupil(1), "101")
    plan = plan_for(a_hub(pupil), reading, Kind.PUPIL)
    assert (plan.after.classes, plan.after.year_groups) == ({}, {})


def test_a_year_group_that_was_unmatched_does_not_become_a_second_one() -> None:
    record = a_year("4")
    decisions = Decisions().unmatch(Y, "40", record.id)
    plan = plan_for(a_hub(record), a_reading(a_mis_year("4", "40")), Y, decisions=decisions)
    assert plan.is_empty
    assert why_left_alone(pair_of(plan, "40", Y)) == "the same code as Year 4 in the hub"


def test_a_second_row_with_the_code_of_an_invalid_one_is_left_alone() -> None:
    record = linked(a_year("4"), "40")
    plan = plan_for(a_hub(record), a_reading(a_mis_year("4", "41"), invalid_rows={Y: [invalid("40")]}), Y)
    assert created(plan) == []
