"""What it means if a Synced person has no row in the MIS: left, gone, or kept for a reason."""

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from marktui.connectors.mis import InvalidRow, MisClass, MisYearGroup, Presence, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Reason
from marktui.hub.model.time import day_words
from marktui.sync.missing.known_leavers import KnownLeavers
from marktui.sync.model.reading import Reading

GONE = "no longer in the MIS"


class Absence(Struct, frozen=True, kw_only=True):
    """What a reading says about a Synced person without a row."""

    record: Person
    reason: Reason | None
    """Why the person is de-synced; None for somebody who is kept."""
    why: str
    """The same in words: "left on 27 Feb 2026"."""
    left_on: date | None = None
    is_listed: bool = False
    """Whether a class or year group list still names the person."""
    is_unasked: bool = False
    """Whether the only evidence is that the lists leave the person out: not yet asked by id."""


def absence_of(record: Person, reading: Reading, listed: Collection[str], known: KnownLeavers) -> Absence:
    """What a reading says about a Synced person without a row.

    A leaving date from the service counts first, then a list that still names the person, and last that the
    person is in no list at all.

    Args:
        listed: The MIS ids of all pupils in a list of a class or year group.
        known: The leavers about whom more is known than a MIS id, which may be another one than the hub's.
    """
    link = record.link
    left = known.of(record)
    if left is not None and (left.left_on or reading.today) <= reading.today:
        return _left(record, left.left_on)
    if link is None or link.connector != reading.connector or link.is_former:
        # The service cannot be asked for an id that another service gave, or that is somebody else's now.
        return Absence(record=record, reason=Reason.GONE, why=GONE)
    answer = reading.answers.get(record.kind, {}).get(link.mis_id)
    if answer is not None and answer.presence is Presence.ON_ROLL:
        return _kept(record, "in no list, but on roll when asked for by id", is_listed=link.mis_id in listed)
    leaver = reading.leavers.get(record.kind, {}).get(link.mis_id)
    if leaver is not None and known.is_somebody_else(leaver, record):
        return _kept(record, "the MIS id is that of somebody else who has left")
    if leaver is not None and leaver.is_back:
        return _kept(record, "left before coming back")
    left_on = leaver.left_on if leaver else _left_on(answer)
    if left_on is not None and left_on > reading.today:
        return _kept(record, f"leaves on {day_words(left_on)}")
    if left_on is not None:
        return _left(record, left_on)
    if record.kind is Kind.PUPIL and link.mis_id in listed:
        why = "in no list of pupils, but still in a list of a class or year group"
        return _kept(record, why, is_listed=True, is_unasked=answer is None and leaver is None)
    if leaver is not None or (answer is not None and answer.presence is Presence.LEFT):
        return _left(record, None)
    return Absence(record=record, reason=Reason.GONE, why=GONE, is_unasked=answer is None)


def listed_pupils(reading: Reading) -> frozenset[str]:
    """The MIS ids of all pupils in a class or year group list of a reading."""
    rows = (*reading.rows.get(Kind.CLASS, ()), *reading.rows.get(Kind.YEAR_GROUP, ()))
    groups = (row for row in rows if isinstance(row, MisClass | MisYearGroup | InvalidRow))
    return frozenset(mis_id for group in groups for mis_id in group.member_ids or ())


def _left_on(answer: PresenceAnswer | None) -> date | None:
    return answer.left_on if answer is not None and answer.presence is Presence.LEFT else None


def _left(record: Person, left_on: date | None) -> Absence:
    on = f" on {day_words(left_on)}" if left_on else ""
    return Absence(record=record, reason=Reason.LEFT, why=f"left{on}", left_on=left_on)


def _kept(record: Person, why: str, *, is_listed: bool = False, is_unasked: bool = False) -> Absence:
    return Absence(record=record, reason=None, why=why, is_listed=is_listed, is_unasked=is_unasked)
