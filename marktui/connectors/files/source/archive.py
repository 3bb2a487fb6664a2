"""Unpacks a zip in memory: its exports, checked before and while they are unpacked."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.disk import is_export
from marktui.connectors.files.source.errors import (
    ALTOGETHER,
    LARGEST,
    MOST,
    NotAFileError,
    too_big,
    too_many,
    too_much,
)
from marktui.hub.model.text import clean

SWELLING = 100
"""How many times its size a member may unpack to; lists of people come to 20."""
_OF_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""What a document of an office program holds, which is a zip as well."""
UNSUSPECTED = 1024**2
"""What a member may unpack to, however small it is in the zip."""
_NO_YEAR = 1980
"""The year of members whose time nobody wrote; it is the first that a zip can have."""


def is_zip(file: FileContent) -> bool:
    """Whether a file is a zip, by its first bytes: a spreadsheet is one too, but no export."""
    return file.content.startswith(b"PK") and not file.name.lower().endswith((".xlsx", ".ods", ".docx"))


def unpacked(file: FileContent) -> Iterator[FileContent]:
    """The exports in a zip, in its order; nothing is written to the disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_unsafe(file.name, members)
            if _OF_OFFICE.intersection(one.filename for one in members):
                raise NotAFileError(
                    f"{file.name} is a Word or Excel document, not an export.", "Save it as CSV."
                )
            wanted = [one for one in members if is_export(_name(one)) and not _is_of_a_mac(one)]
            for member in wanted:
                yield FileContent(
                    name=clean(_name(member)),
                    content=_content(archive, member),
                    modified=_modified(member, file.modified),
                    within=file.name,
                    is_found=True,
                )
    except (zipfile.BadZipFile, EOFError) as error:
        raise _damaged(file.name) from error
    if not wanted:
        raise NotAFileError(f"There is no export in {file.name}.", "Put the CSV or XML files into it.")


def _refuse_unsafe(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose members would be unpacked elsewhere, are locked, or are too many or too big."""
    if len(members) > MOST:
        raise too_many(name)
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise NotAFileError(
                f"{name} holds a file with a path that leads out of it.",
                "It was not made by an MIS: delete it.",
            )
        if member.flag_bits & 0x1:
            raise NotAFileError(f"{name} is locked with a password.", "Unpack it, and give the folder.")
        if member.file_size > LARGEST:
            raise too_big(clean(_name(member)))
        if member.file_size > max(UNSUSPECTED, member.compress_size * SWELLING):
            raise NotAFileError(
                f"{name} holds a file that unpacks to more than {SWELLING} times its size.",
                "It was not made by an MIS: delete it.",
            )
    if sum(member.file_size for member in members) > ALTOGETHER:
        raise too_much()


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a member unpacks to; never more than it says."""
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except Exception as error:
        # Each way of packing has failures of its own.
        raise _damaged(clean(_name(member))) from error
    if len(content) != member.file_size:
        raise _damaged(clean(_name(member)))
    return content


def _modified(member: zipfile.ZipInfo, packed: datetime | None) -> datetime | None:
    """When a member was last written; as old as the zip where it does not say, or says a later time."""
    if member.date_time[0] == _NO_YEAR:
        return packed
    try:
        # A zip has no time zones: most likely it was packed in this one.
        own = datetime(*member.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return packed
    return min(own, packed) if packed else own


def _name(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/").rpartition("/")[2]


def _is_of_a_mac(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("__MACOSX/")


def _damaged(name: str) -> IncompleteError:
    return IncompleteError(f"{name} is cut off or damaged.", "Export it again, and copy the whole file.")
