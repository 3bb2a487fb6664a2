"""Which entries of the history are undone."""

from collections.abc import Iterable

from marktui.store.file.entry import EntryHead


def undone_by(entries: Iterable[EntryHead]) -> dict[int, int]:
    """The entries that are undone, each with the number of the undo that did it.

    Args:
        entries: The history, newest first; of its newest entries alone, those that these undo.
    """
    undone: dict[int, int] = {}
    for entry in entries:
        note_undo(entry, undone)
    return undone


def note_undo(entry: EntryHead, undone: dict[int, int]) -> None:
    """Note which entry this one undoes, once all newer ones were asked."""
    # An undo that was itself undone has no effect.
    if entry.undoes is not None and entry.number is not None and entry.number not in undone:
        undone[entry.undoes] = entry.number
