"""Records as the plain documents of `marktui list --json`: every key always there, null if unknown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.hub.model.roster import Membership, class_membership, year_membership

_TIE = ("id", "connector", "mis_id")
_SINCE = ("desynced_since", "desynced_reason")
_END = ("status", "access", *_SINCE, "left_on", "deleting_on")
_KEYS = {
    Kind.PUPIL: (*_TIE, "upn", "first_name", "last_name", "date_of_birth", "year_group", "class", *_END),
    Kind.TEACHER: (*_TIE, "first_name", "last_name", "email", "mis_email", "account_type", *_END),
    Kind.CLASS: (*_TIE, "name", "description", "year_groups", "pupils", "leavers", "status", *_SINCE),
    Kind.YEAR_GROUP: (*_TIE, "code", "name", "pupils", "status", *_SINCE),
}

LEAVER_KEYS = (
    "kind",
    *_KEYS[Kind.PUPIL][:-6],
    *(key for key in _KEYS[Kind.TEACHER] if key not in _KEYS[Kind.PUPIL]),
    *_END,
)
"""The columns of a table that holds leavers of both kinds."""


def keys(kind: Kind) -> tuple[str, ...]:
    """The keys of a kind's documents, in order."""
    return _KEYS[kind]


def record_documents(hub: Hub, records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as documents, in the order given."""
    members = {Kind.CLASS: class_membership, Kind.YEAR_GROUP: year_membership}
    known: dict[Kind, dict[str, Membership]] = {}
    documents = []
    for record in records:
        if record.kind in members and record.kind not in known:
            known[record.kind] = members[record.kind](hub)
        facts = {**_shared(record), **_own(hub, record, known.get(record.kind, {}))}
        documents.append({key: facts[key] for key in _KEYS[record.kind]})
    return documents


def leaver_documents(hub: Hub, people: Iterable[Person]) -> list[dict[str, Any]]:
    """Leavers as documents, each with its kind."""
    everyone = list(people)
    documents = record_documents(hub, everyone)
    pairs = zip(everyone, documents, strict=True)
    return [{"kind": person.kind.value, **document} for person, document in pairs]


def _shared(record: Record) -> dict[str, Any]:
    link, desync = record.link, record.desync
    facts: dict[str, Any] = {
        "id": record.id,
        "connector": link.connector if link else None,
        "mis_id": link.mis_id if link else None,
        "status": record.status.value,
        "desynced_since": _iso(desync.since) if desync else None,
        "desynced_reason": desync.reason.value if desync else None,
        "left_on": _iso(desync.left_on) if desync else None,
    }
    if isinstance(record, Person):
        facts["first_name"], facts["last_name"] = record.first_name, record.last_name
        facts["access"], facts["deleting_on"] = record.access.value, _iso(record.deleting_on)
    return facts


def _own(hub: Hub, record: Record, members: dict[str, Membership]) -> dict[str, Any]:
    match record:
        case Pupil():
            return {
                "upn": record.upn,
                "date_of_birth": _iso(record.date_of_birth),
                "year_group": record.year_group,
                "class": hub.class_name(record),
            }
        case Teacher():
            account_type = record.account_type.value
            return {"email": record.email, "mis_email": record.mis_email, "account_type": account_type}
        case SchoolClass():
            who = members.get(record.id, Membership())
            return {
                "name": record.name,
                "description": record.description,
                "year_groups": list(who.years),
                "pupils": who.pupils,
                "leavers": who.leavers,
            }
        case YearGroup():
            pupils = members.get(record.code, Membership()).pupils
            return {"code": record.code, "name": record.name, "pupils": pupils}
    raise TypeError(record)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def account_documents(hub: Hub) -> list[dict[str, Any]]:
    """Which login speaks for whom, as `marktui accounts --json` lists it: in the order of the mappings."""
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
