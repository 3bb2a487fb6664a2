"""Why is somebody not here? Searches the last reading and the hub for a person and says where they are."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from marktui.connectors.mis import InvalidRow, MisLeaver, MisPerson, MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Teacher
from marktui.hub.model.roster import containing
from marktui.hub.model.text import fold, unaccented
from marktui.sync.model.pair import Pair
from marktui.sync.model.proposal import Proposal
from marktui.wording.dates import shown_day
from marktui.wording.people.why_not_here import Explainer

_PEOPLE = (Kind.TEACHER, Kind.PUPIL)


class FoundPerson(Struct, frozen=True, kw_only=True):
    """One person who was found, in the MIS, in the hub, or in both."""

    kind: Kind
    name: str
    """First and last name; empty where only the MIS id is known: bad rows, and leavers unknown to the hub."""
    mis_id: str | None = None
    """The id of the row; None for a record without a row."""
    record_id: str | None = None
    """The id of the record; None for somebody who is not in the hub."""
    reason: str
    """Why they are not in the hub, or where in the hub they are, in sentences."""


class _Found(Struct, frozen=True):
    """A person before the reason is worked out, which would be too slow for a whole school."""

    kind: Kind
    pair: Pair | None
    """The line of the plan, if there is one."""
    row: MisRow | None
    record: Person | None


def find_person(proposal: Proposal, text: str) -> tuple[FoundPerson, ...]:
    """Everybody in the reading or the hub who has all words of a text, teachers first, by name.

    It searches names, MIS ids, UPNs, emails and the ids of records. Unusable rows have a MIS id and what can
    be read of their name; leavers without a record have only a MIS id.

    Args:
        text: Words in any order and in parts; nothing is found for an empty text.
    """
    if not fold(text):
        return ()
    found = containing(list(_everybody(proposal)), text, _searchable)
    explainer = Explainer(proposal)
    people = [_person(one, explainer) for one in found]
    return tuple(sorted(people, key=lambda one: (_PEOPLE.index(one.kind), fold(one.name), one.mis_id or "")))


def _person(one: _Found, explainer: Explainer) -> FoundPerson:
    name = one.record.label if one.record else ""
    if isinstance(one.row, MisPerson):
        name = one.row.name or name
    elif isinstance(one.row, InvalidRow):
        name = name or one.row.label
    return FoundPerson(
        kind=one.kind,
        name=name,
        mis_id=one.row.mis_id if one.row else None,
        record_id=one.record.id if one.record else None,
        reason=_reason(one, explainer),
    )


def _reason(one: _Found, explainer: Explainer) -> str:
    known = ""
    if one.pair is not None:
        known = explainer.of_pair(one.pair)
    elif one.record is not None:
        known = explainer.of_record(one.record)
    if one.pair is not None and one.pair.row is not None:
        return known
    match one.row:
        case MisPerson(starts_on=day) if day:
            return f"Starts on {shown_day(day)}: not on roll yet. {known}".rstrip()
        case MisPupil(applicant=True) | InvalidRow(applicant=True):
            return "Left out as an applicant: nothing in the MIS says that they are on roll."
        case MisLeaver():
            return explainer.of_leaver(one.kind, one.row)
    return known or "Was read, but is not part of this sync."


def _everybody(proposal: Proposal) -> Iterator[_Found]:
    """Everybody with a line in the plan, then the other records, then the other rows."""
    plan, reading = proposal.plan, proposal.plan.reading
    for kind in _PEOPLE:
        part = plan.part(kind)
        read = {row.mis_id: row for row in reading.rows.get(kind, ())}
        left = {mis_id: row for mis_id, row in reading.leavers.get(kind, {}).items() if mis_id not in read}
        everyone = {one.id: one for one in plan.hub.people() if one.kind is kind}
        for pair in part.pairs if part else ():
            record = everyone.pop(pair.record.id) if pair.record else None
            row = pair.row or _row_of(record, plan.connector, read)
            read.pop(row.mis_id if row else "", None)
            left.pop(_linked_id(record, plan.connector), None)
            yield _Found(kind, pair, row, record)
        for record in everyone.values():
            row = _row_of(record, plan.connector, read)
            read.pop(row.mis_id if row else "", None)
            left.pop(_linked_id(record, plan.connector), None)
            yield _Found(kind, None, row, record)
        yield from (_Found(kind, None, row, None) for row in (*read.values(), *left.values()))


def _linked_id(record: Person | None, connector: str) -> str:
    """The MIS id that a record is linked to through a connector; empty where there is none."""
    link = record.link if record else None
    return link.mis_id if link and link.connector == connector else ""


def _row_of(record: Person | None, connector: str, read: Mapping[str, MisRow]) -> MisRow | None:
    """The row of a record on another line: somebody who starts again later."""
    return read.get(_linked_id(record, connector))


def _searchable(one: _Found) -> str:
    words: list[str | None] = [one.row.mis_id if one.row else None]
    match one.row:
        case (
            MisPupil(first_name=first, last_name=last, upn=key)
            | MisTeacher(first_name=first, last_name=last, email=key)
        ):
            words += [first, last, key]
            words += [one.row.shared_email] if isinstance(one.row, MisTeacher) else []
        case InvalidRow(label=label):
            words.append(label)
    match one.record:
        case Pupil(upn=key) | Teacher(email=key):
            words += [one.record.label, one.record.id, key]
    if isinstance(one.record, Teacher):
        words.append(one.record.mis_email)
    if one.record is not None and one.record.link:
        words.append(one.record.link.mis_id)
    return unaccented(" ".join(word for word in words if word))
