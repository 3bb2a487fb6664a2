"""Undoing a run or a decision: the numbers first, and nothing without being asked."""

from given_hub import colleague_of

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType
from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.test_history import rename
from tui.user import at_keyboard, sync

PUPILS = Scope(kinds=(Kind.PUPIL,))
AGAIN = "The next sync will bring the same changes"


async def test_a_run_is_undone_and_redone(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(step=1)
    await sync(synced, before, PUPILS)
    after = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("H", "u")
        user.sees("Undo run 2?", "31 pupils removed, 13 pupils synced again, 64 pupils as before.")
        user.sees("removed", AGAIN, "Type 31 to undo it")
        await user.press("tab")
        await user.type("31")
        await user.press("enter")
        user.sees("Entry 3 undid run 2.", "To redo it, undo entry 3: H, then u.", "undone by 3", "of entry 2")
        assert (await synced.load()).pupils == before.pupils
        user.dismiss_toast()
        await user.press("g", "u")
        user.sees("Undo entry 3 (undo)?", "31 pupils back in the hub")
        user.misses("Type ")
        await user.press("tab", "enter")
        user.sees("Entry 4 undid entry 3 (undo).")
    assert (await synced.load()).pupils == after.pupils


async def test_cancel_has_the_focus(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    changed = await synced.load()
    for keys in (("enter",), ("escape",)):
        async with at_keyboard(synced) as user:
            await user.press("H", "u")
            user.sees("Undo entry 2 (edit)?", "1 pupil as before.")
            user.misses(AGAIN)
            await user.press(*keys)
            user.misses("Undo entry")
            assert await synced.load() == changed


async def test_keys_that_come_too_fast_undo_nothing(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    changed = await synced.load()
    async with at_keyboard(synced) as user:
        await user.rush("H", "u", "enter", "enter")
    assert await synced.load() == changed


async def test_a_wrong_number_does_not_enable_the_button(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    await sync(synced, await synced.load(), PUPILS)
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("H", "u", "tab")
        await user.type("13")
        await user.press("enter", "tab", "enter")
        user.misses("undid")
    assert await synced.load() == before


async def test_elsewhere_the_newest_is_meant(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    async with at_keyboard(synced) as user:
        for place in ("5", "6", "V", "P"):
            await user.press(place, "u")
            user.sees("Undo entry 2 (edit)?", "by kjones")
            await user.press("escape")
        await user.press("C", "u")
        user.misses("Undo entry")


async def test_what_is_in_the_way_is_named_and_one_key_away(synced: Session) -> None:
    pupil = await rename(synced, "Zzyzx")
    await rename(synced, "Zzyzy")
    async with at_keyboard(synced) as user:
        await user.press("H", "down", "u")
        user.sees(
            "It cannot be undone", pupil.id, "First undo what came later. To undo entry 3: School > History"
        )
        await user.press("tab", "enter")
        assert next(line for line in user.screen.splitlines() if line.startswith(">")).split()[1] == "3"
        await user.press("u")
        user.sees("Undo entry 3 (edit)?")


async def test_the_entry_in_the_way_is_found_behind_a_filter_and_from_elsewhere(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    await rename(synced, "Zzyzy", at=1)
    await synced.decisions.undo(3)
    async with at_keyboard(synced) as user:
        await user.press("H", "slash")
        await user.type("zzyzy")
        await user.press("enter", "down", "u")
        user.sees("already undone by entry 4", "entry 4.")
        await user.press("tab", "enter")
        user.misses("▸ /")
        assert next(line for line in user.screen.splitlines() if line.startswith(">")).split()[1] == "4"


async def test_where_there_is_nothing_it_says_so(session: Session) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")
    async with at_keyboard(session) as user:
        await user.press("V", "u")
        user.sees("There is nothing to undo.")
        await user.press("enter", "H", "u")
        user.sees("This is a note")
        user.misses("It cannot")


async def test_read_only_and_other_accounts_are_told_why(synced: Session) -> None:
    await rename(synced, "Zzyzx")
    async with at_keyboard(synced, read_only=True) as user:
        await user.press("H")
        user.misses("u Undo")
        await user.press("u")
        user.sees("started read-only")
    async with at_keyboard(await colleague_of(synced, AccountType.TEACHER)) as user:
        await user.press("H")
        user.sees("Edit")
        user.misses("u Undo")
        await user.press("u")
        user.sees("Only the Access Coordinator (Jo Smith) may undo")


async def test_a_save_says_which_key_undoes_it(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "s")
        user.sees("Run 2 saved", "u undoes run 2; H shows what it changed.")
        await user.press("u", "tab")
        user.sees("Undo run 2?")
        await user.type("31")
        await user.press("enter")
        user.sees("Entry 3 undid run 2.")
        user.misses("u undoes run 2")
        user.sees("run 2 was undone (entry 3).", "Pupils on roll")
        user.misses("before run 2", "31 added", "Run 2 saved")
        await user.press("5")
        user.sees("Last saved   today 09:30: run 2 was undone (entry 3)")
