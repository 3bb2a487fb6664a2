"""Loads a hub from a file of any format."""

from pathlib import Path

import msgspec
import orjson

from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.regular_file import read_regular_file
from marktui.store.file.hub_file import damaged_error, decode
from marktui.store.file.migration import upgraded
from marktui.store.file.tables import from_tables


def load_hub_file(path: Path) -> Hub:
    """The hub in a hub file or a backup."""
    with as_store_error("read", path):
        content = read_regular_file(path)
    try:
        head, tables = decode(content, path)
        return from_tables(upgraded(tables, head.format), head.generation)
    except (msgspec.ValidationError, orjson.JSONDecodeError) as error:
        raise damaged_error(path) from error
