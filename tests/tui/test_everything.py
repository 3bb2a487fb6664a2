"""`R` reads everything; one page sums it up, and one save takes all of it over."""

from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import What
from marktui.sync.session import Session
from tui.user import at_keyboard, connected_hub, sync


async def test_one_reading_one_summary_one_save(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    sandbox.reset()
    before = await synced.load()
    async with at_keyboard(synced) as user:
        user.sees("R reads teachers, year groups, classes and pupils in one go.")
        await user.press("V", "R")
        user.sees("+31 added  ~64 changed  −13 de-synced", "s saves", "2 Teachers", "13 de-synced: ")
        user.sees("changed linked back de-synced decide left alone", "not set up: Nursery")
        asked = len(sandbox.requests)
        await user.press("up", "enter")
        user.sees("classes read", "s Save everything", "esc Summary")
        user.misses("not set up: Nursery")
        await user.press("2", "a", "escape", "5", "down", "space", "escape")
        user.sees("+58 added", "> 4 Classes")
        await user.press("V")
        user.sees("Everything +58 ~64 −13 · R shows it")
        await user.press("R")
        user.sees("Everything +58 ~64 −13 · s saves")
        assert len(sandbox.requests) == asked, "what has been read is shown, not read again"
        await user.press("s")
        user.sees("6 Done", "Run 2 saved: 58 added, ")
    saved, *_ = await synced.history()
    assert (saved.what, saved.kinds, saved.unattended) == (What.RUN, tuple(Kind), False)
    assert len(sandbox.requests) == asked
    await synced.decisions.undo(saved.number)
    after = await synced.load()
    assert (after.teachers, after.pupils) == (before.teachers, before.pupils), "one undo takes all of it back"


async def test_what_was_decided_is_kept_by_reading_again(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("R", "escape")
        user.sees("Reads teachers, year groups, classes and pupils from Assembly in one go")
        await user.press("r", "5", "down", "space", "escape")
        user.sees("+30 added", "> 5 Pupils")
        assert "and 56 more" in user.said
        await user.resize(80, 60)
        assert "and 40 more" in user.said, "a high terminal has room for more names"
        await user.press("r")
        user.sees("+30 added", "> 5 Pupils")
        await user.press("p")
        user.sees("5 Pupils read", "2 Teachers ✓", "+30 added", "s Save and sync", "esc Discard")
        await user.press("R")
        user.sees("+30 added", "> 5 Pupils")
        await user.press("escape")
        user.sees("not saved. Discard this review?")
        await user.press("escape", "escape", "right", "enter")
        user.sees("Reads teachers, year groups, classes and pupils from Assembly in one go", "5 Pupils ✓")


async def test_it_finishes_the_set_up(session: Session, sandbox: Sandbox) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session, size=(120, 40)) as user:
        user.sees(
            "and finishes the", "The first set-up", "✓ 1 Authorisation", "▸ 2 Teachers       tick those"
        )
        user.sees("R reads all of it in one go, and one s saves it.")
        await user.press("r", "s")
        user.sees("✓ 2 Teachers", "▸ 3 Year groups    Nursery only")
        await user.press("R", "s")
        user.sees("6 Finished", "Run 1 saved: ")
        await user.press("5")
        user.sees("Pupils on roll")
        user.misses("The first set-up")
        await user.resize(120, 24)
        user.misses("Pupils on roll")
    assert set((await session.load()).saved) == set(Kind)


async def test_a_new_school_year_is_told_and_approved(synced: Session, sandbox: Sandbox) -> None:
    for step in (1, 2):
        sandbox.move(step=step)
        await sync(synced, await synced.load())
    sandbox.move(step=3)
    async with at_keyboard(synced, size=(120, 40)) as user:
        await user.press("R")
        september = next(
            words
            for one in user.app.screen.query(Static)
            if (words := str(one.content)).startswith("New school year: ")
        )
        left = len(sandbox.school.events(3).left)
        assert f" move up, {left} left Year 6, " in september
        user.sees("Will be held for approval: ", "> 5 Pupils")
        user.misses("The last sync of each kind")
        await user.press("s")
        user.sees("Held: nothing has been changed", september)
        await user.press("escape", "escape")
        user.sees("R  Everything: the last sync is held for approval", "The last sync of each kind")
        await user.press("R", "s", *"approve", "enter")
        user.sees("6 Finished", f"{left} de-synced")


async def test_who_only_reads_saves_nothing(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced, read_only=True) as user:
        await user.press("R", "s")
        user.sees("marktui was started read-only", "read only", "> 5 Pupils")
