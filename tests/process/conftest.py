"""A hub whose file is large and whose history is short, and a small MIS; each test has its own copy."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.school import School
from stand_in import at_its_start, served_sandbox

from marktui.cli.shared.session import system_login
from marktui.hub.model.record import Pupil
from marktui.hub.rules.create import new_hub
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore
from marktui.sync.session import utc_now

PUPILS = 10
TYPED_IN = 400
"""Pupils whom no MIS knows. They make the hub file longer than the history."""


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with served_sandbox(PUPILS) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    """The stand-in at step 0, without faults or a past."""
    return at_its_start(served)


@pytest.fixture(scope="session")
def template(served: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A hub that was synced whole at step 0."""
    served.move(0, [])
    school = School(tmp_path_factory.mktemp("template") / "hub", served)
    asyncio.run(_found(school.folder))
    school.connect().ended(0)
    school.sync("all", "--import-teachers", "all").ended(0)
    return school


@pytest.fixture
def school(sandbox: Sandbox, template: School, tmp_path: Path) -> School:
    """A school that was synced whole at step 0."""
    return template.copy(tmp_path / "hub")


async def _found(folder: Path) -> None:
    login = system_login()
    hub = new_hub(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example", login=login)
    typed_in = [
        Pupil(id=f"p{number:06d}", first_name="Ada", last_name=f"Byron {number}")
        for number in range(hub.next_record, hub.next_record + TYPED_IN)
    ]
    hub = hub.with_records(typed_in).with_(next_record=hub.next_record + TYPED_IN)
    await HubStore(folder).create(hub, Entry(what=What.INIT, at=utc_now(), login=login))
