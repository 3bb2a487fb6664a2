"""The columns of the web hub's CSV, whatever the product calls them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import enumerated, fold


class Column(StrEnum):
    """A column that marktui understands; the value is its name in the history and in sentences."""

    ACTION = "Action"
    USER_ID = "User ID"
    USER_TYPE = "User Type"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    YEAR_GROUP = "Year group"
    CLASS = "Class"
    BIRTH_DATE = "Date of birth"
    UPN = "UPN"
    ACCESS = "Access to application"


COMPARED = (
    Column.FIRST_NAME,
    Column.LAST_NAME,
    Column.YEAR_GROUP,
    Column.CLASS,
    Column.BIRTH_DATE,
    Column.UPN,
)
"""What is compared to tell whether the web hub has a pupil as the hub has them."""
_HEADINGS: Mapping[str, Column] = {
    "action": Column.ACTION,
    "user id": Column.USER_ID,
    "userid": Column.USER_ID,
    "user type": Column.USER_TYPE,
    "usertype": Column.USER_TYPE,
    "type": Column.USER_TYPE,
    "first name": Column.FIRST_NAME,
    "firstname": Column.FIRST_NAME,
    "forename": Column.FIRST_NAME,
    "last name": Column.LAST_NAME,
    "lastname": Column.LAST_NAME,
    "surname": Column.LAST_NAME,
    "year group": Column.YEAR_GROUP,
    "yeargroup": Column.YEAR_GROUP,
    "class": Column.CLASS,
    "class name": Column.CLASS,
    "registration group": Column.CLASS,
    "date of birth": Column.BIRTH_DATE,
    "birth date": Column.BIRTH_DATE,
    "dob": Column.BIRTH_DATE,
    "upn": Column.UPN,
    "unique pupil number": Column.UPN,
    "access to application": Column.ACCESS,
}
_REQUIRED = frozenset(
    {
        "action",
        "user type",
        "first name",
        "last name",
        "year group",
        "class",
        "date of birth",
        "gender",
    }
)
"""What MARK's template requires, for one whose headings carry no asterisk."""
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MARK = "*"


class Layout(Struct, frozen=True):
    """The heading row of a file, and what each column is."""

    headings: tuple[str, ...]
    columns: tuple[Column | None, ...]
    """What each column is; None for one that marktui does not know."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that marktui does not know."""
        return tuple(
            heading
            for heading, column in zip(self.headings, self.columns, strict=True)
            if not column and heading
        )

    @property
    def compared(self) -> tuple[Column, ...]:
        """The columns by which a pupil is compared, as far as the file has them."""
        return tuple(one for one in COMPARED if one in self.columns)

    @property
    def required(self) -> tuple[tuple[Column | None, str], ...]:
        """The columns that need a value, with their headings: an asterisk says so, or MARK's own template."""
        has_marks = any(_MARK in heading for heading in self.headings)
        return tuple(
            (column, heading)
            for column, heading in zip(self.columns, self.headings, strict=True)
            if (_MARK in heading if has_marks else _title(heading) in _REQUIRED)
        )

    def cells(self, row: Sequence[str]) -> dict[Column, str]:
        """The cells of a row by column; a column that the row does not reach is empty."""
        filled = (*row, *("" for _ in self.headings[len(row) :]))
        return {column: cell for column, cell in zip(self.columns, filled, strict=False) if column}


USUAL = (
    "Action",
    Column.USER_ID.value,
    Column.USER_TYPE.value,
    *(one.value for one in COMPARED[:-1]),
)
"""The headings of MARK's template that marktui can fill, for a look at what is due without a template."""


def count_headings(cells: Sequence[str]) -> int:
    """How many cells of a row are headings that marktui knows."""
    return sum(_title(cell) in _HEADINGS for cell in cells)


def layout_of(headings: Sequence[str], name: str) -> Layout:
    """What the columns of a heading row are.

    Args:
        name: The file's name in an error.

    Raises:
        UsageError: It is not a heading row of the web hub.
    """
    columns = _columns(headings)
    missing = [one.value for one in (Column.FIRST_NAME, Column.LAST_NAME) if one not in columns]
    if missing:
        raise UsageError(
            f"{name} is not a CSV file of the web hub: it has no column {enumerated(missing)}.",
            "Download it in the web hub: Pupils, then Export CSV, or Import CSV and Download template.",
        )
    twice = [one.value for one in Column if columns.count(one) > 1]
    if twice:
        raise UsageError(
            f"{name} has several columns for {enumerated(twice)}.", "Leave one of them in the file."
        )
    return Layout(tuple(headings), columns)


def _columns(headings: Sequence[str]) -> tuple[Column | None, ...]:
    """What each column is. Where several could be one, it is the one that is called just so."""
    titles = [_title(heading) for heading in headings]
    found = [_HEADINGS.get(title) for title in titles]
    own = {one: fold(one.value) for one in Column}
    named = {one for one, title in zip(found, titles, strict=True) if one and title == own[one]}
    return tuple(
        None if one is None or (one in named and title != own[one]) else one
        for one, title in zip(found, titles, strict=True)
    )


def _title(heading: str) -> str:
    """A heading as it is compared: without case, asterisk, punctuation, and what stands in brackets."""
    return " ".join(re.split(r"[\W_]+", fold(_IN_BRACKETS.sub(" ", heading)))).strip()
