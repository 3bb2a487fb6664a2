"""A roster of CSV files, which together are one school: its pupils, its staff, one file for each year."""

from collections.abc import Sequence
from datetime import date

from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.csv.headings import PUPILS, STAFF
from marktui.connectors.files.readers.csv.lists import ReadList, read_list
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.school import roster_of
from marktui.connectors.files.roster import FileContent, Roster
from marktui.hub.model.kind import Kind


def roster_of_lists(files: Sequence[FileContent], choices: Choices, today: date) -> Roster:
    """The people of all files together."""
    lists = [read_list(file, choices, today) for file in files]
    fields = frozenset().union(*(one.fields for one in lists))
    return roster_of(
        _drafts(lists, PUPILS),
        _drafts(lists, STAFF),
        kinds=_kinds(lists, fields),
        said_ids=choices.ids,
        says_who_left=frozenset(
            kind
            for kind, part in ((Kind.PUPIL, PUPILS), (Kind.TEACHER, STAFF))
            if f"{part}.leaving_date" in fields
        ),
        headings={one.table.file: one.table.headings for one in lists},
        warnings=tuple(told for one in lists for told in one.told),
        made_at=max((file.modified for file in files if file.modified), default=None),
    )


def _drafts(lists: Sequence[ReadList], part: str) -> tuple[Draft, ...]:
    return tuple(draft for one in lists for draft in one.drafts.get(part, ()))


def _kinds(lists: Sequence[ReadList], fields: frozenset[str]) -> frozenset[Kind]:
    """The kinds that the files have; raises for files in which nobody is."""
    kinds = set()
    if any(one.drafts.get(PUPILS) for one in lists):
        kinds.add(Kind.PUPIL)
        kinds |= {
            kind
            for kind, field in ((Kind.YEAR_GROUP, "pupils.year"), (Kind.CLASS, "pupils.class"))
            if field in fields
        }
    if any(one.drafts.get(STAFF) for one in lists):
        kinds.add(Kind.TEACHER)
    if not kinds:
        names = " and ".join(one.table.file for one in lists) or "The file"
        raise IncompleteError(f"{names} has headings, but nobody below them.", "Export it again.")
    return frozenset(kinds)
