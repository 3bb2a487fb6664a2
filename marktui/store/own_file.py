"""Files that a person asked for: whole or not there, and readable by their owner alone."""

import os
from pathlib import Path

from marktui.hub.error import UsageError
from marktui.store.atomic import replace_file
from marktui.store.error import told_as_store_error


def write_own_file(path: Path, content: bytes) -> None:
    """Write a file; one that is there already is replaced in one step.

    Raises:
        UsageError: There is no such folder, or the name is a folder's, a device's or another login's link.
        StoreError: The file cannot be written; what was there before still is.
    """
    with told_as_store_error("written", path):
        if path.is_symlink() and path.lstat().st_uid not in (os.geteuid(), path.parent.stat().st_uid):
            # In /tmp, say: whoever put it there would choose which file of ours is replaced.
            raise UsageError(f"{path} is a link that another login made.", "Choose another name.")
        # A link is followed; a device or a pipe must not be replaced by a file.
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UsageError(f"{path} is no ordinary file.", "Choose the name of a file.")
        if not path.parent.is_dir():
            raise UsageError(
                f"There is no folder {path.parent}.", "Make the folder first, or choose another."
            )
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Choose the name of a file.")
        replace_file(path, content)
