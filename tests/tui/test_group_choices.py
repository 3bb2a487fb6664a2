"""Saying in the panels which year a year group is, and what the second of two classes is called."""

from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.session import Session
from tui.test_match import cursor_line
from tui.user import User, at_keyboard, connected_hub, sync


async def on_line(user: User, text: str) -> None:
    """Go to a line by its words."""
    await user.press("slash")
    await user.type(text)
    await user.press("enter")


async def test_a_year_group_is_told_its_year_in_its_panel(session: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["two-years-one-code"])
    await connected_hub(session, sandbox)
    await sync(session, await session.load(), Scope((Kind.TEACHER,)))
    async with at_keyboard(session) as user:
        await user.press("3", "r")
        user.sees("would both", "which year it is: press t on it in panel 3, Year groups", "t Which year")
        await on_line(user, "oak")
        assert "Clash" in cursor_line(user)
        await user.press("t")
        user.sees("Which year is Year 4 Oak?", "5   Year 5")
        await user.type("Year 7")
        await user.press("enter")
        user.sees("Every later sync remembers it once this is saved.")
        assert "New" in cursor_line(user)
        await user.press("s")
        await user.press("M")
        user.sees("Year 4 Oak", "Is Year 7 (code 7), as decided.")
        await user.press("enter")
        user.sees("Forgotten: Year 4 Oak.")
    hub = await session.load()
    assert {one.code for one in hub.year_groups.values()} >= {"4", "7"}
    assert not hub.choices.years


async def test_a_code_of_another_year_group_is_refused(session: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["two-years-one-code"])
    await connected_hub(session, sandbox)
    await sync(session, await session.load(), Scope((Kind.TEACHER,)))
    async with at_keyboard(session) as user:
        await user.press("3", "r")
        await on_line(user, "oak")
        await user.press("t")
        await user.type("Year 5")
        await user.press("enter")
        user.sees("is Year 5 already.", "press t on it", "in panel 3, Year groups")
        assert "Clash" in cursor_line(user)
        await user.press("t", "escape")
        assert "Clash" in cursor_line(user)


async def test_the_second_of_two_classes_gets_a_name(session: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["two-classes-one-name"])
    await connected_hub(session, sandbox)
    for kind in (Kind.TEACHER, Kind.YEAR_GROUP):
        await sync(session, await session.load(), Scope((kind,)))
    async with at_keyboard(session) as user:
        await user.press("4", "r")
        user.sees("have the same name. To give", "t on it in panel 4, Classes")
        await user.press("end", "t")
        user.sees("Only a class that shares its name with another class")
        await user.press("home")
        assert "Clash" in cursor_line(user)
        await user.press("t")
        user.sees("called in the hub?")
        await user.fill("Elm")
        user.sees("Every later sync remembers it once this is saved.")
        user.misses("Clash")
        await user.press("s")
    hub = await session.load()
    assert "Elm" in {one.name for one in hub.classes.values()}
    assert [one.name for one in hub.choices.classes] == ["Elm"]
    await sync(session, hub, EVERYTHING)
    after = await session.load()
    elm = next(one for one in after.classes.values() if one.name == "Elm")
    assert any(one.class_id == elm.id for one in after.pupils.values())
