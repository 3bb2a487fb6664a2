"""Trying the connection, and how old the service's data is."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    UnreachableError,
)
from marktui.connectors.mis import Granted
from marktui.connectors.registry import open_connector
from marktui.hub.model.errors import UsageError
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.sandbox.server import Sandbox

from .assembly_school import TODAY, AssemblySchool, Pocket
from .scripted_service import Reply, Service, listed, refused

NEEDED = ["school", "registration_groups", "students.basic", "staff_members.basic"]
USEFUL = ["students.upn", "students.dob", "students.dates", "staff_members.emails", "staff_members.dates"]
THIS_YEAR = [{"id": 1, "start_date": "2025-09-01", "end_date": "2026-07-21T00:00:00.000Z"}]


def _me(*scopes: str, level: str = "school") -> dict[str, object]:
    return {"object": "application", "id": 1, "token": {"access_level": level, "scopes": list(scopes)}}


@pytest.fixture
def open_house(service: Service) -> Service:
    """A service that shares everything."""
    service.says("/me", _me(*NEEDED, *USEFUL))
    service.says("/school", {"object": "school", "name": " Larkfield\tPrimary "})
    service.says("/academic_years", listed(THIS_YEAR))
    return service


async def test_the_sandbox_shares_everything(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    granted = await ashgrove.assembly.check()
    assert structs.replace(granted, entities=()) == Granted(SchoolIdentity("Ashgrove Primary", "199123"), ())
    assert [one.missing for one in granted.entities] == [()] * 4
    assert {scope for one in granted.entities for scope in one.fields} == {*NEEDED, *USEFUL}
    assert ashgrove.assembly.warnings == []
    assert ashgrove.assembly.requests == len(sandbox.requests) == 3


@pytest.mark.parametrize(
    ("fault", "scope"), [("upn-scope-missing", "students.upn"), ("dob-scope-missing", "students.dob")]
)
async def test_what_is_not_shared_is_told(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str, scope: str
) -> None:
    sandbox.move(faults=[fault])
    granted = await ashgrove.assembly.check()
    assert granted.missing == (scope,)
    assert [one.what for one in granted.entities if one.missing == (scope,)] == ["pupils"]


@pytest.mark.parametrize(
    ("fault", "scope"), [("students-refused", r"students\.basic"), ("groups-refused", "registration_groups")]
)
async def test_what_is_needed_and_not_shared(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str, scope: str
) -> None:
    sandbox.move(faults=[fault])
    with pytest.raises(NotPermittedError, match=scope):
        await ashgrove.assembly.check()


async def test_all_that_is_needed_and_missing_is_named(school: AssemblySchool, open_house: Service) -> None:
    open_house.says("/me", _me("school", "registration_groups"))
    open_house.says("/students", refused("insufficient_scope"))
    open_house.says("/staff_members", refused("insufficient_scope"))
    with pytest.raises(NotPermittedError, match=r"staff_members\.basic, students\.basic"):
        await school.assembly.check()


async def test_the_answer_counts_more_than_the_names_of_scopes(
    school: AssemblySchool, open_house: Service
) -> None:
    open_house.says("/me", _me("school", "registration_groups", "students", "staff_members"))
    open_house.says("/students", listed([]))
    open_house.says("/staff_members", listed([]))
    assert (await school.assembly.check()).missing == tuple(USEFUL)
    assert [one.query for one in open_house.asked if one.path == "/students"] == [{"per_page": "1"}]


async def test_a_school_that_may_not_be_read(school: AssemblySchool, open_house: Service) -> None:
    open_house.says("/school", refused("insufficient_scope"))
    with pytest.raises(NotPermittedError, match=r"share the school: school is missing"):
        await school.assembly.check()


@pytest.mark.parametrize(
    "reply", [refused("insufficient_scope"), Reply(status=404), Reply([]), Reply({"token": None})]
)
async def test_without_me_the_school_is_enough(
    school: AssemblySchool, open_house: Service, reply: Reply
) -> None:
    open_house.says("/me", reply)
    assert await school.assembly.check() == Granted(SchoolIdentity("Larkfield Primary"), ())


async def test_an_apps_token_is_no_schools(school: AssemblySchool, open_house: Service) -> None:
    open_house.says("/me", _me(level="app"))
    with pytest.raises(RefusedError, match="an app's"):
        await school.assembly.check()


@pytest.mark.parametrize(
    ("years", "word"),
    [
        (listed([]), "no academic year for today"),
        (
            listed([{"start_date": "2024-09-01", "end_date": "2025-07-21"}, {"start_date": "?"}, {}]),
            "for today",
        ),
        (refused("insufficient_scope"), "does not give"),
        (Reply(b"{"), "does not give"),
    ],
)
async def test_an_odd_year_is_a_warning(
    school: AssemblySchool, open_house: Service, years: Reply, word: str
) -> None:
    open_house.says("/academic_years", years)
    await school.assembly.check()
    assert len(school.assembly.warnings) == 1
    assert word in school.assembly.warnings[0]


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(b"<html>"), NotThisServiceError),
        (Reply(b""), IncompleteError),
        (Reply([]), NotThisServiceError),
        (Reply(b"{"), IncompleteError),
        (refused("invalid_token"), RefusedError),
        (Reply(status=500), UnreachableError),
    ],
)
async def test_a_school_that_cannot_be_read(
    school: AssemblySchool, open_house: Service, reply: Reply, failure: type[ConnectorError]
) -> None:
    open_house.says("/school", reply)
    with pytest.raises(failure):
        await school.assembly.check()


async def test_the_age_of_the_data(school: AssemblySchool, service: Service) -> None:
    status = {"last_sync_at": "2026-03-10T02:05:00.000Z", "last_sync_status": "no_changes"}
    service.says("/school/status", status, {**status, "last_sync_status": "failure"})
    await school.assembly.freshen()
    assert school.assembly.data_at == datetime(2026, 3, 10, 2, 5, tzinfo=UTC)
    assert school.assembly.stale_reason is None
    await school.assembly.freshen()
    assert school.assembly.stale_reason is not None


@pytest.mark.parametrize(
    "reply",
    [
        refused("insufficient_scope"),
        Reply(status=404),
        Reply(b""),
        Reply({"last_sync_at": "soon"}),
        Reply([]),
    ],
)
async def test_an_unwilling_status_is_a_warning(
    school: AssemblySchool, service: Service, reply: Reply
) -> None:
    service.says("/school/status", reply)
    await school.assembly.freshen()
    assert school.assembly.data_at is None
    assert school.assembly.warnings == ["Assembly does not say how old its data is."]


async def test_an_unreachable_status_is_only_a_warning(school: AssemblySchool, service: Service) -> None:
    service.says("/school/status", Reply(status=500))
    await school.assembly.freshen()
    assert school.assembly.data_at is None
    assert school.assembly.warnings == ["Assembly does not say how old its data is."]


async def test_the_registry_makes_it(open_house: Service) -> None:
    settings = {"api_url": open_house.address}
    made = open_connector("assembly", settings, Pocket({"token": "t"}), today=TODAY, notify=lambda _: None)
    async with made as assembly:
        assert (await assembly.check()).school.name == "Larkfield Primary"


def test_an_address_without_tls_is_refused() -> None:
    with pytest.raises(UsageError, match=r"http://mis\.example"):
        AssemblySchool("http://mis.example")
