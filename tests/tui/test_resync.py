"""The quick re-sync: `p` reads and shows, `s` saves."""

from threading import Event, current_thread, main_thread
from typing import Any
from weakref import ref

import pytest
from patience import PATIENCE

from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.review import lines
from marktui.tui.review.lines import Lines, first_lines, revised_lines
from marktui.tui.review.review_list import ReviewList
from marktui.tui.sync import workflow
from tui.user import at_keyboard


async def test_two_keys(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        user.sees("5 Pupils ✓", "Read pupils from Assembly", "Last saved   today 09:30: 196 added")
        await user.press("p")
        user.sees("New 35", "+31 added  ~", "[x]", "s Save and sync")
        await user.press("s")
        user.sees("6 Done", "31 added", "13 de-synced", "13 leavers to review")
        user.sees("The last sync of each kind", "+31 ~64 −13")
        user.sees("Leavers 13")
    hub = await synced.load()
    assert sum(not pupil.is_synced for pupil in hub.pupils.values()) == 13
    (saved, *_) = await synced.history()
    assert not saved.unattended, "somebody has looked"


async def test_a_closed_review_is_freed_in_a_thread_once_nobody_shows_it(
    synced: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    freed = []
    async with at_keyboard(synced) as user:
        await user.press("p")
        shown = ref(user.app.screen.query_one(ReviewList).items)

        def free_in_pieces(pieces: list[list[Any]]) -> None:
            freed.append((len(pieces), shown() is None, current_thread() is not main_thread()))

        monkeypatch.setattr(workflow, "free_in_pieces", free_in_pieces)
        await user.press("p")
    assert freed == [(4, True, True)]


async def test_nothing_to_change(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("nothing to change")
        await user.press("s")
        user.sees("Nothing to change: but for 4 left alone the hub agrees with")


async def test_p_works_from_the_leavers(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("V")
        user.sees("Without 0")
        await user.press("p")
        user.sees("200 pupils read")


async def test_a_panel_from_the_command_line(synced: Session) -> None:
    async with at_keyboard(synced, panel="classes") as user:
        user.sees("Read classes from Assembly")


async def test_after_classes_come_the_pupils(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["class-renamed"])
    async with at_keyboard(synced) as user:
        await user.press("4", "r", "s")
        user.sees(
            "Year groups or classes have changed: re-sync pupils", "p Re-sync pupils", "5 Pupils re-sync"
        )
        await user.press("p", "s")
        user.misses("have changed: re-sync pupils")


async def test_unticked_rows_stay_out(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space")
        user.sees("+30 added", "[ ]")
        await user.press("a")
        user.sees("+31 added")
        await user.press("a")
        user.misses(" added", "[x]")
        await user.press("home", "down", "space", "s")
        user.sees("1 added")


async def test_ticks_are_remembered(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space", "s")
        user.sees("30 added")
        await user.press("p")
        user.sees("nothing to change", "[ ]")
        user.misses("[x]")
        await user.press("down", "space", "s")
        user.sees("1 added")


async def test_teachers_start_unticked(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("2", "r")
        user.sees("nothing to change", "Import?")
        user.misses("[x]")
        await user.press("a", "s")
        user.sees("added")
    hub = await synced.load()
    assert len(hub.records(Kind.TEACHER)) > 10


async def test_a_changed_line_shows_before_and_after(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        await user.press("slash")
        await user.type("moved")
        await user.press("enter")
        user.sees("Class       6B → 6A", "In the hub  ", "In the MIS  ", "▸ /moved")


@pytest.mark.parametrize("text", ["[", "[/", "[b]x[/b]", "!["])
async def test_brackets_in_the_filter(synced: Session, text: str) -> None:
    async with at_keyboard(synced) as user:
        await user.press("p", "slash")
        await user.type(text)
        user.sees(text, " of 200")
        await user.press("escape")
        user.misses("▸ /")
        user.sees("200 pupils read")


async def test_decisions_are_not_lost_unasked(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space", "slash")
        await user.type("new")
        await user.press("enter", "escape")
        user.misses("▸ /")
        await user.press("escape")
        user.sees("not saved. Discard this review?")
        await user.press("enter")
        user.sees("+30 added")
        for key in ("q", "ctrl+q", "ctrl+c"):
            await user.press(key)
            user.sees("1 decision is not saved. Leave without saving?", "Danger", "is forgotten")
            await user.press("enter")
            user.sees("+30 added")
        await user.press("escape", "right", "enter")
        user.sees("Read pupils from Assembly")
        await user.begin("q")
        await user.left()


async def test_a_save_that_waits_for_the_plan_stops_no_reading_that_began_meanwhile(
    synced: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned, read = Event(), Event()

    def plan_late(*arguments: Any) -> Lines:
        assert planned.wait(PATIENCE)
        return revised_lines(*arguments)

    def read_late(*arguments: Any) -> Lines:
        assert read.wait(PATIENCE)
        return first_lines(*arguments)

    before = await synced.load()
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        monkeypatch.setattr(lines, "revised_lines", plan_late)
        monkeypatch.setattr(lines, "first_lines", read_late)
        await user.begin("a", "s", "2", "r")
        await user.until("esc Stop")
        planned.set()
        try:
            await user.until_said("Not saved: another panel is reading or saving just now.")
        finally:
            read.set()
        await user.settle()
        user.sees("teachers read ")
        assert await synced.load() == before
        await user.press("5", "s")
        user.sees("saved: ")
