"""What the files of a package are, before they are read."""

from collections.abc import Iterator, Mapping

from marktui.connectors.files.readers.csv.columns import pickable
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.package import package_of
from marktui.connectors.files.readers.preview import ColumnGuess, FilePreview
from marktui.connectors.files.roster import FileContent

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
            columns=tuple(
                ColumnGuess(
                    heading, names.get(place), "named by the format" if place in names else "not needed"
                )
                for place, heading in enumerate(pickable(records.table.headings))
            ),
        )
