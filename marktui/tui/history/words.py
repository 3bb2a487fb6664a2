"""What undoing an entry of the history means, and what came of it."""

from collections.abc import Sequence

from marktui.store.file.entry import Do, RecordChange
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.undo import UndoResult
from marktui.tui.common.text.cells import Row, Tone, Toned
from marktui.tui.common.text.records import KIND_WORDS
from marktui.wording.sync.changes import BECOME, SAME_AGAIN, undo_words, undone_words


def undo_question(result: UndoResult) -> str:
    """What undoing an entry means, a sentence a line."""
    means = f"{undo_words(result).capitalize()}."
    return f"{means}\n{SAME_AGAIN}" if result.undone.plan else means


def in_order(result: UndoResult) -> Sequence[RecordChange]:
    """What undoing an entry does to each record, first what it removes."""
    return sorted(result.changes, key=lambda one: one.do is not Do.REMOVE)


def change_row(change: RecordChange) -> Row:
    """The line of one record."""
    record = decode_record(change.kind, change.before) or decode_record(change.kind, change.after)
    tone = Tone.WARNING if change.do is Do.REMOVE else Tone.PLAIN
    words = Toned(BECOME[change.do], tone)
    return Row(change.id, (record.label if record else change.id, KIND_WORDS[change.kind], words))


def redo_words(result: UndoResult) -> str:
    """What came of undoing an entry, and how to redo it."""
    return f"{undone_words(result)}. To redo it, undo entry {result.entry}: H, then u."
