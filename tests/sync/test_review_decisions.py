"""What a reviewer decides is done, remembered, and respected by every later run, headless too."""

import pytest

from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Status
from marktui.store.file.entry import Do
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    counts,
    created,
    linked,
    pair_of,
    plan_for,
    pupil_after,
    status_of,
    texts,
    upn,
)

P = Kind.PUPIL
DOUBTED = a_pupil(1, upn=upn(1))
DOUBT = a_reading(a_row(1, "7", upn=upn(2)))
"""Same name and birth date, another UPN."""


def test_undecided_row_is_left_alone_and_told() -> None:
    plan = plan_for(a_hub(DOUBTED), DOUBT)
    assert plan.is_empty
    assert plan.after.pupils == {DOUBTED.id: DOUBTED}
    assert (pair_of(plan, "7").left_alone, counts(plan).left_alone) == ("undecided", 1)
    assert "1 pupil may match somebody in the hub: left alone until decided." in texts(plan)


def test_undecided_rows_do_not_stop_the_others() -> None:
    plan = plan_for(a_hub(DOUBTED), a_reading(a_row(1, "7", upn=upn(2)), a_row(3)))
    assert [change.do for change in plan.changes] == [Do.CREATE]


def test_confirmed_row_is_linked() -> None:
    plan = plan_for(a_hub(DOUBTED), DOUBT, decisions=Decisions().confirm(P, "7", DOUBTED.id))
    after = pupil_after(plan, DOUBTED)
    assert (status_of(plan, "7"), pair_of(plan, "7").why) == (PairStatus.MATCHED, "confirmed by hand")
    assert (after.status, after.upn, created(plan)) == (Status.SYNCED, upn(2), [])


def test_synced_record_in_doubt_is_not_desynced_before_it_is_decided() -> None:
    record = linked(DOUBTED, "1")
    plan = plan_for(a_hub(record), DOUBT)
    assert pupil_after(plan, record) == record
    confirmed = plan_for(a_hub(record), DOUBT, decisions=Decisions().confirm(P, "7", record.id))
    link = pupil_after(confirmed, record).link
    assert link is not None
    assert link.mis_id == "7"


@pytest.mark.parametrize("record_id", ["p999999", "p000002"])
def test_record_that_is_unknown_or_taken_cannot_be_confirmed(record_id: str) -> None:
    taken = linked(a_pupil(2), "102")
    hub = a_hub(DOUBTED, taken)
    reading = a_reading(a_row(1, "7", upn=upn(2)), a_row(2))
    plan = plan_for(hub, reading, decisions=Decisions().confirm(P, "7", record_id))
    assert status_of(plan, "7") is PairStatus.MAY_MATCH
    assert pupil_after(plan, taken) == taken


def test_record_is_confirmed_for_one_row_only() -> None:
    reading = a_reading(a_row(1, "7"), a_row(1, "8"))
    decisions = Decisions().confirm(P, "7", "p000001").confirm(P, "8", "p000001")
    plan = plan_for(a_hub(a_pupil(1)), reading, decisions=decisions)
    assert sorted(pair.status for pair in plan.kinds[0].pairs) == [
        PairStatus.MATCHED,
        PairStatus.MAY_MATCH,
    ]


def test_parted_row_becomes_new() -> None:
    plan = plan_for(a_hub(DOUBTED), DOUBT, decisions=Decisions().unmatch(P, "7", DOUBTED.id))
    assert status_of(plan, "7") is PairStatus.NEW
    assert pupil_after(plan, DOUBTED) == DOUBTED
    assert len(created(plan)) == 1


def test_row_parted_from_a_record_of_its_upn_is_a_clash() -> None:
    reading = a_reading(a_row(1, "7", upn=upn(1)))
    plan = plan_for(a_hub(DOUBTED), reading, decisions=Decisions().unmatch(P, "7", DOUBTED.id))
    assert (status_of(plan, "7"), plan.is_empty) == (PairStatus.CLASH, True)
    later = plan_for(plan.after, reading)
    assert (status_of(later, "7"), later.after) == (PairStatus.CLASH, later.hub)


def test_row_parted_from_a_record_of_its_upn_does_not_bring_it_to_another() -> None:
    namesake = a_pupil(1, id="p000044")
    decisions = Decisions().unmatch(P, "7", DOUBTED.id)
    plan = plan_for(a_hub(DOUBTED, namesake), a_reading(a_row(1, "7", upn=upn(1))), decisions=decisions)
    assert [pupil.upn for pupil in plan.after.pupils.values()].count(upn(1)) == 1


def test_pair_parted_from_one_of_two_candidates_settles_the_match() -> None:
    twins = [a_pupil(1), a_pupil(1, id="p000044")]
    plan = plan_for(a_hub(*twins), a_reading(a_row(1)), decisions=Decisions().unmatch(P, "101", "p000044"))
    assert (status_of(plan, "101"), pair_of(plan, "101").record) == (PairStatus.MATCHED, twins[0])


def test_parted_pair_is_remembered_without_any_decision() -> None:
    hub = plan_for(a_hub(a_pupil(1)), a_reading(), decisions=Decisions().unmatch(P, "101", "p000001")).after
    for _ in range(2):
        plan = plan_for(hub, a_reading(a_row(1)))
        assert status_of(plan, "101") in (PairStatus.NEW, PairStatus.SYNCED)
        assert plan.after.pupils["p000001"] == a_pupil(1)
        hub = plan.after


