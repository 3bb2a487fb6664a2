"""A clash bars unlinked rows only; nobody's UPN is given to somebody else; presence still counts."""

from time import process_time

import pytest

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Status
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    bad_upn,
    counts,
    created,
    desynced,
    invalid,
    linked,
    pair_of,
    plan_for,
    pupil_after,
    row_of,
    status_of,
    texts,
    upn,
)

ONE = linked(a_pupil(1, upn=upn(1)), "1")
TWO = linked(a_pupil(2, upn=upn(2)), "2")


def upns(plan: Plan) -> list[str]:
    return sorted(pupil.upn for pupil in plan.after.pupils.values() if pupil.upn)


def test_two_new_rows_of_one_upn_are_both_left_alone() -> None:
    plan = plan_for(a_hub(), a_reading(a_row(1, upn=upn(1)), a_row(2, upn=upn(1))))
    assert (counts(plan).clash, counts(plan).left_alone, created(plan)) == (2, 2, [])
    assert pair_of(plan, "101").why == "the same UPN as somebody else in the MIS"
    assert "2 pupils in a clash: left alone." in texts(plan)


def test_two_rows_of_one_bad_upn_are_no_clash() -> None:
    plan = plan_for(a_hub(), a_reading(a_row(1, upn=bad_upn(1)), a_row(2, upn=bad_upn(1))))
    assert (counts(plan).clash, len(created(plan))) == (0, 2)


def test_upns_that_all_moved_on_by_one_stay_where_they_are_and_are_quickly_seen_to() -> None:
    number = 1_200
    held = [linked(a_pupil(n, upn=upn(n)), str(100 + n)) for n in range(number)]
    rows = [row_of(one, upn=upn(n + 1)) for n, one in enumerate(held[:-1])]
    began = process_time()
    # The last one keeps a UPN, since that row cannot be used; so the one before has to, and so on.
    last = [invalid(str(100 + number - 1))]
    plan = plan_for(a_hub(*held), a_reading(*rows, invalid_rows={Kind.PUPIL: last}))
    assert process_time() - began < 3
    assert plan.is_empty
    assert counts(plan).synced == number - 1


def test_linked_row_in_a_clash_is_updated_but_for_its_upn() -> None:
    rows = [row_of(ONE, first_name="Ada", upn=upn(9)), a_row(3, upn=upn(9))]
    plan = plan_for(a_hub(ONE), a_reading(*rows))
    after = pupil_after(plan, ONE)
    assert (after.first_name, after.upn) == ("Ada", upn(1))
    assert (status_of(plan, "1"), status_of(plan, "103")) == (PairStatus.SYNCED, PairStatus.CLASH)
    assert any("kept the UPN of the hub" in message for message in texts(plan))


def test_two_linked_rows_of_one_upn_keep_their_own() -> None:
    plan = plan_for(
        a_hub(ONE, TWO), a_reading(row_of(ONE, upn=upn(9)), row_of(TWO, upn=upn(9), last_name="Ito"))
    )
    assert upns(plan) == sorted([upn(1), upn(2)])
    assert pupil_after(plan, TWO).last_name == "Ito"
    assert (counts(plan).synced, counts(plan).clash) == (2, 0)


def test_upns_may_be_swapped() -> None:
    plan = plan_for(a_hub(ONE, TWO), a_reading(row_of(ONE, upn=upn(2)), row_of(TWO, upn=upn(1))))
    assert (pupil_after(plan, ONE).upn, pupil_after(plan, TWO).upn) == (upn(2), upn(1))


def test_upn_that_a_row_leaves_out_stays_with_the_record() -> None:
    plan = plan_for(a_hub(ONE), a_reading(row_of(ONE, upn=None), a_row(3, upn=upn(1))))
    assert status_of(plan, "103") is PairStatus.CLASH
    assert upns(plan) == [upn(1)]


