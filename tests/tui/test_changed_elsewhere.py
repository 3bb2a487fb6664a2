"""What somebody else does to the hub meanwhile: seen within seconds, and no review is lost by it."""

import subprocess
import sys

from given_hub import put
from msgspec import structs

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW
from tui.user import User, at_keyboard, sync

PUPILS = Scope(kinds=(Kind.PUPIL,))
READ_AGAIN = "The hub has changed since this was read: r reads it again"
DISCONNECTING = """
import asyncio, pathlib, sys
from marktui.sync.session import Session
asyncio.run(Session(pathlib.Path(sys.argv[1]), sys.argv[2], environment={}).mis.disconnect())
"""


def _colleague(session: Session) -> Session:
    """Somebody else's session on the same folder."""
    return Session(session.folder, LOGIN, now=session.now, environment={})


async def _edit_a_pupil(session: Session, **fields: str) -> Hub:
    """Change the first pupil of the hub from another session, so that a sync would change it back."""
    other = _colleague(session)
    hub = await other.load()
    pupil = next(iter(hub.pupils.values()))
    return await put(other.store, [structs.replace(pupil, **fields)], NOW)


def _cursor_line(user: User) -> str:
    """The line of the list under the cursor."""
    return next(line for line in user.screen.splitlines() if line.startswith(">"))


async def test_a_change_by_another_process_is_shown_and_told(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("1")
        user.sees("Connected")
        subprocess.run([sys.executable, "-c", DISCONNECTING, str(synced.folder), LOGIN], check=True)  # noqa: ASYNC221
        await user.until("Somebody else has changed the hub.")
        user.sees("Not connected.", "not connected · jsmith")


async def test_what_is_saved_here_is_no_news(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "s")
        user.sees("31 added")
        await user.press("1", "d", "tab", "enter")
        await user.until("Not connected.")
        await user.look()
        await user.press("L")
        user.misses("Somebody else has changed")


async def test_a_note_left_elsewhere_is_heeded_and_is_no_change(synced: Session) -> None:
    held = Entry(what=What.HELD, at=NOW, login=LOGIN, kinds=(Kind.CLASS,), plan="9f2c")
    async with at_keyboard(synced) as user:
        await _colleague(synced).store.note(held)
        await user.until("4  Classes: the last sync is held for approval")
        await user.look()
        await user.press("L")
        user.misses("Somebody else has changed")


async def test_lists_keep_cursor_and_filter(synced: Session) -> None:
    hub = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("P", "slash", "e", "enter", "o", "down", "down", "down")
        before = _cursor_line(user)
        user.sees("▸ /e")
        first = next(iter(hub.pupils.values())).last_name
        await _edit_a_pupil(synced, last_name=f"Aa{first}")
        await user.until("Somebody else has changed the hub")
        user.dismiss_toast()
        await user.settle()
        user.sees("▸ /e")
        assert _cursor_line(user) == before


async def test_a_hub_that_goes_bad_is_told_once_and_found_again(synced: Session) -> None:
    whole = (synced.folder / "hub.json").read_bytes()
    async with at_keyboard(synced) as user:
        (synced.folder / "hub.json").write_bytes(b"{")
        await user.until("is damaged")
        user.dismiss_toast()
        await user.look()
        user.misses("is damaged")
        (synced.folder / "hub.json").write_bytes(whole)
        await _edit_a_pupil(synced, first_name="Zo")
        await user.until("Somebody else has changed the hub")


async def test_an_open_review_says_so_and_is_read_again_with_its_decisions(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space")
        user.sees("+30 added")
        user.misses(READ_AGAIN)
        await _edit_a_pupil(synced, first_name="Zo")
        await user.until(READ_AGAIN)
        await user.until("r Read")
        user.sees("+30 added")
        await user.press("r")
        user.sees("+30 added", "[ ]")
        user.misses(READ_AGAIN)
        await user.press("s")
        user.sees("30 added")


async def test_a_save_that_comes_too_late_loses_no_decision(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space")
        changed = await _edit_a_pupil(synced, first_name="Zo")
        await user.press("s")
        user.sees("Nothing was saved. The hub has changed", "+30 added", READ_AGAIN)
        assert await synced.load() == changed
        await user.press("p")
        user.sees("+30 added")
        await user.press("s")
        user.sees("30 added")


async def test_decisions_that_a_colleague_has_overtaken_are_told(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space", "down", "down", "space")
        other = _colleague(synced)
        await sync(other, await other.load(), PUPILS)
        await user.press("s")
        user.sees("Nothing was saved.")
        await user.press("r")
        user.sees("2 decisions no longer apply", "nothing to change")
        await user.press("s")
        user.sees("Nothing to change")
    assert not (await synced.load()).choices.ticks


async def test_a_save_leaves_the_review_of_another_panel_open(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("2", "r", "a")
        user.sees("+28 added")
        await user.press("p", "s")
        user.sees("31 added", "2 Teachers read")
        await user.press("2")
        user.sees("+28 added", READ_AGAIN)
        await user.press("s")
        user.sees("28 added")


async def test_discarding_forgets_what_was_decided(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space", "escape", "tab", "enter")
        user.sees("Read pupils from Assembly")
        await user.press("p")
        user.sees("+31 added")


async def test_stopping_the_second_reading_keeps_what_was_decided(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space")
        sandbox.move(faults=["hang"])
        await user.begin("r")
        await user.until("esc stops it")
        await user.press("escape")
        user.sees("Stopped.")
        sandbox.move(faults=[])
        await user.press("p")
        user.sees("+30 added")
