"""Accounts and nominations in the interface, and who is not let in at all."""

import grp
import os

import pytest
from textual.widgets import Button

from marktui.hub.model.errors import Exit
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.session import Session
from marktui.tui.main.screen import MainScreen
from tui.conftest import NOW
from tui.user import at_keyboard

GROUP = grp.getgrgid(os.getegid()).gr_name


def at(session: Session, login: str) -> Session:
    """The same hub, and somebody else at the keyboard."""
    return Session(session.folder, login, now=lambda: NOW, environment={})


@pytest.fixture
async def gwen(synced: Session) -> str:
    """Gwen Doyle's record: a teacher without a login, in a shared hub."""
    values = {"first_name": "Gwen", "last_name": "Doyle", "email": "g@ashgrove.example"}
    (record_id,) = (await synced.decisions.add(Kind.TEACHER, values)).changed
    await synced.accounts.share(GROUP)
    return record_id


async def test_logins_are_mapped_and_unmapped_by_keyboard(synced: Session, gwen: str) -> None:
    async with at_keyboard(synced) as user:
        await user.press("U")
        user.sees(f"Accounts: this hub is shared with the group {GROUP}", "jsmith", "Gwen Doyle")
        await user.press("down", "enter")
        user.sees("Gwen Doyle: Teacher", "No login: nobody can open the hub as this person.")
        await user.press("enter")
        user.sees("'' is not the name of a login")
        await user.fill("gdoyle")
        user.sees("Gwen Doyle: Teacher. Logins: gdoyle.")
        await user.press("up", "enter")
        await user.type("jsmith")
        await user.press("tab", "tab", "enter")
        user.sees("jsmith is the last login of the Access Coordinator")
        await user.press("escape", "escape")
        user.sees("1 Authorise ✓")
        user.misses("Somebody else has changed")
        await user.press("H")
        user.sees("Map", "gdoyle for")
    assert [one.login for one in (await synced.load()).accounts] == ["jsmith", "gdoyle"]


async def test_a_nomination_is_accepted_on_opening(synced: Session, gwen: str) -> None:
    await synced.accounts.map("gdoyle", Snapshot(id=gwen))
    async with at_keyboard(synced) as user:
        await user.press("U", "down", "enter", "tab", "tab", "tab", "enter")
        user.sees("Teacher, nominated")
        await user.press("escape")
        user.sees("jsmith (AC)")
        await user.press("p")
        user.sees("nothing to change")
    async with at_keyboard(at(synced, "gdoyle"), read_only=True) as user:
        user.sees("You are nominated as the Access Coordinator; U shows it.")
        await user.press("U", "enter")
        user.sees("started read-only")
    async with at_keyboard(at(synced, "gdoyle")) as user:
        user.sees("Become the Access Coordinator?", "Smith becomes a Teacher Admin.")
        assert isinstance(user.app.focused, Button)
        await user.press("enter")
        user.sees("gdoyle (Teacher)", "Only the Access Coordinator (Jo Smith) may open the sync panels.")
        await user.press("U", "down", "enter", "tab", "enter")
        user.sees("gdoyle (AC)")
        user.misses("Only the Access Coordinator")
    async with at_keyboard(synced) as user:
        user.sees("jsmith (Admin)", "Only the Access Coordinator (Gwen Doyle) may")
        await user.press("U", "enter")
        user.sees("Only the Access Coordinator (Gwen Doyle) may map logins", "and share the hub.")
    assert (await synced.load()).teachers[gwen].account_type is AccountType.ACCESS_COORDINATOR


async def test_a_nomination_that_is_withdrawn_meanwhile(synced: Session, gwen: str) -> None:
    await synced.accounts.map("gdoyle", Snapshot(id=gwen))
    async with at_keyboard(at(synced, "gdoyle")) as user:
        await synced.accounts.nominate(Snapshot(id=gwen))
        await user.look()
        user.sees("You are nominated")
        await user.press("U", "down", "enter")
        await synced.accounts.withdraw(None)
        await user.press("tab", "enter")
        user.sees("Nobody is nominated, so there is nothing to accept.")
        await user.press("escape", "escape")
        user.sees("gdoyle (Teacher)")


