"""The text of a file: its encoding, and what is no text at all."""

import codecs

from msgspec import Struct

from marktui.connectors.files.readers.errors import UnreadableFileError, cut_off
from marktui.connectors.files.roster import FileContent

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OTHERS = {
    b"PK\x03\x04": "a workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%PDF": "a PDF",
    b"{": "JSON",
}
"""How files begin that are often given in place of a CSV file."""
_SAVE_AS = "Save it as CSV, and give that file."


class Text(Struct, frozen=True):
    """The text of a file."""

    text: str
    encoding: str
    """For people: "UTF-8"."""
    is_told: bool = False
    """Whether a person should know, since the encoding is a guess."""


def text_of(file: FileContent) -> Text:
    """The text of a file, without marks of the byte order.

    It is UTF-8 or UTF-16, else Windows-1252, which is what Excel writes on Windows.
    """
    _refuse_other_formats(file)
    encoding = _utf_16_of(file.content)
    if encoding:
        text, words, is_told = _utf_16(file, encoding), "UTF-16", False
    else:
        text, words, is_told = _of_bytes(file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFileError(
            f"Line {line:,} of {file.name} holds a byte that no text has (NUL), so it is damaged.",
            "Export it again.",
        )
    # A mark in the middle comes from files that were joined; before a quotation mark it would break the cell.
    return Text(text.replace("\ufeff", ""), words, is_told)


def _refuse_other_formats(file: FileContent) -> None:
    start = file.content[:200].lstrip()
    if not file.content.strip():
        raise cut_off(file.name, "it is empty")
    for sign, words in _OTHERS.items():
        if start.startswith(sign):
            raise UnreadableFileError(f"{file.name} is {words}, not a CSV file.", _SAVE_AS)
    if start[:9].lower() in (b"<!doctype",) or start[:5].lower() == b"<html":
        raise UnreadableFileError(f"{file.name} is a web page, not a CSV file.", "Export it again.")


def _utf_16_of(content: bytes) -> str | None:
    """Which UTF-16 a file is in: by its mark, else by the zero beside its first letter."""
    if content[1:2] == b"\0" and content[:1] != b"\0":
        return "utf-16-le"
    if content[:1] == b"\0" and content[1:2] != b"\0":
        return "utf-16-be"
    return _UTF_16.get(content[:2])


def _utf_16(file: FileContent, encoding: str) -> str:
    try:
        return file.content.decode(encoding)
    except UnicodeDecodeError as wrong:
        if wrong.end >= len(file.content) - 4:
            raise cut_off(file.name, "it ends in the middle of a character") from None
        raise UnreadableFileError(
            f"{file.name} is damaged: it is not the UTF-16 that it begins as."
        ) from None


def _of_bytes(file: FileContent) -> tuple[str, str, bool]:
    content = file.content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), "UTF-8", False
    except UnicodeDecodeError as wrong:
        if len(content) - wrong.start < 4 and not content[: wrong.start].isascii():
            raise cut_off(file.name, "it ends in the middle of a character") from None
    # Five bytes mean nothing in Windows-1252; what cannot be read is shown as such.
    return content.decode("cp1252", "replace"), "Windows-1252", True
