"""An Arbor as the tests use it: connected to the stand-in, or to the scripted service."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

import orjson
from patience import PATIENCE

from marktui.connectors.arbor.connector import Arbor
from marktui.connectors.http.wait_times import Pace
from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox

from .assembly_school import TODAY, Pocket
from .reports import Reports
from .scripted_service import Reply, Service

PATH = "/graphql/query"
SECRETS = {"username": "secret-user-1", "password": "secret-pässword-1"}
QUICK = Pace(first_wait=0.005, budget=PATIENCE, first_try=PATIENCE, limit=(0.02,), unannounced=4)
"""Tries as often as ever, without making a test wait."""

_PERSON = "legalFirstName legalLastName preferredFirstName preferredLastName displayName leavingDate"
FIELDS: dict[str, str] = {
    "AcademicYear": "id displayName startDate endDate",
    "AcademicLevel": "id displayName shortName academicYear:AcademicYear",
    "RegistrationForm": "id displayName academicYear:AcademicYear",
    "Student": f"id {_PERSON} upn dateOfBirth mostRecentEntryDate academicLevel:AcademicLevel "
    "displayAcademicLevel:AcademicLevel registrationForm:RegistrationForm",
    "Staff": f"id {_PERSON} isActiveInSchool joiningDate emailAddresses:EmailAddress",
    "EmailAddress": "id displayName emailAddress emailAddressType dataOrder",
}
"""What the scripted service has; a field after a colon leads to another type."""
ENDS: dict[str, object] = {"AcademicYear_1": [], "AcademicLevel_1": [], "RegistrationForm_1": []}
GROUPS: dict[str, object] = {
    "AcademicYear_0": [
        {"id": "5", "displayName": "2024/2025", "startDate": "2024-09-01", "endDate": "2025-08-31"},
        {"id": "6", "displayName": "2025/2026", "startDate": "2025-09-01", "endDate": "2026-08-31"},
    ],
    "AcademicLevel_0": [
        {"id": "21", "displayName": "Year 4", "academicYear": {"id": "5"}},
        {"id": "31", "displayName": "Year 4", "shortName": "04", "academicYear": {"id": 6}},
    ],
    "RegistrationForm_0": [
        {"id": "40", "displayName": "4A", "academicYear": {"id": "5"}},
        {"id": "41", "displayName": " 4A ", "academicYear": {"id": "6"}},
    ],
    **ENDS,
}


class ArborSchool:
    """One school's Arbor at an address."""

    def __init__(
        self,
        address: str,
        secrets: Mapping[str, str] = SECRETS,
        *,
        today: date = TODAY,
        pace: Pace = QUICK,
        **settings: str,
    ) -> None:
        reports = Reports()
        self.pauses = reports.pauses
        given = {"url": address, **settings}
        self.arbor = Arbor(given, Pocket(secrets), today=today, notify=reports, pace=pace)

    async def __aenter__(self) -> Self:
        await self.arbor.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.arbor.__aexit__(*error)

    async def rows(self, kind: Kind) -> list[MisRow]:
        """Every row of a list."""
        return [row async for page in self.arbor.read(kind) for row in page.rows]


def at_sandbox(sandbox: Sandbox, pace: Pace = QUICK) -> ArborSchool:
    """The stand-in's school."""
    named = sandbox.environment.items()
    secrets = {name.removeprefix("MARKTUI_ARBOR_").lower(): value for name, value in named}
    return ArborSchool(sandbox.address, secrets, today=sandbox.school.today, pace=pace)


def schema(**changes: str) -> dict[str, Any]:
    """What introspection answers; a type without fields is not there."""
    types = {**FIELDS, **changes}
    lists = [{"name": name} for name, fields in types.items() if fields]
    data: dict[str, Any] = {"__schema": {"queryType": {"fields": lists}}}
    for name, fields in types.items():
        data[name] = {"fields": [_field(one) for one in fields.split()]} if fields else None
    return {"data": data}


def data(**lists: object) -> dict[str, object]:
    """An answer without errors."""
    return {"data": lists}


def refusing(*names: str, **lists: object) -> dict[str, object]:
    """An answer that refuses fields."""
    errors = [
        {"message": f"You do not have access to `{name}`.", "locations": [{"line": 1}]} for name in names
    ]
    return {"data": lists, "errors": errors}


def says(service: Service, *replies: object, has: Mapping[str, str] = {}) -> None:
    """What the service answers after it has told its fields; the last one for ever."""
    service.wants_secrets = True
    service.says(PATH, Reply(schema(**has)), *replies)


def documents(service: Service) -> list[str]:
    """The documents that were sent, without the one that asks for the fields."""
    return [orjson.loads(one.body)["query"] for one in service.asked[1:]]


def _field(text: str) -> dict[str, object]:
    name, _, leads_to = text.partition(":")
    if not leads_to:
        kind = {"kind": "SCALAR", "name": "String", "ofType": None}
        return {
            "name": name,
            "type": {"kind": "NON_NULL", "name": None, "ofType": kind} if name == "id" else kind,
        }
    found: dict[str, object] = {"kind": "OBJECT", "name": leads_to, "ofType": None}
    if name.endswith("es"):
        for wrapper in ("NON_NULL", "LIST", "NON_NULL"):
            found = {"kind": wrapper, "name": None, "ofType": found}
    return {"name": name, "type": found}
