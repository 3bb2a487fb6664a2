"""Every fault of a connection in the interface: what the panel says, and that nothing is written."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from connection_faults import ROWS, Row, name_of

from marktui.sandbox.fault.kind import DIALECTS
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW
from tui.user import at_keyboard, sync

KEYS = {"pupils": ("p",), "classes": ("4", "r")}
Schools = dict[str, tuple[Sandbox, Path]]


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    """A stand-in of each dialect, being served, and a hub folder that was synced with it."""
    found: Schools = {}
    for dialect in DIALECTS:
        sandbox = Sandbox(pupils=60, today=NOW.date(), dialect=dialect)
        found[dialect] = (sandbox, tmp_path_factory.mktemp(dialect) / "hub")
    with found["assembly"][0].serve(), found["arbor"][0].serve():
        for sandbox, folder in found.values():
            asyncio.run(_synced(sandbox, folder))
        yield found


async def _synced(sandbox: Sandbox, folder: Path) -> None:
    session = Session(folder, LOGIN, now=lambda: NOW, environment={})
    dialect = sandbox.stage.dialect
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    prefix = f"MARKTUI_{dialect}_".upper()
    secrets = {name.removeprefix(prefix).lower(): value for name, value in sandbox.environment.items()}
    await session.mis.connect(dialect, sandbox.settings, secrets)
    await sync(session, await session.load())


@pytest.mark.parametrize("row", ROWS, ids=name_of)
async def test_a_fault_is_said_in_the_panel_and_changes_nothing(
    schools: Schools, tmp_path: Path, row: Row
) -> None:
    sandbox, folder = schools[row.dialect]
    session = Session(tmp_path / "hub", LOGIN, now=lambda: NOW, environment={})
    shutil.copytree(folder, session.folder)
    before = (session.folder / "hub.json").read_bytes()
    sandbox.move(0, [row.fault])
    async with at_keyboard(session, size=(110, 34)) as user:
        await user.press(*KEYS[row.kind])
        assert re.search(row.says, user.said), user.screen
        if row.exit:
            user.sees(f"Read {row.kind} from ")
            user.misses("to change")
        else:
            user.sees(" read  nothing to change")
        user.misses(*(value for name, value in sandbox.environment.items() if "CLIENT_ID" not in name))
    assert (session.folder / "hub.json").read_bytes() == before
