"""Everybody who was read or is in the hub is found, with the reason why they are not where one looks."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from marktui.connectors.mis import InvalidRow, MisLeaver, MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Link, Reason
from marktui.hub.model.school import ErasureMark
from marktui.hub.rules.erase import digest_of
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.wording.people.find_person import FoundPerson, find_person

from .builders import (
    EARLIER,
    MIS,
    TOMORROW,
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
    row_of,
    upn,
)
from .random_schools import RandomSchool, random_schools

P, T = Kind.PUPIL, Kind.TEACHER


def proposed(
    hub: Hub,
    reading: Reading,
    *kinds: Kind,
    decisions: Decisions | None = None,
    years: tuple[str, ...] = (),
) -> Proposal:
    scope = Scope(kinds or (T, P), Filter(years))
    decided = decisions or Decisions()
    plan = make_plan(hub, reading, scope, decided)
    return Proposal(scope=scope, reading=reading, decisions=decided, plan=plan)


def the_one(proposal: Proposal, text: str) -> FoundPerson:
    (found,) = find_person(proposal, text)
    return found


def why(hub: Hub, row: MisRow, text: str, **more: object) -> str:
    return the_one(proposed(hub, a_reading(row), **more), text).reason  # type: ignore[arg-type]


ADA = linked(a_pupil(1, upn=upn(1), year_group="4", class_id="c006006"), "101")
CLASS = a_class("4A", "c4", 6)
HUB = a_hub(a_year("4", "y4"), CLASS, ADA)
SAME = row_of(ADA)


@pytest.mark.parametrize(
    "text", ["bert", "UNDERH", "under bertr", "101", upn(1).lower(), upn(1)[3:9], "p000001"]
)
def test_somebody_is_found_by_part_of_a_name_mis_id_upn_or_record_id(text: str) -> None:
    reading = a_reading(SAME, a_row(3), a_mis_class("4A", "c4", "101"))
    assert the_one(proposed(HUB, reading), text) == FoundPerson(
        kind=P, name="Bertrand Underhill", mis_id="101", record_id="p000001", reason="In the hub, class 4A."
    )


@pytest.mark.parametrize("text", ["jo@", "JO@ASH.example", "old@ash"])
def test_teacher_is_found_by_either_email(text: str) -> None:
    teacher = linked(a_teacher(1, email="jo@ash.example", mis_email="old@ash.example"), "901")
    row = a_staff_row(1, email="old@ash.example")
    assert the_one(proposed(a_hub(teacher), a_reading(row)), text).record_id == teacher.id


@pytest.mark.parametrize("text", ["", "  ", "nobody at all"])
def test_nothing_is_found_for_no_words_or_the_wrong_ones(text: str) -> None:
    assert find_person(proposed(HUB, a_reading(SAME)), text) == ()


def test_row_that_cannot_be_used_says_what_is_wrong_with_it() -> None:
    reading = a_reading(SAME, invalid_rows={P: [invalid("77")]})
    found = the_one(proposed(HUB, reading), "77")
    assert (found.name, found.record_id) == ("", None)
    assert found.reason == (
        "The row cannot be used: the last name is a number. Correct it in the MIS and read again."
    )


def test_record_of_a_row_that_cannot_be_used_stays_where_it_is() -> None:
    reading = a_reading(a_row(5), invalid_rows={P: [InvalidRow(mis_id="101", problem="no name")]})
    found = the_one(proposed(HUB, reading), "bertrand")
    assert found.reason.endswith("In the hub, class 4A, as before.")


def test_row_that_cannot_be_used_is_found_by_what_can_be_read_of_its_name() -> None:
    row = InvalidRow(mis_id="404", problem="the birth date is a list", label="Zo\u00eb Quill")
    proposal = proposed(HUB, a_reading(a_row(5), invalid_rows={P: [row]}))
    found = the_one(proposal, "quill zoe")
    assert (found.name, found.mis_id) == ("Zo\u00eb Quill", "404")
    assert found.reason.startswith("The row cannot be used: the birth date is a list.")


def test_clash_names_everybody_who_claims_the_same_upn_and_a_way_out() -> None:
    rows = [a_row(2, upn=upn(1)), a_row(3, upn=upn(1)), SAME]
    reason = the_one(proposed(HUB, a_reading(*rows)), "chioma").reason
    assert "the same UPN as " in reason
    assert "Dylan Okonkwo (MIS id 103)" in reason
    assert "Bertrand Underhill (MIS id 101)" in reason
    assert "Correct the UPN in the MIS" in reason


def test_email_of_a_record_that_keeps_it_is_a_clash_with_both_holders() -> None:
    held = linked(a_teacher(1, email="a@ash.example", mis_email="b@ash.example"), "901")
    hub = a_hub(held)
    rows = [a_staff_row(1, email="b@ash.example"), a_staff_row(2, email="a@ash.example")]
    decisions = Decisions().unmatch(T, "902", held.id).tick(T, "902", ticked=True)
    proposal = proposed(hub, a_reading(*rows), T, decisions=decisions)
    reason = the_one(proposal, "chioma").reason
    assert reason.startswith(f"In a clash: the same email as Bertrand Underhill ({held.id}).")
    assert "Match the row to that record if they are the same" in reason


def test_undecided_may_match_names_the_record() -> None:
    reason = why(a_hub(a_pupil(1, upn=upn(2))), a_row(1, upn=upn(1)), "101")
    assert reason.startswith(
        "May match Bertrand Underhill (p000001), same name and birth date, but another UPN."
    )


def test_record_in_doubt_names_the_row() -> None:
    hub = a_hub(linked(a_pupil(1, upn=upn(2)), "5"))
    found = find_person(proposed(hub, a_reading(a_row(1, upn=upn(1)))), "bertrand")
    assert [one.reason for one in found if one.record_id] == [
        "In the hub, no class; may be Bertrand Underhill (MIS id 101): this is not decided yet."
    ]


def test_unticked_by_hand_is_told_apart_from_new_staff() -> None:
    unticked = Decisions().tick(P, "101", ticked=False)
    assert why(a_hub(), a_row(1), "101", decisions=unticked).startswith("Un-ticked by hand")
    remembered = make_plan(a_hub(), a_reading(a_row(1)), Scope((P,)), unticked).after
    assert why(remembered, a_row(1), "101").startswith("Un-ticked by hand")
    assert why(a_hub(), a_staff_row(1), "901").startswith("New, and not ticked: new staff")
    nobody = a_row(1, "101", first_name="Test", last_name="Pupil")
    assert "un-ticked: not in the hub, and a name that stands for nobody" in why(a_hub(), nobody, "101")


def test_outside_the_filter_and_year_group_not_set_up() -> None:
    hub = a_hub(a_year("4"), a_year("5"))
    assert why(hub, a_row(1, year_code="5"), "101", years=("4",)) == "Left alone: outside the filter."
    assert why(hub, a_row(1, year_code="N2"), "101") == "Left alone: Nursery 2 is not set up."


def test_starter_is_not_on_roll_yet() -> None:
    row = a_row(1, starts_on=TOMORROW)
    assert why(a_hub(), row, "101") == "Starts on 15 Sep 2026: not on roll yet."
    reason = why(a_hub(desynced(a_pupil(1), "101")), row, "101")
    assert reason.startswith("Starts on 15 Sep 2026: not on roll yet. In the hub, no class, de-synced since")
    reason = why(HUB, row, "101")
    assert reason == "Starts on 15 Sep 2026: not on roll yet. In the hub, class 4A."


def test_what_is_unclear_about_a_pupil_is_told() -> None:
    reason = why(HUB, row_of(ADA, year_code=None), "bert")
    assert reason == (
        "In the hub, class 4A. Unclear in the MIS: no year group and no class, so the hub keeps what it has."
    )


@pytest.mark.parametrize(
    "row", [a_row(3, applicant=True), InvalidRow(mis_id="103", problem="x", applicant=True)]
)
def test_applicant_is_not_on_roll(row: MisRow) -> None:
    rows = {P: [row]} if isinstance(row, InvalidRow) else {}
    reading = a_reading(SAME, *([] if rows else [row]), invalid_rows=rows)
    assert the_one(proposed(HUB, reading), "103").reason.startswith("Left out as an applicant")


def test_leaver_whom_the_hub_does_not_know_is_found_by_mis_id() -> None:
    reading = a_reading(SAME, leavers=[MisLeaver(mis_id="55", left_on=EARLIER)])
    found = the_one(proposed(HUB, reading), "55")
    assert (found.name, found.reason) == ("", "Left on 2 Mar 2026; the hub has no record of them.")


def test_leaver_of_the_hub_is_told_by_the_record() -> None:
    reading = a_reading(a_row(5), leavers=[MisLeaver(mis_id="101", left_on=EARLIER)])
    found = the_one(proposed(HUB, reading), "bertrand")
    assert found.reason == "In the hub, class 4A, de-synced since 14 Sep 2026: left on 2 Mar 2026."
    gone = a_hub(desynced(a_pupil(1), "101", Reason.OUT_OF_RANGE))
    reason = the_one(proposed(gone, a_reading(a_row(5))), "bertrand").reason
    assert reason.endswith("de-synced since 2 Mar 2026: in a year group that is not set up.")


def test_erased_person_is_known_again_by_the_digest_alone() -> None:
    mark = ErasureMark(P, digest_of("key", P, Link(MIS, "101")), date(2026, 3, 3))
    hub = a_hub(erasure_key="key", erased=(mark,))
    assert why(hub, a_row(1), "101").startswith("Not ticked, because they were erased on 3 Mar 2026.")
    left = a_reading(a_row(5), leavers=[MisLeaver(mis_id="101", left_on=EARLIER)])
    assert the_one(proposed(hub, left), "101").reason == "Left on 2 Mar 2026; erased on 3 Mar 2026."


def test_whoever_is_new_or_unmet_or_hidden_says_so() -> None:
    assert why(a_hub(), a_row(1), "101") == "New: once this is saved, in the hub, no class."
    by_hand = a_hub(a_pupil(7, access=Access.WITHOUT_ACCESS))
    reason = the_one(proposed(by_hand, a_reading(a_row(1))), "hana").reason
    assert reason == "In the hub, no class, without access, not linked: no row of the MIS is this person."


def test_class_that_is_not_set_up_is_named() -> None:
    reading = a_reading(row_of(ADA), a_mis_class("4C", "c9", "101"))
    reason = the_one(proposed(HUB, reading, P), "bertrand").reason
    assert reason == "To be changed: once this is saved, in the hub, no class, as 4C is not set up."


def test_record_that_the_sync_did_not_look_at_says_so() -> None:
    other = linked(a_pupil(2, year_group="5"), "102")
    reading = a_reading(SAME)
    hub = HUB.with_records([a_year("5"), other])
    assert the_one(proposed(hub, reading, years=("4",)), "chioma").reason == (
        "In the hub, no class; this sync did not look at them."
    )


def _proposal(random_school: RandomSchool) -> Proposal:
    scope = Scope(random_school.kinds, Filter(random_school.years), random_school.import_teachers)
    return Proposal(
        scope=scope, reading=random_school.reading, decisions=Decisions(), plan=random_school.plan()
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_schools())
def test_everybody_read_and_everybody_in_the_hub_is_found_once_with_a_reason(
    random_school: RandomSchool,
) -> None:
    proposal = _proposal(random_school)
    for kind in (T, P):
        ids = {row.mis_id for row in random_school.reading.rows[kind]}
        for mis_id in ids:
            found = [one for one in find_person(proposal, mis_id) if (one.kind, one.mis_id) == (kind, mis_id)]
            assert len(found) == 1
            assert found[0].reason.endswith(".")
        for record_id in random_school.hub.records(kind):
            found = [one for one in find_person(proposal, record_id) if one.record_id == record_id]
            assert len(found) == 1
