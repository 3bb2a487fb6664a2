"""The page of a record: what is open is edited, what is locked says why, and its history is told."""

import pytest
from given_hub import colleague_of

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Teacher
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.conftest import LOGIN
from tui.test_history import rename
from tui.typed_records import a_typed_pupil
from tui.user import User, at_keyboard, sync

TEACHERS = Scope(kinds=(Kind.TEACHER,), import_teachers=True)


@pytest.fixture
async def staffed(synced: Session) -> Session:
    """A session on a hub with the teachers of the MIS."""
    await sync(synced, await synced.load(), TEACHERS)
    return synced


async def a_teacher(session: Session) -> Teacher:
    """A synced teacher who has an email."""
    return next(one for one in (await session.load()).teachers.values() if one.link and one.email)


async def find(user: User, tab: str, words: str) -> None:
    """Go to a tab, and put the cursor on the record that has some words."""
    await user.press(tab, "slash")
    await user.type(words)
    await user.press("enter")


async def test_email_of_a_synced_teacher_is_edited_kept_and_compared(staffed: Session) -> None:
    teacher = await a_teacher(staffed)
    async with at_keyboard(staffed) as user:
        await find(user, "T", teacher.id)
        user.misses("differs: ")
        await user.press("E")
        user.sees(f"Teacher: {teacher.label}", "Synced · With access", "■ locked", "the same")
        await user.fill("nobody")
        await user.press("f2")
        user.sees("The email is not an email address.", "It looks like", "Email           nobody", "differs")
        await user.press("ctrl+u")
        await user.type("new@ashgrove.example")
        user.misses("not an email address")
        await user.press("f2")
        user.sees("changed the teacher", "differs: new@ashgrove")
        await user.press("2", "r", "s")
        user.sees("Nothing to change")
        await find(user, "T", "differs")
        user.sees("▸ /differs 1", "differs: new@ashgrove")
        await user.press("E")
        user.sees(f"The MIS has {teacher.mis_email}: differs", f"{teacher.email} → new@ashgrove.example")
        await user.press("ctrl+t")
        user.sees("The MIS has the same.")
        assert (await staffed.load()).teachers[teacher.id].email == "new@ashgrove.example"
        await user.press("f2")
        user.sees("No teacher here matches")
    assert (await staffed.load()).teachers[teacher.id] == teacher


async def test_account_type_is_chosen(staffed: Session) -> None:
    teacher = await a_teacher(staffed)
    async with at_keyboard(staffed) as user:
        await find(user, "T", teacher.id)
        await user.press("E", "down")
        user.sees("< Teacher >", "Left and right choose")
        await user.press("left")
        user.sees("< Teacher Admin >")
        await user.press("right", "enter")
        user.sees("> Teacher", "  Teacher Admin")
        await user.type("adm")
        await user.press("enter", "f2")
        user.sees("Admin    Synced")
    after = (await staffed.load()).teachers[teacher.id]
    assert after == teacher.with_(account_type=AccountType.TEACHER_ADMIN)


async def test_a_synced_pupil_is_locked_says_why_and_tells_what_happened(synced: Session) -> None:
    pupil = await rename(synced, "Zzyzx")
    async with at_keyboard(synced) as user:
        await find(user, "P", pupil.id)
        await user.press("E")
        user.sees("The MIS keeps this pupil", "MIS id", "2 entries, newest first", "kjones, changed")
        screen = user.screen
        assert screen.count("■ locked") == 6
        assert screen.index(f"{pupil.last_name} → Zzyzx") < screen.index("Run 1")
        user.misses("Save")
        await user.press("x", "f2", "escape")
        user.sees("▸ /")


async def test_what_is_not_linked_is_edited_whole_and_only_what_was_typed_is_saved(synced: Session) -> None:
    pupil = await a_typed_pupil(synced, first_name="Ana", last_name="Reis")
    other = Session(synced.folder, LOGIN, now=synced.now, environment={})
    hub = await synced.load()
    swans = next(one for one in hub.classes.values() if one.name == "Swans")
    async with at_keyboard(synced) as user:
        await find(user, "P", pupil.id)
        await user.press("E")
        user.sees("Not linked", "Year group      < – >")
        await user.fill("Anna")
        await other.decisions.edit(pupil.id, {"last_name": "Rees"})
        await user.press("down", "down", "2", "enter")
        await user.press("right", "right", "down", "enter")
        await user.type("swa")
        await user.press("enter", "f2")
        user.sees("The date of birth is not a valid date. Dates are written as", "< Swans >", "< Year 1 >")
        await user.fill("4/5/2019")
        await user.press("f2")
        user.sees("changed the pupil")
    after = (await synced.load()).pupils[pupil.id]
    assert (after.label, str(after.date_of_birth)) == ("Anna Rees", "2019-05-04")
    assert (after.year_group, after.class_id) == ("1", swans.id)


