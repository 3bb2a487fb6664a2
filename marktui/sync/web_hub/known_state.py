"""What the web hub has, as far as the history knows it: from imports, and from what was exported."""

from collections.abc import Sequence

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HistoryStep
from marktui.hub.model.record import Access, Pupil
from marktui.hub.web_hub.columns import Column
from marktui.hub.web_hub.values import Values, digest, values_of, year_names
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.undone import undone_by


class Seen(Struct, frozen=True):
    """What the web hub has of one pupil."""

    columns: tuple[str, ...]
    digest: str

    def is_same(self, values: Values) -> bool:
        """Whether it has these values."""
        return self.digest == digest(values, self.columns)


class Known(Struct, frozen=True):
    """What the web hub has."""

    pupils: dict[str, Seen] = {}
    """The pupils it has, by record id."""
    revoked: frozenset[str] = frozenset()
    """The pupils who are without access there, or were on the last list of those to revoke."""
    in_doubt: frozenset[str] = frozenset()
    """The pupils whose a row may be that the last import left alone."""
    since: int | None = None
    """The number of the entry that this is from; None where there was none yet."""


def known_from_history(entries: Sequence[Entry]) -> Known:
    """What the web hub has after the last import and the last export, without those that were undone.

    Args:
        entries: The history, newest first.
    """
    undone = undone_by(entries)
    pupils: dict[str, Seen] = {}
    revoked: set[str] = set()
    in_doubt: frozenset[str] | None = None
    since = None
    for entry in entries:
        state = entry.web_hub
        if state is None or entry.number is None or entry.number in undone:
            continue
        if entry.what is What.EXPORT:
            since = since or entry.number
        elif in_doubt is None:
            in_doubt = frozenset(state.in_doubt)
        # The newest entry that says something of a pupil counts.
        revoked.update(one for one in state.without_access if one not in pupils)
        for record_id, its in state.pupils.items():
            pupils.setdefault(record_id, Seen(state.columns, its))
    return Known(pupils, frozenset(revoked), in_doubt or frozenset(), since)


def known_at_entry(hub: Hub, entries: Sequence[Entry], number: int, columns: Sequence[Column]) -> Known:
    """What the web hub has, where it was level with this hub right after an entry.

    Args:
        entries: The history, newest first.
        number: The entry's number.
        columns: What is compared.
    """
    later = []
    for entry in entries:
        if entry.number == number:
            break
        if entry.what is What.RESTORE:
            raise UsageError(
                f"A backup was restored after entry {number}, so what changed since cannot be told.",
                "Name a later entry, or export everybody.",
                HistoryStep.SEE,
            )
        later.append(entry)
    else:
        raise UsageError(f"There is no entry {number} in the history.", next=HistoryStep.SEE)
    then = _before(hub, later)
    years = year_names(then)
    named = tuple(one.value for one in columns)
    pupils = {
        one.id: Seen(named, digest(values_of(then, one, years), columns))
        for one in then.pupils.values()
        if is_exported(one)
    }
    return Known(pupils, since=number)


def is_exported(pupil: Pupil) -> bool:
    """Whether a pupil belongs into the web hub: with access, and not de-synced."""
    return pupil.desync is None and pupil.access is Access.WITH_ACCESS


def _before(hub: Hub, later: Sequence[Entry]) -> Hub:
    """The hub as it was before some entries.

    Args:
        later: These entries, newest first.
    """
    then = {
        change.id: decode_record(change.kind, change.before) for entry in later for change in entry.changes
    }
    missing = [record_id for record_id, record in then.items() if record is None]
    return hub.with_records(record for record in then.values() if record).without_records(missing)
