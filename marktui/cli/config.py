"""`marktui config`: the settings in force, and where each comes from."""

import os
from typing import Any

import click

from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.settings.settings import Problem, Source
from marktui.store.settings.settings_file import settings_path
from marktui.wording.settings import Row, problem_words, setting_rows, source_words, value_words


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def config(ctx: click.Context, as_json: bool) -> None:
    """Show the settings in force, and where each comes from.

    Nobody needs a settings file. docs/settings.md describes what can be in it.
    """
    if ctx.invoked_subcommand is not None:
        return
    found = SETTINGS.in_force(tell=False)
    if found.settings.keys:
        # Only the interface knows its commands.
        from marktui.tui.settings.keymap import with_possible_keys

        found = with_possible_keys(found)
    rows = list(setting_rows(found, os.environ))
    if as_json:
        print_json(_document(rows, found.problems))
        return
    path = settings_path()
    click.echo(f"{path}{'' if path.exists() else ' (not there; nobody needs it)'}\n")
    print_table(("setting", "value", "from"), _shown(rows), Giving(cut=("value", "from")))
    for problem in found.problems:
        click.echo(f"marktui: {problem_words(problem, str(path))}", err=True)


@config.command()
def path() -> None:
    """Print where the settings file is, or would be."""
    click.echo(settings_path())


def _shown(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(name, value_words(value), source_words(source)) for name, value, source in rows]


def _document(rows: list[Row], problems: tuple[Problem, ...]) -> dict[str, Any]:
    path = settings_path()
    return {
        "path": str(path),
        "exists": path.exists(),
        "settings": {
            name: {"value": value, "from": _kind(source)} | _place(source) for name, value, source in rows
        },
        "problems": [{"message": one.text} | _place(one.source) for one in problems],
    }


def _place(source: Source) -> dict[str, str | int | None]:
    return {"variable": source.variable or None, "line": source.line}


def _kind(source: Source) -> str:
    if source.variable:
        return "environment"
    return "file" if source.line else "usual"