async def test_leaving_asks_first_and_loses_nothing(synced: Session) -> None:
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await find(user, "T", "jo smith")
        await user.press("E")
        await user.press("f2")
        user.sees("There is nothing to save")
        await user.fill("Josephine")
        await user.press("escape")
        user.sees("Leave without saving?", "Entered and not saved: First name.")
        await user.press("enter")
        user.sees("First name      Josephine")
        await user.press("escape", "escape")
        user.sees("First name      Josephine")
        await user.press("escape", "tab", "enter")
        user.sees("Smith, Jo ")
    assert await synced.load() == before


async def test_a_refusal_of_the_whole_stands_by_itself(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await find(user, "T", "jo smith")
        await user.press("E")
        await user.fill("")
        await user.fill("")
        await user.press("f2")
        user.sees("needs a name. A first or a last name is enough for a person.")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (140, 45)])
async def test_the_page_fits_and_its_history_can_be_scrolled(staffed: Session, size: tuple[int, int]) -> None:
    teacher = await a_teacher(staffed)
    for number in range(30):
        await staffed.decisions.edit(teacher.id, {"email": f"a{number}@ashgrove.example"})
    async with at_keyboard(staffed, size=size) as user:
        await find(user, "T", teacher.id)
        await user.press("E")
        user.sees("Account type", "Save", "Close (esc)", "History     31 entries")
        user.misses("account")
        await user.press("tab", "tab", "tab", "tab", "tab", "end")
        user.sees("account", "Save")


async def test_a_teacher_changes_nothing_and_is_told_why(synced: Session) -> None:
    async with at_keyboard(await colleague_of(synced, AccountType.TEACHER)) as user:
        for tab in ("T", "P", "C", "Y"):
            await user.press(tab)
            user.misses("E Edit", "N Add", "d Delete")
            await user.press("E")
            user.sees("Only the Access Coordinator (Jo Smith) or a Teacher Admin may edit records.", "locked")
            user.misses("Save")
            await user.press("escape", "N")
            user.sees("Only the Access Coordinator (Jo Smith)", "may add a ")
        await user.press("d")
        user.sees("may delete a class")


async def test_a_teacher_admin_edits_teachers_and_adds_people(staffed: Session) -> None:
    teacher = await a_teacher(staffed)
    async with at_keyboard(await colleague_of(staffed, AccountType.TEACHER_ADMIN)) as user:
        await find(user, "T", teacher.id)
        await user.press("E")
        await user.press("down")
        user.sees("may change an account type.")
        await user.press("up")
        await user.fill("new@ashgrove.example")
        user.sees("differs: new@ashgrove")
        await find(user, "P", "swans")
        await user.press("E")
        user.sees("Only the Access Coordinator (Jo Smith) may edit this record.")
        await user.press("escape", "C", "N")
        user.sees("Only the Access Coordinator (Jo Smith) may add a class.")
        await user.press("P", "N")
        for text in ("Zadie", "Quillon", "", "2017-03-02"):
            await user.fill(text)
        await user.press("f2")
        user.sees("added the pupil")
        user.misses("▸ /", "undoes it")
        assert any(line.startswith("> Quillon") for line in user.screen.splitlines())


async def test_read_only_leaves_the_lists(synced: Session) -> None:
    async with at_keyboard(synced, read_only=True) as user:
        for key in ("E", "N", "d"):
            user.dismiss_toast()
            await user.press("C", key)
            user.sees("started read-only")
            user.misses("Close (esc)", "E Edit")


async def test_an_email_that_was_blanked_is_a_difference_as_well(staffed: Session) -> None:
    teacher = await a_teacher(staffed)
    await staffed.decisions.edit(teacher.id, {"email": ""})
    async with at_keyboard(staffed) as user:
        await find(user, "T", teacher.id)
        user.sees("differs: –")
        await user.press("E", "ctrl+t", "f2")
        user.misses("differs: ")
    assert (await staffed.load()).teachers[teacher.id].email == teacher.email
