"""Loads a hub from a file of any format."""

from pathlib import Path

import msgspec
import orjson

from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.regular_file import read_regular_file
from marktui.store.file.hub_file import checked, damaged_error
from marktui.store.file.tables import hub_of
from marktui.store.garbage_collector import gc_paused


def load_hub_file(path: Path) -> Hub:
    """The hub in a hub file or a backup."""
    with as_store_error("read", path):
        content = read_regular_file(path)
    try:
        with gc_paused():
            head, content = checked(content, path)
            return hub_of(content, head.generation)
    except (msgspec.DecodeError, orjson.JSONDecodeError, UnicodeDecodeError) as error:
        raise damaged_error(path) from error
