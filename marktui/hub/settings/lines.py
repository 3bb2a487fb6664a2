"""In which line of a TOML text a setting stands. Python's own reader does not say."""

import re
from collections.abc import Iterator

_WORD = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_NAME = rf"{_WORD}(?:\s*\.\s*{_WORD})*"
_HEADER = rf"\s*\[\[?\s*(?P<name>{_NAME})\s*\]"
_LINE = rf"\s*(?P<name>{_NAME})\s*="

Path = tuple[str, ...]


def line_of(text: str, path: Path) -> int | None:
    """The number of the line where a setting stands, else of its section; None where it is not found."""
    section = None
    for number, found, is_header in _names(text):
        if not is_header and found == path[: len(found)]:
            return number
        if is_header and found == path[: len(found)]:
            section = number
    return section


def _names(text: str) -> Iterator[tuple[int, Path, bool]]:
    """The number, the whole name and whether it is a header of each line with a name."""
    header: Path = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(_HEADER, line):
            header = _parts(found["name"])
            yield number, header, True
        elif found := re.match(_LINE, line):
            yield number, (*header, *_parts(found["name"])), False


def _parts(name: str) -> Path:
    return tuple(word.strip("\"'") for word in re.findall(_WORD, name))
