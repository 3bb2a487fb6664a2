"""Checks the content of a hub's files: records, history, backups."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from marktui.hub.model.clock import clock_warning
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HubStep, Restore
from marktui.hub.model.time import local_day
from marktui.hub.rules.integrity import broken_rules, clashes, desynced_ahead, name_ids
from marktui.store.disk.errors import DamagedError, NewerFormatError, NoBackupError, StoreError
from marktui.store.doctor.finding import Finding
from marktui.store.file.entry import Entry, What
from marktui.store.file.hub_file import read_head
from marktui.store.file.load import load_hub_file
from marktui.store.file.migration import FORMAT
from marktui.store.folder import HubFolder
from marktui.store.history.backups import Backup
from marktui.store.history.reader import HistoryContents, newest_change

_AT_MOST = 20
"""How many broken rules are reported one by one."""


class ContentCheck:
    """Checks the content of one hub folder."""

    def __init__(self, files: HubFolder, login: str, now: datetime) -> None:
        self._files = files
        self._login = login
        self._now = now
        self._generation: int | None = None
        """The generation of the hub file, once it is known to be undamaged."""
        self._backups: tuple[Backup, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """What is wrong."""
        # The check of leftovers reports a folder of backups that cannot be read.
        with suppress(StoreError):
            self._backups = tuple(self._files.backups)
        yield from self._hub_file()
        yield from self._history()
        for backup in self._backups:
            yield from self._backup(backup)

    def _hub_file(self) -> Iterator[Finding]:
        if not self._files.exists():
            yield self._beyond_repair(f"{self._files.file} is missing.")
            return
        try:
            # Loading it in the usual way would finish an erasure.
            hub = load_hub_file(self._files.file)
        except DamagedError as error:
            yield self._beyond_repair(error.message)
        except StoreError as error:
            yield Finding.of_error(error)
        else:
            self._generation = hub.generation
            yield from _format(self._files)
            yield from _records(hub)
            yield from self._clock(hub)

    def _clock(self, hub: Hub) -> Iterator[Finding]:
        """What a wrong clock has left. It does no damage: the order of entries never comes from a clock."""
        with suppress(StoreError):
            remark = clock_warning(self._files.times(), self._now)
            if remark:
                yield Finding(sentence=remark, grave=False)
        ahead = desynced_ahead(hub, local_day(self._now))
        if ahead:
            are = "is" if len(ahead) == 1 else "are"
            yield Finding(
                sentence=f"{name_ids(ahead)} {are} de-synced since a future day: a clock was ahead.",
                grave=False,
                advice="Nothing has to be done: the next decision about them corrects the day.",
            )

    def _beyond_repair(self, sentence: str) -> Finding:
        """A finding that only the newest undamaged backup helps with."""
        for backup in self._backups:
            if not list(self._backup(backup)):
                return Finding(sentence=sentence, next=(Restore(backup.name, backup.at),))
        return Finding(
            sentence=sentence,
            advice="There is no backup to restore; put a copy of the folder from your own backups in its "
            "place.",
        )

    def _history(self) -> Iterator[Finding]:
        history = self._files.history
        try:
            contents = history.read_all()
        except StoreError as error:
            yield Finding.of_error(error)
            return
        if contents.altered:
            lines = ", ".join(map(str, contents.altered))
            yield Finding(
                sentence=f"{history.path} is damaged in line {lines}: marktui did not write this.",
                repair=self._drop_altered,
            )
        if contents.torn:
            yield Finding(
                sentence=f"A crash cut off {contents.torn} of the lines of {history.path};"
                " they do not count.",
                grave=False,
            )
        if self._generation is not None:
            yield from self._generations(contents, self._generation)

    def _generations(self, contents: HistoryContents, generation: int) -> Iterator[Finding]:
        committed = {entry.generation for entry in self._files.history.committed(generation)}
        known = {lost for entry in contents.entries for lost in entry.lost}
        missing = [one for one in range(1, generation + 1) if one not in committed and one not in known]
        if missing:
            yield Finding(
                sentence=f"The history lacks {len(missing)} of the hub's {generation} changes"
                f" ({_places(missing)}); they cannot be undone.",
                repair=partial(self._accept_loss, tuple(missing)),
            )
        newest = newest_change(contents.entries)
        reached = (newest.generation or 0) if newest else 0
        if reached > generation + 1:
            # A crash leaves at most one change that was not committed.
            yield self._beyond_repair(
                f"{self._files.file} is an older copy: it has {generation:,} changes,"
                f" its history has {reached:,}."
            )
        elif reached > generation:
            yield Finding(
                sentence="The history ends with a change that was cut off before it reached the hub file;"
                " it does not count.",
                grave=False,
                repair=partial(self._files.history.void_uncommitted, generation),
            )

    def _backup(self, backup: Backup) -> Iterator[Finding]:
        try:
            self._files.load_backup(backup.name)
        except NoBackupError:
            # Another process has removed it since the folder was read.
            return
        except NewerFormatError as error:
            yield Finding.of_error(error, grave=False)
        except DamagedError:
            yield Finding(
                sentence=f"The backup {backup.path} is damaged.",
                repair=partial(self._files.backups.set_aside_backup, backup, self._now),
            )
        except StoreError as error:
            yield Finding.of_error(error)

    def _drop_altered(self) -> None:
        """Keep a copy of the history, and remove the lines that cannot be read."""
        self._files.backups.set_aside_copy(self._files.history.path, self._now)
        self._files.history.rewrite(self._files.history.read_all().entries)
        self._note("Damaged lines of the history were removed; a copy is among the backups.")

    def _accept_loss(self, missing: tuple[int, ...]) -> None:
        self._note(f"The entries of {_places(missing)} are lost.", missing)

    def _note(self, text: str, lost: tuple[int, ...] = ()) -> None:
        self._files.history.add(
            Entry(what=What.REPAIR, at=self._now, login=self._login, text=text, lost=lost)
        )


def _format(files: HubFolder) -> Iterator[Finding]:
    file_format = read_head(files.file).format
    if file_format < FORMAT:
        yield Finding(
            sentence=f"{files.file} is of format {file_format}; the next change makes it format {FORMAT}"
            " and keeps the old file among the backups.",
            grave=False,
        )


def _records(hub: Hub) -> Iterator[Finding]:
    broken = broken_rules(hub)
    for one in broken[:_AT_MOST]:
        yield Finding(
            sentence=one.sentence, advice="Restore a backup from before it.", next=(HubStep.SEE_BACKUPS,)
        )
    if len(broken) > _AT_MOST:
        yield Finding(sentence=f"{len(broken) - _AT_MOST:,} more records break a rule of the hub.")
    for one in clashes(hub):
        yield Finding(
            sentence=one.sentence, grave=False, advice="Correct it in the MIS, or edit one of them."
        )


def _places(numbers: Sequence[int]) -> str:
    """Which of all changes, in words: `changes 3, 5 to 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = (f"{first} to {last}" if last > first else f"{first}" for first, last in runs)
    return f"{'change' if len(numbers) == 1 else 'changes'} {', '.join(words)}"
