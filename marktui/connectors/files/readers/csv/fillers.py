"""What programs and people write in a cell where there is nothing (docs/files.md, CSV)."""

from collections.abc import Mapping

from marktui.hub.model.text import counted

_ERRORS = frozenset({
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#####", "########",
})  # fmt: skip
"""What a spreadsheet shows instead of a value."""
_ANYWHERE = _ERRORS | {"-", "--", "–", "—", "N/A", "n/a"}
_NOT_IN_NAMES = frozenset({"NULL", "Null", "null", "(null)", "NaN", "nan", "None", "none"})
"""Null, Nan and None are names of real people."""
FILLERS = _ANYWHERE | _NOT_IN_NAMES
_KEPT = ("date_of_birth", "entry_date", "leaving_date", "email")
"""Of these, what is no date or no address has messages of its own."""


def without_fillers(row: list[str], places: Mapping[str, int]) -> tuple[list[str], int]:
    """A row whose fillers are empty, and how many of them were errors of a spreadsheet.

    Args:
        places: The column of each field.
    """
    cleaned, errors = list(row), 0
    for field, place in places.items():
        text = row[place]
        if field in _KEPT or text not in (_ANYWHERE if field.endswith("name") else FILLERS):
            continue
        cleaned[place] = ""
        errors += text in _ERRORS
    return cleaned, errors


def error_message(file: str, number: int) -> str:
    """A sentence about so many cells with an error of a spreadsheet."""
    have = "has" if number == 1 else "have"
    return (
        f"{counted(number, 'cell')} of {file} {have} an error of a spreadsheet, such as #REF!: read as empty."
    )
