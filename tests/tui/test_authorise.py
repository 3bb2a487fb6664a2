"""Authorisation: a tile for each service, and what changing from one to another means."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import certifi
import keyring
import pytest
from msgspec import structs
from store.keyrings import FileRing

from marktui.connectors.registry import CONNECTORS
from marktui.hub.model.kind import Kind
from marktui.sandbox.pace import Pace
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.user import User, at_keyboard, connected_hub, sync

ARBOR = "arbor"


@pytest.fixture
def arbor() -> Iterator[Sandbox]:
    """The same kind of school in Arbor."""
    mis = Sandbox(pupils=60, today=NOW.date(), dialect=ARBOR)
    with mis.serve():
        yield mis


async def _found(session: Session) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")


async def _give(user: User, arbor: Sandbox) -> None:
    await user.fill(arbor.address)
    await user.fill(arbor.environment["MARKTUI_ARBOR_USERNAME"])
    await user.fill(arbor.environment["MARKTUI_ARBOR_PASSWORD"])


async def test_each_service_has_a_tile_and_the_marked_one_is_authorised(session: Session) -> None:
    await _found(session)
    for keys, title in ((("enter",), "Assembly"), (("a",), "Assembly"), (("down", "enter"), "Arbor")):
        async with at_keyboard(session) as user:
            user.sees("> Assembly", "  Arbor", "Not connected.")
            user.sees("Needs an application that the school registers. Enter says how.")
            await user.press(*keys)
            user.sees(f"Authorise {title}")


async def test_the_seconds_are_counted_until_the_service_answers(session: Session, arbor: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session) as user:
        await user.press("down", "a")
        await user.fill(arbor.address)
        await user.fill(arbor.environment["MARKTUI_ARBOR_USERNAME"])
        user.paste(arbor.environment["MARKTUI_ARBOR_PASSWORD"])
        arbor.slow_down(Pace(answer=2, kilobyte=0, rows=100))
        await user.begin("enter", "enter")
        await user.until_said(r"Connecting · [1-9]\d* s so far")
        arbor.slow_down(None)
        await user.settle()
        user.sees("Connected: Arbor.")


async def test_the_form_says_what_to_do_at_the_service_and_what_must_be_given(session: Session) -> None:
    await _found(session)
    async with at_keyboard(session) as user:
        await user.press("a")
        user.sees(CONNECTORS["assembly"].set_up[0], "Token *", "Refresh token  ")
        user.misses("Refresh token *", "Data service *")
        await user.press("escape", "down", "a")
        user.sees("In Arbor: System > Partner Apps (API Users)", "Application username *")
        user.sees("Application password (token) *", "The school's address *", "Cancel")


async def test_a_first_connection_to_arbor(session: Session, arbor: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=(80, 30)) as user:
        await user.press("down", "enter")
        await _give(user, arbor)
        # What is behind the window says so at once.
        user.sees("Connected: ", "Arbor · ")
        user.misses("not connected")
        # What was done in the window is no news, however long it stays open.
        await user.look()
        await user.press("enter")
        user.sees("Read teachers from Arbor")
        user.misses("Somebody else has changed")
        await user.press("1")
        user.sees("> Arbor", "✓ Connected since", "The school's address")
    connection = (await session.load()).connection
    assert connection is not None
    assert connection.connector == ARBOR


async def test_a_missing_address_is_told_and_nothing_is_sent(session: Session, arbor: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=(80, 30)) as user:
        await user.press("down", "enter")
        await user.press("enter")
        await user.fill("app")
        await user.fill("secret")
        user.sees("Arbor needs the school's address.", "Nothing was saved.")
    assert not arbor.requests


async def test_another_service_than_last_time_says_first_what_will_be(
    session: Session, sandbox: Sandbox, arbor: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session, size=(80, 30)) as user:
        await user.press("1")
        user.sees("> Assembly")
        await user.press("a")
        user.sees("Authorise Assembly")
        await user.press("escape", "down", "a")
        user.sees("Change from Assembly to Arbor?", "by UPN, staff by email", "Nothing is deleted.")
        await user.press("enter")
        user.misses("Authorise Arbor")
        await user.press("a", "tab", "enter")
        user.sees("Authorise Arbor")
        await _give(user, arbor)
        user.sees("Connected: ")
        await user.press("enter")
        user.sees("Arbor · ", "jsmith (AC)")
    connection = (await session.load()).connection
    assert connection is not None
    assert connection.connector == ARBOR


async def test_a_tile_tells_what_is_shared_and_how_the_connection_fares(
    session: Session, sandbox: Sandbox
) -> None:
    sandbox.move(faults=["upn-scope-missing"])
    await connected_hub(session, sandbox)
    async with at_keyboard(session, size=(80, 30)) as user:
        await user.press("1")
        user.sees(
            "Last sync          none yet", "pupils: basic, dob, dates", "Not shared         students.upn"
        )
        user.sees("a checks again once more is shared")
        await user.press("2", "r", "s", "1")
        user.sees("Last sync          saved today 09:30 (", "MIS data from")
        sandbox.move(faults=["token-revoked"])
        await user.press("3", "r", "1")
        user.sees("Last sync          failed today 09:30: ")


async def test_enter_on_the_connected_tile_starts_the_sync(synced: Session, sandbox: Sandbox) -> None:
    async with at_keyboard(synced) as user:
        await user.press("1")
        user.sees("Enter starts the sync")
        await user.press("enter")
        user.sees("Read teachers from Assembly")
    bare = Session(synced.folder.parent / "bare", "jsmith", now=lambda: NOW, environment={})
    hub = await connected_hub(bare, sandbox)
    await sync(bare, hub, Scope(kinds=(Kind.TEACHER,)))
    async with at_keyboard(bare) as user:
        await user.press("1", "enter")
        user.sees("Read year groups from Assembly")


async def test_the_sandbox_has_a_tile_that_says_how_to_start_it(session: Session, sandbox: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=(80, 36)) as user:
        user.sees("  Sandbox", "An invented school to practise on.")
        await user.press("up", "enter")
        user.sees("Authorise Sandbox", "in another terminal: marktui sandbox.", "The address *", "Token *")
        await user.fill(sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"])
        await user.press("enter")
        user.sees("Sandbox needs the address.", "Give the address that it prints", "http://127.0.0.1:8765")
        user.misses("panel 1")
        # The cursor stands in the line that is missing or wrong, whichever it is.
        await user.fill(sandbox.address.removeprefix("http://"))
        user.sees("cannot be used.", "on this machine also as http://127.0.0.1")
        await user.fill(f"{sandbox.address}/elsewhere")
        user.sees("Nothing was saved.")
        await user.press("up")
        await user.fill("mistyped")
        await user.fill(sandbox.address)
        user.sees("does not accept the school token")
        user.misses("MARKTUI_ASSEMBLY_TOKEN that", "panel 1")
        await user.fill(sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"])
        await user.press("enter")
        user.sees("Connected: ")
        await user.press("enter", "1")
        user.sees("Assembly above is connected to it.", "Data service       http://127.0.0.1")
    connection = (await session.load()).connection
    assert connection is not None
    assert connection.settings == {"api_url": sandbox.address, "auth_url": sandbox.address}


async def test_deauthorise_with_clear_mis_ids_by_keys(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("1", "d", "enter")
        user.misses("Deauthorise Assembly?")
        await user.press("d")
        user.sees("Deauthorise Assembly?", "[ ] Clear MIS IDs")
        await user.press("shift+tab", "space")
        user.sees("[x] Clear MIS IDs")
        await user.press("tab", "tab", "enter")
        user.sees("not connected", "Not connected. The hub read it last.")
    hub = await synced.load()
    assert hub.connection is None
    assert not any(one.link for kind in Kind for one in hub.records(kind).values())
    assert not (synced.folder / "secrets.json").exists()


async def test_secrets_that_others_can_read_are_told_of_and_can_be_put_right(
    session: Session, sandbox: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    session.secrets("assembly").path.chmod(0o644)
    async with at_keyboard(session, size=(110, 40)) as user:
        await user.press("1", "a")
        user.sees("Authorise Assembly", "found already")
        await user.press(*["enter"] * 6)
        user.sees("Nothing was saved.")
        assert "can be read by others" in user.said
        session.secrets("assembly").path.chmod(0o600)
        await user.press(*["enter"] * 6)
        user.sees("Connected: ", "Secrets are stored in")
        assert "readable by you alone" in user.said


async def test_what_was_set_on_the_command_line_stays_when_it_is_authorised_again(
    session: Session, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RING_FILE", str(tmp_path / "ring"))
    before, ring = keyring.get_keyring(), FileRing()
    keyring.set_keyring(ring)
    try:
        await connected_hub(session, sandbox)
        settings = {"api_url": sandbox.address, "auth_url": sandbox.address, "ca_bundle": certifi.where()}
        secrets = {"token": sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]}
        await session.mis.connect("assembly", settings, secrets, in_keyring=True)
        async with at_keyboard(session, size=(110, 40)) as user:
            await user.press("1", "a")
            user.sees("found already", "then saved in the keyring")
            await user.press(*["enter"] * 6)
            user.sees("Connected: ", "Secrets are stored in the keyring of this machine.")
        connection = (await session.load()).connection
        assert connection is not None
        assert connection.settings == settings
        assert len(ring.kept) == 1
        assert secrets["token"] not in session.secrets("assembly").path.read_text()
    finally:
        keyring.set_keyring(before)


async def test_known_secrets_are_not_sent_to_another_address(
    session: Session, sandbox: Sandbox, arbor: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session, size=(110, 40)) as user:
        await user.press("1", "a", *["enter"] * 4)
        await user.fill(arbor.address)
        await user.press("enter")
        user.sees("were given for another address, so they are not sent.", "Nothing was saved.")
        assert arbor.requests == []
        await user.fill("typed-anew")
        await user.press(*["enter"] * 5)
        user.misses("given for another address")
    assert arbor.requests != []


async def test_another_school_is_asked_about(session: Session, sandbox: Sandbox) -> None:
    await session.create(school="Larkfield", coordinator="Jo Smith", email="jo@larkfield.example")
    async with at_keyboard(session, size=(100, 40)) as user:
        await user.press("a")
        await user.fill(sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"])
        for _ in ("refresh token", "client id", "client secret"):
            await user.press("enter")
        for _ in ("data", "token"):
            await user.press("ctrl+u")
            await user.fill(sandbox.address)
        user.sees("The MIS answers for Ashgrove Primary, and this hub is for Larkfield.", "Connect anyway")
        assert (await session.load()).connection is None
        await user.press("shift+tab", "enter")
        user.sees("Connected: Ashgrove Primary")
    connection = (await session.load()).connection
    assert connection is not None
    assert (connection.school, connection.urn) == ("Ashgrove Primary", "199123")


async def test_a_connection_that_ends_is_told_at_connect_in_tile_and_header(
    session: Session, sandbox: Sandbox
) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    address = {"api_url": sandbox.address, "auth_url": sandbox.address}
    await session.mis.connect("assembly", address, {"token": sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]})
    async with at_keyboard(session, size=(100, 30)) as user:
        await user.press("1")
        user.sees("Assembly · ends in 24 h", "Ends  ", "This connection ends when its token does, on 5 Mar")
        user.sees("cannot renew itself. b has", "the school authorise one that lasts.")
        await user.press("a", *["enter"] * 6)
        user.sees("Connected: ", "cannot renew itself.")
    later = Session(session.folder, "jsmith", now=lambda: NOW + timedelta(hours=30), environment={})
    async with at_keyboard(later, size=(100, 30)) as user:
        await user.press("1")
        user.sees("Assembly · ended", "This connection ended 6 h ago")


async def test_an_address_that_somebody_else_may_have_written_is_not_offered_again(
    session: Session, sandbox: Sandbox, arbor: Sandbox
) -> None:
    hub = await connected_hub(session, sandbox)
    assert hub.connection is not None
    astray = structs.replace(hub.connection, settings={"api_url": arbor.address, "auth_url": arbor.address})
    entry = Entry(what=What.CONNECT, at=NOW, login="mallory")
    await session.store.commit(hub, hub.with_(connection=astray), entry)
    given = {name: value for name, value in sandbox.environment.items() if name.startswith("MARKTUI")}
    mine = Session(session.folder, "jsmith", now=lambda: NOW, environment=given)
    async with at_keyboard(mine, size=(110, 40)) as user:
        await user.press("1", "a")
        user.sees("Data service", "https://api.assembly.education")
        await user.press("escape", "2", "r")
        user.sees("were given for another address, so they are not sent.")
    assert arbor.requests == []


@pytest.mark.parametrize("keys", [("a", *["enter"] * 4), ("up", "enter")], ids=["assembly", "sandbox"])
async def test_secrets_of_the_environment_go_to_the_address_that_is_typed(
    session: Session, sandbox: Sandbox, keys: tuple[str, ...]
) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    mine = Session(session.folder, "jsmith", now=lambda: NOW, environment=sandbox.environment)
    async with at_keyboard(mine, size=(100, 30)) as user:
        await user.press(*keys)
        # The cursor begins in the first line that is missing.
        user.sees("found already; may stay empty")
        await user.fill(sandbox.address)
        if keys[0] == "a":
            await user.fill(sandbox.address)
        user.sees("Connected: ")
        await user.press("enter", "2", "r")
        user.sees("28 teachers read")
