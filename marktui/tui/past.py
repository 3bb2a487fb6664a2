"""What the history tells of the syncs so far."""

from datetime import datetime

from marktui.hub.kind import Kind
from marktui.store.entry import Entry, What

_COMPLETE = frozenset({What.RUN, What.NOTHING})
_ATTEMPTS = _COMPLETE | {What.HELD, What.FAILED}


class Past:
    """Gathers the newest complete sync of each kind from the history, newest first."""

    def __init__(self) -> None:
        self.last: dict[Kind, Entry] = {}
        """The newest complete sync, by kind."""
        self.newest: Entry | None = None
        """The newest complete sync of whatever kind."""
        self.attempt: Entry | None = None
        """The newest attempt, whatever came of it."""

    def take(self, entry: Entry) -> bool:
        """Take in an entry; true once older ones can tell nothing new."""
        if entry.what in _ATTEMPTS:
            self.attempt = self.attempt or entry
        if entry.what in _COMPLETE:
            self.newest = self.newest or entry
            for kind in entry.kinds:
                self.last.setdefault(kind, entry)
        return len(self.last) == len(Kind)

    @property
    def data_at(self) -> datetime | None:
        """How old the MIS data is: when the service collected it, and no later than it was read."""
        if self.newest is None:
            return None
        return min(self.newest.data_at or self.newest.at, self.newest.at)

    @property
    def is_held(self) -> bool:
        """Whether the newest attempt was held, and nothing followed."""
        return self.attempt is not None and self.attempt.what is What.HELD

    def count(self, kind: Kind, what: str) -> int:
        """A number that the newest sync of a kind counted: `may_match`, `clash`."""
        entry = self.last.get(kind)
        return entry.counts.get(kind.plural, {}).get(what, 0) if entry else 0
