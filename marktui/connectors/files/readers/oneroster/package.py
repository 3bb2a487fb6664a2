"""Files that belong together, found among all files, and what their manifest says of them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.connectors.files.readers.oneroster.columns import FILES, IGNORED, Part
from marktui.connectors.files.readers.oneroster.records import Records, records_of
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import clean

_PEOPLE = (Part.USERS, Part.STUDENTS)
_SIGNS = (b"sourcedid", b"sis id", b"sisid", b"dfe number")
"""What stands in the headings of each package's people, and of no ordinary list."""
_LOOKED_AT = 4096
_KNOWN_VERSIONS = ("1.0", "1.1", "1.2")


class Package(Struct, frozen=True, kw_only=True):
    """The files of one package."""

    parts: Mapping[Part, Records]
    version: str
    """The version of OneRoster that the manifest names; empty where there is none."""
    warnings: tuple[str, ...]

    @property
    def is_sds(self) -> bool:
        """Whether it is of School Data Sync: that has no manifest."""
        return not self.version

    @property
    def people_file(self) -> str:
        """The name of the file that lists people."""
        return next(self.parts[part].file for part in _PEOPLE if part in self.parts)


def split(files: Sequence[FileContent]) -> tuple[dict[Part, FileContent], list[FileContent]]:
    """The files of a package by part, and all files that are in none.

    A file is told by its name, since the files of a package are named by rule; but only where the list of
    people has the headings of one, since `student.csv` can be anything.
    """
    named = {file.name: _stem(file.name) for file in files}
    if not any(FILES.get(named[file.name]) in _PEOPLE and _has_sign(file) for file in files):
        return {}, list(files)
    package: dict[Part, FileContent] = {}
    rest = []
    for file in files:
        part = FILES.get(named[file.name])
        if part in _PEOPLE and part in package and _has_sign(file):
            raise UnreadableFileError(
                "There are two exports of OneRoster or School Data Sync, with "
                f"{package[part].name} and {file.name}.",
                "Give the newer one alone.",
            )
        if part is None or (part in package and part is not Part.ORGS):
            if named[file.name] not in IGNORED:
                rest.append(file)
            continue
        package[part] = file
    return package, rest


def package_of(files: Mapping[Part, FileContent]) -> Package:
    """A package taken apart; raises where a file holds changes alone, or is missing."""
    parts = {part: records_of(file, part) for part, file in files.items()}
    manifest = _manifest(parts.get(Part.MANIFEST))
    _refuse_changes(manifest, parts)
    version = manifest.get("oneroster.version", "1.1" if manifest else "")
    return Package(parts=parts, version=version, warnings=tuple(_messages(version)))


def _stem(name: str) -> str:
    return key_of(name.rpartition("/")[2].partition(".")[0])


def _has_sign(file: FileContent) -> bool:
    start = file.content[:_LOOKED_AT].replace(b"\0", b"").lower()
    return any(sign in start for sign in _SIGNS)


def _manifest(records: Records | None) -> dict[str, str]:
    if records is None:
        return {}
    return {name.casefold(): clean(value) for _, (name, value), _ in records.rows("name", "value")}


def _refuse_changes(manifest: Mapping[str, str], parts: Mapping[Part, Records]) -> None:
    for name, part in FILES.items():
        mode = manifest.get(f"file.{name}", "").casefold()
        if mode == "delta":
            raise UnreadableFileError(
                "The OneRoster files hold only what has changed (delta), and not the whole school.",
                "Export them as bulk.",
            )
        if mode == "bulk" and part not in parts and part is not Part.SESSIONS:
            raise IncompleteError(
                f"The manifest names {name}.csv, but there is no such file.", "Give the whole export."
            )


def _messages(version: str) -> Iterator[str]:
    if version and not version.startswith(_KNOWN_VERSIONS):
        yield f"The files are of OneRoster {version[:20]}; versions 1.1 and 1.2 are known."
