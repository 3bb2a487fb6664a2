"""What can go wrong with the cells of a table of people."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from marktui.sandbox.files.table import Table

_LAST_NAMES = "surname", "last name", "familyname", "legal surname", "legal last name"
_NAMES = (*_LAST_NAMES, "forename", "first name", "givenname", "legal forename", "legal first name")
_BIRTH_DATES = "date of birth", "dob", "birthdate"
_IDS = "arbor id", "adno", "admission number", "sis id", "sourcedid"
_YEARS = "year group", "year", "nc year", "grades", "grade"
_YEAR_4 = "4", "Y4", "Year 4"

Cells = dict[str, str]
"""One row, by headings."""


def _cells(alter: Callable[[str, str], str], first: int | None = None) -> Callable[[Table], Table]:
    """Alter cells by heading in the first so many rows, or in all."""

    def altered(table: Table) -> Table:
        headings = [heading.casefold() for heading in table.headings]
        rows = tuple(
            tuple(alter(heading, cell) for heading, cell in zip(headings, row, strict=True))
            if first is None or number < first
            else row
            for number, row in enumerate(table.rows)
        )
        return replace(table, rows=rows)

    return altered


def _kept(keep: Callable[[int, Cells], bool]) -> Callable[[Table], Table]:
    """Leave rows out; keep says whether a row stays, by its number and its cells."""

    def kept(table: Table) -> Table:
        headings = [heading.casefold() for heading in table.headings]
        rows = tuple(
            row
            for number, row in enumerate(table.rows)
            if keep(number, dict(zip(headings, row, strict=True)))
        )
        return replace(table, rows=rows)

    return kept


def _without_ids(table: Table) -> Table:
    stay = [at for at, heading in enumerate(table.headings) if heading.casefold() not in (*_IDS, "upn")]
    rows = tuple(tuple(row[at] for at in stay) for row in table.rows)
    return Table(tuple(table.headings[at] for at in stay), rows)


def _heading_twice(table: Table) -> Table:
    at = next((at for at, one in enumerate(table.headings) if one.casefold() in _LAST_NAMES), None)
    if at is None:
        return table
    # Under the second of them stands something else, such as a parent's.
    return Table((*table.headings, table.headings[at]), tuple((*row, row[at][::-1]) for row in table.rows))


def _with_spaces(table: Table) -> Table:
    rows = tuple((*(f"  {cell} " for cell in row), "") for row in table.rows)
    return Table(
        (*(f" {heading} " for heading in table.headings), ""), (*rows, ("",) * (len(table.headings) + 1))
    )


TABLE_FAULTS: Mapping[str, Callable[[Table], Table]] = {
    "formulas": _cells(lambda heading, cell: f"'={cell}" if heading in _LAST_NAMES else cell, first=5),
    "capitals": _cells(lambda heading, cell: cell.upper() if heading in _NAMES else cell),
    "bad-dates": _cells(lambda heading, cell: "soon" if heading in _BIRTH_DATES else cell, first=3),
    "spreadsheet-ids": _cells(lambda heading, cell: "7.001E+12" if heading in _IDS else cell, first=3),
    "trailing-spaces": _with_spaces,
    "duplicate-heading": _heading_twice,
    "no-ids": _without_ids,
    "half": _kept(lambda number, cells: number % 2 == 0),
    "no-year-4": _kept(lambda number, cells: not any(cells.get(one) in _YEAR_4 for one in _YEARS)),
}
"""What each does to a table of pupils, by the name of the fault."""
