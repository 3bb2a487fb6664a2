"""A school all of whose names are nasty, synced through the program itself."""

import asyncio
import os
import pwd
from collections.abc import Iterator
from datetime import date

import pytest
from cli.process import set_environment
from cli.school import School

from marktui.hub.model.record import Kept
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.session import Session

from .corpus import NASTY
from .mangler import Mangler


@pytest.fixture(scope="session")
def nasty_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A hub with nasty names from the MIS, and worse ones written into its files by hand; a sync waits."""
    sandbox = Sandbox(150)
    with sandbox.serve(), Mangler(sandbox).serve() as mangler:
        school = School(tmp_path_factory.mktemp("nasty") / "hub", sandbox)
        school.init().ended(0)
        with set_environment(sandbox.environment):
            urls = ("--api-url", mangler.address, "--auth-url", mangler.address)
            school.run("connect", "assembly", *urls, "--yes").ended(0)
        school.sync("all", "--import-teachers", "all").ended(0)
        sandbox.move(1)
        school.sync("pupils").ended(0)
        asyncio.run(_write_behind_its_back(school))
        sandbox.move(2)
        yield school


async def _write_behind_its_back(school: School) -> None:
    """Put nasty texts where only somebody with an editor could: the digest is right, the texts are not."""
    session = Session(school.folder, pwd.getpwuid(os.geteuid()).pw_name, environment={})
    hub = await session.store.load()
    evil = "".join(NASTY[:13])
    pupils = [
        one.with_(last_name=f"{NASTY[at % len(NASTY)]}{one.last_name}")
        for at, one in enumerate(list(hub.pupils.values())[:20])  # more of them would hold the sync
    ]
    kept = [one.with_(kept=Kept(date(2026, 1, 2), evil)) for one in hub.pupils.values() if one.desync]
    classes = [one.with_(description=f"Bees{evil}", name=f"{one.name}{evil}") for one in hub.classes.values()]
    after = hub.with_records([*pupils, *kept, *classes])
    assert hub.connection
    connection = hub.connection.__class__(
        hub.connection.connector,
        hub.connection.settings,
        None,  # the stand-in's names change with each answer, and another school would be refused
        (evil,),
        hub.connection.connected_at,
    )
    after = after.with_(school=hub.school.__class__(f"Ashgrove {evil}", f"1001{evil}"), connection=connection)
    entry = Entry(what=What.RUN, at=session.now(), login="nobody\x1b[2J", number=hub.next_entry, text=evil)
    await session.store.commit(hub, after.with_(next_entry=hub.next_entry + 1), entry)
    await session.store.note(Entry(what=What.FAILED, at=session.now(), login="x\x9b2J", text=evil))