@pytest.fixture
async def rae(synced: Session, gwen: str) -> str:
    """Another teacher without a login; their name comes after Gwen's."""
    values = {"first_name": "Rae", "last_name": "Orton", "email": "r@ashgrove.example"}
    (record_id,) = (await synced.decisions.add(Kind.TEACHER, values)).changed
    return record_id


async def test_a_nomination_of_somebody_else_is_not_withdrawn(synced: Session, gwen: str, rae: str) -> None:
    await synced.accounts.nominate(Snapshot(id=gwen))
    async with at_keyboard(synced) as user:
        await user.press("U", "down", "enter")
        user.sees("Gwen Doyle: Teacher, nominated", "Withdraw")
        await synced.accounts.withdraw(gwen)
        await synced.accounts.nominate(Snapshot(id=rae))
        await user.press("tab", "tab", "tab", "enter")
        user.sees(f"{rae} is nominated now, not {gwen}.")
    assert (await synced.load()).nominee == rae


async def test_a_login_is_unmapped_from_the_account_that_is_shown(
    synced: Session, gwen: str, rae: str
) -> None:
    await synced.accounts.map("gdoyle", Snapshot(id=gwen))
    async with at_keyboard(synced) as user:
        await user.press("U", "down", "enter")
        user.sees("Gwen Doyle: Teacher", "gdoyle")
        await synced.accounts.unmap("gdoyle", gwen)
        await synced.accounts.map("gdoyle", Snapshot(id=rae))
        await user.type("gdoyle")
        await user.press("tab", "tab", "enter")
        user.sees(f"The login gdoyle is mapped to {rae}, not to {gwen}.")
    assert [(one.login, one.teacher_id) for one in (await synced.load()).accounts][1:] == [("gdoyle", rae)]


@pytest.mark.parametrize("keys", [["tab", "enter"], ["tab", "tab", "tab", "enter"]], ids=["map", "nominate"])
async def test_nothing_is_given_to_a_record_that_is_somebody_else_s_now(
    synced: Session, gwen: str, keys: list[str]
) -> None:
    async with at_keyboard(synced) as user:
        await user.press("U", "down", "enter")
        user.sees("Gwen Doyle: Teacher")
        await synced.decisions.edit(gwen, {"first_name": "Zara", "last_name": "Zeal"})
        before = await synced.load()
        await user.type("gdoyle")
        await user.press(*keys)
        user.sees("Zara Zeal now", "Look at them again")
    assert await synced.load() == before


@pytest.mark.parametrize("dialog", ["", "E", "U"])
async def test_who_is_unmapped_meanwhile_sees_nothing_any_more(
    synced: Session, gwen: str, dialog: str
) -> None:
    await synced.accounts.map("gdoyle", Snapshot(id=gwen))
    async with at_keyboard(at(synced, "gdoyle")) as user:
        await user.press("P")
        user.sees("[All 196]", "Ahmed, Ivan")
        await user.press(*[dialog] if dialog else [])
        await synced.accounts.unmap("gdoyle", None)
        main = next(one for one in user.app.screen_stack if isinstance(one, MainScreen))
        main.look()
        await user.settle()
        assert user.app.failure is not None
        assert user.app.return_code == Exit.NOT_ALLOWED


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("mode", [0o700, 0o777])
async def test_the_hub_of_another_login_is_not_opened(synced: Session, mode: int) -> None:
    synced.folder.chmod(mode)
    os.chown(synced.folder, 54321, 54321)
    async with at_keyboard(synced) as user:
        failure = user.app.failure
        assert failure is not None
        assert failure.exit is Exit.NOT_ALLOWED
        assert (
            failure.message == f"The hub in {synced.folder} belongs to the login uid 54321 and is not shared."
        )


async def test_who_has_no_account_is_not_let_in(synced: Session) -> None:
    for login, says in (("stranger", "stranger has no account"), ("uid 54321", "the system has no login")):
        async with at_keyboard(at(synced, login)) as user:
            assert user.app.failure is not None
            assert says in user.app.failure.message
            assert user.app.return_code == Exit.NOT_ALLOWED
