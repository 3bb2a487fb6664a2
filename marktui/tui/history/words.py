"""What undoing an entry of the history means, and what came of it."""

from marktui.hub.model.text import FEW, enumerated
from marktui.store.file.entry import Do
from marktui.store.file.tables import decode_record
from marktui.sync.history.undo import UndoResult
from marktui.wording.changes import SAME_AGAIN, undo_words, undone_words


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
