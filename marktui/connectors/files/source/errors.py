"""Why a file cannot be had, each in one sentence."""

import errno

from marktui.connectors.errors import ConnectorError, IncompleteError, UnreachableError

MB = 1024**2
LARGEST = 64 * MB
"""The most bytes of one file, unpacked: 50,000 pupils with all their columns take a quarter of it."""
ALTOGETHER = 256 * MB
"""The most bytes of all files together."""
MOST = 200
"""The most files of a folder or a zip."""


class NotAFileError(ConnectorError):
    """What stands at a place is not what files are read from."""

    kind = "not_a_file"


def too_big(name: str) -> NotAFileError:
    """The failure of a file that no school's data needs."""
    return NotAFileError(
        f"{name} is larger than {LARGEST // MB} MB, which no school's export is.",
        "Check that it is the export, and not an archive or a backup.",
    )


def too_much() -> NotAFileError:
    """The failure of files that are too big together."""
    return NotAFileError(
        f"The files hold more than {ALTOGETHER // MB} MB together.", "Give the exports alone."
    )


def too_many(name: str) -> NotAFileError:
    """The failure of a folder or zip with too many files."""
    return NotAFileError(f"{name} holds more than {MOST} files.", "Give the exports alone.")


def changed(name: str) -> IncompleteError:
    """The failure of a file that somebody wrote while it was read."""
    return IncompleteError(
        f"{name} changed while it was read, so it may not be whole.", "Sync again once it has been written."
    )


def not_readable(error: OSError, name: str) -> ConnectorError:
    """The failure of a file that the system does not open or read."""
    if isinstance(error, FileNotFoundError):
        return UnreachableError(f"There is no file or folder {name}.", "Check the path, or export it again.")
    if isinstance(error, PermissionError):
        return UnreachableError(f"This login may not read {name}.", "Ask its owner for the permission.")
    if error.errno == errno.ENXIO:
        return not_regular(name)
    return UnreachableError(f"{name} cannot be read: {error.strerror or 'the disk failed'}.", "Try again.")


def not_regular(name: str) -> NotAFileError:
    """The failure of a pipe, a device or a socket."""
    return NotAFileError(f"{name} is not a regular file.", "Give a file, folder, zip or https address.")