def test_upn_that_a_record_keeps_in_a_clash_is_not_given_away() -> None:
    clash = [row_of(ONE, upn=upn(9)), row_of(TWO, upn=upn(9))]
    plan = plan_for(a_hub(ONE, TWO), a_reading(*clash, a_row(3, upn=upn(1))))
    assert upns(plan).count(upn(1)) == 1


@pytest.mark.parametrize("absent", [a_pupil(3, upn=upn(3)), desynced(a_pupil(3, upn=upn(3)), "3")])
def test_upn_of_an_absent_record_is_not_given_away(absent: Pupil) -> None:
    plan = plan_for(a_hub(ONE, absent), a_reading(row_of(ONE, upn=upn(3))))
    assert (pupil_after(plan, ONE).upn, pupil_after(plan, absent).upn) == (upn(1), upn(3))


def test_matched_record_keeps_its_upn_against_a_linked_row() -> None:
    moved = row_of(TWO, mis_id="72", upn=None)
    plan = plan_for(a_hub(ONE, TWO), a_reading(row_of(ONE, upn=upn(2)), moved))
    assert (pupil_after(plan, ONE).upn, pupil_after(plan, TWO).upn) == (upn(1), upn(2))
    assert pupil_after(plan, TWO).status is Status.SYNCED


@pytest.mark.parametrize("year", ["5", "9"], ids=["outside the filter", "out of range"])
def test_upn_of_a_row_that_is_left_alone_stays_with_its_record(year: str) -> None:
    hub = a_hub(ONE, TWO.with_(year_group="5"), a_year("4", "y4"), a_year("5", "y5"))
    rows = [row_of(TWO, upn=upn(9), year_code=year), a_row(3, upn=upn(2), year_code="4")]
    plan = plan_for(hub, a_reading(*rows), year_groups=("4",) if year == "5" else ())
    assert upns(plan).count(upn(2)) == 1


def test_upn_of_an_unticked_row_stays_with_its_record() -> None:
    by_hand = a_pupil(2, upn=upn(2))
    rows = [a_row(2, "72"), row_of(ONE, upn=upn(2))]
    decisions = Decisions().tick(Kind.PUPIL, "72", ticked=False)
    plan = plan_for(a_hub(ONE, by_hand), a_reading(*rows), decisions=decisions)
    assert upns(plan) == sorted([upn(1), upn(2)])


def test_bad_upn_settles_in_one_sync() -> None:
    reading = a_reading(row_of(ONE, upn=bad_upn(1)), a_row(3, upn=upn(1)))
    first = plan_for(a_hub(ONE), reading)
    assert plan_for(first.after, reading).changes == ()


def test_pupil_in_a_clash_under_a_new_id_is_not_gone() -> None:
    plan = plan_for(a_hub(ONE), a_reading(a_row(1, "71", upn=upn(1)), a_row(4, "72", upn=upn(1))))
    assert counts(plan).clash == 2
    assert pupil_after(plan, ONE).status is Status.SYNCED


def test_invalid_row_counts_as_present() -> None:
    reading = a_reading(row_of(TWO), invalid_rows={Kind.PUPIL: [invalid("1"), invalid("5")]})
    plan = plan_for(a_hub(ONE, TWO), reading)
    assert pupil_after(plan, ONE) == ONE
    assert (counts(plan).read, counts(plan).invalid, counts(plan).left_alone) == (3, 2, 2)
    assert pair_of(plan, "1").record == ONE


@pytest.mark.parametrize("other", [a_row(1, "71", upn=upn(1)), a_row(1, "71")])
def test_record_of_an_invalid_row_goes_to_nobody_else(other: MisPupil) -> None:
    reading = a_reading(other, invalid_rows={Kind.PUPIL: [invalid("1")]})
    plan = plan_for(a_hub(ONE), reading)
    assert pupil_after(plan, ONE).link == ONE.link
    assert upns(plan) == [upn(1)]
