"""What the history says about the people who have left: the latest events, and who is new."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person, Status
from marktui.store.file.entry import Do, Entry, What
from marktui.sync.history.status import Attempts


def newly_desynced(hub: Hub, attempts: Attempts[Entry]) -> tuple[Person, ...]:
    """The leavers that the last run of their kind de-synced."""
    lost = {
        change.id
        for kind, run in attempts.runs.items()
        for change in run.changes
        if change.kind is kind and change.do is Do.DESYNC
    }
    return tuple(one for one in hub.people() if one.id in lost and one.desync is not None)


_MOST = 3
"""How much is kept of each record's history; the rest is in the history itself."""


class LeaverEntry(Struct, frozen=True):
    """One entry of the history, as far as it concerns one record."""

    what: What
    number: int | None
    at: datetime
    login: str
    do: Do
    text: str
    undoes: int | None


class LeaversHistory(Struct, frozen=True, kw_only=True):
    """What the history says about the leavers of a hub."""

    of: dict[str, tuple[LeaverEntry, ...]] = {}
    """The latest entries about each of them, newest first."""
    runs: dict[str, LeaverEntry] = {}
    """The run that de-synced each of them last."""
    new: frozenset[str] = frozenset()
    """The people that the last run of their kind de-synced."""


def leavers_history(hub: Hub, entries: Sequence[Entry]) -> LeaversHistory:
    """What the history says about the leavers. Slow in a big school."""
    attempts = Attempts[Entry]()
    # It says when older entries no longer matter.
    next((entry for entry in entries if attempts.take(entry)), None)
    ids = {one.id for one in hub.people() if one.status is Status.DESYNCED}
    found, runs = _entries_of(entries, ids)
    return LeaversHistory(
        of={one: tuple(lines) for one, lines in found.items()},
        runs=runs,
        new=frozenset(one.id for one in newly_desynced(hub, attempts)),
    )


def _entries_of(
    entries: Sequence[Entry], ids: Collection[str]
) -> tuple[dict[str, list[LeaverEntry]], dict[str, LeaverEntry]]:
    found: dict[str, list[LeaverEntry]] = {}
    runs: dict[str, LeaverEntry] = {}
    for entry in entries:
        for change in entry.changes:
            if change.id in ids:
                one = LeaverEntry(
                    entry.what, entry.number, entry.at, entry.login, change.do, entry.text, entry.undoes
                )
                lines = found.setdefault(change.id, [])
                if len(lines) < _MOST:
                    lines.append(one)
                if change.do is Do.DESYNC and entry.what is What.RUN:
                    runs.setdefault(change.id, one)
    return found, runs
