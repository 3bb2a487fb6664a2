"""`marktui config`: the settings in force, and where each comes from."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import click
from msgspec import to_builtins

from marktui.cli.terminal.output import print_json, print_table
from marktui.cli.terminal.settings import SETTINGS
from marktui.hub.settings.settings import Problem, SettingsInForce, Source
from marktui.store.settings.settings_file import settings_path
from marktui.wording.settings import problem_words

_USUAL = Source()


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
        from marktui.tui.keymap import (
            with_possible_keys,  # here, because only the interface knows its commands
        )

        found = with_possible_keys(found)
    rows = list(_rows(found))
    if as_json:
        print_json(_document(rows, found.problems))
        return
    path = settings_path()
    click.echo(f"{path}{'' if path.exists() else ' (not there; nobody needs it)'}\n")
    print_table(("setting", "value", "from"), [(name, _words(value), _from(at)) for name, value, at in rows])
    for problem in found.problems:
        click.echo(f"marktui: {problem_words(problem, str(path))}", err=True)


@config.command()
def path() -> None:
    """Print where the settings file is, or would be."""
    click.echo(settings_path())


Row = tuple[str, object, Source]


def _rows(found: SettingsInForce) -> Iterator[Row]:
    """Each setting by its dotted name, with its value and where it comes from."""
    for name, value in to_builtins(found.settings).items():
        # Sections, and tables whose names a person chose.
        inside = {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else None
        for dotted, one in (inside if inside is not None else {name: value}).items():
            source = found.sources.get(dotted, _USUAL)
            is_foreign = source.variable and not source.variable.startswith("MARKTUI_")
            yield dotted, _without_password(os.environ[source.variable]) if is_foreign else one, source


def _without_password(text: str) -> str:
    """An address without what is in front of its `@`."""
    address = urlsplit(text)
    return text.replace(address.netloc, address.netloc.rpartition("@")[2]) if address.netloc else text


def _words(value: object) -> str:
    if value is None or value == "":
        return "-"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _from(source: Source) -> str:
    if source.variable:
        return source.variable
    return f"line {source.line}" if source.line else "usual"


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
    return "usual" if source == _USUAL else "file"
