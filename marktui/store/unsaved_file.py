"""The file that keeps what was decided in a review and is not saved yet. All of this blocks."""

import os
from pathlib import Path

from marktui.store.disk.atomic import replace_file
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.paths import UNSAVED_FILE
from marktui.store.disk.regular_file import is_not_regular, read_regular_file


class UnsavedFile:
    """`unsaved-review.json` of one hub, private to the login that reviews.

    Args:
        folder: The hub folder.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / UNSAVED_FILE

    def read(self) -> bytes | None:
        """Its content; None where there is none, or where another login has put it there."""
        with as_store_error("read", self.path):
            if not os.path.lexists(self.path) or is_not_regular(self.path):
                return None
            return read_regular_file(self.path) if self.path.lstat().st_uid == os.geteuid() else None

    def write(self, content: bytes | None) -> None:
        """Replace its content; with None it is removed."""
        with as_store_error("written", self.path):
            if content is None:
                self.path.unlink(missing_ok=True)
            else:
                replace_file(self.path, content)
