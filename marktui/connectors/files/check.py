"""What a person sees when a hub is connected to files: what each was taken for, and what is in them."""

from collections.abc import Iterator, Mapping, Sequence

from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.csv.agreed_columns import agreed_in
from marktui.connectors.files.readers.csv.known_headings import field_of
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.files.roster import FileContent, Roster
from marktui.connectors.mis import Granted, InvalidRow, Readable
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, enumerated


def granted(files: Sequence[FileContent], roster: Roster, settings: Mapping[str, str]) -> Granted:
    """What the files have, and what of them is not read."""
    previews = preview_files(files, settings=settings)
    return Granted(
        school=roster.school,
        missing=(),
        warnings=(*roster.warnings, *_messages(roster), *_unsaid_school(previews, settings.get("org", ""))),
        entities=tuple(map(_readable, previews)),
        kinds=tuple(kind for kind in Kind if kind in roster.rows),
        agreed=agreed_in(previews),
    )


def _unsaid_school(previews: Sequence[FilePreview], said: str) -> Iterator[str]:
    """That a school was named, and no file says which school its rows are of."""
    if said and not any(one.schools for one in previews):
        yield f"No file says which school its rows are of, so “{said}” leaves nobody out."


def _readable(one: FilePreview) -> Readable:
    """A file, and the heading of each field: never an example, which would be somebody's."""
    fields = tuple(_read_as(column.field, column.heading) for column in one.columns if column.field)
    unread = tuple(column.heading for column in one.columns if column.heading and not column.field)
    return Readable(one.file, one.contents or one.words, fields or (one.words,), unread, "not read")


def _read_as(name: str, heading: str) -> str:
    """A field of a choice in words, and its heading; the heading alone where the format fixes it."""
    part, _, field = name.partition(".")
    known = field_of(part, field)
    return f"{known.label} ({heading})" if known else heading


def _messages(roster: Roster) -> Iterator[str]:
    """How many there are of each kind, what there is not, and what cannot be used."""
    has = [kind.counted(_usable(roster, kind)) for kind in Kind if kind in roster.rows]
    yield f"The files have {enumerated(has)}."
    lacking = [kind.nouns for kind in Kind if kind not in roster.rows]
    if lacking:
        yield f"They have no {' and no '.join(lacking)}: those in the hub stay as they are."
    numbers = {kind: len({one.mis_id for one in people.values()}) for kind, people in roster.leavers.items()}
    left = [kind.counted(number) for kind, number in numbers.items() if number]
    if left:
        yield f"Left, by their leaving date or status: {enumerated(left)}."
    if roster.rejected:
        rows = counted(len(roster.rejected), "row")
        yield f"{rows} cannot be used; each sync writes such rows to a file, with what is wrong."
    if roster.passed_over:
        yield f"Passed over: {roster.passed_over}."
    if roster.doubt:
        yield roster.doubt


def _usable(roster: Roster, kind: Kind) -> int:
    return sum(not isinstance(row, InvalidRow) for row in roster.rows[kind])
