"""What the Access Coordinator decides about people who have left: keep, revoke, grant, delete, cancel."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, structs

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Person, Record
from marktui.hub.model.text import is_visible_line
from marktui.hub.people.snapshot import Outdated, OutdatedError, Snapshot, find_outdated, require_up_to_date
from marktui.hub.rules.decision_refusals import Refusal, RefusalReason, refusal_error

_MONTHS = 6
"""How long a deletion is pending, as in the hub that is mirrored."""


class Decision(StrEnum):
    """What can be decided about a person."""

    KEEP = "keep"
    REVOKE = "revoke"
    GRANT = "grant"
    DELETE = "delete"
    CANCEL = "cancel"


class DecisionRequest(Struct, frozen=True, kw_only=True):
    """A decision with what belongs to it."""

    decision: Decision
    today: date
    still_in_mis: bool = False
    """Whether people who are still in the MIS may lose their access or be deleted as well."""
    note: str | None = None
    """Why somebody is kept."""
    review_on: date | None = None
    """The day on which somebody who is kept comes up again."""


class Assessment(Struct, frozen=True):
    """What a decision comes to for each of the people."""

    changed: tuple[Person, ...]
    """The people it changes, as they will be."""
    unchanged: tuple[Person, ...]
    """The people it would leave as they are."""
    refused: tuple[Refusal, ...]
    """The people it is not possible for; with any of them nobody is changed."""
    outdated: tuple[Outdated, ...] = ()
    """The people who are no longer as they were seen; with any of them nobody is changed."""
    seen: tuple[Snapshot, ...] = ()
    """The people it is possible for, as they are now: what a decision about them is to be held against."""


def decide(hub: Hub, seen: Iterable[Snapshot], verdict: DecisionRequest) -> tuple[list[Person], list[str]]:
    """The people a decision changes, as they will be, and the ids of those it leaves as they are.

    Args:
        seen: The teachers and pupils as the person who decides saw them; each counts once.

    Raises:
        NotAsSeenError: Somebody is no longer as they were seen.
        UnknownIdError: There is no such teacher or pupil.
        UnfitError: The decision is not possible for one of them.
        UsageError: The review date has passed, or the note cannot be shown.
    """
    judged = assess(hub, seen, verdict)
    if judged.outdated:
        raise OutdatedError(judged.outdated)
    if judged.refused:
        raise refusal_error(judged.refused)
    return list(judged.changed), [one.id for one in judged.unchanged]


def assess(hub: Hub, seen: Iterable[Snapshot], verdict: DecisionRequest) -> Assessment:
    """What a decision comes to for each of the people, so that everything in its way can be told at once."""
    verdict = _checked(verdict)
    asked = tuple(seen)
    changed_since = find_outdated(hub, asked)
    gone = {one.seen.id for one in changed_since}
    changed: list[Person] = []
    unchanged: list[Person] = []
    refused, fit = [], []
    for record_id in dict.fromkeys(one.id for one in asked if one.id not in gone):
        record = hub.record(record_id)
        after = _after(record, verdict)
        if isinstance(after, RefusalReason):
            refused.append(Refusal(record_id, record.label if record else "", after))
        elif isinstance(record, Person):
            fit.append(Snapshot.of(record))
            (unchanged if after == record else changed).append(after)
    return Assessment(tuple(changed), tuple(unchanged), tuple(refused), tuple(changed_since), tuple(fit))


def awaits_review(person: Person, today: date) -> bool:
    """Whether a leaver waits for a decision: has access, and is not kept until a later day.

    A decision from before somebody returned does not count for their next leaving.
    """
    if person.desync is None or person.access is not Access.WITH_ACCESS:
        return False
    kept = current_keep(person)
    return kept is None or (kept.review_on is not None and kept.review_on <= today)


def current_keep(person: Person) -> Kept | None:
    """The decision to keep a leaver, unless they have returned and left since."""
    kept, desync = person.kept, person.desync
    return kept if kept and desync and kept.on >= desync.since else None


def due_for_purge(hub: Hub, today: date) -> tuple[Person, ...]:
    """The people whose pending deletion may be purged; the Access Coordinator never is."""
    return tuple(
        person
        for person in hub.people()
        if person.access is Access.PENDING_DELETION
        and person.deleting_on is not None
        and person.deleting_on <= today
        and not person.is_coordinator
    )


def back_in_mis(hub: Hub) -> tuple[Person, ...]:
    """The people pending deletion whom the MIS has all the same."""
    return tuple(one for one in hub.people() if one.is_synced and one.access is Access.PENDING_DELETION)


def require_due_for_purge(
    hub: Hub, seen: Iterable[Snapshot], today: date, *, still_in_mis: bool = False
) -> None:
    """Refuse to purge anybody who is not due, is in the MIS again, or is not as they were seen.

    Args:
        still_in_mis: Whether people who are in the MIS again may be purged as well.
    """
    people = tuple(seen)
    require_up_to_date(hub, people)
    ready = {person.id: person for person in due_for_purge(hub, today)}
    refused = []
    for one in people:
        record = hub.record(one.id)
        label = record.label if record else ""
        if one.id not in ready:
            refused.append(Refusal(one.id, label, RefusalReason.NOT_DUE))
        elif ready[one.id].is_synced and not still_in_mis:
            refused.append(Refusal(one.id, label, RefusalReason.BACK_IN_MIS))
    if refused:
        raise refusal_error(refused)


def require_erasable(hub: Hub, ids: Iterable[str]) -> None:
    """Refuse to erase anything but people, and the Access Coordinator."""
    refused = []
    for record_id in ids:
        record = hub.record(record_id)
        why = _no_person(record)
        if isinstance(record, Person) and record.is_coordinator:
            why = RefusalReason.COORDINATOR
        if why is not None:
            refused.append(Refusal(record_id, record.label if record else "", why))
    if refused:
        raise refusal_error(refused)


def months_later(day: date, months: int = _MONTHS) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _checked(verdict: DecisionRequest) -> DecisionRequest:
    if verdict.review_on is not None and verdict.review_on <= verdict.today:
        raise UsageError("The review date must be in the future.", "Give a later day.")
    return structs.replace(verdict, note=_note(verdict.note))


def _note(text: str | None) -> str | None:
    """A note as it is kept: trimmed and in NFC; None where it says nothing."""
    if text is not None and not is_visible_line(text):
        raise UsageError("The note holds a character that cannot be shown.", "Write it in one line of text.")
    return unicodedata.normalize("NFC", text or "").strip() or None


def _after(record: Record | None, verdict: DecisionRequest) -> Person | RefusalReason:
    """A person after a decision, or why it is not possible for them."""
    if not isinstance(record, Person):
        return _no_person(record) or RefusalReason.NO_PERSON
    after = _RULES[verdict.decision](record, verdict)
    return (
        after if isinstance(after, RefusalReason) or after == record else _desynced_by(after, verdict.today)
    )


def _desynced_by(person: Person, today: date) -> Person:
    """A person who is decided about today; a clock that was ahead has de-synced them on a day to come."""
    desync, kept = person.desync, person.kept
    if desync is None or desync.since <= today:
        return person
    kept = structs.replace(kept, on=min(kept.on, today)) if kept else None
    return person.with_(desync=structs.replace(desync, since=today), kept=kept)


def _no_person(record: Record | None) -> RefusalReason | None:
    if record is None:
        return RefusalReason.UNKNOWN
    return None if isinstance(record, Person) else RefusalReason.NO_PERSON


def _keep(person: Person, verdict: DecisionRequest) -> Person | RefusalReason:
    if person.desync is None:
        return RefusalReason.NOT_LEFT
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    now = current_keep(person)
    if now is not None and (now.note, now.review_on) == (verdict.note, verdict.review_on):
        return person
    return person.with_(kept=Kept(verdict.today, verdict.note, verdict.review_on))


def _revoke(person: Person, verdict: DecisionRequest) -> Person | RefusalReason:
    if person.is_coordinator:
        return RefusalReason.COORDINATOR
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    if person.access is Access.WITH_ACCESS and person.is_synced and not verdict.still_in_mis:
        return RefusalReason.IN_MIS
    return person.with_(access=Access.WITHOUT_ACCESS)


def _grant(person: Person, verdict: DecisionRequest) -> Person | RefusalReason:
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    return person.with_(access=Access.WITH_ACCESS)


def _delete(person: Person, verdict: DecisionRequest) -> Person | RefusalReason:
    if person.is_coordinator:
        return RefusalReason.COORDINATOR
    if person.access is Access.PENDING_DELETION:
        return person
    if person.access is Access.WITH_ACCESS:
        return RefusalReason.STILL_WITH_ACCESS
    if person.is_synced and not verdict.still_in_mis:
        return RefusalReason.IN_MIS
    return person.with_(access=Access.PENDING_DELETION, deleting_on=months_later(verdict.today))


def _cancel(person: Person, verdict: DecisionRequest) -> Person | RefusalReason:
    if person.access is Access.WITH_ACCESS:
        return RefusalReason.NOT_PENDING
    return person.with_(access=Access.WITHOUT_ACCESS, deleting_on=None)


_RULES: Mapping[Decision, Callable[[Person, DecisionRequest], Person | RefusalReason]] = {
    Decision.KEEP: _keep,
    Decision.REVOKE: _revoke,
    Decision.GRANT: _grant,
    Decision.DELETE: _delete,
    Decision.CANCEL: _cancel,
}


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_IN_MONTHS = re.compile(r"(\d{1,2}) ?m", re.ASCII)


def parse_review_day(text: str, today: date) -> date | None:
    """The day that a text means: `2027-05-01`, or `6m` for six months from now; None for nothing."""
    if not text:
        return None
    if months := _IN_MONTHS.fullmatch(text):
        return months_later(today, int(months[1]))
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        "The review date is not a valid date.", "Dates are written as 2027-05-01, or 6m for six months."
    )
