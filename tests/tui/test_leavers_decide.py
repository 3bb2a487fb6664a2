"""Decisions in School > Leavers: what each would do to how many, then the deed, and the way back."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from marktui.hub.model.record import Access, Kept
from marktui.store.file.entry import Entry
from marktui.sync.session import Session
from tui.leavers import accesses, decide, people_who_left, put
from tui.user import at_keyboard

WITH, WITHOUT, PENDING = Access.WITH_ACCESS, Access.WITHOUT_ACCESS, Access.PENDING_DELETION


async def test_many_are_revoked_at_once_and_undone(left: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await left.load()
    gate, history = asyncio.Event(), left.store.history

    async def late(*asked: Any) -> Sequence[Entry]:
        await gate.wait()
        return await history(*asked)

    async with at_keyboard(left) as user:
        monkeypatch.setattr(left.store, "history", late)
        await user.begin("V")
        # How many are new is not known before.
        user.misses("New 0", "To decide")
        gate.set()
        await user.settle()
        user.sees("Leavers 13", "[Undecided 13]│ New 13", "New, to decide", "K Keep  - Revoke")
        user.misses("+ Grant", "c Cancel", "d Delete")
        await user.press("a", "minus")
        user.sees("Revoke the access of 13 people?", "Appleby, Josh", "They are hidden from tests")
        await user.press("enter")
        user.misses("Revoke the access")
        assert await left.load() == before
        await decide(user, "minus")
        user.sees("Entry 3: 13 people are without access.", "[Undecided 0]│ New 0")
        user.misses("marked", "Leavers 13")
        assert await accesses(left) == {WITHOUT}
        user.dismiss_toast()
        await user.press("u")
        user.sees("Undo entry 3 (revoke)?", "13 pupils as before.")
        await user.press("tab", "enter")
        assert (await left.load()).pupils == before.pupils
        user.sees("[Undecided 13]│ New 13")


async def test_deleting_takes_two_steps_and_the_number_typed(left: Session) -> None:
    async with at_keyboard(left) as user:
        await user.press("V", "a", "d")
        user.sees(
            "No changes", "Not possible for 13 people: ", " still have access.", "two steps: first revoke"
        )
        await user.press("tab", "enter")
        user.sees("Revoke the access of 13 people?")
        await user.press("tab", "enter")
        user.sees("13 marked, 13 of them not shown", "goes on to delete them", "+ Grant  d Delete")
        user.dismiss_toast()
        await user.press("d")
        user.sees(
            "Delete 13 people?",
            "13 people would be pending deletion until 4 Sep 2026",
            "Danger",
            "Type 13 to delete them",
        )
        user.sees("13 of the marked people are not shown just now.")
        await user.press("tab")
        await user.type("12")
        await user.press("enter")
        assert await accesses(left) == {WITHOUT}
        await user.press("backspace", "3", "enter")
        user.sees("Entry 4: 13 people are pending deletion until")
        assert await accesses(left) == {PENDING}


async def test_whom_it_does_not_fit_is_named_and_left_only_where_told_so(left: Session) -> None:
    first, second, third, *_ = await people_who_left(left)
    pending = first.with_(access=PENDING, deleting_on=date(2026, 9, 1))
    await put(left, [pending, second.with_(access=WITHOUT)])
    async with at_keyboard(left) as user:
        await user.press("V", "f", "f", "f", "f", "space", "space", "space", "minus")
        user.sees("Revoke the access of", third.label, second.sorted_name, "no change")
        user.sees(f"Not possible for 1 person: {first.label} is pending deletion.", "Revoke the other 1")
        await user.press("escape")
        assert {one.access for one in (await people_who_left(left))[3:]} == {WITH}
        await decide(user, "minus")
        now = await people_who_left(left)
        assert [one.access for one in now[:4]] == [PENDING, WITHOUT, WITHOUT, WITH]
        await user.press("g", "c")
        user.sees(f"Cancel the deletion of {first.label}?", "They stay without access")
        await user.press("tab", "enter")
        await user.press("g")
        await decide(user, "plus")
        user.sees("given access again")
    assert [one.access for one in await people_who_left(left)] == [WITH, WITHOUT, WITHOUT, *[WITH] * 10]


async def test_kept_leavers_come_up_again_on_their_day(left: Session) -> None:
    first = (await people_who_left(left))[0]
    async with at_keyboard(left) as user:
        await user.press("V", "K")
        user.sees(f"Keep {first.label}?", "Until         4 Mar 2027")
        await user.type("back in May")
        await user.press("down")
        await user.fill("soon")
        user.sees("The review date is not a valid date. Dates are written as 31/08/2027")
        await user.fill("4/5/26")
        user.sees("Entry 3: 1 person is kept until 4 May 2026.", "Leavers 12", "[Undecided 12]", "Kept 1")
        await user.press("f", "f")
        user.sees("Kept to 4 May 26")
        await user.press("enter")
        user.sees("Note        back in May", "entry 3: kept (jsmith)", "run 2: de-synced (jsmith)")
        await user.press("K")
        user.sees("Note          back in May", "Until         4 May 2026")
        await user.press("escape", "E")
        user.sees(f"Pupil: {first.label}")
        await user.press("escape", "h")
        user.sees(f"▸ /{first.id} 3")
        await user.press("h")
        user.sees("[Kept 1]", "Kept to 4 May 26")
    kept = (await people_who_left(left))[0].kept
    assert kept == Kept(date(2026, 3, 4), "back in May", date(2026, 5, 4))
    later = Session(left.folder, left.login, now=lambda: left.now().replace(month=5), environment={})
    async with at_keyboard(later) as user:
        await user.press("V")
        user.sees("[Undecided 13]", first.last_name)
        await user.press("enter")
        user.sees("Decision    To decide", "until 4 May 2026", "Note        back in May")


async def test_a_decision_made_elsewhere_meanwhile_is_told(left: Session) -> None:
    first = (await people_who_left(left))[0]
    async with at_keyboard(left) as user:
        await user.press("V", "minus")
        user.sees(f"Revoke the access of {first.label}?")
        await put(left, [first.with_(access=PENDING, deleting_on=date(2026, 9, 1))])
        await user.press("tab", "enter")
        user.sees(f"1 person has changed since they were shown: {first.label} (pending deletion")
        user.sees("No changes")
        user.misses("marktui leavers")
    assert (await left.load()).record(first.id) == structs.replace(
        first, access=PENDING, deleting_on=date(2026, 9, 1)
    )


async def test_leavers_are_looked_at_in_groups(left: Session) -> None:
    async with at_keyboard(left) as user:
        await user.press("V", "F")
        user.sees("Which leavers?", "All leavers", "De-synced by run 2, 4 Mar 2026")
        await user.type("longer")
        await user.press("enter")
        user.sees("Only: No longer in the MIS. esc shows all leavers", "[Undecided 1]", "gone")
        await user.press("a")
        user.sees("Only: No longer in the MIS. 1 marked. A clears the marks.")
        await user.press("minus")
        user.sees("Revoke the access of ", "The list shows only: No longer in the MIS.")
        user.misses("people")
        await user.press("escape", "escape")
        user.sees("[Undecided 13]")
        user.misses("Only:")
        await user.press("slash")
        await user.type("pupil new gone")
        user.sees("1 of 13")


async def test_a_number_that_was_typed_does_not_hold_for_another_number(left: Session) -> None:
    gone = (await people_who_left(left))[:12]
    await put(left, [one.with_(access=WITHOUT) for one in gone])
    async with at_keyboard(left) as user:
        await user.press("P", "f", "f", "f", "f")
        user.sees("[Without 12]")
        await user.press("a", "d")
        user.sees("Delete 12 people?", "Type 12 to delete them")
        await user.type("12")
        await put(left, [gone[0]])
        await user.press("enter")
        user.sees("Delete 11 people?", "Type 11 to delete them", f"left out: {gone[0].label}")
        await user.press("tab", "enter")
        user.sees("Delete 11 people?")
        assert PENDING not in {one.access for one in (await left.load()).pupils.values()}
        await user.press("1", "2", "enter")
        user.sees("Delete 11 people?")
        await user.press("ctrl+u", "1", "1", "enter")
        user.sees("11 people are pending deletion", f"they were shown: {gone[0].label}", "still has access")
    assert (await left.load()).record(gone[0].id) == gone[0]


async def test_access_is_decided_in_the_tabs_of_records_too(left: Session) -> None:
    hub = await left.load()
    synced = next(one for one in hub.pupils.values() if one.is_synced)
    async with at_keyboard(left) as user:
        await user.press("P", "slash")
        await user.type(synced.id)
        await user.press("enter", "space")
        for key, deed in (("minus", "Revoke the access"), ("d", "Delete")):
            await user.press(key)
            user.sees(f"{deed} of {synced.label}?" if key == "minus" else f"Delete {synced.label}?")
            user.sees(f"{synced.label} is still in the MIS.")
            await user.press("tab", "enter")
            user.sees(
                f"{synced.label} is still in the MIS. {deed} anyway?", "They are at the school", "Danger"
            )
            before = await left.load()
            await user.press("enter")
            user.sees(f"{synced.label} is still in the MIS.")
            user.misses("anyway")
            assert await left.load() == before
            await user.press("enter", "tab", "enter")
        user.sees("Entry 4: 1 person is pending deletion until 4 Sep 2026")
        await user.press("escape")
        user.sees("Pending 1")
        await user.press("a", "minus")
        user.sees(" of them are still in the MIS.", "Type ", "to revoke them")
        await user.press("tab", "enter")
        user.sees("Type ")
        await user.press("escape", "6")
        user.sees("P  1 person to be deleted is back in the MIS: c there cancels it")
    now = (await left.load()).pupils[synced.id]
    assert (now.access, now.deleting_on) == (PENDING, date(2026, 9, 4))


async def test_people_in_the_mis_can_be_left_out_of_a_decision_about_many(left: Session) -> None:
    gone = (await people_who_left(left))[0]
    hub = await left.load()
    synced = [one for one in hub.pupils.values() if one.is_synced][:2]
    for keys, changed in ((("tab", "enter"), [gone]), (("tab", "tab", "enter"), [gone, *synced])):
        await put(left, [gone, *synced])
        async with at_keyboard(left) as user:
            await user.press("P")
            for one in (gone, *synced):
                await user.press("slash", "ctrl+u")
                await user.type(one.id)
                await user.press("enter", "space")
            await user.press("minus")
            user.sees("Revoke the access of 3 people?", "2 of them are still in the MIS.")
            await user.press("tab", "enter")
            user.sees("2 people are still in the MIS. Revoke their access anyway?")
            user.sees(*(one.sorted_name for one in synced), "Only the other 1", "Revoke all 3")
            user.misses(gone.sorted_name)
            await user.press(*keys)
            user.sees(f"{len(changed)} {'person is' if len(changed) == 1 else 'people are'} without access")
        now = await left.load()
        without = {one.id for one in now.people() if one.access is WITHOUT}
        assert without == {one.id for one in changed}
