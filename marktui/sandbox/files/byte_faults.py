"""What can go wrong with the bytes of a file."""

from collections.abc import Callable, Mapping

from marktui.sandbox.files.table import Table, csv_text

DELIMITERS = {"semicolons": ";", "tabs": "\t"}
"""What stands between cells, by the name of the fault."""
ENCODINGS = {"windows-1252": "cp1252", "utf-16": "utf-16", "byte-order-mark": "utf-8-sig"}
"""The encoding, by the name of the fault."""
_TITLE = "Ashgrove Primary\r\nPupils on roll\r\n"
_DOCTYPE = (
    b'<!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<CTfile>'
)


def written(table: Table, faults: tuple[str, ...]) -> bytes:
    """A table as a CSV file, with what is wrong with its writing."""
    delimiter = next((DELIMITERS[one] for one in faults if one in DELIMITERS), ",")
    encoding = next((ENCODINGS[one] for one in faults if one in ENCODINGS), "utf-8")
    text = csv_text(table, delimiter)
    for fault in faults:
        if fault in _TEXT_FAULTS:
            text = _TEXT_FAULTS[fault](text)
    # A name that the encoding cannot have is written as such programs write it.
    content = text.encode(encoding, errors="replace")
    return cut(content) if "cut-off" in faults else content


def cut(content: bytes) -> bytes:
    """The first two thirds, and no whole last row."""
    return content[: len(content) * 2 // 3].rstrip(b"\r\n")[:-3]


def with_doctype(xml: bytes) -> bytes:
    """An XML file that declares entities."""
    return xml.replace(b"<CTfile>", _DOCTYPE, 1)


def _mixed(text: str) -> str:
    lines = text.split("\r\n")
    ends = ("\r" if number % 5 == 4 else "\n" if number % 3 == 2 else "\r\n" for number in range(len(lines)))
    return "".join(line + end for line, end in zip(lines[:-1], ends, strict=False))


_TEXT_FAULTS: Mapping[str, Callable[[str], str]] = {
    "title-rows": lambda text: _TITLE + text,
    "mixed-line-ends": _mixed,
    "nul-bytes": lambda text: text.replace("e", "\0", 3),
}
