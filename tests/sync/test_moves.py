"""One school through every source, and a hub that moves from any of them to any other."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Kept, Pupil, Status
from marktui.hub.model.school import Connection
from marktui.hub.rules.connect import connected
from marktui.hub.rules.create import new_hub
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Do, Entry, What
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.sync.run.events import Proposed
from marktui.sync.session import Session

PUPILS = 60
SERVICES = "assembly", "arbor"
FOLDERS = (
    "arbor", "sims", "bromcom", "scholarpack", "ctf", "oneroster-1.1", "oneroster-1.2", "school-data-sync",
)  # fmt: skip
SOURCES = (*SERVICES, *(f"files/{name}" for name in FOLDERS))
WITHOUT_CLASSES = frozenset({"files/ctf"})
WITHOUT_UPNS = frozenset({"files/school-data-sync"})
EVERYTHING = Scope(tuple(Kind), import_teachers=True, whole_school=True)
BEFORE, NOW = 0, 1
"""Between the two steps some leave."""

Facts = tuple[str, str, date | None, str | None, str | None, str | None]


class Source(Struct):
    """A hub that knows the school from one source, and what that source says now."""

    hub: Hub
    reading: Reading
    connection: Connection
    kinds: tuple[Kind, ...]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Source]:
    """Each source, with a hub of its own that was synced before and after some pupils left."""
    return {name: _source(name, tmp_path_factory.mktemp("hub")) for name in SOURCES}


def _source(name: str, folder: Path) -> Source:
    connector, _, format_folder = name.partition("/")
    if connector in SERVICES:
        sandbox = Sandbox(PUPILS, dialect=connector)
        with sandbox.serve():
            return asyncio.run(_synced_from_service(sandbox, connector, folder))
    return asyncio.run(_synced_from_files(folder, format_folder))


async def _synced_from_service(sandbox: Sandbox, connector: str, folder: Path) -> Source:
    prefix = f"MARKTUI_{connector.upper()}_"
    secrets = {key.removeprefix(prefix).lower(): value for key, value in sandbox.environment.items()}
    session = await _session(folder / "hub", connector, sandbox.settings, secrets)
    await _synced(session)
    sandbox.move(step=NOW)
    return await _synced(session)


async def _synced_from_files(folder: Path, format_folder: str) -> Source:
    exports, school = folder / "exports", School(PUPILS)
    write_school(exports, Scene(school, BEFORE))
    session = await _session(folder / "hub", "files", {"source": str(exports / format_folder)}, {})
    await _synced(session)
    write_school(exports, Scene(school, NOW))
    return await _synced(session)


async def _session(
    folder: Path, connector: str, settings: Mapping[str, str], secrets: Mapping[str, str]
) -> Session:
    session = Session(folder, "jo", environment={})
    hub = new_hub(
        school="Ashgrove Primary", coordinator="Robin Marlow", email="robin@hub.example", login="jo"
    )
    await session.store.create(hub, Entry(what=What.INIT, at=datetime(2026, 9, 1, tzinfo=UTC), login="jo"))
    await session.mis.connect(connector, settings, secrets)
    return session


async def _synced(session: Session) -> Source:
    hub = await session.load()
    sync = session.sync(hub)
    async for happened in sync.propose(EVERYTHING):
        if isinstance(happened, Proposed):
            proposal = happened.proposal
    async for _ in sync.save(proposal, approve=proposal.plan.id):
        pass
    after = await session.load()
    assert after.connection
    return Source(after, proposal.reading, after.connection, proposal.scope.kinds)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_gives_the_same_pupils(sources: Mapping[str, Source], name: str) -> None:
    expected, found = (facts_of(sources[one].hub, leave_out(name)) for one in ("assembly", name))
    assert found == expected


@pytest.mark.parametrize("before", SOURCES)
@pytest.mark.parametrize("after", SOURCES)
def test_a_move_makes_no_duplicate_and_loses_no_decision(
    sources: Mapping[str, Source], before: str, after: str
) -> None:
    hub = _decided(sources[before].hub)
    plan = _moved(hub, sources[after])
    both = leave_out(before) | leave_out(after)
    assert not plan.held
    new = [change.after for change in plan.changes if change.do is Do.CREATE]
    assert [one for one in new if isinstance(one, Pupil)] == []
    assert not [change for change in plan.changes if change.do is Do.DESYNC]
    assert facts_of(plan.after, both) == facts_of(hub, both)
    synced = [one for one in plan.after.pupils.values() if one.is_synced]
    assert {one.link.connector for one in synced if one.link} == {sources[after].connection.connector}
    decisions = {one.id: (one.access, one.deleting_on, one.kept, one.status) for one in hub.people()}
    assert {
        one.id: (one.access, one.deleting_on, one.kept, one.status) for one in plan.after.people()
    } == decisions


def facts_of(hub: Hub, left_out: frozenset[str] = frozenset()) -> set[Facts]:
    """What a hub knows of its Synced pupils, without what a source cannot say."""
    return {
        (
            one.first_name,
            one.last_name,
            one.date_of_birth,
            None if "upn" in left_out else one.upn,
            one.year_group,
            None if "class" in left_out else hub.class_name(one),
        )
        for one in hub.pupils.values()
        if one.is_synced
    }


def leave_out(source: str) -> frozenset[str]:
    """What a source does not say of a pupil."""
    lacks = {"class": source in WITHOUT_CLASSES, "upn": source in WITHOUT_UPNS}
    return frozenset(name for name, is_lacking in lacks.items() if is_lacking)


def _decided(hub: Hub) -> Hub:
    """A hub in which leavers and pupils on roll were decided about."""
    left = [one for one in hub.pupils.values() if one.status is Status.DESYNCED]
    here = [one for one in hub.pupils.values() if one.is_synced]
    assert len(left) >= 2
    return hub.with_records(
        [
            left[0].with_(access=Access.WITHOUT_ACCESS),
            left[1].with_(kept=Kept(date(2026, 9, 3), "comes back in May")),
            here[0].with_(access=Access.WITHOUT_ACCESS),
            here[1].with_(access=Access.PENDING_DELETION, deleting_on=date(2027, 3, 1)),
        ]
    )


def _moved(hub: Hub, to: Source) -> Plan:
    moved = connected(hub, to.connection)
    return make_plan(moved, to.reading, Scope(to.kinds, whole_school=True), Decisions())
