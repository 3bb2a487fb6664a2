"""The command line as a whole: its verbs, its options, and how it reports a failure."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

import click

from marktui.cli.shared.hub_option import (
    HELP_HELP,
    HUB_HELP,
    LOG_HELP,
    begin_log,
    choose_hub,
    print_help,
    print_version,
)
from marktui.cli.shared.late_group import LateGroup, Verb
from marktui.cli.terminal.call_log import LOG
from marktui.cli.terminal.failure import CancelledByUserError, report, unexpected
from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.signals import STOP
from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.hub.model.kind import Kind
from marktui.store.save_report import save_report
from marktui.wording.dates import DATE_FORM
from marktui.wording.kinds import kind_word
from marktui.wording.next_command import NAMED_HUB

VERBS: Mapping[str, Verb] = {
    "init": ("marktui.cli.init:init", "Create a hub, with your login as its Access Coordinator."),
    "connect": ("marktui.cli.connect:connect", "Connect the hub to an MIS service."),
    "disconnect": (
        "marktui.cli.connect:disconnect",
        "Forget the connection and its secrets, on this machine only.",
    ),
    "sync": ("marktui.cli.sync:sync", "Sync from the MIS: everything, or one KIND of records."),
    "status": ("marktui.cli.status:status", "Show connection, last syncs, counts, and what waits."),
    "list": ("marktui.cli.list:list_records", "List pupils, teachers, classes or year-groups."),
    "add": ("marktui.cli.add:add", "Add a teacher, a pupil, a class or a year group by hand."),
    "edit": ("marktui.cli.edit:edit", "Edit a record by hand: all fields that are given, or none."),
    "remove": ("marktui.cli.remove:remove", "Delete empty classes or year groups."),
    "match": ("marktui.cli.match:match", "Say that a row of the MIS and a record are the same."),
    "unmatch": ("marktui.cli.match:unmatch", "Say that a row of the MIS is somebody else."),
    "choices": ("marktui.cli.choices:choices", "List the choices that every sync remembers."),
    "leavers": ("marktui.cli.leavers:leavers", "List people who have left, or decide about them."),
    "import": ("marktui.cli.import_:import_", "Take pupils from the web hub's Export CSV."),
    "export": ("marktui.cli.export:export", "Fill the web hub's template with what has changed."),
    "accounts": (
        "marktui.cli.accounts:accounts",
        "List which Unix logins may open the hub, and as which teacher.",
    ),
    "history": ("marktui.cli.history:history", "Show what happened, newest first."),
    "undo": ("marktui.cli.undo:undo", "Undo the entry NUMBER, or the newest one."),
    "restore": ("marktui.cli.restore:restore", "List the backups, or restore a BACKUP."),
    "doctor": ("marktui.cli.doctor:doctor", "Check the hub folder; repair it with --repair."),
    "config": ("marktui.cli.config:config", "Show the settings in force, and where each comes from."),
    "demo": ("marktui.cli.demo:demo", "Try marktui on an invented school."),
    "sandbox": ("marktui.cli.sandbox:sandbox", "Serve an invented school as a stand-in MIS."),
}
"""Every verb: where it is, and what the list of verbs says of it."""

_PANELS = ("authorisation", *(kind_word(kind) for kind in Kind), "finished")
_WITHOUT_HUB = frozenset({"demo", "sandbox", "config"})


@click.group(cls=LateGroup, verbs=VERBS, without_hub=_WITHOUT_HUB, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=print_version,
    help="Show the version and exit.",
)
@click.option(
    "--hub",
    metavar="DIR",
    envvar="MARKTUI_HUB",
    callback=choose_hub,
    help=HUB_HELP,
)
@click.option("--log", metavar="FILE", expose_value=False, callback=begin_log, help=LOG_HELP)
@click.option("--panel", type=click.Choice(_PANELS), help="Open a panel directly.")
@click.option("--read-only", is_flag=True, help="Open without the commands that change the hub.")
@click.option("--help", is_flag=True, expose_value=False, is_eager=True, callback=print_help, help=HELP_HELP)
@click.pass_context
def program(ctx: click.Context, hub: str | None, panel: str | None, read_only: bool) -> int | None:
    """The School tab of the MARK Admin Hub in a terminal.

    Without a verb it opens the terminal interface. The verbs below do every job without it.
    """
    LOG.note("verb: %s", ctx.invoked_subcommand or "none, the interface")
    if ctx.invoked_subcommand is None:
        from marktui.cli.interface import open_interface

        return open_interface(hub, panel=panel, read_only=read_only)
    return None


def run(arguments: Sequence[str]) -> int:
    """Run the program with the arguments after its name; gives the exit code."""
    _prepare()
    named_hub = NAMED_HUB.set(None)
    date_form = DATE_FORM.set(lambda: SETTINGS.in_force().settings.dates)
    SETTINGS.forget()
    LOG.end()
    try:
        code = _call_once(arguments)
        LOG.note("ended with %d", code)
        return code
    finally:
        NAMED_HUB.reset(named_hub)
        DATE_FORM.reset(date_form)
        STOP.reset()
        LOG.end()


def _call_once(arguments: Sequence[str]) -> int:
    try:
        code = _call(arguments)
    except KeyboardInterrupt:
        # A second signal, just before the first one is reported.
        code = _report_cancelled(as_json="--json" in arguments)
    for sentence in save_report().remarks:
        click.echo(sentence, err=True)
    return code


def _report_cancelled(*, as_json: bool) -> int:
    """Report that a signal stopped the call; more signals may interrupt this until its first word is out."""
    while True:
        with suppress(KeyboardInterrupt):
            return report(CancelledByUserError(), as_json=as_json)


def _call(arguments: Sequence[str]) -> int:
    as_json = "--json" in arguments
    try:
        STOP.begin()
        result: Any = program.main(list(arguments), prog_name="marktui", standalone_mode=False)
        sys.stdout.flush()
    except MarktuiError as error:
        return report(error, as_json=as_json)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        return report(CancelledByUserError(), as_json=as_json)
    except click.ClickException as error:
        return report(_usage(error), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence instead of a traceback
        return report(unexpected(error), as_json=as_json)
    return result if isinstance(result, int) else 0


def _prepare() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # In an old locale a name is shown imperfectly rather than not at all.
            stream.reconfigure(errors="replace")


def _usage(error: click.ClickException) -> UsageError:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "marktui"
    # Click breaks its choices over lines; a failure is one sentence.
    return UsageError(" ".join(error.format_message().split()), f"See: {command} --help")
