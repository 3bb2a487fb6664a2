"""What the files of a package are, before they are read."""

from collections.abc import Iterator, Mapping
from itertools import islice

from marktui.connectors.files.readers.csv.known_headings import pickable
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.package import package_of
from marktui.connectors.files.readers.oneroster.records import Records
from marktui.connectors.files.readers.oneroster.school import schools_of
from marktui.connectors.files.readers.preview import ColumnGuess, FilePreview
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import natural_order

_MOST_SCHOOLS = 100
_CONTENTS = {Part.USERS: "pupils and staff", Part.STUDENTS: "pupils", Part.TEACHERS: "staff"}


def preview_package(files: Mapping[Part, FileContent]) -> Iterator[FilePreview]:
    """What each file of a package is taken for; its columns are fixed, so none can be picked."""
    package = package_of(files)
    words = "School Data Sync" if package.is_sds else f"OneRoster {package.version[:20]}"
    for part, records in package.parts.items():
        names = {place: name for name, place in records.places.items()}
        yield FilePreview(
            file=records.file,
            format="sds" if package.is_sds else "oneroster",
            words=f"{words}, {part}",
            contents=_CONTENTS.get(part, ""),
            rows=len(records.table.rows),
            schools=_schools(records) if part is Part.ORGS else (),
            columns=tuple(
                ColumnGuess(
                    heading, names.get(place), "named by the format" if place in names else "not needed"
                )
                for place, heading in enumerate(pickable(records.table.headings))
            ),
        )


def _schools(records: Records) -> tuple[str, ...]:
    names = (one.name or one.id for one in schools_of(records).values())
    return tuple(sorted(islice(dict.fromkeys(names), _MOST_SCHOOLS), key=natural_order))
