"""A disk that does everything it is asked and notes down each step, for a crash to come before or after."""

import os
from pathlib import Path

from msgspec import Struct

from marktui.store.disk.disk import Disk

FOLDER = 0
"""Stands in the place of a file's number where a name is a folder's."""


class Named(Struct, frozen=True):
    """A name came, went, or both at one blow."""

    file: int
    path: Path | None = None
    gone: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that holds the name."""
        name = self.path or self.gone
        assert name is not None
        return name.parent


class Written(Struct, frozen=True):
    """Something was written into a file."""

    file: int
    at: int
    content: bytes


class Cut(Struct, frozen=True):
    """A file was cut off."""

    file: int
    size: int


class Synced(Struct, frozen=True):
    """What a file holds was made to last."""

    file: int


class FolderSynced(Struct, frozen=True):
    """The names in a folder were made to last."""

    folder: Path


Step = Named | Written | Cut | Synced | FolderSynced


class Volume:
    """Files by number and the names that they have: hard links are one file."""

    def __init__(self) -> None:
        self.names: dict[Path, int] = {}
        self.files: dict[int, bytes] = {}

    @classmethod
    def of(cls, root: Path) -> "Volume":
        """What lies under a folder now, all of it taken to last."""
        volume, known = cls(), dict[int, int]()
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                volume.names[path] = FOLDER
                continue
            file = known.setdefault(path.stat().st_ino, len(known) + 1)
            volume.names[path], volume.files[file] = file, path.read_bytes()
        return volume

    def do(self, step: Step) -> None:
        """Let a step happen."""
        match step:
            case Named(file, path, gone):
                if gone is not None:
                    self.names.pop(gone, None)
                if path is not None:
                    self.names[path] = file
            case Written(file, at, content):
                before = self.files.get(file, b"")
                self.files[file] = before[:at].ljust(at, b"\0") + content + before[at + len(content) :]
            case Cut(file, size):
                self.files[file] = self.files.get(file, b"")[:size]


class RecordingDisk(Disk):
    """The real disk, with a list of what was done to it.

    Args:
        root: The folder under which all of it happens.
    """

    def __init__(self, root: Path) -> None:
        self.before = Volume.of(root)
        self.steps: list[Step] = []
        self._now = Volume.of(root)
        self._open: dict[int, int] = {}

    def create(self, path: Path) -> int:
        handle = super().create(path)
        self._opened(handle, path)
        return handle

    def extend(self, path: Path) -> int:
        handle = super().extend(path)
        self._opened(handle, path)
        return handle

    def write(self, handle: int, content: bytes) -> None:
        size = os.fstat(handle).st_size
        super().write(handle, content)
        self._note(Written(self._open[handle], size, content))

    def truncate(self, handle: int, size: int) -> None:
        super().truncate(handle, size)
        self._note(Cut(self._open[handle], size))

    def sync(self, handle: int) -> None:
        super().sync(handle)
        self._note(Synced(self._open[handle]))

    def close(self, handle: int) -> None:
        super().close(handle)
        del self._open[handle]

    def rename(self, path: Path, to: Path) -> None:
        super().rename(path, to)
        assert path.parent == to.parent
        self._note(Named(self._now.names[path], to, path))

    def link(self, path: Path, to: Path) -> None:
        super().link(path, to)
        self._note(Named(self._now.names[path], to))

    def remove(self, path: Path) -> None:
        super().remove(path)
        self._note(Named(self._now.names[path], gone=path))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._note(FolderSynced(folder))

    def make_folder(self, folder: Path) -> None:
        for one in (*reversed(folder.parents), folder):
            if not one.exists():
                self._note(Named(FOLDER, one))
        super().make_folder(folder)

    def _opened(self, handle: int, path: Path) -> None:
        if path not in self._now.names:
            file = 1 + max(self._now.files, default=0)
            self._now.files[file] = b""
            self._note(Named(file, path))
        self._open[handle] = self._now.names[path]

    def _note(self, step: Step) -> None:
        self.steps.append(step)
        self._now.do(step)
