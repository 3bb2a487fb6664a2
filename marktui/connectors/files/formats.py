"""The door to the readers: files become a roster, and what each is taken for can be seen first.

Nothing here reads from disk or network; the same files give the same roster.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import structs

from marktui.connectors.files.readers.choices import Choices, Setting, choices_of
from marktui.connectors.files.readers.csv.known_headings import FIELDS, PUPILS, field_of
from marktui.connectors.files.readers.csv.lists import preview_list
from marktui.connectors.files.readers.csv.picked_columns import choices_of_each
from marktui.connectors.files.readers.csv.reading import read_csv
from marktui.connectors.files.readers.ctf.preview import preview_ctf
from marktui.connectors.files.readers.ctf.pupils import read_ctf
from marktui.connectors.files.readers.detect import is_xml
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.package import split
from marktui.connectors.files.readers.oneroster.preview import preview_package
from marktui.connectors.files.readers.oneroster.reading import read_package
from marktui.connectors.files.readers.other_files import nothing_left, passed_words, set_apart
from marktui.connectors.files.readers.people.reading import Reading
from marktui.connectors.files.readers.people.school import roster_of
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.files.roster import FileContent, Roster
from marktui.hub.model.errors import FieldError
from marktui.hub.model.text import clean


def read_files(files: Sequence[FileContent], *, today: date, settings: Mapping[str, str]) -> Roster:
    """What files say of a school.

    Args:
        settings: The settings of the connection; those of `Setting` say how files are read.

    Raises:
        IncompleteError: A file is cut off.
        ChoiceNeededError: A person has to say something first; it names the setting.
        ConnectorError: A file cannot be read for another reason.
        FieldError: A setting cannot be.
    """
    choices = _checked(choices_of(settings))
    package, others, passed = _sorted(files, choices)
    readings = [read_package(package, choices, today)] if package else []
    readings += [_read(file, own, today) for file, own in _with_choices(others, choices)]
    return structs.replace(roster_of(readings, choices.ids), passed_over=passed_words(passed))


def preview_files(files: Sequence[FileContent], *, settings: Mapping[str, str]) -> tuple[FilePreview, ...]:
    """What each file is taken for, and each of its headings. Raises as `read_files` does, but for choices."""
    choices = _checked(choices_of(settings))
    package, others, _ = _sorted(files, choices)
    previews = list(preview_package(package)) if package else []
    for file, own in _with_choices(others, choices):
        previews.append(preview_ctf(file) if is_xml(file) else preview_list(file, own))
    return tuple(previews)


def _sorted(
    files: Sequence[FileContent], choices: Choices
) -> tuple[dict[Part, FileContent], list[FileContent], dict[str, str]]:
    """The files of a package, those that are in none, and those that are passed over, with the reason."""
    package, rest = split(files)
    others, passed = set_apart(rest, choices)
    if passed and not package and not others:
        raise nothing_left(passed)
    return package, others, passed


def _with_choices(files: Sequence[FileContent], choices: Choices) -> list[tuple[FileContent, Choices]]:
    """The files that are in no package, each with the choices that hold for it."""
    lists = [file for file in files if not is_xml(file)]
    own = iter(choices_of_each(lists, choices))
    return [(file, choices if is_xml(file) else next(own)) for file in files]


def _checked(choices: Choices) -> Choices:
    """The choices; raises `FieldError` where a column was picked for a field that there is not."""
    for name in choices.columns:
        part, _, field = name.partition(".")
        if field_of(part, field) is None:
            known = ", ".join(one.name for one in FIELDS.get(part, FIELDS[PUPILS]))
            raise FieldError(
                Setting.COLUMNS,
                f"No field of a file is called {clean(name)[:50] or 'nothing'}.",
                f"Those of {part if part in FIELDS else PUPILS} are {known}.",
            )
    return choices


def _read(file: FileContent, choices: Choices, today: date) -> Reading:
    return read_ctf(file, today) if is_xml(file) else read_csv(file, choices, today)
