"""Other files beside the exports: passed over where nobody named them."""

from collections.abc import Sequence

from msgspec import structs

from marktui.connectors.errors import ConnectorError
from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.csv.lists import open_table
from marktui.connectors.files.readers.csv.table import Table
from marktui.connectors.files.readers.detect import is_xml
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import enumerated

_LOOKED_AT = 64 * 1024
_OF_A_LIST = 3
"""How many cells the rows of a list have at least."""
_TEXT = ".txt"
_WEB_HUB_ID = "userid"
_WEB_HUB = frozenset({"action", "usertype", "why"})
"""The web hub's own files have one of these beside its ids: its template, its export, the list to revoke."""


def set_apart(files: Sequence[FileContent], choices: Choices) -> tuple[list[FileContent], dict[str, str]]:
    """The files to read, and why each of the others is passed over, by its name.

    A list without headings is not passed over, but refused: somebody in it would be missing without a word.
    """
    passed: dict[str, str] = {}
    for file in files:
        if file.is_found and not file.contents and not is_xml(file) and (why := _why(file, choices)):
            passed[file.name] = why
    return [file for file in files if file.name not in passed], passed


def nothing_left(passed: dict[str, str]) -> UnreadableFileError:
    """The failure of a place that has only such files."""
    return UnreadableFileError(f"There is no export here: {passed_words(passed)}.", "Export it from the MIS.")


def passed_words(passed: dict[str, str]) -> str:
    """What was passed over, and why."""
    return enumerated(f"{name} {why}" for name, why in passed.items())


def _why(file: FileContent, choices: Choices) -> str:
    """Why a file is no export; empty where it may be one."""
    try:
        table = open_table(structs.replace(file, content=_beginning(file.content)), choices)
    except ConnectorError:
        # The reading says what is wrong with it.
        return ""
    keys = set(map(key_of, table.headings))
    if _WEB_HUB_ID in keys and _WEB_HUB & keys:
        return "is a file of the web hub"
    return "is a text" if file.name.lower().endswith(_TEXT) and _is_prose(table) else ""


def _beginning(content: bytes) -> bytes:
    """Enough of a file to see what it is, with whole lines."""
    return content if len(content) <= _LOOKED_AT else content[: content.rfind(b"\n", 0, _LOOKED_AT) + 1]


def _is_prose(table: Table) -> bool:
    """Whether no heading is known, and the rows are not those of a list: a few cells each, all as many."""
    wide = {len(table.headings), *(len(line.cells) for line in table.rows)}
    return not table.known and (len(wide) > 1 or max(wide) < _OF_A_LIST or not table.rows)
