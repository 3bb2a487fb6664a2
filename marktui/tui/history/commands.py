"""Commands on the history: undo an entry, show what happened to one record."""

from marktui.hub.accounts.permissions import Permission
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context, Stage
from marktui.tui.common.tab import Tab, TopTab


class Undo(Command):
    """Undo the run or decision under the cursor, elsewhere the newest; asks first, with the numbers."""

    LABEL = "Undo"
    KEYS = "u"
    FOOTER = "Undo"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Under School and where access is decided, and not while a list is read or reviewed."""
        is_here = at.tab.top_tab is TopTab.SCHOOL or at.tab in (Tab.TEACHERS, Tab.PUPILS)
        return is_here and not (at.in_sync and at.stage is not Stage.INTRODUCTION)

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where the entry that is meant can be seen."""
        return at.tab is Tab.HISTORY and cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts, not while something is saved, and not of a note."""
        if at.hub is None:
            return "The hub is still being opened."
        if Permission.UNDO in at.refusals:
            return at.refusals[Permission.UNDO]
        if at.saving:
            return "Something is being saved just now; it takes a moment."
        if at.tab is not Tab.HISTORY:
            return None
        if at.entry is None:
            return "There is no entry under the cursor."
        return (
            None if at.entry.is_change else "This is a note: it changed no record. Only numbered entries did."
        )


class ShowPersonHistory(Command):
    """Show what happened to the record under the cursor: the history, filtered by its id."""

    LABEL = "History of this record"
    KEYS = "h"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the lists of records."""
        return at.tab not in (Tab.SYNC, Tab.HISTORY)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not where there is no record."""
        return None if at.row_id else "There is no record under the cursor."


HISTORY = (Undo, ShowPersonHistory)
"""In the order of help and palette."""
