"""The review as a whole: its groups, its limit, its details, and who is not in it."""

import time

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.school import Choices, TickChoice
from marktui.sandbox.server import Sandbox
from marktui.store.disk.lock import hub_lock
from marktui.store.file.entry import Entry, What
from marktui.sync.session import Session
from marktui.tui.review.review import Review
from tui.conftest import NOW
from tui.test_match import cursor_line
from tui.typed_records import a_typed_pupil, a_typed_teacher, starter
from tui.user import at_keyboard, connected_hub


async def test_groups_are_shown_alone_and_stepped_through(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("[All 231]│ New 35 │ Moved class 64 │ Left 12 │ Gone 1 │ No change 119")
        assert "New" in cursor_line(user)
        await user.press("n")
        assert "Moved class" in cursor_line(user)
        await user.press("n")
        assert "Left" in cursor_line(user)
        user.sees("Stays in the hub, with class and year;")
        await user.press("n")
        user.sees("no longer in the MIS")
        user.misses("Desynced", "Changed")
        await user.press("N")
        user.sees("left on")
        await user.press("f", "f", "f", "f")
        user.sees("[Gone 1]", "comes up")
        user.misses("[x]")
        await user.press("escape")
        user.sees("[All 231]")


async def test_all_ticks_what_is_shown_and_says_how_many(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "slash", "k", "i", "n", "enter", "a")
        user.sees("1 un-ticked.", "+30 added")
        await user.press("a")
        user.sees("1 ticked.", "+31 added")


async def test_all_says_so_where_there_is_nothing_to_tick(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("p", "a")
        user.sees("No line that is shown has anything to tick.")


async def test_pupils_are_limited_before_reading_and_all_again_after_the_save(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("l")
        user.sees("Which pupils should be synced?", "Reception", "Class 1A")
        await user.press("down", "space", "enter")
        user.sees("Pupils · limited to Year 1")
        await user.press("p")
        user.sees("limited to Year 1  +5 added  ~5 changed  −2 de-synced")
        user.sees("outside the filter")
        await user.press("s", "5")
        user.sees("Read pupils from Assembly")
        user.misses("limited")


async def test_a_review_is_limited_without_reading_again(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        sandbox.reset()
        await user.press("l", "end", "space", "enter")
        user.sees("limited to class Swans")
        await user.press("l", "A", "enter")
        user.sees("+31 added  ~64 changed  −13 de-synced")
        assert not sandbox.requests


async def test_why_somebody_is_not_here(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1, faults=["nameless-row"])
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("Invalid 1", "MIS id", "Correct it in the MIS, then r reads again.")
        await user.press("w")
        user.sees("Type two letters or more")
        await user.type("annabel king")
        user.sees("Left alone: Nursery 2 is not set up.")
        for _ in "annabel king":
            await user.begin("backspace")
        await user.type("401")
        user.sees("Kian Knight", "4012", "The row cannot be used: there is n")
        await user.press("escape")
        user.sees(" added")


async def test_both_sides_of_a_clash_are_shown_with_the_way_out(session: Session, sandbox: Sandbox) -> None:
    await connected_hub(session, sandbox)
    sandbox.move(faults=["upn-clash"])
    async with at_keyboard(session) as user:
        for _ in range(3):
            await user.press("r", "s")
        await user.press("r")
        user.sees("Clash 2", "To do       In a clash: the same UPN as ")
        await user.press("enter")
        user.sees("the same UPN as somebody else in the MIS")
        user.sees("Also", "in the MIS: ", "Correct the")
        await user.press("enter", "m")
        user.sees("Every record of the hub that could be matched")


async def test_staff_without_an_email_are_listed_with_the_reason(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["staff-email-scope-missing"])
    async with at_keyboard(synced) as user:
        await user.press("2", "r", "down", "enter")
        user.sees("no email in the MIS", "No email", "only be matched by name")


async def test_year_groups_have_an_intake_that_follows_the_choice(session: Session, sandbox: Sandbox) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session) as user:
        await user.press("r", "s", "r")
        user.sees("Intake", "School year 2025-2026", "+7 added  1 left alone")
        assert "Nursery 2" in cursor_line(user)
        assert "[ ]" in cursor_line(user)
        await user.press("end")
        assert "2019-2020" in cursor_line(user)
        await user.press("i")
        user.sees("School year 2026-2027")
        assert "2020-2021" in cursor_line(user)
        user.dismiss_toast()
        await user.press("space")
        user.sees("+6 added  2 left alone", "its pupils are out of range")
        await user.press("space", "s", "M")
        user.sees("School year 2026-2027", "Started this year, as decided on 4 Mar 2026.")
        await user.press("escape", "Y")
        user.sees("Intake", "2026-2027")
        await user.press("S", "3", "r")
        user.sees("2026-2027, started this year.")


async def test_a_year_left_out_says_how_many_stay_outside_before_any_pupil_was_read(
    session: Session, sandbox: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    outside = sum(one.year_code == "N2" for one in sandbox.truth.roll)
    year_1 = sum(one.year_code == "1" for one in sandbox.truth.roll)
    async with at_keyboard(session) as user:
        await user.press("r", "s", "r")
        user.sees(f"Without Nursery 2: {outside} pupils of the MIS stay outside.")
        await user.press("down", "down", "space", "up")
        user.sees(f"Without Year 1: {year_1} pupils of the MIS stay outside.", "2 messages (L): ")


async def test_mixed_classes_have_a_section_of_their_own_at_the_first_set_up(
    session: Session, sandbox: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session) as user:
        await user.press("r", "s", "r", "s", "r")
        user.sees("Mixed years 1", "Mixed years Year 1: ")
        assert "Swans" in cursor_line(user)


async def test_what_is_undecided_stays_alone_and_finished_says_so(synced: Session, sandbox: Sandbox) -> None:
    new = starter(sandbox)
    fields = {"first_name": new.first_name, "date_of_birth": new.date_of_birth}
    await a_typed_pupil(synced, last_name=f"{new.last_name}e", **fields)
    async with at_keyboard(synced) as user:
        await user.press("p", "s")
        user.sees("30 added", "undecided, left alone.")


async def test_saving_classes_offers_the_pupils_next(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["class-renamed"])
    async with at_keyboard(synced) as user:
        await user.press("4", "r", "s")
        user.sees("Now re-sync pupils: p.")


async def test_choices_are_seen_and_forgotten(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("M")
        user.sees("Nothing: no row was un-ticked")
        await user.press("escape", "p", "slash")
        await user.type("aurora parry")
        await user.press("enter", "space", "s", "M")
        user.sees("Aurora Parry", "Not imported: un-ticked by hand.")
        await user.press("enter")
        user.sees("Nothing: no row was un-ticked", "Forgotten")
        await user.press("escape", "M")
        user.sees("Nothing: no row was un-ticked")
    assert not (await synced.load()).choices.ticks


async def test_a_hasty_second_key_takes_no_other_choice_back(synced: Session) -> None:
    ticks = tuple(TickChoice(Kind.PUPIL, "assembly", f"90{number}", ticked=False) for number in range(3))
    hub = await synced.load()
    entry = Entry(what=What.EDIT, at=NOW, login="jsmith")
    await synced.store.commit(hub, hub.with_(choices=Choices(ticks=ticks)), entry)
    async with at_keyboard(synced) as user:
        await user.press("M", "down")
        # The save of the first key waits for the lock, so that the second one comes before its end.
        with hub_lock(synced.folder / "hub.lock", "kjones"):
            await user.begin("enter", "enter")
        await user.settle()
        assert (await synced.load()).choices.ticks == (ticks[0], ticks[2])
        user.sees("Forgotten")
        await user.press("enter")
        assert (await synced.load()).choices.ticks == ticks[:1]
        await user.press("enter")
        user.sees("Nothing: no row was un-ticked")


async def test_read_only_takes_no_choice_back(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p", "down", "space", "s")
    held = (await synced.load()).choices
    async with at_keyboard(synced, read_only=True) as user:
        await user.press("M", "enter")
        user.sees("read-only: nothing can be")
    assert (await synced.load()).choices == held
    assert held.ticks


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_a_key_makes_only_the_rows_in_view(
    synced: Session, sandbox: Sandbox, size: tuple[int, int]
) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced, size=size) as user:
        await user.press("p")
        table = user.app.screen.query_one(Review).table
        began = time.process_time()
        for _ in range(50):
            table.action_move(1)
        assert time.process_time() - began < 1
        await user.settle()
        assert table.cursor == 50


async def test_both_holders_of_an_email_are_shown_with_the_way_out(synced: Session, sandbox: Sandbox) -> None:
    one = sandbox.school.staff[3]
    typed = await a_typed_teacher(synced, first_name="Zebedee", last_name="Quill", email=one.email)
    async with at_keyboard(synced, size=(120, 40)) as user:
        await user.press("2", "r", "slash")
        await user.type("quill")
        await user.press("enter", "x", "escape", "g", "space", "up")
        user.sees("Clash 1", "1 teacher in a clash: left alone.", "Also        in the hub: Zebedee Quill")
        user.sees(f"{one.first_name} {one.last_name}", "To do       ", "Match the row to that")
        await user.press("m")
        await user.type("quill")
        await user.press("enter")
        user.misses("Clash 1")
        await user.press("s")
        user.sees("1 changed")
    assert (await synced.load()).teachers[typed.id].is_synced


async def test_whoever_a_class_still_names_is_kept_and_has_a_line(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["vanished-but-listed"])
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("2 messages (L): 16 pupils are in no list of pupils, but still in the lists")
        user.sees("nothing to change", "Kept 16")
        await user.press("f")
        user.sees("[Kept 16]", " Kept ", "in no list of pupils, but still in a list of a class")
        user.misses("Desynced", "no longer in the MIS")


async def test_a_collection_that_failed_is_said_and_costs_nobody(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["collection-failed"])
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("Assembly's last collection from the MIS failed.")
        user.misses("Gone ")
