"""A CSV file of the web hub, named on the command line."""

from pathlib import Path

import click

from marktui.cli.shared.paths import path_of
from marktui.hub.web_hub.table import LARGEST, Table, read_table
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.sheets import require_file


def open_table(file: str) -> Table:
    """A file of the web hub.

    Args:
        file: The file, a pipe, or `-` for standard input.

    Raises:
        UsageError: It is not such a file.
    """
    if file != "-":
        require_file(path_of(file))
    with as_store_error("read", Path(file)), click.open_file(file, "rb") as source:
        data: bytes = source.read(LARGEST + 1)
    return read_table(data, "standard input" if file == "-" else Path(file).name)
