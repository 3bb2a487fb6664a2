"""The records that unattended runs of the last days de-synced and nobody has looked at since."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Raw, Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, What
from marktui.sync.history.undone import undone_by
from marktui.sync.model.proposal import RecentLoss

DAYS = 7
_SURE = 50
"""This many old entries in a row mean that the window has ended and no clock was wrong."""
_SAVED = frozenset({What.RUN, What.NOTHING})
_DECIDED = frozenset({What.KEEP, What.REVOKE, What.GRANT, What.DELETE, What.CANCEL, What.EDIT})


class LossHistory:
    """Gathers from the history, newest first, what unattended runs of the last days have de-synced.

    Once a person approves or saves a run, what was before no longer counts.

    Args:
        now: The time; entries may be later than this where a clock was wrong.
    """

    def __init__(self, kinds: Collection[Kind], now: datetime) -> None:
        self._kinds = tuple(kinds)
        self._now = now
        self._since = now - timedelta(days=DAYS)
        self._entries: list[Entry] = []
        self._unseen = set(kinds)
        """The kinds that nobody has looked at, in the entries so far."""
        self._old = 0
        """How many of the last entries in a row are from before the window."""

    def take(self, entry: Entry) -> bool:
        """Take in an entry; true once older entries no longer matter."""
        self._entries.append(entry)
        self._unseen = {kind for kind in self._unseen if not _is_look(entry, kind)}
        self._old = self._old + 1 if entry.at < self._since else 0
        return not self._unseen or self._old >= _SURE

    def losses(self, hub: Hub) -> dict[Kind, RecentLoss]:
        """The losses of each kind that has any."""
        found = {kind: self._loss(hub, kind) for kind in self._kinds}
        return {kind: loss for kind, loss in found.items() if loss is not None}

    def _loss(self, hub: Hub, kind: Kind) -> RecentLoss | None:
        runs = dict(self._runs(kind))
        records = hub.records(kind)
        away = {record_id for record_id, one in records.items() if one.desync is not None}
        lost = {record_id for ids in runs.values() for record_id in ids} & away
        if not lost:
            return None
        # The oldest change of a record shows what it was before all of them.
        since_first = self._entries[: max(runs) + 1]
        before = {
            change.id: _was_synced(change.before)
            for entry in since_first
            for change in entry.changes
            if change.kind is kind
        }
        synced = {one for one, record in records.items() if before.get(one, record.is_synced)}
        return RecentLoss(frozenset(lost), frozenset(synced))

    def _runs(self, kind: Kind) -> Iterator[tuple[int, set[str]]]:
        """The unattended runs that count: their places in the history, and the records each de-synced."""
        undone, decided, desync = undone_by(self._entries), set[str](), Do.DESYNC
        for at, entry in enumerate(self._entries):
            if _is_look(entry, kind):
                return
            if entry.number in undone:
                continue
            if entry.what in _DECIDED:
                decided |= {change.id for change in entry.changes}
            elif entry.what is What.RUN and self._is_recent(at):
                lost = {one.id for one in entry.changes if one.do is desync and one.kind is kind}
                if lost - decided:
                    yield at, lost - decided

    def _is_recent(self, at: int) -> bool:
        """Whether an entry is recent; where its clock was wrong, its neighbours decide."""
        time = self._entries[at].at
        if time > self._now:
            newer = next((one.at for one in reversed(self._entries[:at]) if one.at <= self._now), self._now)
            return newer >= self._since
        older: Sequence[Entry] = self._entries[at:]
        return any(self._since <= one.at <= self._now for one in older)


def _is_look(entry: Entry, kind: Kind) -> bool:
    """Whether somebody saved a sync of this kind in person, or approved it."""
    return entry.what in _SAVED and kind in entry.kinds and not entry.unattended


class _Tie(Struct):
    """The part of a record that shows whether it is Synced."""

    link: Any = None
    desync: Any = None


def _was_synced(record: Raw) -> bool:
    tie = msgspec.json.decode(record, type=_Tie | None)
    return tie is not None and tie.link is not None and tie.desync is None
