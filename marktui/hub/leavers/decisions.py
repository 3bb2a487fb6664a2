"""What the Access Coordinator decides about people who have left: keep, revoke, grant, delete, cancel."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, structs

from marktui.hub.leavers.refusals import Refusal, RefusalReason, refusal_error
from marktui.hub.leavers.waiting import current_keep, due_for_purge
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Person, Record
from marktui.hub.people.snapshot import Outdated, OutdatedError, Snapshot, find_outdated, require_up_to_date
from marktui.hub.people.written_date import DATES_ARE_WRITTEN, written_day
from marktui.hub.rules.entered_text import checked_text

_MONTHS = 6
"""How many months a deletion is pending, as in the MARK Admin Hub."""


class Decision(StrEnum):
    """What can be decided about a person."""

    KEEP = "keep"
    REVOKE = "revoke"
    GRANT = "grant"
    DELETE = "delete"
    CANCEL = "cancel"


class DecisionRequest(Struct, frozen=True, kw_only=True):
    """A decision with its details."""

    decision: Decision
    today: date
    still_in_mis: bool = False
    """Whether people who are still in the MIS may lose access or be deleted too."""
    note: str | None = None
    """Why a person is kept."""
    review_on: date | None = None
    """The day of the next review of a person who is kept."""


class Assessment(Struct, frozen=True):
    """What a decision would do to each of the people."""

    changed: tuple[Person, ...]
    """The people it would change, as they would be."""
    unchanged: tuple[Person, ...]
    """The people it would leave as they are."""
    refused: tuple[Refusal, ...]
    """The people it is not possible for; if there are any, nobody is changed."""
    outdated: tuple[Outdated, ...] = ()
    """The people who have changed since they were shown; if there are any, nobody is changed."""
    seen: tuple[Snapshot, ...] = ()
    """The people it is possible for, as they are now; the decision is checked against this."""


def decide(hub: Hub, seen: Iterable[Snapshot], request: DecisionRequest) -> tuple[list[Person], list[str]]:
    """The people a decision changes, as they will be, and the ids of those it leaves as they are.

    Args:
        seen: The teachers and pupils as they were shown to the person who decides; each counts once.

    Raises:
        OutdatedError: The hub has changed since they were shown.
        DecisionRefusedError: The decision is not possible for one of them.
    """
    judged = assess(hub, seen, request)
    if judged.outdated:
        raise OutdatedError(judged.outdated)
    if judged.refused:
        raise refusal_error(judged.refused)
    return list(judged.changed), [one.id for one in judged.unchanged]


def assess(hub: Hub, seen: Iterable[Snapshot], request: DecisionRequest) -> Assessment:
    """What a decision would do to each of the people, with everything that prevents it."""
    request = _checked(request)
    asked = tuple(seen)
    changed_since = find_outdated(hub, asked)
    gone = {one.seen.id for one in changed_since}
    changed: list[Person] = []
    unchanged: list[Person] = []
    refused, fit = [], []
    for record_id in dict.fromkeys(one.id for one in asked if one.id not in gone):
        record = hub.record(record_id)
        after = _after(record, request)
        if isinstance(after, RefusalReason):
            refused.append(Refusal.of(record_id, record, after))
        elif isinstance(record, Person):
            fit.append(Snapshot.of(record))
            (unchanged if after == record else changed).append(after)
    return Assessment(tuple(changed), tuple(unchanged), tuple(refused), tuple(changed_since), tuple(fit))


def require_due_for_purge(
    hub: Hub, seen: Iterable[Snapshot], today: date, *, still_in_mis: bool = False
) -> None:
    """Refuse to purge people who are not due, are back in the MIS, or have changed since they were shown.

    Args:
        still_in_mis: Whether people who are back in the MIS may be purged too.
    """
    people = tuple(seen)
    require_up_to_date(hub, people)
    ready = {person.id: person for person in due_for_purge(hub.people(), today)}
    refused = []
    for one in people:
        if one.id not in ready:
            refused.append(Refusal.of(one.id, hub.record(one.id), RefusalReason.NOT_DUE))
        elif ready[one.id].is_synced and not still_in_mis:
            refused.append(Refusal.of(one.id, ready[one.id], RefusalReason.BACK_IN_MIS))
    if refused:
        raise refusal_error(refused)


def require_erasable(hub: Hub, ids: Iterable[str]) -> None:
    """Refuse to erase the Access Coordinator, and records that are not people."""
    refused = []
    for record_id in ids:
        record = hub.record(record_id)
        why = _no_person(record)
        if isinstance(record, Person) and record.is_coordinator:
            why = RefusalReason.COORDINATOR
        if why is not None:
            refused.append(Refusal.of(record_id, record, why))
    if refused:
        raise refusal_error(refused)


def months_later(day: date, months: int = _MONTHS) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _checked(request: DecisionRequest) -> DecisionRequest:
    if request.review_on is not None and request.review_on <= request.today:
        raise UsageError("The review date must be in the future.", "Give a later day.")
    return structs.replace(request, note=checked_text("note", request.note or "") or None)


def _after(record: Record | None, request: DecisionRequest) -> Person | RefusalReason:
    """A person after a decision, or why it is not possible for them."""
    if not isinstance(record, Person):
        return _no_person(record) or RefusalReason.NO_PERSON
    after = _RULES[request.decision](record, request)
    if isinstance(after, RefusalReason) or after == record:
        return after
    return _desynced_by(after, request.today)


def _desynced_by(person: Person, today: date) -> Person:
    """A person decided about today; if a fast clock de-synced them on a future day, that becomes today."""
    desync, kept = person.desync, person.kept
    if desync is None or desync.since <= today:
        return person
    kept = structs.replace(kept, on=min(kept.on, today)) if kept else None
    return person.with_(desync=structs.replace(desync, since=today), kept=kept)


def _no_person(record: Record | None) -> RefusalReason | None:
    if record is None:
        return RefusalReason.UNKNOWN
    return None if isinstance(record, Person) else RefusalReason.NO_PERSON


def _keep(person: Person, request: DecisionRequest) -> Person | RefusalReason:
    if person.desync is None:
        return RefusalReason.NOT_LEFT
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    now = current_keep(person)
    if now is not None and (now.note, now.review_on) == (request.note, request.review_on):
        return person
    return person.with_(kept=Kept(request.today, request.note, request.review_on))


def _revoke(person: Person, request: DecisionRequest) -> Person | RefusalReason:
    if person.is_coordinator:
        return RefusalReason.COORDINATOR
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    if person.access is Access.WITH_ACCESS and person.is_synced and not request.still_in_mis:
        return RefusalReason.IN_MIS
    return person.with_(access=Access.WITHOUT_ACCESS)


def _grant(person: Person, request: DecisionRequest) -> Person | RefusalReason:
    if person.access is Access.PENDING_DELETION:
        return RefusalReason.PENDING
    return person.with_(access=Access.WITH_ACCESS)


def _delete(person: Person, request: DecisionRequest) -> Person | RefusalReason:
    if person.is_coordinator:
        return RefusalReason.COORDINATOR
    if person.access is Access.PENDING_DELETION:
        return person
    if person.access is Access.WITH_ACCESS:
        return RefusalReason.STILL_WITH_ACCESS
    if person.is_synced and not request.still_in_mis:
        return RefusalReason.IN_MIS
    return person.with_(access=Access.PENDING_DELETION, deleting_on=months_later(request.today))


def _cancel(person: Person, request: DecisionRequest) -> Person | RefusalReason:
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


_IN_MONTHS = re.compile(r"(\d{1,2}) ?m", re.ASCII)


def parse_review_day(text: str, today: date) -> date | None:
    """The day that a text means: `31/08/2027`, `6m` for six months from today; None for an empty text."""
    if not text:
        return None
    if months := _IN_MONTHS.fullmatch(text):
        return months_later(today, int(months[1]))
    if day := written_day(text, today, is_ahead=True):
        return day
    raise UsageError(
        "The review date is not a valid date.",
        f"Dates are written {DATES_ARE_WRITTEN}, or 6m for six months.",
    )
