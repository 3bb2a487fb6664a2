"""Loads a hub from a file of any format."""

from pathlib import Path

import msgspec
from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, SchoolClass, Teacher, YearGroup
from marktui.hub.model.school import Account, Choices, ErasureMark
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.regular_file import read_regular_file
from marktui.store.file.hub_file import checked, damaged_error
from marktui.store.garbage_collector import gc_paused


class _Tables(Struct):
    """What a hub file holds, as it is decoded."""

    school: dict[str, Hub] = {}
    accounts: dict[str, Account] = {}
    choices: dict[str, Choices] = {}
    erased: dict[str, ErasureMark] = {}
    # Numbers, as TinyDB has them: texts, which nobody asks for again, would take a quarter of the decoding.
    teachers: dict[int, Teacher] = {}
    year_groups: dict[int, YearGroup] = {}
    classes: dict[int, SchoolClass] = {}
    pupils: dict[int, Pupil] = {}


def load_hub_file(path: Path) -> Hub:
    """The hub in a hub file or a backup."""
    with as_store_error("read", path):
        content = read_regular_file(path)
    try:
        with gc_paused():
            head, content = checked(content, path)
            return hub_of(content, head.generation)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged_error(path) from error


def hub_of(content: bytes, generation: int) -> Hub:
    """The hub that the content of a file holds; records are decoded without a detour.

    Raises:
        msgspec.DecodeError: The content is not a hub's.
        UnicodeDecodeError: It is not UTF-8.
    """
    tables = msgspec.json.decode(content, type=_Tables)
    if "1" not in tables.school:
        raise msgspec.ValidationError("There is no school.")
    records = {kind.plural: {one.id: one for one in getattr(tables, kind.plural).values()} for kind in Kind}
    return tables.school["1"].with_(
        generation=generation,
        accounts=tuple(tables.accounts.values()),
        erased=tuple(tables.erased.values()),
        choices=tables.choices.get("1", Choices()),
        **records,
    )
