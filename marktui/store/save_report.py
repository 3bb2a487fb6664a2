"""What this call of the program has saved so far, so that its last words and its exit code are true."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

from marktui.hub.model.text import counted

if TYPE_CHECKING:
    # Signals are heard before all else is imported, and they ask here.
    from marktui.store.file.entry import Entry


class SaveReport:
    """What was saved, in words, oldest first."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.remarks: list[str] = []
        """What else there is to know of it, each sentence once."""

    def __len__(self) -> int:
        """How many things were saved."""
        return len(self._parts)

    def add(self, part: str) -> None:
        """Note that something was saved, just after it was."""
        self._parts.append(part)

    def sentence(self, since: int = 0) -> str:
        """What was saved, as one sentence.

        Args:
            since: How many of the oldest are left out.
        """
        return f"This was saved: {'; '.join(self._parts[since:])}."


_SAVED: ContextVar[SaveReport | None] = ContextVar("saved", default=None)
# A worker thread gets a copy of the context: it adds to the very list that the main thread looks at.


def begin_save_report() -> SaveReport:
    """Begin to note what is saved from now on."""
    saved = SaveReport()
    _SAVED.set(saved)
    return saved


def save_report() -> SaveReport:
    """What was saved since `begin_save_report`."""
    saved = _SAVED.get()
    return begin_save_report() if saved is None else saved


def report_saved(part: "Entry | str") -> None:
    """Note that a change has reached the disk."""
    saved = _SAVED.get()
    if saved is not None:
        saved.add(part if isinstance(part, str) else _words(part))


def report_remark(sentence: str | None) -> None:
    """Note what its reader shall know of a change, if there is anything."""
    saved = _SAVED.get()
    if saved is not None and sentence and sentence not in saved.remarks:
        saved.remarks.append(sentence)


def _words(entry: "Entry") -> str:
    """An entry as its reader finds it again in the history: `entry 5 (revoke), 1 change`."""
    what = entry.what.value
    name = what if entry.number is None else f"entry {entry.number} ({what})"
    if entry.erased_people and not entry.changes:
        return f"{name}, {counted(entry.erased_people, 'person', 'people')} erased"
    return f"{name}, {counted(len(entry.changes), 'change')}" if entry.changes else name
