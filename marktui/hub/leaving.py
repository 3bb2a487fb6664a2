"""What the Access Coordinator decides about people who have left: keep, revoke, grant, delete, cancel."""

import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, structs

from marktui.hub.clean import is_showable
from marktui.hub.error import UnknownIdError, UsageError
from marktui.hub.hub import Hub
from marktui.hub.record import Access, AccountType, Kept, Person, Teacher

_MONTHS = 6
"""How long a deletion is pending, as in the hub that is mirrored."""
_NAMED = 20
"""How many of those whom a decision does not fit are named; nobody reads more."""


class Decision(StrEnum):
    """What can be decided about a person."""

    KEEP = "keep"
    REVOKE = "revoke"
    GRANT = "grant"
    DELETE = "delete"
    CANCEL = "cancel"


class Verdict(Struct, frozen=True, kw_only=True):
    """A decision with what belongs to it."""

    decision: Decision
    today: date
    still_in_mis: bool = False
    """Whether people whom the MIS still has may be deleted as well."""
    note: str | None = None
    """Why somebody is kept."""
    review_on: date | None = None
    """The day on which somebody who is kept comes up again."""


class Unfit(StrEnum):
    """Why a decision makes no sense for somebody; the value goes on after "They are …"."""

    STILL_WITH_ACCESS = "still with access"
    IN_MIS = "still in the MIS"
    PENDING = "pending deletion"
    NOT_PENDING = "not pending deletion"
    NO_LEAVER = "no leaver"
    NO_PERSON = "no teacher or pupil"
    COORDINATOR = "the Access Coordinator"
    NOT_DUE = "not due"
    NOT_FORMER = "not in the history only"


