"""Writing results: JSON documents, plain tables, and where they go."""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import category, east_asian_width

import click
import msgspec
import orjson

from marktui.hub.clean import cleaned_throughout, escaped

_WIDTHS = {"Mn": 0, "Me": 0, "Cf": 0}
"""The cells that the characters of some Unicode categories take."""


def print_json(document: Any) -> None:
    """Print one JSON document on standard output."""
    click.echo(json_document(document, option=orjson.OPT_INDENT_2))


def json_document(document: Any, option: int = 0) -> bytes:
    """A JSON document in UTF-8, whatever the locale is, that can also be looked at in a terminal.

    Args:
        document: What it shall hold.
        option: How orjson writes it.
    """
    plain = msgspec.to_builtins(document)
    try:
        written = orjson.dumps(plain, option=option)
    except TypeError:
        # Half a character, which came with the name of a folder or an argument, is in no encoding.
        written = orjson.dumps(cleaned_throughout(plain), option=option)
    return escaped(written.decode()).encode()


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under titles, in columns as wide as their content."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(titles, *cells, strict=True)]
    for line in (titles, *cells):
        padded = (
            value + " " * (width - cell_width(value)) for value, width in zip(line, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes: marks above a letter none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(_WIDTHS.get(category(mark), 1 + (east_asian_width(mark) in "WF")) for mark in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
