"""The door to the readers: files become a roster, and what each is taken for can be seen first.

Nothing here reads from disk or network; the same files give the same roster.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from marktui.connectors.files.readers.choices import choices_of
from marktui.connectors.files.readers.csv.lists import preview_list
from marktui.connectors.files.readers.csv.roster import roster_of_lists
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.files.roster import FileContent, Roster


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
    choices = choices_of(settings)
    return roster_of_lists(files, choices, today)


def preview_files(files: Sequence[FileContent], *, settings: Mapping[str, str]) -> tuple[FilePreview, ...]:
    """What each file is taken for, and each of its headings. Raises as `read_files` does, but for choices."""
    choices = choices_of(settings)
    return tuple(preview_list(file, choices) for file in files)
