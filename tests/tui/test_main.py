"""The shell: places, help, palette, log, sizes, and leaving."""

import asyncio
import os
import signal

import pytest
from textual.widgets import Button, Input

from marktui.hub.model.errors import Exit
from marktui.hub.model.hub import Hub
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry
from marktui.sync.session import Session
from marktui.tui.common.panel import Panel
from marktui.tui.sync.panels.panel_switcher import PanelSwitcher
from tui.colours import styled_words
from tui.user import at_keyboard


async def test_every_place_has_a_key(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        for key, tab, word in (
            ("T", "Teachers", "Email"),
            ("P", "Pupils", "Class"),
            ("C", "Classes", "Leavers"),
            ("Y", "School", "Code"),
            ("V", "School", "Why"),
        ):
            await user.press(key)
            user.sees("School  Teachers  Pupils  Classes", word)
            assert f" {tab} " in [words for words, style in styled_words(user.app) if style.reverse]
        await user.press("S")
        user.sees("1 Authorise ✓")
        await user.press("right_square_bracket")
        user.sees("Without 0")
        await user.press("left_square_bracket", "left_square_bracket")
        user.sees("Swans")


async def test_help_is_searchable_and_runs_a_line(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("question_mark")
        user.sees("Keys that work here", " What you can do here", " p              Re-sync pupils")
        user.sees("Not now: There is nothing to save yet")
        await user.resize(120, 70)
        user.sees("Read everything                    Read teachers, year groups,", " Go to", " Always")
        user.sees(" Signs", " Parts of lists", "Leavers who are erased on the day that is shown.")
        await user.resize(80, 24)
        await user.type("xyzzy")
        user.sees("No key has these words.")
        user.misses("Not now:")
        await user.press("ctrl+u")
        await user.type("leav")
        user.misses("Re-sync pupils")
        await user.press("enter")
        user.sees("Without 0")


async def test_the_palette_offers_every_command_with_its_key(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("ctrl+p")
        await user.type("classes")
        user.sees("Panel 4: Classes (4)")
        await user.press("escape", "escape", "colon")
        await user.type("theme")
        user.sees("Theme")


async def test_a_key_that_does_nothing_now_says_why(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("s")
        user.sees("There is nothing to save yet: read first, with r.")
        await user.press("V")
        user.sees("Nobody has left")
        user.misses("E Edit", "e Export")
        await user.press("P", "slash", *"zzzz")
        user.sees("No pupil here")
        await user.press("enter")
        user.misses("E Edit", "e Export")
        await user.press("escape")
        user.sees("E Edit")
        await user.press("C", "down")
        second = next(line.split()[1] for line in user.screen.splitlines() if line.startswith("> "))
        await user.press("m")
        user.sees(f"Only: {second}.", "esc Back")
        await user.press("escape")
        user.sees(f"> {second} ", "E Edit")
        await user.press("P")
        user.misses("Only: ")
        await user.press("S", "6", "G")
        user.misses("The set-up is complete.")
        await user.press("g")
        user.sees("The set-up is complete.")
        await user.press("L")
        user.sees("There is nothing to save yet", "? Keys")
        await user.press("question_mark")
        user.sees("Go back to the hub.")


async def test_a_small_terminal_asks_to_be_bigger(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.resize(50, 12)
        user.sees("Make me bigger")
        await user.press("p")
        user.sees("Make me bigger")
        await user.resize(80, 24)
        user.sees("5 Pupils ✓", "Read pupils from Assembly")


async def test_sixty_columns_are_enough(synced: Session) -> None:
    async with at_keyboard(synced, size=(60, 16)) as user:
        user.sees(
            "1 Autho ✓ 2 Teach ✓ 3 Years ✓ 4 Class ✓ 5 Pupils ✓ 6 Done", "Read pupils from Assembly", "? Keys"
        )
        await user.press("p")
        user.sees("nothing to change", "? Keys")
        assert sum("New" in line or "Synced" in line for line in user.screen.splitlines()) > 4
        await user.press("escape", "P")
        user.sees("Synced 1", "Desynced 0", "With 1")


async def test_the_footer_never_loses_the_way_to_all_keys(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        for key in ("1", "2", "3", "4", "5", "6", "V", "Y", "T", "P", "C"):
            await user.press(key)
            assert user.screen.splitlines()[-1].rstrip().endswith("? Keys")


async def test_a_hang_up_ends_it_cleanly(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        os.kill(os.getpid(), signal.SIGHUP)
        await user.settle()
        assert user.app.ended_by_signal
        assert user.app.return_code == Exit.CANCELLED


async def test_a_panel_that_opens_while_somebody_quits(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        switcher = user.app.screen.query_one(PanelSwitcher)
        await switcher.remove()
        await switcher.open(Panel.CLASSES)


async def test_ctrl_c_leaves_where_there_is_no_hub_yet(session: Session, sandbox: Sandbox) -> None:
    async with at_keyboard(session) as user:
        await user.begin("ctrl+c")
        await user.left()


async def test_ctrl_c_asks_before_it_leaves(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("ctrl+c")
        user.sees("Leave now?", "Nothing is running, and nothing waits to be saved.")
        await user.press("enter")
        user.misses("Leave now?")
        assert user.app.return_code is None
        await user.press("ctrl+c")
        await user.begin("tab", "enter")
        await user.left()


async def test_ctrl_c_stops_a_reading_first(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["hang"])
    async with at_keyboard(synced) as user:
        await user.begin("p")
        await user.until("esc stops it")
        await user.begin("P")
        await user.press("ctrl+c")
        user.sees("Stopped. Nothing has been changed.")
        user.misses("Leave now?")
        assert user.app.return_code is None


async def test_arrows_leave_the_button_of_the_first_start(session: Session) -> None:
    async with at_keyboard(session, size=(60, 16)) as user:
        await user.press("down", "down", "down", "down")
        assert isinstance(user.app.focused, Button)
        await user.press("up")
        await user.type("jo@ash.example")
        user.sees("jo@ash.example")
        await user.press("down", "down")
        assert isinstance(user.app.focused, Input)


async def test_a_hub_that_cannot_be_read_is_told_to_the_caller(synced: Session) -> None:
    (synced.folder / "hub.json").write_text("{")
    async with at_keyboard(synced) as user:
        assert user.app.failure is not None
        assert user.app.failure.exit is Exit.STORE


async def test_quitting_asks_while_a_save_runs(
    synced: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.move(step=1)
    gate = asyncio.Event()
    commit = synced.store.commit

    async def slow_commit(before: Hub, after: Hub, entry: Entry) -> Hub:
        await gate.wait()
        return await commit(before, after, entry)

    monkeypatch.setattr(synced.store, "commit", slow_commit)
    async with at_keyboard(synced) as user:
        await user.press("p")
        await user.begin("s", "q")
        user.sees("Leave now?", "it is completed before marktui ends")
        await user.begin("enter", "escape")
        user.sees("A save cannot be stopped half-way")
        gate.set()
        await user.settle()
        user.sees("6 Done", "saved: ")


async def test_a_list_has_the_keyboard_after_help(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("question_mark", "escape", "P", "slash", *"zzzz")
        user.sees("zzzz")


async def test_searching_for_a_key_in_a_rush(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("question_mark")
        await user.rush(*"ctrl")
        user.sees("Keys that work here", "ctrl")
