"""What this call of the program has saved so far, for a true last message and exit code."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

from marktui.hub.model.text import counted

if TYPE_CHECKING:
    # The signal handlers need this module before anything else is imported.
    from marktui.store.file.entry import Entry


class SaveReport:
    """What was saved, in words, oldest first."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.remarks: list[str] = []
        """Remarks about what was saved, each sentence once."""

    def __len__(self) -> int:
        """How many things were saved."""
        return len(self._parts)

    def add(self, part: str) -> None:
        """Add something just after it was saved."""
        self._parts.append(part)

    def sentence(self, since: int = 0) -> str:
        """What was saved, as one sentence.

        Args:
            since: How many of the oldest are left out.
        """
        return f"This was saved: {'; '.join(self._parts[since:])}."


_SAVED: ContextVar[SaveReport | None] = ContextVar("saved", default=None)
# A worker thread gets a copy of the context, which refers to the same report.


def begin_save_report() -> SaveReport:
    """Start a new report."""
    saved = SaveReport()
    _SAVED.set(saved)
    return saved


def save_report() -> SaveReport:
    """The report of this call."""
    saved = _SAVED.get()
    return begin_save_report() if saved is None else saved


def report_saved(part: "Entry | str") -> None:
    """Report that a change has reached the disk."""
    saved = _SAVED.get()
    if saved is not None:
        saved.add(part if isinstance(part, str) else _words(part))


def report_remark(sentence: str | None) -> None:
    """Report a remark about what was saved, if there is one."""
    saved = _SAVED.get()
    if saved is not None and sentence and sentence not in saved.remarks:
        saved.remarks.append(sentence)


def _words(entry: "Entry") -> str:
    """An entry as people find it in the history: `entry 5 (revoke), 1 change`."""
    what = entry.what.value
    name = what if entry.number is None else f"entry {entry.number} ({what})"
    if entry.erased_people and not entry.changes:
        return f"{name}, {counted(entry.erased_people, 'person', 'people')} erased"
    return f"{name}, {counted(len(entry.changes), 'change')}" if entry.changes else name
