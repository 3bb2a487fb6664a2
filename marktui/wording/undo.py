"""How it is said what undoing an entry of the history would do, and what it did."""

from collections import Counter

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, What
from marktui.sync.history.undo import UndoResult

CHANGED = {
    Do.CREATE: "added",
    Do.UPDATE: "changed",
    Do.DESYNC: "de-synced",
    Do.RETURN: "brought back",
    Do.REMOVE: "removed",
}
"""What a change did to a record."""
_BECOME = {
    Do.REMOVE: "removed",
    Do.CREATE: "back in the hub",
    Do.RETURN: "synced again",
    Do.DESYNC: "de-synced again",
    Do.UPDATE: "as before",
}
SAME_AGAIN = "The next sync will bring the same changes again."
"""What to expect after the undo of a run."""


def entry_words(entry: Entry) -> str:
    """An entry by its number: `run 12`; other ones say what they are: `entry 13 (undo)`."""
    return f"run {entry.number}" if entry.what is What.RUN else f"entry {entry.number} ({entry.what.value})"


def undo_words(result: UndoResult) -> str:
    """How many records of each kind become what: `3 pupils removed, 64 pupils as before`."""
    counts = Counter((change.do, change.kind) for change in result.changes)
    words = (
        f"{kind.counted(counts[do, kind])} {become}"
        for do, become in _BECOME.items()
        for kind in Kind
        if counts[do, kind]
    )
    return ", ".join(words) or "no record changes"


def undone_words(result: UndoResult) -> str:
    """Which entry was undone, and by which: `Entry 13 undid run 12`."""
    return f"Entry {result.entry} undid {entry_words(result.undone)}"
