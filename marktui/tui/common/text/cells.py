"""What a table shows: columns, rows, and the tones of their cells."""

from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """What a colour means. A tone only adds to words that say the same."""

    PLAIN = ""
    MUTED = "muted"
    TEACHER = "teacher"
    PUPIL = "pupil"
    CLASS = "class"
    NEW = "new"
    DESYNCED = "desynced"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


class Toned(Struct, frozen=True):
    """A cell in a tone of its own."""

    text: str
    tone: Tone


Cell = str | Toned
"""Plain text, never markup."""


def cell_text(cell: Cell) -> str:
    """The text of a cell without its tone."""
    return cell.text if isinstance(cell, Toned) else cell


class Row(Struct, frozen=True):
    """One line of a table."""

    id: str
    cells: tuple[Cell, ...]
    """One for every column, those not shown at this width included."""
    tone: Tone = Tone.PLAIN
    """The tone of the whole line; a cell's own tone wins."""


class Column(Struct, frozen=True):
    """One column of a table."""

    title: str
    width: int
    """In cells; a flexible column is never narrower."""
    flex: int = 0
    """The column's share of the spare width; 0 for a fixed one."""
    most: int = 0
    """The width that a flexible column does not grow beyond; 0 for none."""
    right: bool = False
    """Whether the cells are set to the right: numbers."""
    wide_from: int = 0
    """The width of the table from which the column is shown at all."""
