"""`marktui accounts`: which login speaks for whom, whom the hub is shared with, who may become its AC."""

from collections.abc import Coroutine
from typing import Any

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json, print_table
from marktui.hub.accounts.logins import logins_of
from marktui.hub.model.hub import Hub
from marktui.hub.model.listing import account_documents
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.accounts import AccountResult

_COLUMNS = ("login", "account", "name", "account_type", "access")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(invoke_without_command=True)
@_JSON
@click.pass_context
def accounts(ctx: click.Context, as_json: bool) -> None:
    """List which Unix login may open the hub, and as whom.

    Without a login of their own nobody sees anything of the hub. Only the Access Coordinator changes this.
    """
    if ctx.invoked_subcommand is not None:
        return
    hub = run_async(open_session(ctx.obj).load())
    if as_json:
        print_json(_document(hub))
        return
    print_table(_COLUMNS, [[row[name] for name in _COLUMNS] for row in account_documents(hub)])
    group = hub.shared_with
    click.echo(f"The hub is shared with the group {group}." if group else "The hub is private to one login.")
    for sentence in _nomination(hub):
        click.echo(sentence)


@accounts.command("map")
@click.argument("login")
@click.argument("account", metavar="ID")
@_JSON
@click.pass_obj
def map_login(hub: str | None, login: str, account: str, as_json: bool) -> None:
    """Let a Unix LOGIN speak for the teacher ID.

    Several logins may speak for one teacher.
    """
    _tell(
        open_session(hub).accounts.map(login, Snapshot(id=account)),
        f"{login} speaks for {account}",
        as_json=as_json,
    )


@accounts.command()
@click.argument("login")
@_JSON
@click.pass_obj
def unmap(hub: str | None, login: str, as_json: bool) -> None:
    """Let a Unix LOGIN speak for nobody any more.

    It sees nothing of the hub from now on.
    """
    _tell(
        open_session(hub).accounts.unmap(login, None), f"{login} speaks for nobody any more", as_json=as_json
    )


@accounts.command()
@click.argument("group")
@_JSON
@click.pass_obj
def share(hub: str | None, group: str, as_json: bool) -> None:
    """Open the hub folder to a Unix GROUP.

    Its logins can be mapped then. Whoever is in the group can read and write the files of the hub without
    marktui as well: choose a group of its own. The secrets stay private to the login that connected;
    another one needs its own.
    """
    _tell(open_session(hub).accounts.share(group), f"Shared with the group {group}", as_json=as_json)


@accounts.command()
@_JSON
@click.pass_obj
def unshare(hub: str | None, as_json: bool) -> None:
    """Make the hub folder private again. Other logins have to be unmapped before."""
    _tell(open_session(hub).accounts.unshare(), "Private again", as_json=as_json)


@accounts.command()
@click.argument("account", metavar="ID")
@_JSON
@click.pass_obj
def nominate(hub: str | None, account: str, as_json: bool) -> None:
    """Nominate the teacher ID as the next Access Coordinator. Nothing changes until they accept."""
    _tell(
        open_session(hub).accounts.nominate(Snapshot(id=account)), f"{account} is nominated", as_json=as_json
    )


@accounts.command()
@_JSON
@click.pass_obj
def withdraw(hub: str | None, as_json: bool) -> None:
    """Withdraw the nomination."""
    _tell(open_session(hub).accounts.withdraw(None), "The nomination is withdrawn", as_json=as_json)


@accounts.command()
@_JSON
@click.pass_obj
def accept(hub: str | None, as_json: bool) -> None:
    """Accept the nomination: you become the Access Coordinator.

    The one before becomes a Teacher Admin.
    """
    _tell(open_session(hub).accounts.accept(), "You are the Access Coordinator", as_json=as_json)


def _tell(work: Coroutine[Any, Any, AccountResult], done: str, *, as_json: bool) -> None:
    """Do something, and tell how things stand by now."""
    settled = run_async(work)
    if settled.remark:
        click.echo(settled.remark, err=True)
    if as_json:
        print_json({"changed": settled.changed, **_document(settled.hub)})
        return
    click.echo(f"{done}{'' if settled.changed else ' already; nothing was changed'}.")
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
    return [f"{nominee.label} ({nominee.id}) is nominated as the next Access Coordinator.", command]
