"""What a file is: told by what stands in it, not by how its name ends."""

from enum import StrEnum

from marktui.connectors.files.roster import FileContent

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Format(StrEnum):
    """The formats that can be read."""

    CSV = "csv"
    CTF = "ctf"
    ONEROSTER = "oneroster"
    SDS = "sds"


def is_xml(file: FileContent) -> bool:
    """Whether a file begins as XML does."""
    start = file.content[:200]
    if start.startswith(_UTF_16_MARKS) or start[1:2] == b"\0" or start[:1] == b"\0":
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"<?xml", b"<CTfile", b"<!--"))
