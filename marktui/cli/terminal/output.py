"""Printing results as JSON documents."""

import os
from typing import Any

import click
import msgspec

from marktui.cli.terminal.signals import STOP
from marktui.hub.model.text import clean_json_value, terminal_safe_json
from marktui.wording.drawing.glyphs import glyphs_for

GLYPHS = glyphs_for(os.environ)
"""The signs that suit the terminal, in ASCII unless the locale says that it understands UTF-8."""


def print_json(document: Any) -> None:
    """Print the one JSON document on standard output."""
    written = json_document(document, indent=2)
    # A signal must neither cut it off nor print a second document.
    STOP.begin_report()
    click.echo(written)


def json_document(document: Any, indent: int = 0) -> bytes:
    """A JSON document in UTF-8, whatever the locale, without anything that a terminal would obey."""
    try:
        written = msgspec.json.encode(document)
    except UnicodeEncodeError:
        # Half a character, from the name of a folder or an argument, cannot be encoded.
        written = msgspec.json.encode(clean_json_value(msgspec.to_builtins(document)))
    if indent:
        written = msgspec.json.format(written, indent=indent)
    return terminal_safe_json(written.decode()).encode()