class UnfitError(UsageError):
    """A decision that makes no sense for one of the people; nobody is changed.

    Args:
        why: What stands in the way.
        message: The same in one sentence, which names the record.
        hint: What can be done.
    """

    kind = "unfit"

    def __init__(self, why: Unfit, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.why = why


class Refused(Struct, frozen=True):
    """Somebody whom a decision does not fit."""

    id: str
    label: str
    """Their name; empty where the hub has no such record."""
    error: UnfitError | UnknownIdError


class Judged(Struct, frozen=True):
    """What a decision comes to for each of the people named."""

    changed: tuple[Person, ...]
    """Whom it changes, as they will be."""
    unchanged: tuple[Person, ...]
    """Who is so already."""
    refused: tuple[Refused, ...]
    """Whom it does not fit; with any of them nobody is changed."""


def decide(hub: Hub, ids: Iterable[str], verdict: Verdict) -> tuple[list[Person], list[str]]:
    """The people whom a decision changes, as they will be, and the ids of those who are so already.

    Args:
        hub: The hub as it is.
        ids: The records of teachers and pupils; each counts once.
        verdict: What is decided.

    Raises:
        UnknownIdError: There is no such teacher or pupil.
        UnfitError: The decision makes no sense for one of them.
        UsageError: The review date lies behind, or the note cannot be shown.
    """
    judged = judge(hub, ids, verdict)
    if judged.refused:
        raise _refusal(judged.refused)
    return list(judged.changed), [one.id for one in judged.unchanged]


def _refusal(refused: Sequence[Refused]) -> UnfitError | UnknownIdError:
    """The failure of the first, whose hint names the others as well: a long list is put right in one go."""
    first, *others = refused
    if not others:
        return first.error
    named = ", ".join(one.id for one in others[:_NAMED])
    more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
    return first.error.hinting(f"{first.error.hint} Nor does it fit: {named}{more}.")


def judge(hub: Hub, ids: Iterable[str], verdict: Verdict) -> Judged:
    """What a decision comes to for each of the people, so that all in its way can be told at once.

    Args:
        hub: The hub as it is.
        ids: The records of teachers and pupils; each counts once.
        verdict: What is decided.

    Raises:
        UsageError: The review date lies behind, or the note cannot be shown.
    """
    verdict = structs.replace(verdict, note=_note(verdict.note))
    if verdict.review_on is not None and verdict.review_on <= verdict.today:
        raise UsageError("The review date is not ahead.", "Give a day that is yet to come.")
    changed, unchanged, refused = [], [], []
    for record_id in dict.fromkeys(ids):
        try:
            person = _person(hub, record_id)
            after = _RULES[verdict.decision](person, verdict)
        except (UnfitError, UnknownIdError) as error:
            record = hub.record(record_id)
            refused.append(Refused(record_id, record.label if record else "", error))
        else:
            if after == person:
                unchanged.append(person)
            else:
                changed.append(after)
    return Judged(tuple(changed), tuple(unchanged), tuple(refused))


def awaits_review(person: Person, today: date) -> bool:
    """Whether a leaver waits for a decision: has access, and is not kept until a later day.

    A decision from before somebody returned does not count for their next leaving.
    """
    if person.desync is None or person.access is not Access.WITH_ACCESS:
        return False
    kept = keep_in_force(person)
    return kept is None or (kept.review_on is not None and kept.review_on <= today)


def keep_in_force(person: Person) -> Kept | None:
    """The decision to keep a leaver, unless they have returned and left since."""
    kept, desync = person.kept, person.desync
    return kept if kept and desync and kept.on >= desync.since else None


def due(hub: Hub, today: date) -> tuple[Person, ...]:
    """The people whose pending deletion may be purged; the Access Coordinator never is.

    Args:
        hub: The hub.
        today: The day.
    """
    return tuple(
        person
        for person in hub.people()
        if person.access is Access.PENDING_DELETION
        and person.deleting_on is not None
        and person.deleting_on <= today
        and not _is_coordinator(person)
    )


def back_in_mis(hub: Hub) -> tuple[Person, ...]:
    """The people pending deletion whom the MIS has all the same.

    Args:
        hub: The hub.
    """
    return tuple(one for one in hub.people() if one.is_synced and one.access is Access.PENDING_DELETION)


def require_due(hub: Hub, ids: Iterable[str], today: date, *, still_in_mis: bool = False) -> None:
    """Refuse to purge anybody whose deletion is not due, or whom the MIS has again.

    Args:
        hub: The hub.
        ids: Who is to be purged.
        today: The day.
        still_in_mis: Whether those whom the MIS has again may be purged as well.

    Raises:
        UnfitError: Naming the first of them.
    """
    ready = {person.id: person for person in due(hub, today)}
    for record_id in ids:
        if record_id not in ready:
            raise UnfitError(
                Unfit.NOT_DUE, f"{record_id} is not due to be purged.", "See who is: marktui leavers purge."
            )
        if ready[record_id].is_synced and not still_in_mis:
            raise UnfitError(
                Unfit.IN_MIS,
                f"{record_id} is in the MIS again.",
                f"Cancel it: marktui leavers cancel {record_id}. If you mean it, add --still-in-mis.",
            )


def require_erasable(hub: Hub, ids: Iterable[str]) -> None:
    """Refuse to erase what is no person, and the Access Coordinator.

    Raises:
        UsageError: Naming the first of them.
    """
    for record_id in ids:
        _refuse_coordinator(_person(hub, record_id))


def months_later(day: date, months: int = _MONTHS) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _note(text: str | None) -> str | None:
    """A note as it is kept: trimmed and in NFC; None where it says nothing."""
    if text is not None and not is_showable(text):
        raise UsageError("The note holds a character that cannot be shown.", "Write it in one line of text.")
    return unicodedata.normalize("NFC", text or "").strip() or None


def _person(hub: Hub, record_id: str) -> Person:
    record = hub.record(record_id)
    if record is None:
        raise UnknownIdError(f"There is no record {record_id!r} in the hub.", "See: marktui leavers.")
    if not isinstance(record, Person):
        raise UnfitError(Unfit.NO_PERSON, f"{record_id} is no teacher or pupil.", "See: marktui leavers.")
    return record


def _keep(person: Person, verdict: Verdict) -> Person:
    if person.desync is None:
        raise UnfitError(
            Unfit.NO_LEAVER,
            f"{person.id} is no leaver.",
            "Only who is de-synced can be kept: marktui leavers.",
        )
    _refuse_pending(person)
    now = keep_in_force(person)
    if now is not None and (now.note, now.review_on) == (verdict.note, verdict.review_on):
        return person
    return person.with_(kept=Kept(verdict.today, verdict.note, verdict.review_on))


def _revoke(person: Person, verdict: Verdict) -> Person:
    _refuse_coordinator(person)
    _refuse_pending(person)
    return person.with_(access=Access.WITHOUT_ACCESS)


def _grant(person: Person, verdict: Verdict) -> Person:
    _refuse_pending(person)
    return person.with_(access=Access.WITH_ACCESS)


def _delete(person: Person, verdict: Verdict) -> Person:
    _refuse_coordinator(person)
    if person.access is Access.PENDING_DELETION:
        return person
    if person.access is Access.WITH_ACCESS:
        raise UnfitError(
            Unfit.STILL_WITH_ACCESS,
            f"{person.id} still has access.",
            f"Revoke it first: marktui leavers revoke {person.id}.",
        )
    if person.is_synced and not verdict.still_in_mis:
        raise UnfitError(
            Unfit.IN_MIS,
            f"{person.id} is still in the MIS.",
            "A sync would go on counting the record as synced. If you mean it, add --still-in-mis.",
        )
    return person.with_(access=Access.PENDING_DELETION, deleting_on=months_later(verdict.today))


def _cancel(person: Person, verdict: Verdict) -> Person:
    if person.access is Access.WITH_ACCESS:
        raise UnfitError(
            Unfit.NOT_PENDING, f"{person.id} is not pending deletion.", "There is nothing to cancel."
        )
    return person.with_(access=Access.WITHOUT_ACCESS, deleting_on=None)


def _refuse_pending(person: Person) -> None:
    if person.access is Access.PENDING_DELETION:
        raise UnfitError(
            Unfit.PENDING,
            f"{person.id} is pending deletion.",
            f"Cancel it first: marktui leavers cancel {person.id}.",
        )


def _refuse_coordinator(person: Person) -> None:
    if _is_coordinator(person):
        raise UnfitError(
            Unfit.COORDINATOR,
            f"{person.id} is the Access Coordinator.",
            "Another Access Coordinator has to accept first. Nominate one: marktui accounts nominate ID.",
        )


def _is_coordinator(person: Person) -> bool:
    return isinstance(person, Teacher) and person.account_type is AccountType.ACCESS_COORDINATOR


_RULES: Mapping[Decision, Callable[[Person, Verdict], Person]] = {
    Decision.KEEP: _keep,
    Decision.REVOKE: _revoke,
    Decision.GRANT: _grant,
    Decision.DELETE: _delete,
    Decision.CANCEL: _cancel,
}
