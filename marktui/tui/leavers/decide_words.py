"""What the dialogs of decisions about people say, and the notification afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import structs

from marktui.hub.leavers.decisions import Assessment, Decision, DecisionRequest, months_later
from marktui.hub.leavers.refusals import Refusal, RefusalReason, refusal_words, refused_they
from marktui.hub.leavers.waiting import current_keep
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Kept, Person, Pupil
from marktui.hub.model.text import counted
from marktui.hub.people.snapshot import Outdated, Snapshot, describe_outdated
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.tui.common.text.keys import key_of
from marktui.wording.people.decisions import (
    decided_words,
    deciding_words,
    people_are,
    people_words,
    unchanged_words,
)

_TITLES = {
    Decision.KEEP: "Keep {who}?",
    Decision.REVOKE: "Revoke the access of {who}?",
    Decision.GRANT: "Grant {who} access again?",
    Decision.DELETE: "Delete {who}?",
    Decision.CANCEL: "Cancel the deletion of {who}?",
}
_MEANS = {
    Decision.KEEP: "They keep their access, and are not among the undecided until that day.",
    Decision.REVOKE: "{who}; record and results stay. {grant} grants access again.",
    Decision.GRANT: "{who}, as before.",
    Decision.DELETE: "Until that day {cancel} cancels it. After it, {due} erases them for good, "
    "when you say so.",
    Decision.CANCEL: "They stay without access; {grant} grants it again.",
}
_WITHOUT_ACCESS = {
    Kind.TEACHER: "cannot log in any more",
    Kind.PUPIL: "are hidden from tests, mark sheets and reports",
}
_WITH_ACCESS = {
    Kind.TEACHER: "can log in again",
    Kind.PUPIL: "appear in tests, mark sheets and reports again",
}
_DEEDS = {
    Decision.KEEP: "Keep",
    Decision.REVOKE: "Revoke",
    Decision.GRANT: "Grant",
    Decision.DELETE: "Delete",
    Decision.CANCEL: "Cancel deletion",
}
TWO_STEPS = "Deleting takes two steps: first revoke the access, then delete."


def title_words(decision: Decision, judged: Assessment) -> str:
    """The question: about one person by name, about several by number."""
    if not judged.changed:
        return "No changes"
    return _TITLES[decision].format(who=number_words(judged.changed))


def number_words(people: Sequence[Person]) -> str:
    """One person by name, several by number."""
    return people[0].label if len(people) == 1 else people_words(len(people))


def deed_word(decision: Decision, judged: Assessment) -> str:
    """What stands on the button of the deed."""
    deed = _DEEDS[decision]
    return f"{deed} the other {len(judged.changed):,}" if judged.refused else deed


def means_words(decision: Decision, people: Iterable[Person]) -> str:
    """What the decision means for the people it changes."""
    words = _WITH_ACCESS if decision is Decision.GRANT else _WITHOUT_ACCESS
    return _MEANS[decision].format(
        who=_by_kind(words, people),
        grant=key_of("grant-access", "+"),
        cancel=key_of("cancel-deletion", "c"),
        due=key_of("show-due", "D"),
    )


def _by_kind(words: Mapping[Kind, str], people: Iterable[Person]) -> str:
    """What holds for teachers and for pupils: `They cannot log in any more`."""
    present = {one.kind for one in people}
    kinds = [kind for kind in words if kind in present]
    if len(kinds) < 2:
        return f"They {words[kinds[0] if kinds else Kind.PUPIL]}"
    return f"The teachers {words[Kind.TEACHER]}, the pupils {words[Kind.PUPIL]}"


def judged_words(judged: Assessment, verdict: DecisionRequest, hidden: int, alone: str = "") -> str:
    """The people a decision changes, leaves as they are, or is not possible for, and how many are not shown.

    Args:
        judged: What it comes to.
        verdict: What is decided.
        hidden: How many of the marked people are not shown.
        alone: The group that the list shows alone, if it does.
    """
    changed, unchanged = judged.changed, judged.unchanged
    lines = [f"The list shows only: {alone}."] if alone else []
    if changed and verdict.decision is Decision.DELETE:
        lines.append(f"{deciding_words(len(changed), verdict)}.")
    still = len(still_in_mis(judged, verdict.decision))
    if still:
        them = changed[0].label if len(changed) == 1 else f"{still:,} of them"
        lines.append(f"{them} {'is' if still == 1 else 'are'} still in the MIS.")
    if unchanged:
        lines.append(f"{unchanged_words(len(unchanged))}.")
    lines += _refused_words(judged.refused)
    if hidden:
        lines.append(f"{hidden:,} of the marked people {'is' if hidden == 1 else 'are'} not shown just now.")
    return "\n".join(lines)


def still_in_mis(judged: Assessment, decision: Decision) -> list[Person]:
    """The people who would lose something though they are still in the MIS."""
    loses = decision in (Decision.REVOKE, Decision.DELETE)
    return [one for one in judged.changed if one.is_synced] if loses else []


def done_words(result: DecisionResult, verdict: DecisionRequest) -> str:
    """What came of a decision, and how to undo it."""
    if result.entry is None:
        return "Nothing was changed: this is already so."
    undo = key_of("undo", "u")
    return f"Entry {result.entry}: {decided_words(len(result.changed), verdict)}. {undo} undoes it."


def _refused_words(refused: Iterable[Refusal]) -> Iterator[str]:
    groups: dict[RefusalReason, list[str]] = {}
    for one in refused:
        groups.setdefault(one.why, []).append(one.label or one.id)
    for why, labels in groups.items():
        sentence = refusal_words(why, labels) if len(labels) == 1 else refused_they(why)
        yield f"Not possible for {people_words(len(labels))}: {sentence}"


def left_out_words(people: Sequence[Outdated]) -> str:
    """Who is left out of a decision because they are no longer as they were shown, and why."""
    are = counted(
        len(people), "person has changed since and is left out", "people have changed since and are left out"
    )
    return f"{are}: {describe_outdated(people)}."


def changed_since_words(people: Sequence[Outdated]) -> str:
    """Who is asked about again because they have changed since they were shown, and how."""
    have = counted(len(people), "person has", "people have")
    return f"{have} changed since they were shown: {describe_outdated(people)}."


def insist_title(decision: Decision, people: Sequence[Person]) -> str:
    """The second question, about people who are still in the MIS."""
    if len(people) == 1:
        deed = "Revoke the access" if decision is Decision.REVOKE else "Delete"
        return f"{people[0].label} is still in the MIS. {deed} anyway?"
    deed = "Revoke their access" if decision is Decision.REVOKE else "Delete them"
    return f"{people_are(len(people))} still in the MIS. {deed} anyway?"


def insist_words(decision: Decision, people: Sequence[Person]) -> str:
    """What the decision means for somebody who is at the school."""
    if decision is Decision.DELETE:
        return "They are at the school, and every sync will still count them as synced."
    means = _by_kind(_WITHOUT_ACCESS, people)
    return f"They are at the school. Afterwards {means[0].lower()}{means[1:]}."


def insist_answers(decision: Decision, number: int, others: int) -> dict[str, str]:
    """What can be answered to the second question: all of them, or only those who are not in the MIS."""
    verb = decision.value.capitalize()
    if not others:
        return {"all": f"{verb} anyway"}
    return {"others": f"Only the other {others:,}", "all": f"{verb} all {number + others:,}"}


def rejoin_words(leaver: Pupil, other: Pupil) -> str:
    """What matching a leaver in place does to both records."""
    access = {
        Access.WITHOUT_ACCESS: f" It is without access; {key_of('grant-access', '+')} grants it.",
        Access.PENDING_DELETION: " It is pending deletion.",
    }
    return (
        f"{leaver.id}, the older record, gets the MIS id and what the MIS says, and is synced again."
        f"{access.get(leaver.access, '')}\n\n{other.id}, the newer one, becomes the leaver; it can be "
        f"revoked and deleted. {key_of('undo', 'u')} undoes it."
    )


def due_words(number: int) -> str:
    """That pending deletions are due, and the way there."""
    are_due = counted(number, "pending deletion is due", "pending deletions are due")
    return f"{are_due}: V, then D, shows who, and erases them for good."


def kept_before(people: Iterable[Snapshot], today: date) -> Kept:
    """What the form to keep people begins with: what they are kept with, if that is the same for all.

    Otherwise they are kept until the next yearly clean-up.
    """
    kept = {current_keep(one.person) if one.person else None for one in people}
    (same,) = kept if len(kept) == 1 else (None,)
    if same is None:
        return Kept(today, None, months_later(today, 12))
    is_over = same.review_on is not None and same.review_on <= today
    return structs.replace(same, review_on=months_later(today, 12)) if is_over else same
