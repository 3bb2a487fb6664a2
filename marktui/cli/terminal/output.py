"""Printing results: JSON documents and tables."""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import category, east_asian_width

import click
import msgspec
import orjson

from marktui.cli.terminal.signals import STOP
from marktui.hub.model.text import clean_json_value, terminal_safe_json

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
        [_cell(value) if at == last else _cut_off(_cell(value)) for at, value in enumerate(row)]
        for row in rows
    ]
    widths = [max(map(cell_width, column)) for column in zip(titles, *cells, strict=True)]
    for line in (titles, *cells):
        padded = (_padded(value, width) for value, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes: combining marks none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(0 if _is_unseen(mark) else 1 + (east_asian_width(mark) in "WF") for mark in text)


def _is_unseen(mark: str) -> bool:
    """Whether a character takes no cell: it combines with another one, or only controls others."""
    kind = category(mark)
    return kind in ("Mn", "Me", "Mc") or (kind == "Cf" and mark > "\u2000")


def _cut_off(text: str) -> str:
    if len(text) <= _WIDEST and cell_width(text) <= _WIDEST:
        return text
    while cell_width(text) > _WIDEST - 3:
        text = text[: min(len(text) - 1, _WIDEST)]
    return f"{text}..."


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
