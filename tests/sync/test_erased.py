"""Whoever was erased comes up as New and un-ticked when the MIS has them again, and nobody else does."""

from datetime import date

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link
from marktui.hub.rules.erase import PeopleToErase, erasure_marks, without_people
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    MIS,
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    counts,
    created,
    linked,
    pair_of,
    plan_for,
    status_of,
)

KEY = "0123456789abcdef"
ON = date(2026, 8, 3)


def hub_without_7() -> Hub:
    """A hub out of which the pupil linked to row 7 was taken."""
    gone = linked(a_pupil(1), "7")
    erasing = PeopleToErase(frozenset({gone.id}), frozenset({(Kind.PUPIL, Link(MIS, "7"))}))
    hub = a_hub(gone, linked(a_pupil(2), "8")).with_(erasure_key=KEY)
    return without_people(hub, erasing, erasure_marks(erasing, KEY, ON))


def test_the_row_of_an_erased_pupil_is_new_and_un_ticked() -> None:
    plan = plan_for(hub_without_7(), a_reading(a_row(1, "7"), a_row(2, "8")))
    pair = pair_of(plan, "7")
    assert (status_of(plan, "7"), pair.ticked, pair.why) == (PairStatus.NEW, False, "erased on 3 Aug 2026")
    assert (counts(plan).new, counts(plan).left_alone, created(plan)) == (1, 1, [])


def test_somebody_else_of_that_name_is_imported() -> None:
    plan = plan_for(hub_without_7(), a_reading(a_row(1, "70"), a_row(2, "8")))
    assert pair_of(plan, "70").ticked
    assert len(created(plan)) == 1


def test_a_person_may_tick_an_erased_pupil() -> None:
    decisions = Decisions(ticks={(Kind.PUPIL, "7"): True})
    plan = plan_for(hub_without_7(), a_reading(a_row(1, "7"), a_row(2, "8")), decisions=decisions)
    assert len(created(plan)) == 1
    again = plan_for(plan.after, a_reading(a_row(1, "7"), a_row(2, "8")))
    assert status_of(again, "7") is PairStatus.SYNCED
