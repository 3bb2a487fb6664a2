"""Disks that fail, and disks whose process dies."""

import os
from pathlib import Path

from marktui.store.disk.disk import Disk


class Died(BaseException):
    """The process is gone; nothing it would still do is done."""


class SteppedDisk(Disk):
    """The real disk, where each step is announced before it is done."""

    def before(self, step: str) -> None:
        """Hear of a step; raise to keep it from being done."""

    def create(self, path: Path) -> int:
        self.before("create")
        return super().create(path)

    def extend(self, path: Path) -> int:
        self.before("extend")
        return super().extend(path)

    def write(self, handle: int, content: bytes) -> None:
        try:
            self.before("write")
        except OSError:
            # A disk that fills up has taken what it could.
            super().write(handle, content[: len(content) // 2])
            raise
        super().write(handle, content)

    def truncate(self, handle: int, size: int) -> None:
        self.before("truncate")
        super().truncate(handle, size)

    def sync(self, handle: int) -> None:
        self.before("sync")
        super().sync(handle)

    def close(self, handle: int) -> None:
        super().close(handle)
        self.before("close")

    def rename(self, path: Path, to: Path) -> None:
        self.before("rename")
        super().rename(path, to)

    def link(self, path: Path, to: Path) -> None:
        self.before("link")
        super().link(path, to)

    def remove(self, path: Path) -> None:
        self.before("remove")
        super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        self.before("sync_folder")
        super().sync_folder(folder)

    def make_folder(self, folder: Path) -> None:
        self.before("make_folder")
        super().make_folder(folder)


class FailingDisk(SteppedDisk):
    """Fails at one step, or at this and all that follow.

    Args:
        number: The step's number, from 1; 0 for a disk that never fails.
        error: The system's number of the failure.
        for_good: Whether it goes on failing.
    """

    def __init__(self, number: int = 0, error: int = 0, *, for_good: bool = False) -> None:
        self.steps: list[str] = []
        self.mended = False
        self._number = number
        self._error = error
        self._for_good = for_good

    def before(self, step: str) -> None:
        self.steps.append(step)
        here = len(self.steps)
        if (
            not self.mended
            and self._number
            and (here == self._number or (self._for_good and here > self._number))
        ):
            raise OSError(self._error, os.strerror(self._error))


class DyingDisk(SteppedDisk):
    """Kills its process before a step of some kind.

    Args:
        step: The name of the step.
        times: The how manieth of that name it is.
    """

    def __init__(self, step: str, times: int = 1) -> None:
        self._step = step
        self._times = times

    def before(self, step: str) -> None:
        if self._times < 1:
            raise Died
        if step == self._step:
            self._times -= 1
            if self._times < 1:
                raise Died
