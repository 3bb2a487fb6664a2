"""The few things that the store does to files. Whoever tests it can record them, or make them fail."""

import os
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class Disk:
    """Changes files on the real disk. Each method is one step that a crash can come before or after."""

    def create(self, path: Path) -> int:
        """Make a file that only its owner can read, and open it; it must not be there yet."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        os.fchmod(handle, PRIVATE_FILE)
        return handle

    def extend(self, path: Path) -> int:
        """Open a file to add to its end; it is made where it is missing, and a link is not followed."""
        is_new = not path.exists()
        # Whoever else may write in a shared folder must not have us write somewhere else.
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, PRIVATE_FILE)
        if is_new:
            os.fchmod(handle, PRIVATE_FILE)
        return handle

    def write(self, handle: int, content: bytes) -> None:
        """Write all of some content."""
        while content:
            content = content[os.write(handle, content) :]

    def truncate(self, handle: int, size: int) -> None:
        """Cut a file off."""
        os.ftruncate(handle, size)

    def sync(self, handle: int) -> None:
        """Make what was written last through a power cut."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close a file."""
        os.close(handle)

    def rename(self, path: Path, to: Path) -> None:
        """Put a file in the place of another, at one blow."""
        path.replace(to)

    def link(self, path: Path, to: Path) -> None:
        """Give a file a second name; there must be nothing of that name yet."""
        to.hardlink_to(path)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder last through a power cut."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it, that only its owner can enter, and make their names last.

        One that holds other things already keeps its mode: it is not ours to lock others out of.
        """
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
            # Whatever the umask takes away.
            one.chmod(PRIVATE_FOLDER)
        if not any(folder.iterdir()):
            folder.chmod(PRIVATE_FOLDER)
        for one in reversed(missing):
            self.sync_folder(one.parent)


DISK = Disk()
"""The real one."""