def test_parted_pair_is_remembered_for_its_own_connector() -> None:
    hub = plan_for(a_hub(a_pupil(1)), a_reading(), decisions=Decisions().unmatch(P, "101", "p000001")).after
    assert status_of(plan_for(hub, a_reading(a_row(1), connector="arbor")), "101") is PairStatus.MATCHED


@pytest.mark.parametrize("same_review", [True, False])
def test_confirming_takes_a_parting_back(same_review: bool) -> None:
    hub, parted = a_hub(DOUBTED), Decisions().unmatch(P, "7", DOUBTED.id)
    if not same_review:
        hub, parted = plan_for(hub, a_reading(), decisions=parted).after, Decisions()
    plan = plan_for(hub, DOUBT, decisions=parted.confirm(P, "7", DOUBTED.id))
    assert pupil_after(plan, DOUBTED).status is Status.SYNCED
    assert plan.after.choices.unmatched == ()


def test_unticked_row_is_left_alone_and_remembered() -> None:
    rows = a_reading(a_row(1), a_row(2))
    first = plan_for(a_hub(), rows, decisions=Decisions().tick(P, "101", ticked=False))
    assert (len(created(first)), pair_of(first, "101").left_alone) == (1, "not_ticked")
    later = plan_for(first.after, rows)
    assert (later.is_empty, pair_of(later, "101").ticked, counts(later).left_alone) == (True, False, 1)


def test_matched_row_may_be_unticked_too() -> None:
    record = a_pupil(1)
    plan = plan_for(a_hub(record), a_reading(a_row(1)), decisions=Decisions().tick(P, "101", ticked=False))
    assert (status_of(plan, "101"), pupil_after(plan, record)) == (PairStatus.MATCHED, record)


def test_tick_takes_back_what_was_remembered() -> None:
    rows = a_reading(a_row(1))
    hub = plan_for(a_hub(), rows, decisions=Decisions().tick(P, "101", ticked=False)).after
    plan = plan_for(hub, rows, decisions=Decisions().tick(P, "101", ticked=True))
    assert len(created(plan)) == 1
    assert plan.after.choices.ticks == ()


def test_unticked_teacher_stays_so_though_all_are_imported() -> None:
    rows = a_reading(a_staff_row(1), a_staff_row(2))
    unticked = Decisions().tick(Kind.TEACHER, "901", ticked=False)
    hub = plan_for(a_hub(), rows, Kind.TEACHER, decisions=unticked).after
    plan = plan_for(hub, rows, Kind.TEACHER, import_teachers=True)
    assert [record.link.mis_id for record in created(plan) if record.link] == ["902"]


def test_class_not_set_up_stays_so() -> None:
    rows = a_reading(a_mis_class("4B", "c1"), a_mis_class("4C", "c2"))
    unticked = Decisions().tick(Kind.CLASS, "c2", ticked=False)
    hub = plan_for(a_hub(), rows, Kind.CLASS, decisions=unticked).after
    plan = plan_for(hub, rows, Kind.CLASS)
    assert (plan.is_empty, counts(plan, Kind.CLASS).left_alone) == (True, 1)


def test_ticks_do_not_cross_kinds_or_connectors() -> None:
    hub = plan_for(a_hub(), a_reading(), decisions=Decisions().tick(P, "5", ticked=False)).after
    rows = [a_row(1, "5"), a_mis_year("4", "5"), a_mis_class("4B", "5")]
    assert counts(plan_for(hub, a_reading(*rows), *Kind)).left_alone == 1
    assert len(created(plan_for(hub, a_reading(*rows[1:]), *Kind))) == 2
    assert len(created(plan_for(hub, a_reading(*rows, connector="arbor"), *Kind))) == 3


def test_linked_rows_cannot_be_unticked() -> None:
    pupil, group = linked(a_pupil(1), "101"), a_class("4B", "c1")
    decisions = Decisions().tick(P, "101", ticked=False).tick(Kind.CLASS, "c1", ticked=False)
    rows = a_reading(a_row(1, first_name="Ada"), a_mis_class("4 Bees", "c1", "101"))
    plan = plan_for(a_hub(pupil, group), rows, Kind.CLASS, P, decisions=decisions)
    assert (pupil_after(plan, pupil).first_name, plan.after.classes[group.id].name) == ("Ada", "4 Bees")


def test_decisions_are_values() -> None:
    first = Decisions().tick(P, "7", ticked=True).confirm(P, "7", "p000001")
    second = first.unmatch(P, "7", "p000001")
    assert first.confirmed == {(P, "7"): "p000001"}
    assert (second.confirmed, second.unmatched) == ({}, {(P, "7"): ("p000001",)})
    assert second.ticks == first.ticks


@pytest.mark.parametrize("kind", [Kind.CLASS, Kind.YEAR_GROUP])
def test_unticked_group_is_remembered_under_next_year_s_id(kind: Kind) -> None:
    def groups(mis_id: str) -> list[MisRow]:
        return [a_mis_class("4A", mis_id), a_mis_year("4", mis_id)]

    first = plan_for(
        a_hub(), a_reading(*groups("1")), kind, decisions=Decisions().tick(kind, "1", ticked=False)
    )
    september = plan_for(first.after, a_reading(*groups("2")), kind)
    assert (first.is_empty, september.is_empty) == (True, True)
    again = Decisions().tick(kind, "2", ticked=True)
    taken_back = plan_for(first.after, a_reading(*groups("2")), kind, decisions=again)
    assert len(created(taken_back)) == 1
    assert taken_back.after.choices.ticks == ()
