"""A pupil in the web hub's CSV: a row as it was read, and what is wrong with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from marktui.hub.model.text import clean, fold
from marktui.hub.people.birth_date import is_possible
from marktui.hub.people.upn import is_valid_upn, tidy_upn
from marktui.hub.people.written_date import written_day
from marktui.hub.spreadsheet.formula import unguarded
from marktui.hub.web_hub.columns import Column
from marktui.hub.web_hub.table import Table

PUPIL_TYPE = "S"
"""The user type of a pupil, for *student*."""
_PUPIL_TYPES = frozenset({"s", "student", "pupil"})
_NO = frozenset({"n", "no"})


class PupilRow(Struct, frozen=True, kw_only=True):
    """A row that can be used; what it does not say is None."""

    line: int
    """The line on which it begins."""
    user_id: str | None = None
    first_name: str = ""
    last_name: str = ""
    year_group: str | None = None
    """The name of the year group in the web hub."""
    class_name: str | None = None
    born: date | None = None
    upn: str | None = None
    """A UPN whose check letter is right."""
    wrong_upn: bool = False
    """Whether there is a UPN whose check letter is wrong."""
    is_without_access: bool = False

    @property
    def label(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class BadRow(Struct, frozen=True, kw_only=True):
    """A row that cannot be used."""

    line: int
    cells: tuple[str, ...]
    label: str
    """What of its name can be read."""
    why: str
    """What is wrong with it, as a sentence."""


def read_pupils(table: Table, today: date) -> tuple[list[PupilRow], list[BadRow]]:
    """The rows of a file: those that can be used, and the others."""
    read = [(line, cells, _read(line, table.layout.cells(cells), today)) for line, cells in table.rows]
    wide = len(table.layout.headings)
    ids = Counter(row.user_id for _, _, row in read if isinstance(row, PupilRow))
    good: list[PupilRow] = []
    bad: list[BadRow] = []
    for line, cells, row in read:
        if any(cells[wide:]):
            why = "The row has more cells than there are headings."
        elif isinstance(row, str):
            why = row
        elif row.user_id and ids[row.user_id] > 1:
            why = "Another line has the same User ID."
        else:
            good.append(row)
            continue
        label = _label(table.layout.cells(cells))
        bad.append(BadRow(line=line, cells=tuple(cells), label=label, why=why))
    return good, bad


def _read(line: int, cells: Mapping[Column, str], today: date) -> PupilRow | str:
    """The pupil of a row, or what is wrong with it."""
    said = {column: clean(unguarded(cell)) for column, cell in cells.items()}
    kind = fold(said.get(Column.USER_TYPE, ""))
    if kind and kind not in _PUPIL_TYPES:
        return f"The user type is not {PUPIL_TYPE}, so this is not a pupil."
    if not said[Column.FIRST_NAME] and not said[Column.LAST_NAME]:
        return "The row has no name."
    written = said.get(Column.BIRTH_DATE, "")
    born = written_day(written, today, is_ahead=False) if written else None
    if written and born is None:
        return "The date of birth is not a date in the form DD/MM/YYYY."
    if born and not is_possible(born, today):
        return "The date of birth cannot be right."
    upn = tidy_upn(said.get(Column.UPN, ""))
    return PupilRow(
        line=line,
        user_id=said.get(Column.USER_ID) or None,
        first_name=said[Column.FIRST_NAME],
        last_name=said[Column.LAST_NAME],
        year_group=said.get(Column.YEAR_GROUP) or None,
        class_name=said.get(Column.CLASS) or None,
        born=born,
        upn=upn if is_valid_upn(upn) else None,
        wrong_upn=bool(upn) and not is_valid_upn(upn),
        is_without_access=fold(said.get(Column.ACCESS, "")) in _NO,
    )


def _label(cells: Mapping[Column, str]) -> str:
    names: Sequence[str] = (cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, ""))
    return clean(" ".join(filter(None, map(unguarded, names))))
