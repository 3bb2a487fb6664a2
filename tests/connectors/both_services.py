"""One person's row through either service, so that both are held to the same."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from marktui.connectors.mis import MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind

from .arbor_school import ArborSchool, data, says
from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, listed

Ask = Callable[..., Awaitable[MisRow]]
"""Reads one person with some fields, by the words below, and gives the row."""

_ASSEMBLY = {"born": "dob", "first": "first_name", "last": "last_name", "upn": "upn", "emails": "emails"}
_ARBOR = {
    "born": "dateOfBirth",
    "first": "legalFirstName",
    "last": "legalLastName",
    "upn": "upn",
    "emails": "emailAddresses",
}


def asks_assembly(school: AssemblySchool, service: Service) -> Ask:
    """Reads through Assembly."""

    async def ask(kind: Kind = Kind.PUPIL, **facts: Any) -> MisRow:
        if "emails" in facts:
            facts["emails"] = [{"email": one} for one in facts["emails"]]
        fields = {"id": 1, "first_name": "Ana", "last_name": "Reis"} | _named(_ASSEMBLY, facts)
        path = "/students" if kind is Kind.PUPIL else "/staff_members"
        service.says(path, Reply(_json([fields, fields | {"id": 2}]), headers=listed([1, 2]).headers))
        return (await school.rows(kind))[0]

    return ask


def asks_arbor(school: ArborSchool, service: Service) -> Ask:
    """Reads through Arbor."""

    async def ask(kind: Kind = Kind.PUPIL, **facts: Any) -> MisRow:
        if "emails" in facts:
            facts["emails"] = [{"id": n, "emailAddress": one} for n, one in enumerate(facts["emails"])]
        entity = "Student" if kind is Kind.PUPIL else "Staff"
        held = {"registrationForm": {"id": "41"}} if kind is Kind.PUPIL else {"isActiveInSchool": True}
        fields = {"id": "1", "legalFirstName": "Ana", "legalLastName": "Reis"} | held | _named(_ARBOR, facts)
        page = Reply(_json(data(**{entity: [fields, fields | {"id": "2"}]})))
        says(service, page, data(**{entity: []}))
        return (await school.rows(kind))[0]

    return ask


def pupil(row: MisRow) -> MisPupil:
    """The row as that of a pupil."""
    assert isinstance(row, MisPupil)
    return row


def teacher(row: MisRow) -> MisTeacher:
    """The row as that of a member of staff."""
    assert isinstance(row, MisTeacher)
    return row


def _named(names: dict[str, str], facts: dict[str, Any]) -> dict[str, Any]:
    return {names[word]: value for word, value in facts.items()}


def _json(value: object) -> bytes:
    """JSON in which `%d83d` stands for an escaped half of a character, which no library writes."""
    return orjson.dumps(value).replace(b"%d", b"\\ud")
