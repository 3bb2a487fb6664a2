"""The rows of a table made into people, each judged by itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from marktui.connectors.files.readers.choices import COLUMN, Choices
from marktui.connectors.files.readers.csv.dates import BIRTH_DATE, Dates, dates_of
from marktui.connectors.files.readers.csv.fillers import FILLERS, error_message, without_fillers
from marktui.connectors.files.readers.csv.known_headings import FIELDS, PUPILS
from marktui.connectors.files.readers.csv.match_columns import Columns
from marktui.connectors.files.readers.csv.statuses import says_left, unknown_status, unknown_words
from marktui.connectors.files.readers.csv.table import Line, Table
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.readers.people.birth_dates import known_birth
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.ids import is_shortened
from marktui.connectors.files.readers.people.names import Named, names_of
from marktui.connectors.mis import Oddity
from marktui.connectors.rows import clean_or_none, first_address, has_left, upn_of
from marktui.connectors.year_codes import year_code
from marktui.hub.model.text import one_spaced

_LONGEST = 1_000
"""The most characters of a cell that is read; no name or address has a tenth of it."""
_MOST_NAMES = {"year": 300, "class": 10_000}
"""How many year groups and classes a school can have; their names stand in different ways."""
_DATES = {"date_of_birth": BIRTH_DATE, "entry_date": "entry date", "leaving_date": "leaving date"}


class Drafts(Struct, frozen=True):
    """The people of one part of one file."""

    drafts: tuple[Draft, ...]
    messages: tuple[str, ...]
    """What a person should know, as sentences."""


def drafts_of(table: Table, lines: Sequence[Line], columns: Columns, choices: Choices, today: date) -> Drafts:
    """The people of one part of a file; raises where its dates can be read in two ways."""
    dates: dict[str, Dates] = {}
    messages = []
    for field, label in _DATES.items():
        place = columns.places.get(field)
        if place is not None:
            texts = (line.cells[place] for line in lines if place < len(line.cells))
            dates[field] = dates_of(texts, today, choices.dates, table.file, label)
            messages += [f"The {label} in {table.file} {what}." for what in dates[field].messages]
    for field, most in _MOST_NAMES.items():
        _refuse_many(table, lines, columns, field, most)
    reader = _Reader(table, columns, dates, today)
    drafts = tuple(map(reader.draft, lines))
    if reader.errors:
        messages.append(error_message(table.file, reader.errors))
    if "status" in columns.places:
        messages += unknown_words(table.file, drafts)
    return Drafts(drafts, tuple(messages))


def _refuse_many(table: Table, lines: Sequence[Line], columns: Columns, field: str, most: int) -> None:
    """Raise where a column has so many names of groups that it must be another one."""
    place = columns.places.get(field)
    if place is None:
        return
    if len({line.cells[place] for line in lines if place < len(line.cells)}) > most:
        raise ChoiceNeededError(
            f"{table.file} has more than {most:,} names in its column “{table.headings[place]}”, "
            f"too many for the {field} of its {columns.part}.",
            f"Pick another one for {columns.part}.{field}, or none.",
            COLUMN,
        )


class _Stay(Struct, frozen=True, gc=False):
    """When somebody came and left."""

    starts_on: date | None = None
    """A first day in the future."""
    has_left: bool = False
    left_on: date | None = None
    problem: str = ""
    open_status: str = ""
    """A status that does not say whether they are on roll."""


_HERE = _Stay()


class _Reader:
    """Reads the rows of one part of one file."""

    def __init__(self, table: Table, columns: Columns, dates: Mapping[str, Dates], today: date) -> None:
        self._file = table.file
        self._width = len(table.headings)
        # A field without a column is the last cell, which is empty in each row that is read.
        self._places = {field.name: columns.places.get(field.name, -1) for field in FIELDS[columns.part]}
        self._dates = dates
        self._today = today
        self._read = self._pupil if columns.part == PUPILS else self._staff
        self._years: dict[str, tuple[str | None, str | None]] = {}
        self.errors = 0
        """How many cells have an error of a spreadsheet."""

    def draft(self, line: Line) -> Draft:
        """A row as a person; one that cannot be used says why."""
        width, cells = self._width, line.cells
        row = cells[:width] + [""] * (width + 1 - len(cells)) if len(cells) <= width else [*cells[:width], ""]
        problem = _shape_problem(cells, width) if len(cells) > width else ""
        if max(map(len, row)) > _LONGEST:
            problem, row = "a cell is far too long", [cell[:_LONGEST] for cell in row]
        if not FILLERS.isdisjoint(row):
            row, errors = without_fillers(row, self._places)
            self.errors += errors
        return self._read(line, row, self._named(row), problem)

    def _pupil(self, line: Line, row: list[str], named: Named, problem: str) -> Draft:
        at = self._places
        number, admission = one_spaced(row[at["id"]]), one_spaced(row[at["admission"]])
        born, odd, no_date = self._born(row)
        stay = self._stay(row)
        year, code = self._year(row[at["year"]])
        class_name = clean_or_none(row[at["class"]])
        return Draft(
            file=self._file,
            line=line.number,
            cells=line.cells,
            number=number,
            upn=upn_of(row[at["upn"]]),
            admission=admission,
            first=named.first,
            last=named.last,
            born=born,
            oddities=odd,
            year=year,
            year_code=code,
            classes=(class_name,) if class_name else (),
            starts_on=stay.starts_on,
            has_left=stay.has_left,
            left_on=stay.left_on,
            open_status=stay.open_status,
            problem=problem or named.problem or _number_problem(number, admission) or no_date or stay.problem,
        )

    def _staff(self, line: Line, row: list[str], named: Named, problem: str) -> Draft:
        at = self._places
        number, code = one_spaced(row[at["id"]]), one_spaced(row[at["code"]])
        email, odd = first_address([row[at["email"]]])
        stay = self._stay(row)
        return Draft(
            file=self._file,
            line=line.number,
            cells=line.cells,
            number=number,
            code=code,
            email=email,
            first=named.first,
            last=named.last,
            oddities=odd,
            starts_on=stay.starts_on,
            has_left=stay.has_left,
            left_on=stay.left_on,
            open_status=stay.open_status,
            problem=problem or named.problem or _number_problem(number, code) or stay.problem,
        )

    def _named(self, row: list[str]) -> Named:
        at = self._places
        return names_of(
            row[at["preferred_first_name"]] or row[at["first_name"]] or row[at["legal_first_name"]],
            row[at["preferred_last_name"]] or row[at["last_name"]] or row[at["legal_last_name"]],
            row[at["full_name"]],
        )

    def _year(self, text: str) -> tuple[str | None, str | None]:
        """A year group as it is written, and its code; each text is looked at once."""
        known = self._years.get(text)
        if known is None:
            year = clean_or_none(text)
            known = self._years[text] = year, year_code(year) if year else None
        return known

    def _born(self, row: list[str]) -> tuple[date | None, tuple[Oddity, ...], str]:
        """The birth date, what is odd about it, and why it cannot be read."""
        try:
            born = self._day(row, "date_of_birth")
        except ValueError:
            return None, (), "the birth date is not a date"
        return *known_birth(born, self._today), ""

    def _stay(self, row: list[str]) -> _Stay:
        """When somebody came and left."""
        label = "entry date"
        try:
            started = self._day(row, "entry_date")
            label = "leaving date"
            left = self._day(row, "leaving_date")
        except ValueError:
            return _Stay(problem=f"the {label} is not a date")
        status = row[self._places["status"]]
        if started is None and left is None and not status:
            return _HERE
        is_gone = bool(status) and left is None and says_left(status)
        return _Stay(
            starts_on=started if started is not None and started > self._today else None,
            has_left=is_gone or has_left(left, started, self._today),
            left_on=left,
            open_status=unknown_status(status) if status else "",
        )

    def _day(self, row: list[str], field: str) -> date | None:
        text = row[self._places[field]]
        return self._dates[field].day(text) if text else None


def _shape_problem(cells: Sequence[str], width: int) -> str:
    return "it has more cells than there are headings" if any(map(str.strip, cells[width:])) else ""


def _number_problem(*numbers: str) -> str:
    return "a spreadsheet has shortened a number, as in 1.23E+12" if any(map(is_shortened, numbers)) else ""
