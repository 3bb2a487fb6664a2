"""When things go wrong, or must be approved: sentences, dialogs, and a hub that stays as it was."""

import pytest
from given_hub import colleague_of

from marktui.hub.model.record import AccountType
from marktui.sandbox.server import Sandbox
from marktui.store.disk.paths import UNSAVED_FILE
from marktui.store.file.entry import What
from marktui.sync.run.engine import Sync
from marktui.sync.session import Session
from tui.user import at_keyboard


async def test_a_reading_can_be_stopped(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(faults=["hang"])
    async with at_keyboard(synced) as user:
        await user.begin("p")
        await user.until("esc stops it")
        await user.begin("T")
        user.sees("All 1")
        await user.begin("2", "r")
        user.sees("Another panel is reading or saving just now")
        await user.begin("5")
        user.sees("esc stops it")
        await user.press("escape")
        user.sees("Stopped. Nothing has been changed.", "Read pupils from Assembly")
    assert await synced.load() == before


async def test_quitting_while_reading_stops_it(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(faults=["slow-page"])
    async with at_keyboard(synced) as user:
        await user.begin("p")
        await user.until("esc stops it")
        await user.begin("q")
    assert await synced.load() == before


async def test_an_error_of_the_mis_is_a_sentence_in_the_panel(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(faults=["short-page"])
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("Assembly", "Read pupils from Assembly")
        user.misses("Status", "Error", "http")
        panel = user.screen.split("  Pupils\n")[1].strip().splitlines()[0]
        await user.press("L")
        user.sees("Error: ", panel.strip()[:40])
        await user.press("escape")
        sandbox.move(faults=[])
        await user.press("r")
        user.sees("200 pupils read")
    assert await synced.load() == before


async def test_held_is_approved_only_by_typing(synced: Session, sandbox: Sandbox) -> None:
    before = await synced.load()
    sandbox.move(faults=["mass-vanish"])
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("Will be held for approval", " · needs approval · s asks")
        user.misses("s saves")
        assert user.screen.index("Gone ") < user.screen.index("New "), "who would be lost comes first"
        await user.press("s")
        user.sees("Held: nothing has been changed", "Cancel", "de-synced: ", "Danger", " change in all.")
        await user.press("enter")
        user.sees("Will be held for approval", " de-synced")
        assert (await synced.load()).pupils == before.pupils
        await user.press("s")
        names = [line for line in user.screen.splitlines() if "de-synced: " in line]
        assert len(names) >= 6, "the list has the room"
        await user.type("yes")
        await user.press("enter")
        user.sees("Held: nothing has been changed", "yes is not ", " records change")
        await user.press("ctrl+u")
        await user.type("approve")
        await user.press("enter")
        user.sees("6 Done", "de-synced")
    assert (await synced.load()).pupils != before.pupils
    assert [entry.what for entry in await synced.history()][:3] == [What.RUN, What.HELD, What.HELD]


async def test_the_number_of_records_approves_too(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["mass-vanish"])
    async with at_keyboard(synced) as user:
        await user.press("p", "s")
        number = user.screen.split("Type ")[1].split(" ")[0]
        await user.press("shift+tab")
        await user.type(number)
        await user.press("enter")
        user.sees(f"{number} de-synced")


async def test_other_accounts_see_who_may(synced: Session) -> None:
    async with at_keyboard(await colleague_of(synced, AccountType.TEACHER)) as user:
        user.sees("kjones (Teacher)", "Only the Access Coordinator (Jo Smith) may open the sync panels.")
        await user.press("p")
        user.misses("Status")
        await user.press("1")
        user.misses(" Authorise again")
        assert user.screen.count("Only the Access Coordinator (Jo Smith)") == 1
        await user.press("a")
        assert user.screen.count("Only the Access Coordinator (Jo Smith)") == 2
        await user.press("P")
        user.sees("All 1")


async def test_read_only_hides_what_changes_the_hub(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced, read_only=True) as user:
        user.sees("READ ONLY")
        await user.press("p")
        user.sees("New 35")
        user.misses("Save and sync", "s saves")
        await user.press("a", "a")
        assert not (synced.folder / UNSAVED_FILE).exists()
        await user.press("s")
        user.sees("New 35", "marktui was started read-only: nothing can be")
        await user.press("question_mark")
        user.misses("Save and sync")
        await user.press("escape", "1")
        user.misses("Authorise again", "a Authorise", "d Deauthorise", "Enter starts the sync")
        for key in ("a", "d"):
            user.dismiss_toast()
            await user.press("S", key)
            user.sees("started read-only")


async def test_deauthorise_asks_and_says_where_to_revoke(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("1", "d")
        user.sees("Deauthorise Assembly?", "Clear MIS IDs", "Assembly dashboard")
        await user.press("enter")
        user.sees("Connected")
        await user.press("d", "tab", "enter")
        user.sees("Not connected.", "dashboard > Apps", "not connected · jsmith")
    assert (await synced.load()).connection is None


async def test_a_plan_that_could_not_be_made_again_is_made_at_the_save(
    synced: Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of memory")

    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        with monkeypatch.context() as broken:
            broken.setattr(Sync, "revise", fail)
            await user.press("a", "s")
        user.sees("s saves this")
        await user.press("s")
        user.sees("Run 2 saved", "64 changed")
        user.misses("added")
