"""The options that come before a verb or after it: which hub, where the log for support goes, help."""

import sys

import click
from click.core import ParameterSource

from marktui import __version__
from marktui.cli.shared.paths import is_standard_output, path_of
from marktui.cli.terminal.call_log import LOG
from marktui.hub.model.errors import UsageError
from marktui.wording.next_command import NAMED_HUB

HUB_HELP = "The hub folder, or its name in the settings."
LOG_HELP = "Append to a log for support: ids, counts and times, but no names and no secrets."
HELP_HELP = "Show this message and exit."


def let_choose_hub(command: click.Command) -> None:
    """Let `--hub` and `--log` come after the verb too, before `--help`."""
    if isinstance(command, click.Group):
        for verb in command.commands.values():
            let_choose_hub(verb)
    if all(one.name != "hub" for one in command.params):
        for name, metavar, callback, text in (
            ("--hub", "DIR", choose_hub, HUB_HELP),
            ("--log", "FILE", begin_log, LOG_HELP),
        ):
            option = click.Option([name], metavar=metavar, expose_value=False, callback=callback, help=text)
            command.params.append(option)
        command.params.append(
            click.Option(
                ["--help"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=print_help,
                help=HELP_HELP,
            )
        )


def print_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """End with the help of a command. Click's own option looks for translations of its words first."""
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """End with the version."""
    if value and not ctx.resilient_parsing:
        click.echo(f"marktui, version {__version__}", color=ctx.color)
        ctx.exit()


def choose_hub(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Keep the hub that `--hub` names, for the verb and for commands that are told."""
    if value is not None:
        if not value.strip():
            raise UsageError("--hub is empty.", "Name a folder, or leave --hub out.")
        ctx.obj = value
        if ctx.get_parameter_source("hub") is not ParameterSource.ENVIRONMENT:
            NAMED_HUB.set(value)
    return value


def begin_log(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Open the log that `--log` names."""
    if value is not None and not ctx.resilient_parsing:
        if is_standard_output(value):
            raise UsageError("The log cannot go to standard output: results go there.", "Name a file.")
        LOG.begin(path_of(value, "--log"))
        # The arguments after the verb may name people.
        python = ".".join(map(str, sys.version_info[:3]))
        LOG.note("%s: version %s, Python %s, %s", ctx.command_path, __version__, python, sys.platform)
