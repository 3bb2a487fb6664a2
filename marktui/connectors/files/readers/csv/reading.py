"""What a CSV file of pupils, staff or both says of a school."""

from datetime import date

from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.csv.known_headings import PUPILS, STAFF
from marktui.connectors.files.readers.csv.lists import read_list
from marktui.connectors.files.readers.errors import nobody_in
from marktui.connectors.files.readers.people.capitals import without_capitals
from marktui.connectors.files.readers.people.reading import Reading
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity

_FIELDS = {
    Kind.YEAR_GROUP: "pupils.year",
    Kind.CLASS: "pupils.class",
}
"""The columns that show groups."""
_PARTS = {Kind.PUPIL: PUPILS, Kind.TEACHER: STAFF}


def read_csv(file: FileContent, choices: Choices, today: date) -> Reading:
    """The people of a file; raises where a person has to say something about it first."""
    found = read_list(file, choices, today)
    pupils, pupil_capitals = without_capitals(found.drafts.get(PUPILS, ()), file.name)
    staff, staff_capitals = without_capitals(found.drafts.get(STAFF, ()), file.name)
    if not pupils and not staff:
        raise nobody_in(file.name)
    kinds = {kind for kind, rows in ((Kind.PUPIL, pupils), (Kind.TEACHER, staff)) if rows}
    if pupils:
        kinds |= {kind for kind, field in _FIELDS.items() if field in found.fields}
    return Reading(
        pupils=pupils,
        staff=staff,
        kinds=frozenset(kinds),
        says_who_left=frozenset(
            kind for kind, part in _PARTS.items() if {f"{part}.leaving_date", f"{part}.status"} & found.fields
        ),
        headings={found.table.file: found.table.headings},
        warnings=(*found.messages, *dict.fromkeys(pupil_capitals + staff_capitals)),
        changed=found.changed,
        doubt=found.doubt,
        school=SchoolIdentity(name=found.school),
        made_at=file.modified,
    )
