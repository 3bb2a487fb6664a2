"""The lines of the page *Headings*, and what each says: headings and counts, never what stands below them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from marktui.connectors.files.readers.choices import Setting
from marktui.connectors.files.readers.preview import ColumnGuess, FieldGuess, FilePreview
from marktui.hub.model.text import counted
from marktui.tui.common.text.cells import Cell, Row, Tone, Toned

FOUND_OUT = "worked out by itself"


class FileLine(Struct, frozen=True):
    """A file, and who is in it."""

    file: FilePreview

    @property
    def is_list(self) -> bool:
        """Whether it is a list whose headings can be picked; other formats say what stands where."""
        return self.file.format == "csv"


class FieldLine(Struct, frozen=True):
    """A field, and the heading that it is read from."""

    file: FilePreview
    guess: FieldGuess
    is_shared: bool
    """Whether other files have the field, too, for which a choice holds as well."""


class ColumnLine(Struct, frozen=True):
    """A heading that is read as no field."""

    file: FilePreview
    guess: ColumnGuess


class SettingLine(Struct, frozen=True):
    """How all files are read."""

    setting: Setting
    value: str
    answers: Mapping[str, str]
    """What can be said, and the same for people."""


Line = FileLine | FieldLine | ColumnLine | SettingLine

_LABELS = {
    Setting.DATES: "03/04/2016 is",
    Setting.GRADES: "grade 5 is",
    Setting.IDS: "pupils told apart by",
    Setting.ORG: "this hub's school",
}
_ANSWERS: Mapping[Setting, Mapping[str, str]] = {
    Setting.DATES: {"day-first": "3 April, day first", "month-first": "4 March, month first"},
    Setting.GRADES: {"uk": "Year 5, as in the United Kingdom", "us": "Year 6, as in the United States"},
    Setting.IDS: {"id": "the id in the MIS", "upn": "the UPN", "admission": "the admission number"},
}
_SENTENCES = {
    Setting.DATES: "What a date such as 03/04/2016 means in all files.",
    Setting.GRADES: "What grade 5 means in OneRoster.",
    Setting.IDS: "The number that tells pupils apart.",
    Setting.ORG: "Which school is this hub's, where the files hold several.",
}


def lines_of(files: Sequence[FilePreview], settings: Mapping[str, str]) -> tuple[Line, ...]:
    """The files one after the other, each with its fields and what is not read; then how all are read."""
    times = [guess.field for file in files for guess in file.fields]
    lines: list[Line] = []
    for file in files:
        head = FileLine(file)
        unread = (guess for guess in file.columns if guess.heading and guess.field is None)
        lines.append(head)
        lines.extend(FieldLine(file, guess, times.count(guess.field) > 1) for guess in file.fields)
        lines.extend(ColumnLine(file, guess) for guess in unread if head.is_list)
    return (*lines, *_setting_lines(files, settings))


def id_of(line: Line) -> str:
    """What tells a line from the others, whatever is changed in it."""
    match line:
        case FileLine(file):
            return f"file {file.file}"
        case FieldLine(file, guess):
            return f"field {guess.field} {file.file}"
        case ColumnLine(file, guess):
            return f"column {guess.heading} of {file.file}"
        case SettingLine(setting):
            return f"setting {setting}"


def row_of(line: Line) -> Row:
    """A line as it stands in the table: field, heading, rows, how it was found."""
    match line:
        case FileLine(file):
            rows = counted(file.rows, "row") if file.rows is not None else ""
            unknown = _open("not known") if line.is_list else ""
            of = Toned(file.contents, Tone.GOOD) if file.contents else unknown
            how = f"{'chosen by hand; ' if file.said else ''}{file.words}"
            return Row(id_of(line), (Toned(file.file, Tone.CLASS), of, rows, how))
        case FieldLine(_, guess):
            star = " *" if guess.is_required else ""
            count = _count(guess.filled, guess.rows) if guess.heading and not guess.is_open else ""
            return Row(id_of(line), (f"  {guess.label}{star}", _heading(guess), count, guess.why))
        case ColumnLine(file, guess):
            cells = ("  not read", guess.heading, _count(guess.filled or 0, file.rows or 0), guess.why)
            return Row(id_of(line), cells, Tone.MUTED)
        case SettingLine(setting, value, answers):
            how = "chosen by hand" if value else ""
            return Row(id_of(line), (_LABELS[setting], answers.get(value, value) or FOUND_OUT, "", how))


def sentence_of(line: Line) -> str:
    """A line in full."""
    match line:
        case FileLine(file):
            if not line.is_list:
                return f"{file.file}: {file.words}. Its format says what stands where."
            of = f"is taken for a list of {file.contents}" if file.contents else "does not show who is in it"
            return f"{file.file} {of}: {file.words}."
        case FieldLine(_, guess, is_shared):
            everywhere = " A choice holds for each file that has its heading." if is_shared else ""
            return f"{_field_sentence(guess)}{everywhere}"
        case ColumnLine(file, guess):
            found = _filled(guess.filled or 0, file.rows or 0)
            return f"“{guess.heading}” is not read: {guess.why}. {found}"
        case SettingLine(setting):
            return _SENTENCES[setting]


def _setting_lines(files: Sequence[FilePreview], settings: Mapping[str, str]) -> Iterator[SettingLine]:
    formats = {file.format for file in files}
    schools = {name: name for file in files for name in file.schools}
    matters = {
        Setting.DATES: "csv" in formats,
        Setting.GRADES: bool(formats & {"oneroster", "sds"}),
        Setting.IDS: True,
        Setting.ORG: len(schools) > 1,
    }
    for setting, does_matter in matters.items():
        value = settings.get(setting, "")
        if does_matter or value:
            yield SettingLine(setting, value, schools if setting is Setting.ORG else _ANSWERS[setting])


def _heading(guess: FieldGuess) -> Cell:
    if guess.is_open:
        return _open(guess.heading or "pick one")
    if guess.heading:
        return guess.heading
    return _open("none") if guess.is_required else Toned("none", Tone.MUTED)


def _open(text: str) -> Toned:
    """A cell of which a person has to say more."""
    return Toned(f"! {text}", Tone.WARNING)


def _field_sentence(guess: FieldGuess) -> str:
    label = f"{guess.label[0].upper()}{guess.label[1:]}"
    if guess.is_open and guess.heading:
        return f"{label}: “{guess.heading}” was picked by hand, and there is no such heading."
    if guess.is_open:
        return f"{label}: two columns can be it, and they differ. Pick one."
    if guess.heading:
        return f"{label} is read from “{guess.heading}”, {guess.why}. {_filled(guess.filled, guess.rows)}"
    needed = " It is needed, unless there is a full name." if guess.is_required else ""
    why = ", which was chosen by hand" if guess.is_picked else f": {guess.why}" if guess.why else ""
    return f"{label} is read from no column{why}.{needed}"


def _filled(filled: int, rows: int) -> str:
    return f"{filled:,} of {counted(rows, 'row')} {'has' if filled == 1 else 'have'} something there."


def _count(filled: int, rows: int) -> str:
    return f"{filled:,} of {rows:,}"
