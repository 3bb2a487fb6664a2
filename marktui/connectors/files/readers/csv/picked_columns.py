"""What was picked by hand where there are several lists: a pick holds for those that have its heading."""

from collections.abc import Sequence

from msgspec import structs

from marktui.connectors.files.readers.choices import NOT_READ, Choices
from marktui.connectors.files.readers.csv.contents import contents_of
from marktui.connectors.files.readers.csv.known_headings import pick_key, pickable
from marktui.connectors.files.readers.csv.lists import open_table
from marktui.connectors.files.roster import FileContent


def choices_of_each(files: Sequence[FileContent], choices: Choices) -> list[Choices]:
    """The choices that hold for each list; a pick that none of them has stays, so that it is refused."""
    if len(files) < 2 or not any(choices.columns.values()):
        return [choices] * len(files)
    headings = [_headings(file, choices) for file in files]
    return [
        structs.replace(
            choices,
            columns={
                name: heading
                for name, heading in choices.columns.items()
                if heading == NOT_READ
                or (name, heading) in own
                or not any((name, heading) in others for others in headings)
            },
        )
        for own in headings
    ]


def _headings(file: FileContent, choices: Choices) -> set[tuple[str, str]]:
    """The picks that a list has, each with its field."""
    table = open_table(file, choices)
    parts = dict(contents_of(table, choices, file.contents).parts)
    keys = set(map(pick_key, pickable(table.headings)))
    return {
        (name, heading)
        for name, heading in choices.columns.items()
        if name.partition(".")[0] in parts and pick_key(heading) in keys
    }
