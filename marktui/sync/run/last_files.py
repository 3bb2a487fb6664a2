"""Compares the files that are read with those that were read last: the same again, or older ones."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from marktui.connectors.base import Connector
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import day_words
from marktui.store.file.entry import Entry
from marktui.sync.history.status import Attempts

_SAME_TIME = timedelta(minutes=1)
"""A copy may have lost the seconds of the time when a file was written."""


class LastFiles(Struct, frozen=True):
    """The files of the last sync that was saved; nothing where there were none."""

    connector: str = ""
    digests: frozenset[str] = frozenset()
    """The digests of what each kind was read from."""
    data_at: datetime | None = None
    """How new the newest of them was."""

    def why_old(self, connector: Connector) -> str | None:
        """Why the files prove nobody absent: newer ones were read before. None where that is not so."""
        made, before = connector.data_at, self.data_at
        if not connector.source.digest or connector.name != self.connector or made is None or before is None:
            return None
        if before - made <= _SAME_TIME:
            return None
        return (
            f"The files are of {_when(made, before)}, older than those of {_when(before, made)} read before."
        )

    def same_words(self, connector: Connector) -> Iterator[str]:
        """That the files are those of the last sync, byte for byte."""
        if connector.name == self.connector and self.digests == {connector.source.digest}:
            yield "The files are the same as at the last sync, byte for byte."


NO_FILES = LastFiles()
"""Nothing was read before."""


def last_files(connector: str, kinds: Collection[Kind], attempts: Attempts[Entry]) -> LastFiles:
    """The files that some kinds were synced from last, if all of them were synced from files."""
    entries = [attempts.complete.get(kind) for kind in kinds]
    if not all(entry and entry.digest and entry.connector == connector for entry in entries):
        return NO_FILES
    known = [entry for entry in entries if entry is not None]
    times = [entry.data_at for entry in known if entry.data_at]
    return LastFiles(connector, frozenset(entry.digest for entry in known), max(times, default=None))


def _when(moment: datetime, other: datetime) -> str:
    """The day of a moment here, with the time where the other moment is on the same day."""
    here, there = moment.astimezone(), other.astimezone()
    day = day_words(here.date())
    return f"{day} {here:%H:%M}" if here.date() == there.date() else day
