"""Decisions that were not saved are there at the next start, and nowhere once saved, discarded or erased."""

import asyncio
import stat

import pytest
from msgspec import structs

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.store.disk.paths import UNSAVED_FILE
from marktui.store.file.entry import Entry, What
from marktui.sync.model.review_decisions import UNDECIDED
from marktui.sync.session import Session
from marktui.tui.main.screen import MainScreen
from tui.conftest import LOGIN, NOW
from tui.user import at_keyboard

NOT_SAVED = "1 decision of a review is not saved"


async def test_a_review_is_there_again_after_the_line_dropped(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    kept = synced.folder / UNSAVED_FILE
    async with at_keyboard(synced) as user:
        await user.press("p")
        assert not kept.exists()
        await user.press("slash")
        await user.type("new")
        await user.press("enter", "down", "space")
        user.sees("+30 added")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    pupil = next(iter((await synced.load()).pupils.values()))
    assert pupil.last_name not in kept.read_text()
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("1 decision of an earlier review was not saved. Take over?", "Not now")
        await user.press("enter")
        user.sees("Re-sync pupils", f"p  {NOT_SAVED}: it reads again, to take them over")
        await user.press("6")
        user.sees(f"p  {NOT_SAVED}: it reads again, to take them over")
        await user.press("p", "tab", "enter")
        user.sees("+30 added", "5 left alone")
        await user.press("q")
        user.sees("1 decision is not saved.")
        await user.press("enter", "s")
        user.sees("Run 2 saved", "6 Done")
        user.misses(NOT_SAVED)
        await user.press("L")
        user.sees("Run 2 saved: ")
    assert not kept.exists()


async def test_it_is_forgotten_where_nobody_wants_it(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    kept = synced.folder / UNSAVED_FILE
    async with at_keyboard(synced) as user:
        await user.press("p", "a", "a")
    assert kept.exists()
    async with at_keyboard(synced) as user:
        await user.press("p", "tab", "tab", "enter")
        user.sees("+31 added")
        assert not kept.exists()
        await user.press("a")
        assert kept.exists()
        await user.press("q", "tab")
        await user.begin("enter")
        await user.left()
    assert not kept.exists()


async def test_leaving_while_a_save_runs_forgets_nothing_of_other_panels(
    synced: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.move(step=1)
    gate, commit = asyncio.Event(), synced.store.commit

    async def slow_commit(before: Hub, after: Hub, entry: Entry) -> Hub:
        await gate.wait()
        return await commit(before, after, entry)

    monkeypatch.setattr(synced.store, "commit", slow_commit)
    async with at_keyboard(synced) as user:
        await user.press("2", "r", "a", "p", "a", "a")
        await user.begin("s", "q")
        user.sees("Leave now?")
        await user.begin("tab", "enter")
        gate.set()
    left = await synced.unsaved.read("assembly")
    assert left.ticks
    assert left == left.about((Kind.TEACHER,))


async def test_erasing_somebody_takes_it_away(left: Session) -> None:
    kept = left.folder / UNSAVED_FILE
    async with at_keyboard(left) as user:
        await user.press("2", "r", "a")
    assert kept.exists()
    gone = next(one.id for one in (await left.load()).people() if one.desync)
    await left.decisions.erase([gone])
    assert not kept.exists()


async def test_it_ends_with_the_connection_to_the_service_whose_rows_it_is_about(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "a", "a")
        workflow = next(one for one in user.app.screen_stack if isinstance(one, MainScreen)).panels.workflow
        assert workflow.unsaved
        hub = await synced.load()
        assert hub.connection is not None
        other = structs.replace(hub.connection, connector="arbor", settings={"url": "https://a.uk.arbor.sc"})
        entry = Entry(what=What.CONNECT, at=NOW, login=LOGIN)
        await synced.store.commit(hub, hub.with_(connection=other), entry)
        await user.look()
        user.sees("Re-sync pupils")
        assert not workflow.unsaved
        await workflow.kept.keep(UNDECIDED.tick(Kind.PUPIL, "7", True), "arbor")
    assert await synced.unsaved.read("assembly") == UNDECIDED
    assert await synced.unsaved.read("arbor") == UNDECIDED.tick(Kind.PUPIL, "7", True)
