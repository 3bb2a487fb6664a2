"""A hub is one school's, in the interface too: another school is never read into it, from either service."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from connectors.arbor_hosts import arbor_hosts
from msgspec import structs

from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.user import User, at_keyboard

ASHGROVE, OAKFIELD = "https://ashgrove.uk.arbor.sc", "https://oakfield.uk.arbor.sc"
SIZE = (100, 30)
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl to make certificates with"
)


@pytest.fixture
def arbor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A stand-in that answers at the addresses of all Arbors."""
    mis = Sandbox(pupils=60, today=NOW.date(), dialect="arbor")
    with mis.serve(), arbor_hosts(tmp_path, mis) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield mis


async def _found(session: Session) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")


async def _fill_in(user: User, arbor: Sandbox, address: str) -> None:
    await user.fill(address)
    for name in ("USERNAME", "PASSWORD"):
        await user.fill(arbor.environment[f"MARKTUI_ARBOR_{name}"])


async def _alter_address(session: Session, address: str) -> None:
    """Write another address into the hub file, as somebody with an editor can."""
    hub = await session.load()
    assert hub.connection is not None
    connection = structs.replace(hub.connection, settings={"url": address})
    entry = Entry(what=What.CONNECT, at=NOW, login="mallory")
    await session.store.commit(hub, hub.with_(connection=connection), entry)


@needs_openssl
async def test_the_site_of_an_arbor_is_compared_kept_and_shown(session: Session, arbor: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await user.press("down", "a")
        await _fill_in(user, arbor, OAKFIELD)
        user.sees("The MIS answers for oakfield, and this hub is for Ashgrove Primary.", "check the address")
        assert (await session.load()).connection is None
        await user.press("escape", "a")
        await _fill_in(user, arbor, ASHGROVE)
        user.sees("Connected: ashgrove (by its address).")
        await user.press("enter", "1")
        user.sees("School in the MIS  ashgrove (by its address)", ASHGROVE)
        await user.press("2", "r")
        user.sees("teachers read")


@needs_openssl
@pytest.mark.parametrize("secrets", ["stored", "of the environment"])
async def test_an_altered_address_of_an_arbor_reads_nobody(
    session: Session, arbor: Sandbox, secrets: str
) -> None:
    await _found(session)
    given = {name.removeprefix("MARKTUI_ARBOR_").lower(): value for name, value in arbor.environment.items()}
    await session.mis.connect("arbor", {"url": ASHGROVE}, given)
    await _alter_address(session, OAKFIELD)
    mine = session
    if secrets != "stored":
        session.secrets("arbor").path.unlink()
        environment = {**arbor.environment, "MARKTUI_ARBOR_URL": OAKFIELD}
        mine = Session(session.folder, "jsmith", now=lambda: NOW, environment=environment)
    before = await session.load()
    arbor.reset()
    async with at_keyboard(mine, size=SIZE) as user:
        await user.press("2", "r")
        user.sees("Arbor answers for oakfield, and this hub is connected to ashgrove.")
        await user.press("1")
        user.sees("School in the MIS  ashgrove (by its address)", OAKFIELD)
    assert arbor.requests == []
    assert await session.load() == before


@pytest.mark.parametrize("secrets", ["stored", "of the environment"])
async def test_a_token_of_another_school_reads_nobody(
    synced: Session, sandbox: Sandbox, secrets: str
) -> None:
    sandbox.move(step=1, faults=["other-school"])
    environment = {} if secrets == "stored" else sandbox.environment
    session = Session(synced.folder, "jsmith", now=lambda: NOW, environment=environment)
    before = await synced.load()
    async with at_keyboard(session, size=SIZE) as user:
        await user.press("1")
        user.sees("School in the MIS  Ashgrove Primary (URN 199123)")
        await user.press("p")
        user.sees("Assembly answers for Oakfield Primary, and this hub is connected to Ashgrove Primary.")
    assert ("GET", "/students") not in sandbox.requests
    assert await synced.load() == before
