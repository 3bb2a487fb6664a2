"""CSV files of pupils and staff: what each is taken for, and the people in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, structs

from marktui.connectors.files.readers.choices import COLUMN, Choices
from marktui.connectors.files.readers.csv.contents import Contents, contents_of
from marktui.connectors.files.readers.csv.fields import field_guesses, filled_cells
from marktui.connectors.files.readers.csv.known_headings import (
    PUPILS,
    STAFF,
    key_of,
    known_headings,
    pickable,
    preset_of,
)
from marktui.connectors.files.readers.csv.match_columns import Columns, match_columns
from marktui.connectors.files.readers.csv.people import drafts_of
from marktui.connectors.files.readers.csv.school import of_one_school, schools_in
from marktui.connectors.files.readers.csv.table import Table, table_of
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.preview import ColumnGuess, FieldGuess, FilePreview
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import counted
from marktui.hub.spreadsheet.rows import delimiter_words

_FEW = 2
"""How many known headings make a row one of headings."""
_VALUE = re.compile(r"\d{3,}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|[A-Za-z]\d{11}[\dA-Za-z]|\S+@\S+")
"""A number, a date, a UPN or an email: the cell of a row, where no heading is known."""


class ReadList(Struct, frozen=True, kw_only=True):
    """The people of one CSV file."""

    table: Table
    drafts: dict[str, tuple[Draft, ...]]
    """By part: `pupils`, `staff`."""
    fields: frozenset[str]
    """The fields that it has a column for: `pupils.year`."""
    messages: tuple[str, ...]
    changed: tuple[str, ...] = ()
    """What is not as it was when the hub was connected, in sentences."""
    school: str | None = None
    """The school that a column names."""
    doubt: str = ""
    """Why absence from it proves nothing, as a sentence; empty where nothing speaks against it."""


def read_list(file: FileContent, choices: Choices, today: date) -> ReadList:
    """The people of a file; raises where a person has to say something about it first."""
    table = open_table(file, choices)
    contents = contents_of(table, choices, file.contents)
    drafts: dict[str, tuple[Draft, ...]] = {}
    fields: set[str] = set()
    school: str | None = None
    messages = list(_messages(table, contents))
    changed: list[str] = []
    unsaid = contents.unsaid
    for part, columns in _matched(table, contents, choices):
        if columns.needed:
            is_known = table.known >= _FEW or file.contents
            advised = ChoiceNeededError(columns.needed, columns.advice, COLUMN)
            raise advised if is_known else _unknown_contents(table)
        one = of_one_school(table, dict(contents.parts)[part], columns, choices.org)
        school = one.name
        unsaid += one.unsaid
        found = drafts_of(table, one.lines, columns, choices, today)
        drafts[part] = found.drafts
        messages += found.messages
        changed += filter(None, [columns.changed])
        fields.update(f"{part}.{field}" for field in columns.places)
    if not contents.parts:
        raise _unknown_contents(table)
    return ReadList(
        table=table,
        drafts=drafts,
        fields=frozenset(fields),
        messages=tuple(messages),
        changed=tuple(changed),
        school=school,
        doubt=_doubt(table, unsaid),
    )


def preview_list(file: FileContent, choices: Choices) -> FilePreview:
    """What a file is taken for."""
    table = open_table(file, choices)
    if table.known < _FEW and any(map(_VALUE.fullmatch, table.headings)):
        # What stands where headings should is somebody's, and not to be shown.
        table = structs.replace(table, headings=())
    contents = contents_of(table, choices, file.contents)
    needed = "" if contents.parts else _unknown_contents(table).message
    why: dict[int, ColumnGuess] = {}
    fields: list[FieldGuess] = []
    schools: list[str] = []
    changed: list[str] = []
    for part, columns in _matched(table, contents, choices):
        needed = needed or columns.needed
        for place, guess in columns.why.items():
            if place not in why or why[place].field is None:
                why[place] = guess
        lines = dict(contents.parts)[part]
        fields += field_guesses(table, lines, columns, choices)
        schools += schools_in(lines, columns)
        changed += filter(None, [columns.changed])
    return FilePreview(
        file=table.file,
        format="csv",
        words=_words(table),
        contents=contents.words,
        rows=len(table.rows),
        columns=tuple(_column_guesses(table, why)),
        needed=needed,
        fields=tuple(fields),
        said=file.contents,
        place=file.place,
        schools=tuple(dict.fromkeys(schools)),
        changed=" ".join(changed),
    )


def _column_guesses(table: Table, why: Mapping[int, ColumnGuess]) -> Iterator[ColumnGuess]:
    """Every heading, with what it is read as and how many rows have something below it."""
    names = pickable(table.headings)
    filled = filled_cells(table.rows, range(len(names)))
    for place, name in enumerate(names):
        unread = ColumnGuess(name, None, "not a known heading" if name else "no heading")
        yield structs.replace(why.get(place, unread), filled=filled[place])


def open_table(file: FileContent, choices: Choices) -> Table:
    """A file taken apart, its headings found by those that are known or picked."""
    picked = {key_of(heading.partition("#")[0]) for heading in choices.columns.values()}
    known = picked.union(known_headings(PUPILS), known_headings(STAFF)) - {""}

    def knows(cells: Sequence[str]) -> int:
        return len(known.intersection(map(key_of, cells)))

    return table_of(file, knows)


def _matched(table: Table, contents: Contents, choices: Choices) -> Iterator[tuple[str, Columns]]:
    for part, _ in contents.parts:
        yield part, match_columns(table, part, choices)


def _unknown_contents(table: Table) -> ChoiceNeededError:
    if table.known < _FEW:
        return ChoiceNeededError(
            f"{table.file} has no row of headings that say what its columns are.",
            "Export it with headings, pick the columns, or leave this file out.",
            COLUMN,
        )
    return ChoiceNeededError(
        f"{table.file} does not show whether it is of pupils or of staff.",
        "Say which.",
        PUPILS,
    )


def _messages(table: Table, contents: Contents) -> Iterator[str]:
    if table.footer:
        lines = (
            "line, which sums it up, was"
            if table.footer == 1
            else f"{table.footer:,} lines, which sum it up, were"
        )
        yield f"The last {lines} left out of {table.file}."
    if table.encoding_doubt:
        yield table.encoding_doubt
    if contents.neither:
        rows, were = counted(contents.neither, "row"), "was" if contents.neither == 1 else "were"
        yield f"{rows} of {table.file} {were} left out: by their role they are neither pupils nor staff."


def _doubt(table: Table, unsaid: int) -> str:
    if not unsaid:
        return ""
    has = "has" if unsaid == 1 else "have"
    return f"{counted(unsaid, 'row')} of {table.file} {has} no role or no school, and can be anybody's."


def _words(table: Table) -> str:
    preset = preset_of(table.headings)
    words = [f"CSV with {delimiter_words(table.delimiter)}", table.encoding]
    if preset:
        words.append(f"headings as in {preset}")
    return ", ".join(words)
