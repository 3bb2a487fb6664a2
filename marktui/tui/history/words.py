"""How marktui says what an entry of the history did."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from marktui.connectors.registry import CONNECTORS
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, RecordChange, What
from marktui.store.file.tables import decode_record
from marktui.sync.history.undo import UndoResult
from marktui.tui.common.text.words import listed
from marktui.tui.history.view import HistoryLine

DID = {
    Do.CREATE: "added",
    Do.UPDATE: "changed",
    Do.DESYNC: "de-synced",
    Do.RETURN: "brought back",
    Do.REMOVE: "removed",
}
_NAMED = 3
"""How many of those that are removed are named."""
_UNDONE = {
    Do.REMOVE: ("is removed", "are removed"),
    Do.CREATE: ("is there again", "are there again"),
    Do.RETURN: ("is synced again", "are synced again"),
    Do.DESYNC: ("is de-synced again", "are de-synced again"),
    Do.UPDATE: ("as before", "as before"),
}


def when(entry: Entry, today: date | None) -> str:
    """The moment of an entry in a narrow column: `4 Mar 09:30`, with the year where it is another one."""
    at = entry.at.astimezone()
    same_year = today is not None and at.year == today.year
    return f"{at.day:2} {at:%b %H:%M}" if same_year else f"{at.day:2} {at:%b %Y}"


def named(entry: Entry) -> str:
    """An entry by its number: `run 12`; other ones say what they are: `entry 13 (undo)`."""
    if entry.what is What.RUN:
        return f"run {entry.number}"
    return f"entry {entry.number} ({entry.what.value})"


def kinds_words(kinds: Sequence[Kind]) -> str:
    """Which kinds an entry concerns."""
    return "everything" if len(kinds) == len(Kind) else listed(kind.heading.lower() for kind in kinds)


def records_words(entry: Entry) -> str:
    """How many records an entry changed, or how many people it took out."""
    if entry.what is What.PURGE:
        return f"{entry.erased_people:,} erased"
    return f"{len(entry.changes):,}" if entry.changes else ""


def remark(line: HistoryLine) -> str:
    """What else is to be known of an entry: what it undoes, what undid it, why it came to nothing."""
    entry = line.entry
    connector = CONNECTORS[name].title if (name := entry.connector or "") in CONNECTORS else ""
    return listed(
        (
            f"of entry {entry.undoes}" if entry.undoes else "",
            f"undone by {line.undone_by}" if line.undone_by else "",
            connector if entry.what in (What.CONNECT, What.DISCONNECT) else "",
            "MIS ids cleared" if entry.clear_mis_ids else "",
            entry.backup or "",
            entry.text,
        )
    )


def counted_changes(changes: Sequence[RecordChange]) -> str:
    """What undoing would do: `19 pupils are removed, 8 pupils are synced again`."""
    counts = Counter((change.do, change.kind) for change in changes)
    return listed(
        f"{kind.counted(number)} {words[number != 1]}"
        for do, words in _UNDONE.items()
        for kind in Kind
        if (number := counts[do, kind])
    )


def undo_words(undone: UndoResult) -> str:
    """What undoing an entry means, a sentence a line."""
    told = counted_changes(undone.changes)
    return "\n".join(
        sentence
        for sentence in (
            f"{told[0].upper()}{told[1:]}." if told else "No record changes.",
            _removed_words([change for change in undone.changes if change.do is Do.REMOVE]),
            "The next sync will bring the same changes again." if undone.undone.plan else "",
        )
        if sentence
    )


def _removed_words(changes: Sequence[RecordChange]) -> str:
    """Who goes: the first few by name."""
    records = (decode_record(change.kind, change.before) for change in changes[:_NAMED])
    names = ", ".join(record.label for record in records if record)
    more = f" and {len(changes) - _NAMED:,} more" if len(changes) > _NAMED else ""
    return f"Removed: {names}{more}." if names else ""


def undone_words(undone: UndoResult) -> str:
    """What came of undoing an entry, and how to redo it."""
    redo = f"To redo it, undo entry {undone.entry}: H, then u."
    return f"Entry {undone.entry} undid {named(undone.undone)}. {redo}"
