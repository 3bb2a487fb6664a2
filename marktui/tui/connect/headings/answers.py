"""What can be said of a line of the page *Headings*, and the settings of the connection after that."""

from collections.abc import Mapping

from msgspec import Struct

from marktui.connectors.files.look import PARTS, with_contents
from marktui.connectors.files.readers.choices import NOT_READ, with_column
from marktui.connectors.files.readers.csv.known_headings import FIELDS, field_of
from marktui.connectors.files.readers.preview import ColumnGuess, FilePreview
from marktui.hub.model.text import counted
from marktui.tui.connect.headings.lines import (
    FOUND_OUT,
    ColumnLine,
    FieldLine,
    FileLine,
    Line,
    SettingLine,
    sentence_of,
)

_FOUND = ""
"""The answer that goes back to what is found out."""
_NONE = "none"
_HEADING = "="
"""What stands in front of a heading, so that none is taken for another answer."""


class Asked(Struct, frozen=True):
    """A question about a line."""

    title: str
    answers: Mapping[str, str]
    """Each answer, and the same for people."""
    now: str
    """The answer that holds."""


def asked_of(line: Line) -> Asked | None:
    """What can be said of a line; None where nothing can."""
    match line:
        case FileLine(file):
            answers = {_FOUND: FOUND_OUT, **{part: part for part in PARTS}}
            is_open = line.is_list and file.place
            return Asked(f"Who is in {file.file}?", answers, file.said) if is_open else None
        case FieldLine(file, guess):
            picked = f"{_HEADING}{guess.heading}" if guess.heading else _NONE
            now = picked if guess.is_picked else _FOUND
            return Asked(f"Which heading is the {guess.label}?", _headings(file), now)
        case ColumnLine(file, guess):
            return Asked(f"What is “{guess.heading}”?", _fields(file), "")
        case SettingLine(_, value, answers):
            return Asked(sentence_of(line), {_FOUND: FOUND_OUT, **answers}, value)


def settings_after(line: Line, answer: str, settings: Mapping[str, str]) -> dict[str, str]:
    """The settings of the connection, once a question about a line has been answered."""
    match line:
        case FileLine(file):
            return with_contents(settings, file.place, answer)
        case FieldLine(_, guess):
            heading = None if answer == _FOUND else NOT_READ if answer == _NONE else answer[len(_HEADING) :]
            return with_column(settings, guess.field, heading)
        case ColumnLine(_, guess):
            return with_column(settings, answer, guess.heading)
        case SettingLine(setting):
            others = {name: text for name, text in settings.items() if name != setting}
            return others | ({setting.value: answer} if answer else {})


def cleared(line: Line, settings: Mapping[str, str]) -> dict[str, str]:
    """The settings without what was said of a line: what is found out holds again."""
    can_be_said = asked_of(line) is not None and not isinstance(line, ColumnLine)
    return settings_after(line, _FOUND, settings) if can_be_said else dict(settings)


def why_not_asked(line: Line) -> str:
    """Why nothing can be said of a line."""
    if isinstance(line, FileLine) and line.is_list:
        return "Who is in a list of a zip cannot be chosen: unpack it, and connect to the folder."
    return "The format of this file says what stands where: there is nothing to choose."


def _headings(file: FilePreview) -> dict[str, str]:
    """The headings of a file, with how many rows have something below each."""
    named = {
        f"{_HEADING}{column.heading}": f"{column.heading}  ({_column_words(column, file)})"
        for column in file.columns
        if column.heading
    }
    return {_FOUND: FOUND_OUT, **named, _NONE: "none: it is not read"}


def _fields(file: FilePreview) -> dict[str, str]:
    """The fields that a heading can be read as: of pupils and staff, where it is open who is in the file."""
    parts = [part for part in PARTS if part in file.contents] or list(PARTS)
    whose = {part: f"{part}: " if len(parts) > 1 else "" for part in parts}
    return {f"{part}.{one.name}": f"{whose[part]}{one.label}" for part in parts for one in FIELDS[part]}


def _column_words(column: ColumnGuess, file: FilePreview) -> str:
    """How many rows have something below a heading, and what it is read as now."""
    part, _, name = (column.field or "").partition(".")
    field = field_of(part, name)
    now = f"; now the {field.label}" if field else ""
    return f"{column.filled or 0:,} of {counted(file.rows or 0, 'row')}{now}"
