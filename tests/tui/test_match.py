"""Matching by hand: the Match window, Unmatch, and where the cursor stays."""

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Status
from marktui.sandbox.person import Pupil as Starter
from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.typed_records import a_typed_class, a_typed_pupil, a_typed_teacher, starter
from tui.user import User, at_keyboard, connected_hub, sync


def cursor_line(user: User) -> str:
    """The line of the table under the cursor."""
    return next(line for line in user.screen.splitlines() if line.startswith(">"))


def others(sandbox: Sandbox, known: Starter) -> list[Starter]:
    """Two more who started with somebody."""
    started = sorted(sandbox.school.events(1).started - {known.id})[:2]
    return [one for one in sandbox.school.on_roll(1) if one.id in started]


async def test_a_row_is_matched_to_a_record_and_unmatched_again(synced: Session, sandbox: Sandbox) -> None:
    new = starter(sandbox)
    typed = await a_typed_pupil(synced, first_name="Zebedee", last_name="Quill")
    async with at_keyboard(synced) as user:
        await user.press("p", "slash")
        await user.type(f"{new.first_name} {new.last_name}")
        await user.press("enter", "m")
        user.sees(f"Who is {new.first_name} {new.last_name} in the hub?", "Enter matches the two")
        await user.type("zebe")
        user.sees("> Zebedee Quill", "birth date unknown")
        await user.press("enter")
        user.sees("New 34", "confirmed by hand", "Matched")
        assert "Zebedee Quill" in cursor_line(user)
        await user.press("x")
        user.sees("New 35", "is unmatched")
        await user.press("m")
        await user.type("zebe")
        await user.press("enter", "s")
        user.sees("saved: ")
    hub = await synced.load()
    assert (hub.pupils[typed.id].status, hub.pupils[typed.id].last_name) == (Status.SYNCED, new.last_name)
    assert not hub.choices.unmatched


async def test_a_record_is_matched_to_a_row_and_the_cursor_goes_on(synced: Session, sandbox: Sandbox) -> None:
    new = starter(sandbox)
    typed = await a_typed_pupil(synced, first_name="Zebedee", last_name="Quill")
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("Not matched 1", "m looks for them in the MIS")
        await user.press("m")
        user.sees("Who is Zebedee Quill in the MIS?")
        await user.type(f"{new.first_name} {new.last_name}")
        await user.press("enter")
        user.misses("Not matched")
        assert "Zebedee Quill" not in cursor_line(user)
        await user.press("slash")
        await user.type("zebe")
        await user.press("enter")
        assert new.last_name in cursor_line(user)
        await user.press("s")
        user.sees("30 added")
    assert (await synced.load()).pupils[typed.id].is_synced


async def test_leaving_the_match_window_changes_nothing(synced: Session, sandbox: Sandbox) -> None:
    starter(sandbox)
    await a_typed_pupil(synced, first_name="Zebedee", last_name="Quill")
    async with at_keyboard(synced) as user:
        await user.press("p", "m", "escape")
        user.sees("Not matched 1", "+31 added")
        await user.press("escape")
        user.sees("Read pupils from Assembly")


async def test_deciding_about_a_line_goes_on_to_the_next_one(synced: Session, sandbox: Sandbox) -> None:
    new = starter(sandbox)
    ending = {"first_name": new.first_name, "date_of_birth": new.date_of_birth}
    typed = await a_typed_pupil(synced, last_name=f"{new.last_name}e", **ending)
    async with at_keyboard(synced) as user:
        await user.press("p")
        assert f"{typed.label}?" in cursor_line(user)
        await user.press("c")
        assert typed.label not in cursor_line(user)
        await user.press("up")
        assert typed.label in cursor_line(user)
        assert "Matched" in cursor_line(user)
        await user.press("x")
        assert new.first_name not in cursor_line(user)
        await user.press("g")
        assert "New" in cursor_line(user)


