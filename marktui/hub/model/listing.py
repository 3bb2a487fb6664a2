"""Records as the plain documents of `marktui list --json`: every key always there, null if unknown."""

from collections.abc import Iterable
from typing import Any

from marktui.hub.model import fields
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Record, SchoolClass, YearGroup
from marktui.hub.model.roster import Membership, class_membership, year_membership

_START = (fields.ID, *fields.LINK_FIELDS)
_COUNTED = {Kind.CLASS: ("year_groups", "pupils", "leavers"), Kind.YEAR_GROUP: ("pupils",)}
"""What is counted of a group's pupils."""
_SINCE = (fields.DESYNCED_SINCE, fields.DESYNCED_REASON)
_GROUP_END = (fields.STATUS, *_SINCE)
_PERSON_END = (fields.STATUS, fields.ACCESS, *_SINCE, fields.LEFT_ON, fields.DELETING_ON)
_FIELDS: dict[Kind, tuple[tuple[fields.Field, ...], tuple[fields.Field, ...]]] = {
    kind: ((*_START, *own), _GROUP_END if kind in _COUNTED else _PERSON_END)
    for kind, own in fields.OWN_FIELDS.items()
}
"""The fields of each kind before and after what is counted."""

_LEAVER_FIELDS = (*_FIELDS[Kind.PUPIL][0], *_FIELDS[Kind.TEACHER][0], *_PERSON_END)
LEAVER_KEYS = ("kind", *dict.fromkeys(one.name for one in _LEAVER_FIELDS))
"""The columns of a table that holds leavers of both kinds."""


def keys(kind: Kind) -> tuple[str, ...]:
    """The keys of a kind's documents, in order."""
    start, end = _FIELDS[kind]
    return (*(one.name for one in start), *_COUNTED.get(kind, ()), *(one.name for one in end))


def record_documents(hub: Hub, records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as documents, in the order given."""
    memberships = {Kind.CLASS: class_membership, Kind.YEAR_GROUP: year_membership}
    members: dict[Kind, dict[str, Membership]] = {}
    documents = []
    for record in records:
        kind = record.kind
        if kind in memberships and kind not in members:
            members[kind] = memberships[kind](hub)
        start, end = _FIELDS[kind]
        documents.append(
            {one.name: one.text(hub, record) for one in start}
            | _counts(record, members.get(kind, {}))
            | {one.name: one.text(hub, record) for one in end}
        )
    return documents


def leaver_documents(hub: Hub, people: Iterable[Person]) -> list[dict[str, Any]]:
    """Leavers as documents, each with its kind."""
    everyone = list(people)
    documents = record_documents(hub, everyone)
    pairs = zip(everyone, documents, strict=True)
    return [{"kind": person.kind.value, **document} for person, document in pairs]


def _counts(record: Record, members: dict[str, Membership]) -> dict[str, Any]:
    match record:
        case SchoolClass():
            who = members.get(record.id, Membership())
            return {"year_groups": list(who.years), "pupils": who.pupils, "leavers": who.leavers}
        case YearGroup():
            return {"pupils": members.get(record.code, Membership()).pupils}
    return {}


def account_documents(hub: Hub) -> list[dict[str, Any]]:
    """The mapped logins as `marktui accounts --json` lists them, in the order of the mappings."""
    return [
        {
            "login": one.login,
            "account": one.teacher_id,
            "name": teacher.label if teacher else None,
            "account_type": teacher.account_type.value if teacher else None,
            "access": teacher.access.value if teacher else None,
        }
        for one in hub.accounts
        for teacher in (hub.teachers.get(one.teacher_id),)
    ]
