"""The command line as a whole: its verbs, its options, and how it reports a failure."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click
from click.core import ParameterSource

from marktui import __version__
from marktui.cli.shared.paths import path_of
from marktui.cli.terminal.failure import CancelledByUserError, report, unexpected
from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.signals import STOP
from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.hub.model.kind import Kind
from marktui.store.disk.log import close_log, open_log
from marktui.store.save_report import save_report
from marktui.wording.dates import DATE_FORM
from marktui.wording.kinds import kind_word
from marktui.wording.next_command import NAMED_HUB

_VERBS = {
    "init": "marktui.cli.init:init",
    "connect": "marktui.cli.connect:connect",
    "disconnect": "marktui.cli.connect:disconnect",
    "sync": "marktui.cli.sync:sync",
    "status": "marktui.cli.status:status",
    "list": "marktui.cli.list:list_records",
    "add": "marktui.cli.add:add",
    "edit": "marktui.cli.edit:edit",
    "remove": "marktui.cli.remove:remove",
    "match": "marktui.cli.match:match",
    "unmatch": "marktui.cli.match:unmatch",
    "choices": "marktui.cli.choices:choices",
    "leavers": "marktui.cli.leavers:leavers",
    "import": "marktui.cli.import_:import_",
    "export": "marktui.cli.export:export",
    "accounts": "marktui.cli.accounts:accounts",
    "history": "marktui.cli.history:history",
    "undo": "marktui.cli.undo:undo",
    "restore": "marktui.cli.restore:restore",
    "doctor": "marktui.cli.doctor:doctor",
    "config": "marktui.cli.config:config",
    "demo": "marktui.cli.demo:demo",
    "sandbox": "marktui.cli.sandbox:sandbox",
}
"""The function of each verb, imported when it is called: `status` does not load the interface."""

_LOG = logging.getLogger(__name__)
_HUB_HELP = "The hub folder, or its name in the settings."
_LOG_HELP = "Append to a log for support: ids, counts and times, but no names and no secrets."
_PANELS = ("authorisation", *(kind_word(kind) for kind in Kind), "finished")
_WITHOUT_HUB = frozenset({"demo", "sandbox", "config"})


class Verbs(click.Group):
    """The verbs of the command line, imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which a school needs them."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One verb."""
        if cmd_name not in _VERBS:
            return None
        module, _, attribute = _VERBS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        if cmd_name not in _WITHOUT_HUB:
            _let_choose_hub(command)
        return command


def _let_choose_hub(command: click.Command) -> None:
    """Let `--hub` and `--log` come after the verb too."""
    if isinstance(command, click.Group):
        for verb in command.commands.values():
            _let_choose_hub(verb)
    if all(one.name != "hub" for one in command.params):
        for name, metavar, callback, text in (
            ("--hub", "DIR", _choose_hub, _HUB_HELP),
            ("--log", "FILE", _open_log, _LOG_HELP),
        ):
            option = click.Option([name], metavar=metavar, expose_value=False, callback=callback, help=text)
            command.params.append(option)


def _choose_hub(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        if not value.strip():
            raise UsageError("--hub is empty.", "Name a folder, or leave --hub out.")
        ctx.obj = value
        if ctx.get_parameter_source("hub") is not ParameterSource.ENVIRONMENT:
            NAMED_HUB.set(value)
    return value


def _open_log(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None and not ctx.resilient_parsing:
        open_log(path_of(value, "--log"))
        # The arguments after the verb may name people.
        python = ".".join(map(str, sys.version_info[:3]))
        _LOG.info("%s: version %s, Python %s, %s", ctx.command_path, __version__, python, sys.platform)


@click.group(cls=Verbs, invoke_without_command=True)
@click.version_option(__version__, prog_name="marktui")
@click.option(
    "--hub",
    metavar="DIR",
    envvar="MARKTUI_HUB",
    callback=_choose_hub,
    help=_HUB_HELP,
)
@click.option("--log", metavar="FILE", expose_value=False, callback=_open_log, help=_LOG_HELP)
@click.option("--panel", type=click.Choice(_PANELS), help="Open a panel directly.")
@click.option("--read-only", is_flag=True, help="Open without the commands that change the hub.")
@click.pass_context
def program(ctx: click.Context, hub: str | None, panel: str | None, read_only: bool) -> int | None:
    """The School tab of the MARK Admin Hub in a terminal.

    Without a verb it opens the terminal interface. The verbs below do every job without it.
    """
    _LOG.info("verb: %s", ctx.invoked_subcommand or "none, the interface")
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
    close_log()
    try:
        code = _call_once(arguments)
        _LOG.info("ended with %d", code)
        return code
    finally:
        NAMED_HUB.reset(named_hub)
        DATE_FORM.reset(date_form)
        STOP.reset()
        close_log()


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
