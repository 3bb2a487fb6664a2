"""Decisions about people who have left: which is possible from which state, and what comes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.leavers.decisions import (
    Decision,
    DecisionRequest,
    assess,
    decide,
    months_later,
    parse_review_day,
    require_due_for_purge,
    require_erasable,
)
from marktui.hub.leavers.refusals import DecisionRefusedError, RefusalReason
from marktui.hub.leavers.waiting import awaits_review, due_for_purge
from marktui.hub.model.errors import Exit, UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import CancelDeletion, LeaverStep, Revoke
from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Kept,
    Link,
    Person,
    Pupil,
    Reason,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.model.school import School
from marktui.hub.people.snapshot import Snapshot

TODAY = date(2026, 9, 14)
LATER = date(2027, 3, 14)
REVIEW = date(2027, 9, 1)
WITH, WITHOUT, PENDING = Access.WITH_ACCESS, Access.WITHOUT_ACCESS, Access.PENDING_DELETION
LINK = Link("assembly", "7")
GONE: dict[str, Any] = {"link": LINK, "desync": Desync(date(2026, 7, 20), Reason.GONE)}
LINKS: dict[str, dict[str, Any]] = {"gone": GONE, "synced": {"link": LINK}, "by hand": {}}
ACCESS: dict[str, dict[str, Any]] = {
    "with": {"access": WITH},
    "without": {"access": WITHOUT},
    "pending": {"access": PENDING, "deleting_on": LATER},
}


def pupil(number: int = 1, **fields: Any) -> Pupil:
    return Pupil(id=f"p{number:06d}", first_name="Ada", last_name="Quill").with_(**fields)


def teacher(number: int = 11, **fields: Any) -> Teacher:
    return Teacher(id=f"t{number:06d}", first_name="Tariq", last_name="Bell").with_(**fields)


def hub_of(*people: Person) -> Hub:
    groups = [SchoolClass(id="c000021", name="4A"), YearGroup(id="y000022", code="4", name="Year 4")]
    return Hub(school=School("Ashgrove"), next_record=99).with_records([*people, *groups])


def verdict(decision: Decision, **parts: Any) -> DecisionRequest:
    given: dict[str, Any] = {"decision": decision, "today": TODAY}
    return DecisionRequest(**given | parts)


def after(person: Person, decision: Decision, **parts: Any) -> Person:
    """The person after a decision, which may leave them as they are."""
    changed, unchanged = decide(hub_of(person), Snapshot.ids([person.id]), verdict(decision, **parts))
    assert len(changed) + len(unchanged) == 1
    return changed[0] if changed else person


EXPECTED = {
    ("keep", "with", "gone"): WITH,
    ("keep", "without", "gone"): WITHOUT,
    **{("revoke", "with", link): WITHOUT for link in ("gone", "by hand")},
    **{("revoke", "without", link): WITHOUT for link in LINKS},
    **{("grant", access, link): WITH for access in ("with", "without") for link in LINKS},
    **{("delete", "without", link): PENDING for link in ("gone", "by hand")},
    **{("delete", "pending", link): PENDING for link in LINKS},
    **{("cancel", access, link): WITHOUT for access in ("without", "pending") for link in LINKS},
}
"""What a decision leads to; whatever is not named here is refused."""


@pytest.mark.parametrize("link", list(LINKS))
@pytest.mark.parametrize("access", list(ACCESS))
@pytest.mark.parametrize("decision", list(Decision), ids=str)
@pytest.mark.parametrize("make", [pupil, teacher], ids=["pupil", "teacher"])
def test_each_decision_from_each_state(make: Any, decision: Decision, access: str, link: str) -> None:
    before = make(**ACCESS[access], **LINKS[link])
    expected = EXPECTED.get((decision.value, access, link))
    if expected is None:
        with pytest.raises(DecisionRefusedError) as caught:
            after(before, decision)
        assert before.id in caught.value.message
        assert caught.value.hint or caught.value.next
        return
    person = after(before, decision)
    deleting_on = LATER if expected is PENDING else None
    assert (person.access, person.deleting_on) == (expected, deleting_on)
    assert person.with_(access=before.access, deleting_on=before.deleting_on, kept=before.kept) == before


def test_who_is_so_already_is_told_apart_and_stays() -> None:
    people = [pupil(1, access=WITHOUT), pupil(2), pupil(3, access=WITHOUT)]
    changed, unchanged = decide(
        hub_of(*people), Snapshot.ids(one.id for one in people) * 2, verdict(Decision.REVOKE)
    )
    assert [one.id for one in changed] == ["p000002"]
    assert unchanged == ["p000001", "p000003"]


def test_a_pending_deletion_keeps_its_first_date() -> None:
    before = pupil(access=PENDING, deleting_on=TODAY)
    assert after(before, Decision.DELETE) == before


def test_nobody_named_is_nobody_changed() -> None:
    assert decide(hub_of(pupil()), [], verdict(Decision.REVOKE)) == ([], [])


def test_all_whom_it_does_not_fit_are_named_at_once() -> None:
    many = [pupil(number) for number in range(1, 25)]
    with pytest.raises(DecisionRefusedError) as caught:
        decide(hub_of(*many), Snapshot.ids(one.id for one in many), verdict(Decision.DELETE))
    assert caught.value.message.startswith("p000001 (Ada Quill), p000002 (Ada Quill), p000003 (Ada Quill), ")
    assert caught.value.message.endswith(", p000020 (Ada Quill) and 4 more still have access.")
    assert caught.value.next == (Revoke(tuple(f"p{number:06}" for number in range(1, 21))),)
    with pytest.raises(UnknownIdError) as unknown:
        decide(hub_of(*many), Snapshot.ids(["p000099", "p000001"]), verdict(Decision.DELETE))
    assert unknown.value.message == (
        "There is no record 'p000099' in the hub. p000001 (Ada Quill) still has access."
    )


@pytest.mark.parametrize("record_id", ["p000099", "", "c000021", "y000022", "4A"])
@pytest.mark.parametrize("decision", list(Decision), ids=str)
def test_who_is_no_person_is_refused(decision: Decision, record_id: str) -> None:
    with pytest.raises(UsageError) as caught:
        decide(hub_of(pupil()), Snapshot.ids([record_id]), verdict(decision))
    assert caught.value.exit is Exit.USAGE
    is_group = record_id in ("c000021", "y000022")
    assert isinstance(caught.value, DecisionRefusedError if is_group else UnknownIdError)


def test_people_who_are_still_in_the_mis_are_revoked_only_on_purpose() -> None:
    people = [pupil(1, link=LINK), pupil(2, **GONE), pupil(3, link=LINK, first_name="Ben"), pupil(4)]
    with pytest.raises(DecisionRefusedError) as caught:
        decide(hub_of(*people), Snapshot.ids(one.id for one in people), verdict(Decision.REVOKE))
    assert caught.value.message == "p000001 (Ada Quill) and p000003 (Ben Quill) are still in the MIS."
    assert caught.value.next == (LeaverStep.INCLUDE_THOSE_IN_MIS,)
    insistent = verdict(Decision.REVOKE, still_in_mis=True)
    changed, _ = decide(hub_of(*people), Snapshot.ids(one.id for one in people), insistent)
    assert [one.access for one in changed] == [WITHOUT] * 4


def test_who_is_still_in_the_mis_is_deleted_only_on_purpose() -> None:
    before = pupil(access=WITHOUT, link=LINK)
    with pytest.raises(DecisionRefusedError, match=r"p000001 \(Ada Quill\) is still in the MIS") as caught:
        after(before, Decision.DELETE)
    assert caught.value.next == (LeaverStep.INCLUDE_THOSE_IN_MIS,)
    assert after(before, Decision.DELETE, still_in_mis=True).access is PENDING
    with pytest.raises(DecisionRefusedError, match="still has access"):
        after(before.with_(access=WITH), Decision.DELETE, still_in_mis=True)


class TestTheAccessCoordinator:
    COORDINATOR = teacher(account_type=AccountType.ACCESS_COORDINATOR, **GONE)

    @pytest.mark.parametrize("decision", [Decision.REVOKE, Decision.DELETE], ids=str)
    def test_cannot_be_revoked_or_deleted(self, decision: Decision) -> None:
        with pytest.raises(DecisionRefusedError, match="is the Access Coordinator") as caught:
            after(self.COORDINATOR, decision, still_in_mis=True)
        assert "Another Access Coordinator has to accept first." in caught.value.hint

    def test_may_be_kept(self) -> None:
        assert after(self.COORDINATOR, Decision.KEEP).kept == Kept(TODAY)

    def test_is_never_due_and_never_erased(self) -> None:
        damaged = self.COORDINATOR.with_(access=PENDING, deleting_on=TODAY)
        assert due_for_purge(hub_of(damaged).people(), TODAY) == ()
        with pytest.raises(DecisionRefusedError, match="Access Coordinator"):
            require_erasable(hub_of(damaged), [damaged.id])

    @pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
    def test_another_teacher_can(self, account_type: AccountType) -> None:
        former = self.COORDINATOR.with_(account_type=account_type)
        revoked = after(former, Decision.REVOKE)
        assert after(revoked, Decision.DELETE).access is PENDING
        require_erasable(hub_of(former), [former.id])


class TestKeeping:
    def test_note_and_review_date_are_remembered(self) -> None:
        kept = after(pupil(**GONE), Decision.KEEP, note="  siblings  ", review_on=REVIEW).kept
        assert kept == Kept(TODAY, "siblings", REVIEW)

    def test_the_same_again_is_so_already(self) -> None:
        parts = {"note": "siblings", "review_on": REVIEW}
        once = after(pupil(**GONE), Decision.KEEP, **parts)
        assert after(once, Decision.KEEP, today=TODAY + timedelta(days=3), **parts) == once
        assert after(once, Decision.KEEP, note="other", review_on=REVIEW).kept == Kept(TODAY, "other", REVIEW)

    @pytest.mark.parametrize("day", [TODAY, date(2020, 1, 1)])
    def test_a_review_date_lies_ahead(self, day: date) -> None:
        with pytest.raises(UsageError, match="review date must be in the future"):
            after(pupil(**GONE), Decision.KEEP, review_on=day)
        assert after(pupil(**GONE), Decision.KEEP, review_on=TODAY + timedelta(days=1)).kept

    @pytest.mark.parametrize("note", ["two\nlines", "\x1b]52;c;x\x07", "\u202egnol"])
    def test_a_note_that_a_terminal_obeys_is_refused(self, note: str) -> None:
        with pytest.raises(UsageError, match="note holds a character") as caught:
            after(pupil(**GONE), Decision.KEEP, note=note)
        assert note not in caught.value.message

    def test_a_note_of_nothing_is_none(self) -> None:
        assert after(pupil(**GONE), Decision.KEEP, note="   ").kept == Kept(TODAY)


class TestAwaitingReview:
    LEAVER = pupil(**GONE)

    def test_who_has_access_and_has_left(self) -> None:
        assert awaits_review(self.LEAVER, TODAY)
        for other in (self.LEAVER.with_(desync=None), pupil(), self.LEAVER.with_(access=WITHOUT)):
            assert not awaits_review(other, TODAY)

    def test_who_is_kept_does_not_come_up_before_the_day(self) -> None:
        kept = after(self.LEAVER, Decision.KEEP, review_on=REVIEW)
        assert not awaits_review(kept, REVIEW - timedelta(days=1))
        assert awaits_review(kept, REVIEW)
        assert awaits_review(kept, REVIEW + timedelta(days=400))

    def test_who_is_kept_without_a_day_does_not_come_up_again(self) -> None:
        assert not awaits_review(after(self.LEAVER, Decision.KEEP), date(2099, 1, 1))

    def test_who_is_granted_access_again_comes_up_again_unless_kept(self) -> None:
        revoked = after(self.LEAVER, Decision.REVOKE)
        assert awaits_review(after(revoked, Decision.GRANT), TODAY)
        kept = after(revoked, Decision.KEEP)
        assert not awaits_review(after(kept, Decision.GRANT), TODAY)

    def test_who_returned_and_left_again_comes_up_again(self) -> None:
        kept = after(self.LEAVER, Decision.KEEP)
        returned = kept.with_(desync=None)
        assert not awaits_review(returned, TODAY)
        next_summer = date(2027, 7, 20)
        left = returned.with_(desync=Desync(next_summer, Reason.LEFT, next_summer))
        assert awaits_review(left, next_summer)
        again = after(left, Decision.KEEP, today=next_summer)
        assert again.kept == Kept(next_summer)
        assert not awaits_review(again, next_summer)


class TestDue:
    PUPIL = pupil(1, access=PENDING, deleting_on=LATER, **GONE)

    def test_from_the_day_on(self) -> None:
        hub = hub_of(self.PUPIL)
        assert due_for_purge(hub.people(), LATER - timedelta(days=1)) == ()
        assert (
            due_for_purge(hub.people(), LATER)
            == due_for_purge(hub.people(), date(2040, 1, 1))
            == (self.PUPIL,)
        )

    def test_teachers_come_first_and_others_not_at_all(self) -> None:
        staff = teacher(access=PENDING, deleting_on=TODAY)
        people = [self.PUPIL, pupil(2, access=WITHOUT), pupil(3), staff]
        assert due_for_purge(hub_of(*people).people(), LATER) == (staff, self.PUPIL)

    def test_who_is_not_due_is_not_purged(self) -> None:
        hub = hub_of(self.PUPIL, pupil(2))
        require_due_for_purge(hub, Snapshot.ids(["p000001"]), LATER)
        for ids, day in ((["p000001"], TODAY), (["p000001", "p000002"], LATER), (["p000099"], LATER)):
            with pytest.raises(DecisionRefusedError, match="is not due"):
                require_due_for_purge(hub, Snapshot.ids(ids), day)

    def test_who_is_in_the_mis_again_is_purged_only_on_purpose(self) -> None:
        hub = hub_of(self.PUPIL.with_(desync=None))
        with pytest.raises(DecisionRefusedError, match=r"p000001 \(Ada Quill\) is back in the MIS") as caught:
            require_due_for_purge(hub, Snapshot.ids(["p000001"]), LATER)
        assert caught.value.next == (CancelDeletion(("p000001",)), LeaverStep.INCLUDE_THOSE_IN_MIS)
        require_due_for_purge(hub, Snapshot.ids(["p000001"]), LATER, still_in_mis=True)

    @pytest.mark.parametrize("record_id", ["c000021", "p000099"])
    def test_only_people_are_erased(self, record_id: str) -> None:
        with pytest.raises(UsageError):
            require_erasable(hub_of(self.PUPIL), [record_id])
        assert hub_of().record("c000021").kind is Kind.CLASS  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 9, 14), 6, date(2027, 3, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 29), 6, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_six_months_are_about_half_a_year(day: date) -> None:
    later = months_later(day)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 6
    assert later.day <= day.day
    assert 179 <= (later - day).days <= 184


def test_all_in_the_way_of_a_decision_is_told_at_once() -> None:
    people = [pupil(1, **GONE), pupil(2, **GONE, **ACCESS["pending"]), teacher(11, **ACCESS["without"])]
    hub = hub_of(*people)
    judged = assess(
        hub, Snapshot.ids([*(one.id for one in people), "p000077", "c000021"]), verdict(Decision.REVOKE)
    )
    assert [one.id for one in judged.changed] == ["p000001"]
    assert [one.id for one in judged.unchanged] == ["t000011"]
    assert [(one.id, one.label) for one in judged.refused] == [
        ("p000002", "Ada Quill"),
        ("p000077", ""),
        ("c000021", "4A"),
    ]
    assert [one.why for one in judged.refused] == [
        RefusalReason.PENDING,
        RefusalReason.UNKNOWN,
        RefusalReason.NO_PERSON,
    ]
    assert judged.seen == (Snapshot.of(people[0]), Snapshot.of(people[2]))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-01", date(2027, 5, 1)),
        ("31/08/2027", date(2027, 8, 31)),
        ("31 Aug 27", date(2027, 8, 31)),
        ("1.5.27", date(2027, 5, 1)),
        ("6m", date(2027, 3, 14)),
        ("12 m", date(2027, 9, 14)),
        ("", None),
    ],
)
def test_a_review_day_is_read(text: str, day: date | None) -> None:
    assert parse_review_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["soon", "2027-02-30", "08/31/2027", "31 Aug", "123m"])
def test_what_is_no_review_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="The review date is not a valid date"):
        parse_review_day(text, TODAY)