async def test_a_decided_line_keeps_its_place_so_that_the_next_one_is_below(
    synced: Session, sandbox: Sandbox
) -> None:
    new = starter(sandbox)
    alike = [
        await a_typed_pupil(
            synced, first_name=one.first_name, last_name=f"{one.last_name}e", date_of_birth=one.date_of_birth
        )
        for one in (new, *others(sandbox, new))
    ]
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees(f"May match {len(alike)}")
        for number in range(len(alike)):
            assert "May match" in cursor_line(user)
            await user.press(("c", "x")[number % 2], "up")
            assert ("Matched", "New")[number % 2] in cursor_line(user)
            await user.press("down")
        user.misses("May match")
        await user.press("g", "n")
        user.sees("Changed 2")
        assert "Not matched" in cursor_line(user)


async def test_of_two_in_a_group_shown_alone_the_next_comes_under_the_cursor(
    synced: Session, sandbox: Sandbox
) -> None:
    async with at_keyboard(synced) as user:
        await a_typed_pupil(synced, first_name="Zed", last_name="One")
        await a_typed_pupil(synced, first_name="Zed", last_name="Two")
        sandbox.move(step=1)
        await user.press("p", "f")
        user.sees("[Not matched 2]")
        first = cursor_line(user)
        await user.press("m", "enter")
        user.sees("[Not matched 1]")
        assert cursor_line(user) != first


async def test_what_cannot_be_matched_says_why(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.press("p", "m")
        user.sees("A match would change nothing here: Nursery 2 is not")
        await user.press("end", "m")
        user.sees("This line has both its sides.")
        await user.press("3", "r", "m")
        user.sees("Year groups are matched by their code")
        await user.press("end", "space")
        user.sees("It is set up in the hub already: a sync only adds")


async def test_a_class_is_matched_by_choice_and_described(session: Session, sandbox: Sandbox) -> None:
    hub = await connected_hub(session, sandbox)
    for kind in (Kind.TEACHER, Kind.YEAR_GROUP):
        await sync(session, await session.load(), Scope(kinds=(kind,)))
    typed = await a_typed_class(session, "Year One A")
    async with at_keyboard(session) as user:
        await user.press("r")
        user.sees("Not matched 1", "m looks for it in the MIS", "+15 added  1 left alone")
        await user.press("m")
        user.sees("Which class of the MIS is Year One A?", "> 1A")
        await user.press("enter")
        user.sees("+14 added  ~1 changed")
        await user.press("slash")
        await user.type("year one a")
        await user.press("enter", "e")
        await user.type("Top floor")
        await user.press("enter")
        user.sees("Described", "Top floor")
        await user.press("s")
        user.sees("+14 ~1")
    after = (await session.load()).classes[typed.id]
    assert (after.name, after.description, after.is_synced) == ("1A", "Top floor", True)
    assert hub.classes == {}


async def test_a_match_that_nobody_is_left_for(synced: Session) -> None:
    await a_typed_class(synced, "Owls")
    async with at_keyboard(synced) as user:
        await user.press("4", "r", "n", "n")
        user.sees("all its pupils are in Nursery")
        # Nursery is set up as well, so that nothing is left.
        await user.press("a", "s", "4", "r", "m")
        user.sees("Every row of the MIS that could be matched by hand has")
        await user.press("down", "e")
        user.sees("Only a class that this sync sets up can be described")
        await user.press("end", "space")
        user.sees("It is set up in the hub already: a sync only adds")


async def test_teachers_are_matched_by_hand(synced: Session) -> None:
    typed = await a_typed_teacher(synced, first_name="Zebedee", last_name="Quill", email="z@ashgrove.example")
    async with at_keyboard(synced) as user:
        await user.press("2", "r", "down")
        assert "Zebedee Quill" in cursor_line(user)
        await user.press("m", "enter", "s")
        user.sees("1 changed")
    after = (await synced.load()).records(Kind.TEACHER)[typed.id]
    assert after.is_synced
