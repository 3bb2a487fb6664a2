"""Adding by hand and deleting groups in the interface; a later sync meets what was added."""

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Status, Teacher
from marktui.hub.model.roster import roster
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.typed_records import a_typed_class, a_typed_pupil, starter
from tui.user import at_keyboard


async def test_an_added_pupil_is_met_by_the_next_sync_and_locked_then(
    synced: Session, sandbox: Sandbox
) -> None:
    before = (await synced.load()).pupils
    new = starter(sandbox)
    async with at_keyboard(synced) as user:
        await user.press("P", "N")
        user.sees("Add a pupil", "Date of birth *", "A later sync of pupils matches them")
        await user.fill(new.first_name)
        await user.fill("Quillon")
        await user.press("ctrl+s")
        user.sees("A pupil needs a date of birth. Give one, such as 2014-03-02.")
        await user.fill("2030-01-01")
        await user.press("up", "up")
        await user.fill(new.upn or "")
        await user.press("ctrl+s")
        user.sees("The date of birth cannot be right.", new.upn or "")
        await user.fill(new.date_of_birth.isoformat())
        await user.press("ctrl+s")
        (record_id,) = (await synced.load()).pupils.keys() - before.keys()
        user.sees(f"added the pupil {record_id}")
        assert any(line.startswith(">") and "Quillon" in line for line in user.screen.splitlines())
        await user.press("S", "p", "s")
        user.sees("30 added")
        await user.press("P", "slash")
        await user.type(record_id)
        await user.press("enter")
        user.sees(f"{new.last_name}, {new.first_name}", "Synced")
        await user.press("E")
        user.sees("The MIS keeps this pupil", "Quillon → ", f"MIS id {new.id}")
        user.misses("Save")
    after = (await synced.load()).pupils[record_id]
    assert (after.last_name, after.status) == (new.last_name, Status.SYNCED)


async def test_an_added_teacher_is_met_by_email(synced: Session, sandbox: Sandbox) -> None:
    staff = next(one for one in sandbox.school.staff if one.email)
    async with at_keyboard(synced) as user:
        await user.press("T", "N")
        user.sees("Email *", "Account type    < Teacher >")
        for text in (staff.first_name, staff.last_name, "JO@ashgrove.example"):
            await user.fill(text)
        await user.press("ctrl+s")
        user.sees("has that email already.")
        await user.fill(staff.email or "")
        await user.press("ctrl+s")
        user.sees("added the teacher", "Not linked")
        await user.press("2", "r", "s", "T")
        user.sees("Synced      With")
    (added,) = [one for one in (await synced.load()).teachers.values() if one.link]
    assert isinstance(added, Teacher)
    assert (added.email, added.mis_email) == (staff.email, staff.email)


async def test_a_class_is_added_and_deleted_again_once_it_is_empty(synced: Session) -> None:
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("C", "d")
        first = roster(before, Kind.CLASS)[0]
        user.sees(
            f"{first.label} ({first.id}) is synced: the MIS still has this class", "To sync classes: panel 4,"
        )
        await user.press("N")
        await user.fill("swans")
        await user.press("ctrl+s")
        user.sees("has that name already.")
        await user.fill("Bees")
        await user.fill("Thursdays")
        await user.press("ctrl+s")
        user.sees("added the class", "Thursdays")
        (bees,) = (await synced.load()).classes.keys() - before.classes.keys()
        pupil = await a_typed_pupil(synced, first_name="Ana", last_name="Reis", class_id=bees)
        await user.look()
        await user.press("d")
        user.sees("is not empty: 1 pupil is in it.")
        await synced.decisions.edit(pupil.id, {"class": ""})
        await user.press("d")
        user.sees("Delete the class Bees?", "Nobody is in it.")
        for key in ("enter", "escape"):
            await user.press(key, "d")
            assert bees in (await synced.load()).classes
        await user.press("tab", "enter")
        user.sees("deleted the class Bees. H, then u, undoes it.")
        user.misses("Thursdays")
        await user.press("H", "u", "tab", "enter")
        user.sees("undid")
    assert bees in (await synced.load()).classes


async def test_year_groups_are_added_renamed_and_deleted(synced: Session) -> None:
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("Y", "N", "ctrl+s")
        user.sees("A year group needs a code.")
        await user.press("enter")
        user.sees("Nursery 1", "Year 7")
        user.misses("Year 6 ")
        await user.type("year 7")
        await user.press("enter", "ctrl+s")
        user.sees("added the year group", "Year 7", "[All 8]")
        await user.press("E")
        user.sees("Code            7 ", "Name            Year 7")
        await user.fill("Upper school")
        await user.press("ctrl+s")
        user.sees("changed the year group", "Upper school")
        await user.press("d")
        user.sees("Delete the year group Upper school?")
        await user.press("tab", "enter")
        user.sees("deleted the year group Upper school", "[All 7]")
        await user.press("d")
        user.sees("is synced: the MIS still has this year group.")
    assert (await synced.load()).year_groups == before.year_groups


async def test_what_somebody_else_adds_meanwhile_is_not_written_over(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("C", "N")
        await user.fill("Bees")
        other = await a_typed_class(synced, "bees")
        await user.press("ctrl+s")
        user.sees(f"The class {other.id} has that name already.", "Name *          Bees")
        await user.fill("Wasps")
        await user.press("ctrl+s")
        user.sees("Wasps", "bees")


async def test_keys_that_come_all_at_once_are_none_lost(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.rush("P", "N", "Mary Ann", "enter", "van Dyke", "down", "down", *"2017-03-02", "ctrl+s")
        user.sees("added the pupil")
    assert "Mary Ann van Dyke" in [one.label for one in (await synced.load()).pupils.values()]


async def test_d_means_something_else_elsewhere(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        for tab in ("P", "T"):
            await user.press(tab, "d")
            user.misses("no class or year group")
            await user.press("escape")
