"""What a decision about people means, in the words of its dialog and of what is told afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from marktui.hub.model.record import Access, Person, Pupil
from marktui.hub.model.time import day_words
from marktui.hub.people.snapshot import Outdated, describe_outdated
from marktui.hub.rules.decision_refusals import Refusal
from marktui.hub.rules.leaver_decisions import Assessment, Decision, DecisionRequest, months_later
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.tui.common.text.words import named

_NAMED_AGAIN = 60
"""How many names the second question has; more would push its buttons off the screen."""
_TITLES = {
    Decision.KEEP: "Keep {who}?",
    Decision.REVOKE: "Revoke the access of {who}?",
    Decision.GRANT: "Grant {who} access again?",
    Decision.DELETE: "Delete {who}?",
    Decision.CANCEL: "Cancel the deletion of {who}?",
}
_DOES = {
    Decision.KEEP: ("is kept", "are kept"),
    Decision.REVOKE: ("loses access", "lose access"),
    Decision.GRANT: ("gets access", "get access"),
    Decision.DELETE: ("is pending deletion until {day}", "are pending deletion until {day}"),
    Decision.CANCEL: ("is pending deletion no longer", "are pending deletion no longer"),
}
_DONE = {
    Decision.KEEP: "kept",
    Decision.REVOKE: "without access now",
    Decision.GRANT: "with access again",
    Decision.DELETE: "pending deletion until {day}",
    Decision.CANCEL: "no longer pending deletion, and without access",
}
_MEANS = {
    Decision.KEEP: "They keep their access, and are not among the undecided until that day.",
    Decision.REVOKE: "They cannot log in any more; record and results stay. + grants access again.",
    Decision.GRANT: "They can log in again, as before.",
    Decision.DELETE: "Until that day c cancels it. After it, D erases them for good, when you say so.",
    Decision.CANCEL: "They stay without access; + grants it again.",
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
    return people[0].label if len(people) == 1 else f"{len(people):,} people"


def deed_word(decision: Decision, judged: Assessment) -> str:
    """What stands on the button of the deed."""
    deed = _DEEDS[decision]
    return f"{deed} the other {len(judged.changed):,}" if judged.refused else deed


def means_words(decision: Decision) -> str:
    """What the decision means for the people it changes."""
    return _MEANS[decision]


def judged_words(judged: Assessment, verdict: DecisionRequest, hidden: int) -> str:
    """The people a decision changes, leaves as they are, or is not possible for, and how many are not shown.

    Args:
        judged: What it comes to.
        verdict: What is decided.
        hidden: How many of the marked people are not shown.
    """
    changed = judged.changed
    lines = []
    if changed:
        does = _DOES[verdict.decision][len(changed) > 1].format(day=_until(verdict))
        lines.append(f"{len(changed):,} {does}: {named(one.label for one in changed)}.")
    still = len(still_in_mis(judged, verdict.decision))
    if still:
        lines.append(f"{still:,} of them {'is' if still == 1 else 'are'} still in the MIS.")
    if judged.unchanged:
        so = "is so already" if len(judged.unchanged) == 1 else "are so already"
        lines.append(f"{len(judged.unchanged):,} {so}: {named(one.label for one in judged.unchanged)}.")
    lines += _refused_words(judged.refused)
    if hidden:
        lines.append(f"{hidden:,} of the marked people {'is' if hidden == 1 else 'are'} not shown just now.")
    return "\n".join(lines)


def still_in_mis(judged: Assessment, decision: Decision) -> list[Person]:
    """The people who would lose something though they are still in the MIS."""
    loses = decision in (Decision.REVOKE, Decision.DELETE)
    return [one for one in judged.changed if one.is_synced] if loses else []


def done_words(decided: DecisionResult, verdict: DecisionRequest) -> str:
    """What came of a decision, and how to take it back."""
    number = len(decided.changed)
    if decided.entry is None:
        return "Nothing was changed: they are so already."
    people = "1 person is" if number == 1 else f"{number:,} people are"
    done = _DONE[verdict.decision].format(day=_until(verdict))
    return f"Entry {decided.entry}: {people} {done}. u undoes it."


def _until(verdict: DecisionRequest) -> str:
    return day_words(months_later(verdict.today))


def _refused_words(refused: Iterable[Refusal]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for one in refused:
        groups.setdefault(one.why.value, []).append(one.label or one.id)
    for why, labels in groups.items():
        fits = "does not fit" if len(labels) == 1 else "do not fit"
        yield f"{len(labels):,} {fits} ({why}): {named(labels)}."


def left_out_words(people: Sequence[Outdated]) -> str:
    """Who is left out of a decision because they are no longer as they were shown, and why."""
    one = "1 person has changed since and is left out"
    many = f"{len(people):,} people have changed since and are left out"
    return f"{one if len(people) == 1 else many}: {describe_outdated(people)}."


def insist_title(decision: Decision, people: Sequence[Person]) -> str:
    """The second question, about people who are still in the MIS."""
    if len(people) == 1:
        deed = "Revoke the access" if decision is Decision.REVOKE else "Delete"
        return f"{people[0].label} is still in the MIS. {deed} all the same?"
    deed = "Revoke their access" if decision is Decision.REVOKE else "Delete them"
    return f"{len(people):,} people are still in the MIS. {deed} all the same?"


def insist_words(decision: Decision, people: Sequence[Person]) -> str:
    """Their names, and what the decision means for somebody who is at the school."""
    means = {
        Decision.REVOKE: "They are at the school, and could no longer log in.",
        Decision.DELETE: "They are at the school, and every sync goes on counting them as synced.",
    }
    return f"{named((one.label for one in people), _NAMED_AGAIN)}.\n\n{means[decision]}"


def rejoin_words(leaver: Pupil, other: Pupil) -> str:
    """What matching a leaver in place does to both records."""
    access = {
        Access.WITHOUT_ACCESS: " It is without access; + grants it.",
        Access.PENDING_DELETION: " It is pending deletion.",
    }
    return (
        f"{leaver.id}, the older record, gets the MIS id and what the MIS says, and is synced again."
        f"{access.get(leaver.access, '')}\n\n{other.id}, the newer one, becomes the leaver; it can be "
        "revoked and deleted. u undoes it."
    )


def due_words(number: int) -> str:
    """That pending deletions are due, and the way there."""
    is_due = "pending deletion is due" if number == 1 else "pending deletions are due"
    return f"{number:,} {is_due}: V, then D, shows who, and erases for good."


def review_default(today: date) -> date:
    """The day until which somebody is kept unless another one is typed: the next yearly clean-up."""
    return months_later(today, 12)
