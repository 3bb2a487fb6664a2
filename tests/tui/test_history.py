"""School > History: what happened, newest first, and whom it touched."""

from datetime import timedelta

import pytest
from msgspec import structs

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.main.screen import MainScreen
from tui.conftest import LOGIN, NOW
from tui.user import User, at_keyboard, sync

PUPILS = Scope(kinds=(Kind.PUPIL,))


async def rename(session: Session, last_name: str, at: int = 0) -> Pupil:
    """Rename a pupil by hand, as an entry of its own; gives the pupil as it was."""
    hub = await session.load()
    pupil = list(hub.pupils.values())[at]
    after = structs.replace(pupil, last_name=last_name)
    entry = Entry(
        what=What.EDIT,
        at=NOW + timedelta(minutes=hub.next_entry),
        login="kjones",
        number=hub.next_entry,
        changes=(record_change(pupil, after),),
    )
    await session.store.commit(hub, hub.with_records([after]).with_(next_entry=hub.next_entry + 1), entry)
    return pupil


def _lines(user: User) -> list[str]:
    """The lines of the list, without the titles."""
    lines = user.screen.splitlines()
    first = next(number for number, line in enumerate(lines) if "What it did" in line and "When" in line)
    last = next(place for place, line in enumerate(lines) if line.startswith("──"))
    return [line for line in lines[first + 1 : last] if ":" in line and " Mar " in line]


async def test_entries_come_newest_first_with_what_came_of_them(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    await sync(synced, await synced.load(), PUPILS)
    await synced.store.note(
        Entry(what=What.FAILED, at=NOW, login=LOGIN, kinds=(Kind.CLASS,), text="The MIS was closed.")
    )
    async with at_keyboard(synced) as user:
        await user.press("H")
        user.sees("No. ▼", "[All 5]│ Changes 2 │ Notes 3")
        told = [line.split() for line in _lines(user)]
        assert [next(word for word in words if word[0].isupper() and word != "Mar") for words in told] == [
            "Failed",
            "Run",
            "Run",
            "Connect",
            "Init",
        ]
        assert "classes" in _lines(user)[0]
        assert "The MIS was" in _lines(user)[0]
        assert "+31 ~64 −13" in _lines(user)[1]


async def test_the_list_fits_the_smallest_screen(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("H")
        user.sees("MIS user sync", "Year groups", "History", "Who", "What it did", "u Undo")
        assert all(len(line) <= 80 for line in user.screen.splitlines())


async def test_details_tell_the_effort_and_each_record_before_and_after(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(step=1)
    await sync(synced, await synced.load(), PUPILS)
    async with at_keyboard(synced, size=(160, 60)) as user:
        await user.press("H")
        user.sees(
            "Run 2",
            "(Jo Smith)",
            "Concerns    pupils",
            "requests",
            "Plan",
            "Did         31 added, 64 changed, 13",
            "35 new",
        )
        user.sees("108. Tab comes here", "added", "year 4")


async def test_a_change_shows_its_fields_before_and_after(synced: Session) -> None:
    pupil = await rename(synced, "Zzyzx")
    async with at_keyboard(synced) as user:
        await user.press("H", "enter")
        user.sees("Edit 2", "kjones", f"{pupil.first_name} Zzyzx: changed")
        user.sees(f"last      {pupil.last_name} → Zzyzx")
        await user.press("escape")
        user.sees("Edit 2")
        user.misses(f"last      {pupil.last_name}")


async def test_parts_narrow_to_runs_to_notes_and_to_a_kind(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    async with at_keyboard(synced) as user:
        await user.press("H")
        user.sees("[All 4]│ Changes 2 │ Notes 2 │ Teachers 1 │ Yr grp 1 │ Classes 1 │ Pupils 2")
        counts = []
        for _ in range(3):
            await user.press("f")
            counts.append(len(_lines(user)))
        assert counts == [2, 2, 1]


async def test_a_filter_finds_whom_an_entry_touched_by_name_and_id(synced: Session) -> None:
    pupil = await rename(synced, "Zzyzx")
    await rename(synced, "Other", at=1)
    for words in ("zzyzx", pupil.id, f"edit {pupil.last_name}"):
        async with at_keyboard(synced) as user:
            await user.press("H", "slash")
            await user.type(words)
            user.sees("of 5", "Edit")
            user.misses("Connect")
            assert "kjones" in _lines(user)[0]


async def test_a_filtered_entry_tells_of_those_with_the_words_alone(synced: Session) -> None:
    pupil = await rename(synced, "Zzyzx")
    async with at_keyboard(synced) as user:
        await user.press("H", "down", "enter", "slash")
        await user.type(pupil.id)
        await user.press("enter", "down")
        user.sees("Records     1 of ", f"{pupil.label}: added")


@pytest.mark.parametrize("tab", ["P", "V"])
async def test_h_shows_the_history_of_the_record_under_the_cursor(
    synced: Session, sandbox: Sandbox, tab: str
) -> None:
    sandbox.move(step=1)
    await sync(synced, await synced.load(), PUPILS)
    async with at_keyboard(synced) as user:
        await user.press(tab)
        screen = user.app.screen
        assert isinstance(screen, MainScreen)
        record_id = screen.context.row_id
        assert record_id is not None
        await user.press("h")
        user.sees(f"▸ /{record_id}", "Run")
        user.misses("Connect")
        await user.press("escape")
        user.sees("Connect")


async def test_what_happens_meanwhile_is_shown_and_the_place_kept(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("H", "down")
        at = next(line for line in _lines(user) if line.startswith(">"))
        other = Session(synced.folder, LOGIN, now=synced.now, environment={})
        await other.store.note(Entry(what=What.HELD, at=NOW, login=LOGIN, text="Too many."))
        await user.look()
        user.sees("[All 4]", "Too many.")
        assert at in _lines(user)
        await rename(other, "Zzyzx")
        await user.look()
        user.sees("[All 5]", "kjones")
        assert at in _lines(user)


async def test_a_long_entry_is_taken_as_far_as_one_looks_and_can_be_seen_to_its_end(session: Session) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")
    hub = await session.load()
    pupils = [Pupil(id=f"p{number:06d}", first_name="A", last_name=f"B{number}") for number in range(9, 2009)]
    entry = Entry(
        what=What.EDIT,
        at=NOW,
        login=LOGIN,
        number=hub.next_entry,
        changes=tuple(record_change(None, one) for one in pupils),
    )
    after = hub.with_records(pupils).with_(next_entry=hub.next_entry + 1, next_record=3000)
    await session.store.commit(hub, after, entry)
    async with at_keyboard(session, size=(140, 40)) as user:
        await user.press("H")
        user.sees("A B9: added")
        pane = user.app.screen.query_one("#history").query_one(DetailPane)
        assert 0 < pane.virtual_size.height < 400
        await user.press("tab", *["pagedown"] * 12)
        assert pane.virtual_size.height > 400
        await user.press("end")
        user.sees("A B2008: added")
        await user.press("home")
        user.sees("A B9: added")


async def test_nothing_is_exported_from_the_history(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("H")
        user.misses("Export")
        await user.press("e", "question_mark")
        user.misses("Export")
