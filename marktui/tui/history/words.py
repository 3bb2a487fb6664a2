"""How marktui says what an entry of the history did."""

from collections.abc import Sequence
from datetime import date

from marktui.connectors.registry import CONNECTORS
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import FEW, enumerated
from marktui.store.file.entry import Do, Entry, What
from marktui.store.file.tables import decode_record
from marktui.sync.history.undo import UndoResult
from marktui.tui.common.text.words import listed
from marktui.tui.history.view import HistoryLine
from marktui.wording.changes import SAME_AGAIN, undo_words, undone_words


def when(entry: Entry, today: date | None) -> str:
    """The moment of an entry in a narrow column: `4 Mar 09:30`, with the year where it is another one."""
    at = entry.at.astimezone()
    same_year = today is not None and at.year == today.year
    return f"{at.day:2} {at:%b %H:%M}" if same_year else f"{at.day:2} {at:%b %Y}"


def kinds_words(kinds: Sequence[Kind]) -> str:
    """Which kinds an entry concerns."""
    return "everything" if len(kinds) == len(Kind) else listed(kind.nouns for kind in kinds)


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


def undo_question(result: UndoResult) -> str:
    """What undoing an entry means, a sentence a line."""
    lines = [f"{undo_words(result).capitalize()}."]
    records = (decode_record(one.kind, one.before) for one in result.changes if one.do is Do.REMOVE)
    names = [record.label for record in records if record]
    if names:
        lines.append(f"Removed: {enumerated(names, FEW)}.")
    if result.undone.plan:
        lines.append(SAME_AGAIN)
    return "\n".join(lines)


def redo_words(result: UndoResult) -> str:
    """What came of undoing an entry, and how to redo it."""
    return f"{undone_words(result)}. To redo it, undo entry {result.entry}: H, then u."
