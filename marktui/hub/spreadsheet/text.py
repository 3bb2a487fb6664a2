"""The text of a file that a program or a person saved: its encoding, and what is no text at all."""

import codecs
import re

from msgspec import Struct

from marktui.hub.spreadsheet.errors import TextFileError, cut_off

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The marks that stand before encodings of two and four bytes; the longer ones come first."""
_OTHERS = {
    b"PK\x03\x04": "a workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "an archive",
    b"{": "JSON",
}
"""How files begin that are often given in place of a CSV file."""
_PAGES = (b"<!doctype", b"<html")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_SAVE_AS = "Save it as CSV, and give that file."
_AGAIN = "Export or save it again."


class Text(Struct, frozen=True):
    """The text of a file."""

    text: str
    encoding: str
    """For people: "UTF-8"."""
    is_guessed: bool = False
    """Whether the encoding is a guess."""

    def doubt(self, name: str) -> str:
        """That a file of this name was read by a guess, as a sentence; empty where it was not."""
        guessed = f"{name} is not in UTF-8; it was read as {self.encoding}. Check the accents."
        return guessed if self.is_guessed else ""


def text_of(content: bytes, name: str) -> Text:
    """The text of a file, without marks of the byte order.

    It is UTF-8, UTF-16 or UTF-32, else Windows-1252, which is what Excel writes on Windows.

    Args:
        name: What sentences call the file.

    Raises:
        TextFileError: It is no text, or a part of it is missing.
    """
    _refuse_other_formats(content, name)
    encoding = _wide_encoding(content)
    text = _wide(content, name, encoding) if encoding else _narrow(content, name)
    if "\0" in text.text:
        line = text.text.count("\n", 0, text.text.index("\0")) + 1
        raise TextFileError(
            f"Line {line:,} of {name} holds a byte that no text has (NUL), so it is damaged.", _AGAIN
        )
    # A mark in the middle comes from files that were joined; before a quotation mark it would break the cell.
    return Text(text.text.replace("\ufeff", ""), text.encoding, text.is_guessed)


def _refuse_other_formats(content: bytes, name: str) -> None:
    start = content[:200].lstrip()
    for sign, words in _OTHERS.items():
        if start.startswith(sign):
            raise TextFileError(f"{name} is {words}, not a CSV file.", _SAVE_AS)
    if start.lower().startswith(_PAGES):
        raise TextFileError(f"{name} is a web page, not a CSV file.", _AGAIN)


def _wide_encoding(content: bytes) -> str | None:
    """The encoding of two or four bytes a letter: by its mark, else by the zero beside its first letter."""
    named = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if named is None and content[1:2] == b"\0" and content[:1] != b"\0":
        return "utf-16-le"
    if named is None and content[:1] == b"\0" and content[1:2] not in (b"\0", b""):
        return "utf-16-be"
    return named


def _wide(content: bytes, name: str, encoding: str) -> Text:
    words = encoding[:6].upper()
    try:
        return Text(content.decode(encoding), words)
    except UnicodeDecodeError as wrong:
        if wrong.end >= len(content) - 4:
            raise _half_a_character(name) from None
        raise TextFileError(f"{name} is damaged: it is not the {words} that it begins as.", _AGAIN) from None


def _narrow(content: bytes, name: str) -> Text:
    """The text of a file of one byte a letter, or of UTF-8."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Text(content.decode(), "UTF-8")
    except UnicodeDecodeError as wrong:
        if len(content) - wrong.start < 4 and not content[: wrong.start].isascii():
            raise _half_a_character(name) from None
    # Five bytes mean nothing in Windows-1252; what cannot be read is shown as such.
    text = content.decode("cp1252", "replace")
    if "\ufffd" in text and _CONTROL.search(text):
        raise TextFileError(f"{name} is neither text nor a CSV file.", _SAVE_AS)
    return Text(text, "Windows-1252", is_guessed=True)


def _half_a_character(name: str) -> TextFileError:
    return cut_off(name, "it ends in the middle of a character")
