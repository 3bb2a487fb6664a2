"""What decisions about people do is said in one way, whatever shows it."""

from datetime import date

import pytest

from marktui.hub.leavers.decisions import Decision, DecisionRequest
from marktui.hub.model.record import Access, Desync, Kept, Pupil, Reason
from marktui.wording.people.decisions import (
    decided_words,
    deciding_words,
    erased_words,
    people_words,
    unchanged_words,
)
from marktui.wording.people.reasons import decision_words

TODAY = date(2026, 3, 4)
LEFT = Desync(date(2026, 3, 1), Reason.LEFT)


def a_request(decision: Decision, review_on: date | None = None) -> DecisionRequest:
    return DecisionRequest(decision=decision, today=TODAY, review_on=review_on)


def a_leaver(access: Access = Access.WITH_ACCESS, **more: object) -> Pupil:
    return Pupil(id="p000001", first_name="Ana", last_name="Reis", access=access, desync=LEFT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("decision", "review_on", "words"),
    [
        (Decision.KEEP, None, "kept"),
        (Decision.KEEP, date(2027, 5, 1), "kept until 1 May 2027"),
        (Decision.REVOKE, None, "without access"),
        (Decision.GRANT, None, "given access again"),
        (Decision.DELETE, None, "pending deletion until 4 Sep 2026"),
        (Decision.CANCEL, None, "no longer pending deletion, and without access"),
    ],
)
def test_a_decision_says_what_it_did_and_would_do(
    decision: Decision, review_on: date | None, words: str
) -> None:
    request = a_request(decision, review_on)
    assert decided_words(1, request) == f"1 person is {words}"
    assert decided_words(1200, request) == f"1,200 people are {words}"
    assert deciding_words(2, request) == f"2 people would be {words}"


def test_numbers_of_people() -> None:
    assert (people_words(1), people_words(0), people_words(57)) == ("1 person", "0 people", "57 people")
    assert unchanged_words(2) == "No change for 2 people"
    assert erased_words(1, 7) == "Entry 7: 1 person is erased from hub, history and backups for good."


def test_what_is_decided_about_a_leaver() -> None:
    deleting = a_leaver(Access.PENDING_DELETION, deleting_on=date(2026, 9, 4))
    kept = a_leaver(kept=Kept(date(2026, 3, 2), "moving", date(2027, 5, 1)))
    assert decision_words(a_leaver(), is_undecided=True) == "to decide"
    assert decision_words(a_leaver(), is_undecided=False) == "kept"
    assert decision_words(kept, is_undecided=False) == "kept to 1 May 2027"
    assert decision_words(a_leaver(Access.WITHOUT_ACCESS), is_undecided=False) == "without access"
    assert decision_words(deleting, is_undecided=False) == "deletion 4 Sep 2026"
    assert decision_words(deleting, is_undecided=False, say=date.isoformat) == "deletion 2026-09-04"
