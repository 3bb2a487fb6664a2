"""How it is said what a sync or an entry of the history does to the records, and what undoing it does."""

from collections import Counter
from collections.abc import Iterator, Mapping

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import KEPT, Do, Entry, What
from marktui.sync.history.undo import UndoResult
from marktui.sync.model.change_counts import COUNT_OF, ChangeCounts
from marktui.wording.drawing.glyphs import Glyphs

DONE = {
    "added": "added",
    "changed": "changed",
    "desynced": "de-synced",
    "returned": "brought back",
    "linked": "linked",
    "removed": "removed",
}
"""What was done to the records of each count."""
CHANGED = {do: DONE[count] for do, count in COUNT_OF.items()}
"""What a change did to its record."""
COUNTED = {
    "read": "read",
    "new": "new",
    "matched": "matched",
    "may_match": "may match",
    "not_matched": "not matched",
    "synced": "synced",
    "changed": "changed",
    "desynced": "de-synced",
    "returned": "returned",
    "clash": "in a clash",
    "invalid": "invalid",
    "left_alone": "left alone",
    KEPT: "missing but kept",
    "erased": "erased",
}
"""What was counted of each kind."""
BECOME = {
    Do.REMOVE: "removed",
    Do.CREATE: "back in the hub",
    Do.RETURN: "synced again",
    Do.DESYNC: "de-synced again",
    Do.UPDATE: "as before",
}
"""What becomes of a record whose change is undone, by what that does."""
SAME_AGAIN = "The next sync will bring the same changes again."
"""What to expect after the undo of a run."""


def done_words(counts: ChangeCounts) -> str:
    """What was done: `30 added, 64 changed, 13 de-synced`."""
    return ", ".join(f"{number:,} {word}" for number, word in _counted(counts, DONE))


def done_signs(counts: ChangeCounts, glyphs: Glyphs) -> str:
    """The same where there is little room: `+30 ~64 −13, 2 linked`."""
    signs = ((counts.added, "+"), (counts.changed, "~"), (counts.desynced, glyphs.minus))
    words = ((counts.returned, "back"), (counts.linked, "linked"), (counts.removed, "removed"))
    signed = " ".join(f"{sign}{number:,}" for number, sign in signs if number)
    return ", ".join((*filter(None, [signed]), *(f"{number:,} {word}" for number, word in words if number)))


def entry_words(entry: Entry) -> str:
    """An entry by its number: `run 12`; other ones say what they are: `entry 13 (undo)`."""
    return f"run {entry.number}" if entry.what is What.RUN else f"entry {entry.number} ({entry.what.value})"


def undo_words(result: UndoResult) -> str:
    """How many records of each kind become what: `3 pupils removed, 64 pupils as before`."""
    if result.undone.what is What.EXPORT:
        return "its pupils are due again at the next export"
    counts = Counter((change.do, change.kind) for change in result.changes)
    words = (
        f"{kind.counted(counts[do, kind])} {become}"
        for do, become in BECOME.items()
        for kind in Kind
        if counts[do, kind]
    )
    return ", ".join(words) or "no record changes"


def undone_words(result: UndoResult) -> str:
    """Which entry was undone, and by which: `Entry 13 undid run 12`."""
    return f"Entry {result.entry} undid {entry_words(result.undone)}"


def _counted(counts: ChangeCounts, words: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    numbers = ((getattr(counts, name), word) for name, word in words.items())
    return ((number, word) for number, word in numbers if number)
