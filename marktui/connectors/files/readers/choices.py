"""What a person has said about the files, kept in the settings of the connection."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec import Struct

from marktui.hub.model.errors import FieldError


class Setting(StrEnum):
    """The settings that say how files are read; none is needed."""

    COLUMNS = "columns"
    """The columns picked by hand, as JSON: `{"pupils.upn": "Unique No"}`."""
    DATES = "dates"
    """The order of dates such as 03/04/2016: `day-first` or `month-first`."""
    GRADES = "grades"
    """What a grade means in OneRoster: `uk` (5 is Year 5) or `us` (5 is Year 6)."""
    IDS = "ids"
    """What tells pupils apart: `id`, `upn` or `admission`; else the best that a file has."""
    ORG = "org"
    """The school to be read of files that hold several: its id or its name."""


ANSWERS: Mapping[Setting, tuple[str, ...]] = {
    Setting.DATES: ("day-first", "month-first"),
    Setting.GRADES: ("uk", "us"),
    Setting.IDS: ("id", "upn", "admission"),
}
"""What those settings can be that have only a few answers."""

COLUMN = "column"
"""The option with which one column is picked, as `pupils.upn=Unique No`."""
NOT_READ = ""
"""The heading that stands for "no column": a field that is not to be read."""
AGREED = "agreed"
"""The setting with what each list was read from when the hub was connected (`csv/agreed_columns.py`)."""


class AgreedList(Struct, frozen=True):
    """One list of pupils or staff, as it was when the hub was connected."""

    part: str
    """Who is in it: `pupils` or `staff`."""
    fields: Mapping[str, str]
    """The heading of each field that was read."""
    headings: tuple[str, ...]


class Choices(Struct, frozen=True):
    """The settings, checked."""

    columns: Mapping[str, str] = {}
    """The heading of each field that was picked by hand, by `pupils.upn`; `NOT_READ` for none."""
    dates: str = ""
    grades: str = ""
    ids: str = ""
    org: str = ""
    agreed: tuple[AgreedList, ...] = ()
    """What each list was read from when the hub was connected; nothing while it is being connected."""


def choices_of(settings: Mapping[str, str]) -> Choices:
    """The choices among the settings of a connection; raises `FieldError` for one that cannot be."""
    given = {name: settings.get(name, "").strip() for name in Setting}
    for setting, answers in ANSWERS.items():
        if given[setting] and given[setting] not in answers:
            raise FieldError(setting, f"“{setting}” has to be {' or '.join(answers)}.")
    others = {name.value: value for name, value in given.items() if name is not Setting.COLUMNS}
    return Choices(_columns(given[Setting.COLUMNS]), **others, agreed=_agreed(settings.get(AGREED, "")))


def with_column(settings: Mapping[str, str], field: str, heading: str | None) -> dict[str, str]:
    """The settings with a column picked for a field, such as `pupils.upn`; None goes back to the guess."""
    columns = dict(choices_of(settings).columns)
    columns.pop(field, None)
    if heading is not None:
        columns[field] = heading
    others = {name: value for name, value in settings.items() if name != Setting.COLUMNS}
    return others | ({Setting.COLUMNS.value: msgspec.json.encode(columns).decode()} if columns else {})


def _columns(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise FieldError(Setting.COLUMNS, "The columns picked by hand are damaged.") from None


def _agreed(text: str) -> tuple[AgreedList, ...]:
    try:
        return msgspec.json.decode(text, type=tuple[AgreedList, ...]) if text else ()
    except (msgspec.DecodeError, UnicodeEncodeError):
        return ()
