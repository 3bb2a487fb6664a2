"""Who joins, changes, leaves and returns."""

from datetime import date

import pytest
from msgspec.structs import replace

from marktui.connectors.mis import MisLeaver, Oddity
from marktui.hub.model.record import Access, Reason, Status
from marktui.store.file.entry import Do
from marktui.sync.model.pair import PairStatus

from .builders import (
    EARLIER,
    TODAY,
    TOMORROW,
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    bad_upn,
    counts,
    created,
    desynced,
    linked,
    pair_of,
    part_of,
    plan_for,
    pupil_after,
    row_of,
    status_of,
    texts,
    upn,
)

ONE, TWO = linked(a_pupil(1, upn=upn(1)), "1"), linked(a_pupil(2, upn=upn(2)), "2")


def test_newcomer_is_created_linked_and_with_access() -> None:
    plan = plan_for(a_hub(), a_reading(a_row(1, "7", upn=upn(1))))
    (pupil,) = plan.after.pupils.values()
    assert pupil == a_pupil(1, upn=upn(1), id=pupil.id, link=linked(ONE, "7").link)
    assert (pupil.access, counts(plan).new) == (Access.WITH_ACCESS, 1)


def test_ids_are_never_used_twice() -> None:
    first = plan_for(a_hub(), a_reading(a_row(1), a_row(2)))
    second = plan_for(first.after.with_(pupils={}), a_reading(a_row(3), a_row(4)))
    assert not {record.id for record in created(first)} & {record.id for record in created(second)}


def test_mis_wins_over_the_hub() -> None:
    row = row_of(ONE, first_name="Ada", last_name="Lovelace", date_of_birth=date(2015, 1, 1))
    after = pupil_after(plan_for(a_hub(ONE), a_reading(row)), ONE)
    assert after == ONE.with_(first_name="Ada", last_name="Lovelace", date_of_birth=date(2015, 1, 1))


def test_a_name_whose_case_is_a_guess_changes_no_case() -> None:
    macdonald = ONE.with_(last_name="MacDonald")
    row = row_of(macdonald, last_name="Macdonald", is_case_known=False)
    assert plan_for(a_hub(macdonald), a_reading(row)).is_empty
    after = pupil_after(plan_for(a_hub(macdonald), a_reading(replace(row, is_case_known=True))), macdonald)
    assert after.last_name == "Macdonald"


def test_missing_value_blanks_nothing() -> None:
    row = row_of(ONE, first_name=None, last_name=None, date_of_birth=None, upn=None)
    assert plan_for(a_hub(ONE), a_reading(row)).is_empty


def test_nothing_new_is_no_change() -> None:
    plan = plan_for(a_hub(ONE, TWO), a_reading(row_of(ONE), row_of(TWO)))
    assert (plan.is_empty, plan.after) == (True, plan.hub)
    assert (counts(plan).synced, counts(plan).changed) == (2, 0)


def test_change_tells_each_field_before_and_after() -> None:
    (change,) = plan_for(a_hub(ONE), a_reading(row_of(ONE, first_name="Ada"))).changes
    assert (change.do, change.fields) == (Do.UPDATE, {"first_name": (ONE.first_name, "Ada")})
    assert (change.before, change.why) == (ONE, "same MIS id")


def test_first_link_is_an_update_and_no_change_of_values() -> None:
    plan = plan_for(a_hub(a_pupil(1)), a_reading(a_row(1)))
    (change,) = plan.changes
    assert change.do is Do.UPDATE
    assert change.fields["status"] == ("not_linked", "synced")
    assert (counts(plan).matched, counts(plan).changed) == (1, 0)


@pytest.mark.parametrize(
    ("leavers", "reason", "left_on"),
    [
        ([], Reason.GONE, None),
        ([MisLeaver(mis_id="1", left_on=date(2026, 7, 12))], Reason.LEFT, date(2026, 7, 12)),
        ([MisLeaver(mis_id="1", left_on=TODAY)], Reason.LEFT, TODAY),
        ([MisLeaver(mis_id="2", left_on=TODAY)], Reason.GONE, None),
    ],
)
def test_reason_of_a_desync_is_recorded(
    leavers: list[MisLeaver], reason: Reason, left_on: date | None
) -> None:
    plan = plan_for(a_hub(ONE, TWO), a_reading(row_of(TWO), leavers=leavers))
    desync = pupil_after(plan, ONE).desync
    assert desync is not None
    assert (desync.since, desync.reason, desync.left_on) == (TODAY, reason, left_on)
    assert pupil_after(plan, TWO) == TWO
    assert counts(plan).desynced == 1


def test_desynced_pupil_keeps_everything_else() -> None:
    held = ONE.with_(year_group="4", class_id="c006001", access=Access.WITHOUT_ACCESS)
    after = pupil_after(plan_for(a_hub(held), a_reading(a_row(5))), held)
    assert after.with_(desync=None) == held


def test_end_date_ahead_means_still_on_roll() -> None:
    leaver = MisLeaver(mis_id="1", left_on=TOMORROW)
    assert plan_for(a_hub(ONE, TWO), a_reading(row_of(TWO), leavers=[leaver])).is_empty


