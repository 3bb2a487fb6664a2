"""Every screen and every command as every role, by the one table; who is refused is told why."""

from pathlib import Path

import pytest
from given_hub import rewrite
from roles import ACCOUNTS, TUI, Key, Role, seen_by

from marktui.hub.model.errors import Exit
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.accounts.nomination_dialog import NominationDialog
from marktui.tui.main.screen import MainScreen
from tui.conftest import LOGIN, NOW
from tui.user import User, at_keyboard

REFUSAL = "Only the Access Coordinator (Jo Smith)"
COMMANDS = {one.__name__: one for one in MainScreen.OFFERS}
REVIEWS = {
    "review of year groups": ("3", "r"),
    "review of classes": ("4", "r"),
    "review of pupils": ("5", "r"),
    "review of everything": ("R", "5"),
}
"""The keys that lead to the reviews that the table names."""
SHOWN = {
    "ShowLeavers": "Undecided 0",
    "ShowYearGroups": "Code",
    "ShowHistory": "What it did",
    "ShowTeachers": "Email",
    "ShowPupils": "Ahmed, Ivan",
    "ShowClasses": "Leavers",
    "ShowAccounts": "Accounts: this hub is",
    "ShowRemembered": "What every sync remembers",
    "ShowHelp": "Keys that work here",
}
"""What there is to see on the screens that every account may see."""


def test_the_table_has_every_command() -> None:
    missing = COMMANDS.keys() - {row.command for row in TUI}
    assert not missing, f"say in tests/roles.py who may use these commands: {sorted(missing)}"
    assert {row.command for row in TUI} <= COMMANDS.keys(), "the table has commands that are gone"


@pytest.fixture
async def staffed(synced: Session) -> Session:
    """A hub with four teachers."""
    for number in (2, 3, 4):
        values = {"last_name": f"Number {number}", "email": f"t{number}@ashgrove.example"}
        await synced.decisions.add(Kind.TEACHER, values)
    return synced


async def become(session: Session, role: Role) -> None:
    """Let the login stand for somebody of a role."""
    await rewrite(session.store, lambda hub: seen_by(hub, LOGIN, role), at=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role not in ACCOUNTS])
async def test_who_has_no_account_or_no_access_is_not_let_in(staffed: Session, role: Role) -> None:
    await become(staffed, role)
    async with at_keyboard(staffed) as user:
        assert user.app.failure is not None
        assert user.app.return_code == Exit.NOT_ALLOWED


@pytest.mark.parametrize("role", [role for role in Role if role in ACCOUNTS])
async def test_every_command_as_every_role(
    staffed: Session, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await become(staffed, role)
    before = await staffed.load()
    async with at_keyboard(staffed) as user:
        if role is Role.ADMIN:
            assert isinstance(user.app.screen, NominationDialog)
            await user.press("escape")
        rows = [row for row in TUI if row.where not in REVIEWS and row.command != "Quit"]
        wrong = [row.command for row in rows if not await is_as_the_table_says(user, row, role)]
    assert wrong == []
    if role is not Role.COORDINATOR:
        assert await staffed.load() == before


async def is_as_the_table_says(user: User, row: Key, role: Role) -> bool:
    """Use a command, and say whether what came of it is what the table says."""
    if row.where:
        await user.press(row.where)
    is_refused = await use(user, row.command)
    is_seen = row.command not in SHOWN or SHOWN[row.command] in user.screen
    await leave_dialogs(user)
    return is_refused != (role in row.may) and is_seen


async def use(user: User, name: str) -> bool:
    """Use a command; whether the interface says that the account may not."""
    told = user.app.message_log.lines
    before = len(told)
    keys = COMMANDS[name].KEYS.split(",")[0]
    if keys:
        await user.press(keys)
    else:
        screen = user.app.screen
        assert isinstance(screen, MainScreen)
        screen.run_command(COMMANDS[name])
        await user.settle()
    is_told = any(REFUSAL in line.text for line in list(told)[before:])
    return is_told or (name.startswith("Open") and REFUSAL in user.screen)


async def leave_dialogs(user: User) -> None:
    """Close whatever a command has opened."""
    while not isinstance(user.app.screen, MainScreen):
        await user.press("escape")
    user.dismiss_toast()


def offered(user: User) -> set[str]:
    """The commands that have a meaning where the user is, and are not refused to the account."""
    screen = user.app.screen
    assert isinstance(screen, MainScreen)
    at = screen.context
    return {one.__name__ for one in screen.offered() if REFUSAL not in (one.why_not(at) or "")}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.TEACHER])
async def test_nobody_else_comes_to_a_review(staffed: Session, sandbox: Sandbox, role: Role) -> None:
    await become(staffed, role)
    async with at_keyboard(staffed) as user:
        await leave_dialogs(user)
        for panel in "123456":
            await user.press(panel, "r", "p")
            assert not offered(user) & {row.command for row in TUI if row.where in REVIEWS}
    assert sandbox.requests == []


async def test_the_coordinator_uses_every_command_of_a_review(staffed: Session, sandbox: Sandbox) -> None:
    async with at_keyboard(staffed) as user:
        for review, keys in REVIEWS.items():
            await user.press(*keys)
            assert offered(user) >= {row.command for row in TUI if row.where == review}
        await user.press("escape")
        sandbox.move(faults=["hang"])
        await user.begin("p")
        await user.until("esc stops it")
        assert "Stop" in offered(user)
        await user.press("escape")
