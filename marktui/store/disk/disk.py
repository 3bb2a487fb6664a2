"""All that the store does to files, in one class, so that tests can record each step or make it fail."""

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
        """Open a file to append to it, and make it if it is missing; a link is not followed."""
        is_new = not path.exists()
        # In a shared folder another login may have put a link here.
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
        """Make what was written survive a power cut."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close a file."""
        os.close(handle)

    def rename(self, path: Path, to: Path) -> None:
        """Put a file in the place of another, in one step."""
        path.replace(to)

    def link(self, path: Path, to: Path) -> None:
        """Give a file a second name, which must not exist yet."""
        to.hardlink_to(path)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder survive a power cut."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only its owner can enter, and the folders above it.

        One that holds other things already keeps its mode: it is not ours to lock others out of.
        """
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
            # The umask may have removed some bits.
            one.chmod(PRIVATE_FOLDER)
        if not any(folder.iterdir()):
            folder.chmod(PRIVATE_FOLDER)
        for one in reversed(missing):
            self.sync_folder(one.parent)


DISK = Disk()
"""The real one."""
