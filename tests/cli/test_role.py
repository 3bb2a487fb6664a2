"""Every verb as every role, by the one table; whoever has no account sees nothing."""

import asyncio
import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from given_hub import rewrite
from roles import CLI, Role, Verb, seen_by

from marktui.cli.program import program
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType
from marktui.hub.model.school import Choices, TickChoice
from marktui.sandbox.server import Sandbox
from marktui.store.store import HubStore
from marktui.sync.session import Session

from .process import set_environment
from .school import School

LOGIN = pwd.getpwuid(os.geteuid()).pw_name


async def make_it_somebody_elses(folder: Path) -> None:
    session = Session(folder, "somebody-else")
    await session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example")


async def demote(folder: Path, account_type: AccountType) -> None:
    """Let the login stand for a lesser account; the record of the coordinator is the only teacher."""

    def change(hub: Hub) -> Hub:
        (account,) = hub.accounts
        return hub.with_records([hub.teachers[account.teacher_id].with_(account_type=account_type)])

    await rewrite(HubStore(folder), change)


def verbs(group: click.Command, words: str = "") -> Iterator[str]:
    """Every verb that does something, by its words."""
    if not isinstance(group, click.Group):
        yield words
        return
    if group.invoke_without_command and words != "connect":
        yield words
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from verbs(command, f"{words} {name}".strip())


def test_the_table_has_every_verb() -> None:
    missing = set(verbs(program)) - {row.verb for row in CLI}
    assert not missing, f"say in tests/roles.py who may use these verbs: {sorted(missing)}"
    assert {row.verb for row in CLI} <= set(verbs(program)), "the table has verbs that are gone"


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_every_verb_as_every_role(school: School, tmp_path: Path, role: Role) -> None:
    choices = Choices(ticks=(TickChoice(Kind.PUPIL, "assembly", "1", ticked=False),))
    school.run("edit", "t000001", "email=entry.to.undo@hub.example").ended(0)
    asyncio.run(
        rewrite(HubStore(school.folder), lambda hub: seen_by(hub, LOGIN, role).with_(choices=choices))
    )
    wrong = [
        told
        for number, row in enumerate(CLI)
        for told in try_verb(school.copy(tmp_path / str(number) / "hub"), row, role)
    ]
    assert wrong == []


def try_verb(school: School, row: Verb, role: Role) -> Iterator[str]:
    """What is not as the table says when somebody of a role calls a verb."""
    before = school.files
    school.sandbox.reset()
    said = school.run(*row.verb.split(), *row.rest.split())
    called = f"{row.verb} {row.rest}".strip()
    if role in row.may:
        if said.exit != row.ends:
            yield f"{called}: exit {said.exit} instead of {row.ends}: {said.err}"
        return
    if said.exit != 4:
        yield f"{called}: exit {said.exit} instead of 4: {said.out}{said.err}"
    if said.out and "--json" not in row.rest:
        yield f"{called}: says {said.out!r}"
    if row.verb != "accounts accept" and WHY[role] not in said.everything:
        yield f"{called}: does not say why: {said.everything}"
    if school.files != before or school.sandbox.requests:
        yield f"{called}: did something"


WHY = {
    Role.COORDINATOR: "Only the nominee may accept",
    Role.ADMIN: "Only the Access Coordinator (Robin Marlow)",
    Role.TEACHER: "Only the Access Coordinator (Robin Marlow)",
    Role.WITHOUT_ACCESS: "is without access",
    Role.UNMAPPED: f"The login {LOGIN} has no account in this hub",
}


def test_another_login_and_its_secrets(tmp_path: Path, sandbox: Sandbox) -> None:
    asyncio.run(make_it_somebody_elses(tmp_path / "hub"))
    school = School(tmp_path / "hub", sandbox)
    for verb in (["sync"], ["connect", "assembly"], ["status"]):
        said = school.run_with(*verb, **sandbox.environment).ended(4)
        assert "no account in this hub" in said.err
    assert school.run_with("sync", "--json").ended(4).error["kind"] == "not_allowed"
    assert sandbox.requests == []


@pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
def test_a_lesser_account_is_refused_before_a_token_is_tried(
    school: School, account_type: AccountType
) -> None:
    asyncio.run(demote(school.folder, account_type))
    with set_environment(school.sandbox.environment):
        for verb in (["connect", "assembly"], ["disconnect"]):
            assert school.run(*verb).ended(4).err.startswith("marktui: Only the Access Coordinator")
    assert school.sandbox.requests == []
    assert (school.folder / "secrets.json").exists()
