"""`marktui accounts`: who may open the hub with which login, and who is to be its Access Coordinator."""

from collections.abc import Coroutine
from typing import Any

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.accounts.logins import logins_of
from marktui.hub.model.hub import Hub
from marktui.hub.model.listing import account_documents
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.accounts import AccountResult
from marktui.wording.next_command import next_command
from marktui.wording.people.accounts import nominee_words, sharing_words

_COLUMNS = ("login", "account", "name", "account_type", "access")
_GIVING = Giving(cut=("login", "name"), drop=("access", "account type"), keep=("account",))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(invoke_without_command=True)
@_JSON
@click.pass_context
def accounts(ctx: click.Context, as_json: bool) -> None:
    """List which Unix logins may open the hub, and as which teacher.

    A login that is not mapped to a teacher sees nothing of the hub. Only the Access Coordinator maps logins.
    """
    if ctx.invoked_subcommand is not None:
        return
    hub = run_async(open_session(ctx.obj).load())
    if as_json:
        print_json(_document(hub))
        return
    titles = [name.replace("_", " ") for name in _COLUMNS]
    rows = [[(row[name] or "").replace("_", " ") for name in _COLUMNS] for row in account_documents(hub)]
    print_table(
        titles, rows, Giving(cut=("login", "name"), drop=("access", "account type"), keep=("account",))
    )
    click.echo(f"The hub is {sharing_words(hub)}.")
    for sentence in _nomination(hub):
        click.echo(sentence)


@accounts.command("map")
@click.argument("login")
@click.argument("account", metavar="ID")
@_JSON
@click.pass_obj
def map_login(hub: str | None, login: str, account: str, as_json: bool) -> None:
    """Map a Unix LOGIN to the teacher ID.

    It then opens the hub as this teacher. Several logins may be mapped to one teacher.
    """
    _print_change(
        open_session(hub).accounts.map(login, Snapshot(id=account)),
        f"{login} is mapped to {account}",
        as_json=as_json,
    )


@accounts.command()
@click.argument("login")
@_JSON
@click.pass_obj
def unmap(hub: str | None, login: str, as_json: bool) -> None:
    """Unmap a Unix LOGIN, so that it can no longer open the hub."""
    _print_change(
        open_session(hub).accounts.unmap(login, None), f"{login} is no longer mapped", as_json=as_json
    )


@accounts.command()
@click.argument("group")
@_JSON
@click.pass_obj
def share(hub: str | None, group: str, as_json: bool) -> None:
    """Share the hub folder with a Unix GROUP.

    Its logins can then be mapped. All members of the group can also read and write the files of the hub
    without marktui: use a group that is only for this hub. The secrets stay private to the login that
    connected; other logins need their own.
    """
    _print_change(open_session(hub).accounts.share(group), f"Shared with the group {group}", as_json=as_json)


@accounts.command()
@_JSON
@click.pass_obj
def unshare(hub: str | None, as_json: bool) -> None:
    """Make the hub folder private again. Unmap the other logins first."""
    _print_change(open_session(hub).accounts.unshare(), "Private again", as_json=as_json)


@accounts.command()
@click.argument("account", metavar="ID")
@_JSON
@click.pass_obj
def nominate(hub: str | None, account: str, as_json: bool) -> None:
    """Nominate the teacher ID as the next Access Coordinator. Nothing changes until they accept."""
    _print_change(
        open_session(hub).accounts.nominate(Snapshot(id=account)), f"{account} is nominated", as_json=as_json
    )


@accounts.command()
@_JSON
@click.pass_obj
def withdraw(hub: str | None, as_json: bool) -> None:
    """Withdraw the nomination."""
    _print_change(open_session(hub).accounts.withdraw(None), "The nomination is withdrawn", as_json=as_json)


@accounts.command()
@_JSON
@click.pass_obj
def accept(hub: str | None, as_json: bool) -> None:
    """Accept your nomination and become the Access Coordinator.

    The previous Access Coordinator becomes a Teacher Admin.
    """
    _print_change(open_session(hub).accounts.accept(), "You are the Access Coordinator", as_json=as_json)


def _print_change(work: Coroutine[Any, Any, AccountResult], done: str, *, as_json: bool) -> None:
    """Change something, and print what came of it."""
    settled = run_async(work)
    if settled.remark:
        click.echo(settled.remark, err=True)
    if as_json:
        print_json({"changed": settled.changed, **_document(settled.hub)})
        return
    click.echo(f"{done}{'' if settled.changed else ': this is already so, and nothing was changed'}.")
    for sentence in _nomination(settled.hub):
        click.echo(sentence)


def _document(hub: Hub) -> dict[str, Any]:
    coordinator = hub.coordinator
    return {
        "shared_with": hub.shared_with,
        "coordinator": coordinator.id if coordinator else None,
        "nominee": hub.nominee,
        "accounts": account_documents(hub),
    }


def _nomination(hub: Hub) -> list[str]:
    """Who is nominated, and what they have to do."""
    nominee = hub.teachers.get(hub.nominee or "")
    if nominee is None:
        return []
    command = (
        f"It takes effect when they accept: {next_command('marktui accounts accept')}"
        if logins_of(hub, nominee.id)
        else f"To accept they need a login: {next_command(f'marktui accounts map LOGIN {nominee.id}')}"
    )
    return [nominee_words(nominee), command]
