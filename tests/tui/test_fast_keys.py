"""Keys that come faster than the screen follows: a fast typist, a script, a slow line that lets go."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.common import big_work
from marktui.tui.common.list.filter_bar import FilterBar
from marktui.tui.common.list.item_list import ItemList
from marktui.tui.common.list.items import CatalogueItems
from marktui.tui.review.lines import ReviewLines
from marktui.tui.sync.commands import OpenFinished, Read, SyncPupils
from marktui.tui.sync.sync_panels import SyncPanels
from tui.user import User, at_keyboard, connected_hub


def _typed(user: User) -> list[str]:
    return [one.value for one in user.app.screen.query(Input)]


async def test_every_answer_of_the_first_start_goes_into_its_line(session: Session) -> None:
    async with at_keyboard(session) as user:
        await user.rush("Ashgrove Primary ", "tab", "1 0 0 ", "down", "Jo Smith ", "enter", "jo at home ")
        assert _typed(user) == ["Ashgrove Primary ", "1 0 0 ", "Jo Smith ", "jo at home "]
        await user.rush("up", "shift+tab", "2 3 ", "enter", "enter", *"jo@ashgrove.example")
        assert _typed(user)[1:] == ["2 3 ", "Jo Smith ", "jo@ashgrove.example"]
        await user.rush("enter")
        user.sees("Not connected.")
    hub = await session.load()
    assert (hub.school.name, hub.school.centre_id) == ("Ashgrove Primary", "2 3")


async def test_a_paste_waits_for_its_turn(session: Session, sandbox: Sandbox) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")
    async with at_keyboard(session) as user:
        user.paste("lost")
        await user.rush("a")
        for name in ("TOKEN", "REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET"):
            user.paste(sandbox.environment[f"MARKTUI_ASSEMBLY_{name}"])
            user.hit("tab")
        for key in ("tab", "enter"):
            user.hit("ctrl+u")
            user.paste(sandbox.address)
            user.hit(key)
        await user.rush("enter")
        user.sees("Connected: Ashgrove Primary")


async def test_what_is_typed_after_the_filter_key_is_no_command(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        await user.rush("slash", *"saxes")
        user.sees("▸ /saxes", "0 of")
        await user.rush("escape", "slash", *"4a", "enter", "question_mark", *"clear", "enter")
        user.sees("Status")
        user.misses("/4a")
    assert await synced.load() == before


async def test_moving_and_ticking_keep_step(session: Session, sandbox: Sandbox) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session) as user:
        await user.press("2", "r")
        await user.rush("j", "space", "j", "space", "j", "space", "s")
    hub = await session.load()
    assert len(hub.teachers) == 4


async def test_a_panel_takes_the_keys_that_follow_its_number(synced: Session, sandbox: Sandbox) -> None:
    async with at_keyboard(synced) as user:
        await user.rush("T", "slash", *"xyz", "enter", "escape", "P", "down", "enter", "S", "6", "V", "Y")
        user.sees("Reception")
        await user.rush("S", "1", "d", "escape", "4")
        user.sees("Read classes from Assembly")


async def test_a_list_has_its_rows_before_the_next_key(
    synced: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(big_work, "MANY_RECORDS", 0)
    pupils = (await synced.load()).pupils.values()
    last = max(pupils, key=lambda one: one.sorted_name)
    async with at_keyboard(synced) as user:
        await user.rush("P", "E")
        user.sees("Pupil: ", "MIS id")
        # Turned round, so that the last one comes first; then the same one is found by the id.
        await user.rush("escape", "O", "g", "E")
        user.sees(f"Pupil: {last.label}")
        await user.rush("escape", "o", "slash", *last.id[1:], "enter", "E")
        user.sees(f"Pupil: {last.label}")
        await user.rush("escape", "escape", "a", "H", "P", "minus")
        user.sees(f"Revoke the access of {len(pupils)} people?")


SLOW = 0.6
"""Seconds that a part of a filter's work takes on a very slow machine: the next words are typed by then."""


@pytest.fixture
def slow_filter(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Opening, filtering and closing take long; the texts that lists were filtered by."""
    asked: list[str] = []
    for owner, name in (
        (FilterBar, "open"),
        (FilterBar, "action_keep"),
        (ReviewLines, "matching"),
        (CatalogueItems, "matching"),
    ):
        monkeypatch.setattr(owner, name, _slowed(getattr(owner, name), asked))
    return asked


def _slowed(quick: Callable[..., Any], asked: list[str]) -> Callable[..., Any]:
    def slow(owner: object, *arguments: Any) -> Any:
        time.sleep(SLOW)
        asked.extend(arguments[-1:])
        return quick(owner, *arguments)

    return slow


async def test_no_key_overtakes_a_slow_filter_in_a_review(
    synced: Session, sandbox: Sandbox, slow_filter: list[str]
) -> None:
    before = await synced.load()
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        slow_filter.clear()
        # In the review itself s saves, a ticks every line, and x unmatches one.
        await user.rush("slash", *"sax", "enter")
        assert slow_filter == ["s", "sa", "sax"]
        user.sees("▸ /sax 0")
    assert await synced.load() == before


async def test_no_key_overtakes_a_slow_filter_in_a_list(synced: Session, slow_filter: list[str]) -> None:
    pupil = list((await synced.load()).pupils.values())[-1]
    async with at_keyboard(synced) as user:
        await user.press("P")
        await user.rush("slash", *pupil.id[-1:], "enter", "E")
        assert slow_filter[-1] == pupil.id[-1:]
        user.sees("Pupil: ", pupil.id[-1:])


async def test_a_key_waits_for_work_that_lets_others_run_meanwhile(
    synced: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await synced.load()
    sandbox.move(step=1)
    opened = FilterBar.open

    async def open_late(bar: FilterBar) -> None:
        await asyncio.sleep(SLOW)
        opened(bar)

    def open_later(bar: FilterBar) -> None:
        its_list = next(one for one in bar.ancestors if isinstance(one, ItemList))
        its_list.call_later(open_late, bar)

    monkeypatch.setattr(FilterBar, "open", open_later)
    async with at_keyboard(synced) as user:
        await user.press("p")
        await user.rush("slash", *"sax", "enter")
        user.sees("▸ /sax 0")
    assert await synced.load() == before


async def test_a_reading_asked_for_while_the_panels_change_reads_what_the_key_said(
    synced: Session, sandbox: Sandbox
) -> None:
    """A save that ends opens the last panel, also between a key and what it does."""
    async with at_keyboard(synced) as user:
        await user.press("6")
        panels = user.app.screen.query_one(SyncPanels)
        sandbox.reset()
        panels.post_message(Read())
        await user.settle()
        user.sees("The last sync of each kind")
        assert not sandbox.requests
        panels.post_message(SyncPupils())
        panels.post_message(OpenFinished())
        await user.settle()
        user.sees("nothing to change · 5 shows it")
