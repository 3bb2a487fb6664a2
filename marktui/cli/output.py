"""Writing results: JSON documents, plain tables, and where they go."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec
import orjson


def print_json(document: Any) -> None:
    """Print one JSON document on standard output."""
    plain = msgspec.to_builtins(document)
    # Bytes, so that the document is UTF-8 whatever the locale is.
    click.echo(orjson.dumps(plain, option=orjson.OPT_INDENT_2))


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under titles, in columns as wide as their content."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    for line in (titles, *cells):
        padded = (value.ljust(width) for value, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
