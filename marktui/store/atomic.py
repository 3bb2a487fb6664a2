"""Replacing a file so that a crash leaves the old one or the new one, never something between."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def replace_file(path: Path, content: bytes) -> None:
    """Put new content in the place of a file, readable by its owner alone.

    The order is what makes it safe: a temporary file in the same folder, fsync, rename, fsync of the folder.

    Raises:
        OSError: The content could not be written; the old file is still there.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), PRIVATE_FILE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only its owner can enter.

    One that holds other things already keeps its mode: it is not ours to lock others out of.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    if not any(folder.iterdir()):
        folder.chmod(PRIVATE_FOLDER)
