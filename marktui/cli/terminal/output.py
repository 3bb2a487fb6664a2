"""Printing results: JSON documents and tables."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec
import orjson

from marktui.cli.terminal.signals import STOP
from marktui.hub.model.text import clean_json_value, terminal_safe_json
from marktui.wording.drawing.cells import cell_width, cut_off, padded

_WIDEST = 60
"""The most cells of a column: a longer name would push the other columns off the screen."""


def print_json(document: Any) -> None:
    """Print the one JSON document on standard output."""
    written = json_document(document, option=orjson.OPT_INDENT_2)
    # A signal must neither cut it off nor print a second document.
    STOP.begin_report()
    click.echo(written)


def json_document(document: Any, option: int = 0) -> bytes:
    """A JSON document in UTF-8, whatever the locale, without anything that a terminal would obey."""
    plain = msgspec.to_builtins(document)
    try:
        written = orjson.dumps(plain, option=option)
    except TypeError:
        # Half a character, from the name of a folder or an argument, cannot be encoded.
        written = orjson.dumps(clean_json_value(plain), option=option)
    return terminal_safe_json(written.decode()).encode()


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under titles, in columns as wide as their content; the last one is never cut."""
    last = len(titles) - 1
    cells = [
        [_cell(value) if at == last else cut_off(_cell(value), _WIDEST) for at, value in enumerate(row)]
        for row in rows
    ]
    widths = [max(map(cell_width, column)) for column in zip(titles, *cells, strict=True)]
    for line in (titles, *cells):
        filled = (padded(value, width) for value, width in zip(line, widths, strict=True))
        click.echo("  ".join(filled).rstrip())


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