def test_on_roll_beats_left() -> None:
    leaver = MisLeaver(mis_id="1", left_on=EARLIER)
    assert plan_for(a_hub(ONE), a_reading(row_of(ONE), leavers=[leaver])).is_empty


def test_start_date_ahead_is_not_imported_and_not_counted() -> None:
    plan = plan_for(a_hub(ONE), a_reading(row_of(ONE), a_row(5, starts_on=TOMORROW)))
    assert (plan.is_empty, counts(plan).read) == (True, 1)


def test_start_date_ahead_does_not_desync_whoever_is_linked() -> None:
    for year_code in (None, "9"):
        row = row_of(ONE, starts_on=TOMORROW, year_code=year_code)
        assert pupil_after(plan_for(a_hub(ONE), a_reading(row)), ONE) == ONE


def test_leaver_with_a_start_date_ahead_has_not_returned_yet() -> None:
    away = desynced(a_pupil(1), "1")
    plan = plan_for(a_hub(away, TWO), a_reading(row_of(TWO), a_row(1, "1", starts_on=TOMORROW)))
    assert pupil_after(plan, away) == away


@pytest.mark.parametrize("access", list(Access))
@pytest.mark.parametrize("mis_id", ["1", "77"])
def test_whoever_returns_by_id_or_upn_is_the_same_person(access: Access, mis_id: str) -> None:
    away = desynced(a_pupil(1, upn=upn(1)), "1").with_(access=access, deleting_on=date(2027, 3, 1))
    plan = plan_for(a_hub(away), a_reading(a_row(1, mis_id, upn=upn(1))))
    after = pupil_after(plan, away)
    assert after == away.with_(desync=None, link=linked(away, mis_id).link)
    assert ([change.do for change in plan.changes], counts(plan).returned) == ([Do.RETURN], 1)
    assert created(plan) == []


def test_desynced_record_that_nobody_meets_stays_as_it_is() -> None:
    away = desynced(a_pupil(1), "1", Reason.LEFT)
    plan = plan_for(a_hub(away, TWO), a_reading(row_of(TWO)))
    assert (pupil_after(plan, away), counts(plan).desynced) == (away, 0)


def test_record_made_by_hand_that_nobody_meets_is_not_matched() -> None:
    plan = plan_for(a_hub(a_pupil(1), TWO), a_reading(row_of(TWO)))
    assert (counts(plan).not_matched, counts(plan).read, plan.is_empty) == (1, 1, True)
    assert {pair.status for pair in part_of(plan).pairs} == {PairStatus.NOT_MATCHED, PairStatus.SYNCED}


def test_pending_deletion_keeps_decision_and_date_and_is_told() -> None:
    pending = ONE.with_(access=Access.PENDING_DELETION, deleting_on=date(2027, 3, 1))
    plan = plan_for(a_hub(pending), a_reading(row_of(ONE)))
    assert (pupil_after(plan, pending), counts(plan).synced) == (pending, 1)
    assert "1 pupil pending deletion, though still in the MIS." in texts(plan)


def test_bad_upn_is_told() -> None:
    plan = plan_for(a_hub(), a_reading(a_row(1, upn=bad_upn(1))))
    assert any("check letter" in message for message in texts(plan))


def test_under_another_connector_everyone_is_matched_again() -> None:
    hub = a_hub(ONE, TWO, linked(a_pupil(3), "3"))
    rows = [a_row(1, "71", upn=upn(1)), a_row(3, "73")]
    plan = plan_for(hub, a_reading(*rows, connector="arbor"))
    assert [status_of(plan, mis_id) for mis_id in ("71", "73")] == [PairStatus.MATCHED] * 2
    gone = pupil_after(plan, TWO)
    assert gone.desync is not None
    assert gone.desync.reason is Reason.GONE
    assert pair_of(plan, "71").why == "same UPN"
    assert pupil_after(plan, ONE).status is Status.SYNCED


def test_leaver_of_another_connector_is_not_taken_for_ours() -> None:
    leaver = MisLeaver(mis_id="2", left_on=EARLIER)
    plan = plan_for(a_hub(TWO), a_reading(a_row(5), leavers=[leaver], connector="arbor"))
    desync = pupil_after(plan, TWO).desync
    assert desync is not None
    assert (desync.reason, desync.left_on) == (Reason.GONE, None)


def test_what_was_odd_in_a_row_is_told_with_the_names() -> None:
    odd = [a_row(number, oddities=(Oddity.BIRTH_DATE,)) for number in range(1, 6)]
    plan = plan_for(a_hub(), a_reading(*odd, a_row(6, oddities=(Oddity.HALF,)), a_row(7)))
    names = "Bertrand Underhill (MIS id 101), Chioma Carr (MIS id 102), Dylan Okonkwo (MIS id 103)"
    assert f"5 pupils with {Oddity.BIRTH_DATE.value}: {names} and 2 more." in texts(plan)
    assert f"1 pupil with {Oddity.HALF.value}: Gwen Gill (MIS id 106)." in texts(plan)
