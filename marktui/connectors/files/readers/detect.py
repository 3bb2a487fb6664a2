"""What a file is: told by what stands in it, not by how its name ends."""

from marktui.connectors.files.roster import FileContent

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def is_xml(file: FileContent) -> bool:
    """Whether a file begins as XML does; a web page does not."""
    start = file.content[:200]
    if start.startswith(_UTF_16_MARKS) or b"\0" in start[:2]:
        start = start.replace(b"\0", b"")
    start = start.lstrip(_BLANK).lower()
    return start.startswith(b"<") and not start.startswith((b"<!doctype html", b"<html"))
