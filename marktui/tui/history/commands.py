"""Commands on what happened: taking it back, and whom it touched."""

from marktui.hub.accounts.permissions import Act
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Situation, Stage
from marktui.tui.common.place import Place, Tab


class Undo(Command):
    """Take back the run or decision under the cursor, elsewhere the newest; asks first, with the numbers."""

    LABEL = "Undo"
    KEYS = "u"
    FOOTER = "Undo"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Situation) -> bool:
        """Under School and where access is decided, and not while a list is read or reviewed."""
        is_here = at.place.tab is Tab.SCHOOL or at.place in (Place.TEACHERS, Place.PUPILS)
        return is_here and not (at.in_sync and at.stage is not Stage.INTRODUCTION)

    @classmethod
    def in_footer(cls, at: Situation) -> bool:
        """Where the entry that is meant can be seen."""
        return at.place is Place.HISTORY and cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Not for other accounts, not while something is saved, and not of a note."""
        if at.hub is None:
            return "The hub is still being opened."
        if Act.UNDO in at.refusals:
            return at.refusals[Act.UNDO]
        if at.saving:
            return "Something is being saved just now; it takes a moment."
        if at.place is not Place.HISTORY:
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
    def offered(cls, at: Situation) -> bool:
        """Only in the lists of records."""
        return at.place not in (Place.SYNC, Place.HISTORY)

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Not where there is no record."""
        return None if at.row_id else "There is no record under the cursor."


HISTORY = (Undo, ShowPersonHistory)
"""In the order of help and palette."""
