"""Where the files of a school are, in the one form that is stored and shown."""

import shlex
from collections.abc import Iterable
from pathlib import Path

from marktui.connectors.http.address import checked_address
from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import clean

_HOW = "Give a folder, files, a zip or an https address; with quotes around a path that has spaces."


def is_address(place: str) -> bool:
    """Whether a place is an address of the web."""
    return place.lower().startswith(("https://", "http://"))


def tidy_places(text: str) -> str:
    """Places in one line, each quoted where it needs it: paths absolute, addresses checked.

    Raises:
        UsageError: There is none, or one that cannot be used.
    """
    return joined(_tidy(place) for place in _split(text))


def joined(places: Iterable[str]) -> str:
    """Places in the form in which they are stored."""
    return shlex.join(dict.fromkeys(places))


def split(source: str) -> list[str]:
    """The places of a stored source."""
    return shlex.split(source)


def would_read(source: str, file: Path) -> bool:
    """Whether a file would be read as one of a stored source: it is one of its places, or in one."""
    return bool({str(file), str(file.parent)} & set(split(source)))


def _split(text: str) -> list[str]:
    text = text.strip()
    # Who types the path of a folder with spaces in a form does not think of quotes.
    if text and not is_address(text) and _exists(text):
        return [text]
    try:
        places = shlex.split(text)
    except ValueError:
        raise UsageError("A quotation mark is not closed.", _HOW) from None
    if not places:
        raise UsageError("There is no place to read files from.", _HOW)
    return places


def _tidy(place: str) -> str:
    if not place.strip():
        # Such as a variable of a shell that is not set; as a path it would be the current folder.
        raise UsageError("One of the places to read files from is empty.", _HOW)
    if is_address(place):
        return checked_address(place)
    if "://" in place:
        raise UsageError(f"{clean(place)} is neither a path nor an https address.", _HOW)
    if not place.isprintable():
        raise UsageError("A path holds characters that cannot be shown.", "Rename the file or folder.")
    try:
        return str(Path(place).expanduser().absolute())
    except (RuntimeError, FileNotFoundError):
        raise UsageError(f"{place} is not a path on this machine.", "Give the whole path.") from None


def _exists(path: str) -> bool:
    try:
        return Path(path).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False
