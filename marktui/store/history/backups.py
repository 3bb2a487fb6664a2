"""Former hub files: the last ten, and one a day for a month."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from msgspec import Struct

from marktui.hub.model.clock import median_time
from marktui.hub.model.next_step import HubStep
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import DISK, Disk
from marktui.store.disk.errors import NoBackupError, as_store_error
from marktui.store.disk.regular_file import is_not_regular, not_regular_error, read_regular_file
from marktui.store.file.hub_file import read_head
from marktui.store.file.migration import FORMAT

_LAST = 10
_DAILY_FOR = timedelta(days=31)
_NAME = re.compile(r"hub-(\d{6,})-(\d{8}T\d{6}Z)(?:-format-(\d+))?\.json")
_SET_ASIDE = "set-aside-"
_MOMENT = "%Y%m%dT%H%M%SZ"


class Backup(Struct, frozen=True, order=True):
    """A former hub file."""

    generation: int
    at: datetime
    """When it was committed."""
    path: Path

    @property
    def name(self) -> str:
        """The name by which it is restored."""
        return self.path.name


class Backups:
    """The backups of one hub folder. Callers that change them hold the hub's lock."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self.folder = folder
        self._disk = disk

    @property
    def is_there(self) -> bool:
        """Whether the folder exists; a link does not count."""
        return self.folder.is_dir() and not self.folder.is_symlink()

    def __iter__(self) -> Iterator[Backup]:
        """The backups, newest first; other files are ignored."""
        found = []
        for path in self._paths():
            name = None if is_not_regular(path) else _NAME.fullmatch(path.name)
            # A name with an impossible date is not a backup's.
            with suppress(ValueError):
                if name:
                    at = datetime.strptime(name[2], _MOMENT).replace(tzinfo=UTC)
                    found.append(Backup(int(name[1]), at, path))
        yield from sorted(found, reverse=True)

    def named(self, name: str) -> Backup:
        """One backup by its name."""
        found = next((backup for backup in self if backup.name == name), None)
        if found is None:
            raise NoBackupError(f"There is no backup {name!r}.", next=HubStep.SEE_BACKUPS)
        return found

    def set_aside_files(self) -> Iterator[Path]:
        """Files that were set aside because they were damaged, or before a repair."""
        yield from sorted(path for path in self._paths() if path.name.startswith(_SET_ASIDE))

    def not_regular(self) -> Iterator[Path]:
        """What is not a regular file here; or the folder itself, if it is not a folder."""
        if os.path.lexists(self.folder) and not self.is_there:
            yield self.folder
        yield from sorted(path for path in self._paths() if is_not_regular(path))

    def set_aside_copy(self, path: Path, now: datetime) -> Path:
        """Keep a copy of a damaged file before it is replaced.

        Returns:
            The copy.
        """
        with as_store_error("set aside", path):
            self._refuse_planted()
            self._disk.make_folder(self.folder)
            copy = self._set_aside_name(path, now)
            replace_file(copy, read_regular_file(path), self._disk)
        return copy

    def set_aside_backup(self, backup: Backup, now: datetime) -> None:
        """Rename a damaged backup so that it is no longer listed; its content is kept."""
        with as_store_error("set aside", backup.path):
            self._disk.rename(backup.path, self._set_aside_name(backup.path, now))
            self._disk.sync_folder(self.folder)

    def keep(self, hub_file: Path, now: datetime) -> Path:
        """Keep the present hub file before it is replaced, and remove backups that are too old.

        Returns:
            The backup: a second name of the same file where the disk can do that, else a copy.
        """
        head = read_head(hub_file)
        with as_store_error("kept as a backup", hub_file):
            self._refuse_planted()
            self._disk.make_folder(self.folder)
            at = datetime.fromisoformat(head.at) if head.at else _written_at(hub_file)
            older = "" if head.format == FORMAT else f"-format-{head.format}"
            path = self.folder / f"hub-{head.generation:06d}-{at.strftime(_MOMENT)}{older}.json"
            if not path.exists():
                self._link_or_copy(hub_file, path)
            self._drop(now)
            self._disk.sync_folder(self.folder)
        return path

    def _paths(self) -> list[Path]:
        with as_store_error("read", self.folder):
            return list(self.folder.iterdir()) if self.is_there else []

    def _refuse_planted(self) -> None:
        if os.path.lexists(self.folder) and not self.is_there:
            raise not_regular_error(self.folder)

    def _set_aside_name(self, path: Path, now: datetime) -> Path:
        stem = f"{_SET_ASIDE}{now.astimezone(UTC).strftime(_MOMENT)}"
        times = chain([""], (f"-{number}" for number in count(2)))
        names = (self.folder / f"{stem}{time}-{path.name}" for time in times)
        return next(name for name in names if not name.exists())

    def _link_or_copy(self, hub_file: Path, path: Path) -> None:
        try:
            self._disk.link(hub_file, path)
        except OSError:
            # Some disks have no hard links; a full or broken disk fails here again.
            replace_file(path, read_regular_file(hub_file), self._disk)

    def _drop(self, now: datetime) -> None:
        """Remove all but the last ten, the newest of each day of a month, and those of older formats."""
        days = set()
        backups = list(self)
        # A clock that has jumped ahead must not make all of them old.
        usual = median_time([one.at for one in backups[:_LAST]])
        month_of = usual if usual is not None and now - usual > _DAILY_FOR else now
        for place, backup in enumerate(backups):
            day = backup.at.date()
            is_daily = month_of - backup.at <= _DAILY_FOR and day not in days
            days.add(day)
            if place >= _LAST and not is_daily and "-format-" not in backup.name:
                self._disk.remove(backup.path)


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
