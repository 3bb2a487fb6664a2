"""Commands on the history: undo an entry, show what happened to one record."""

from marktui.hub.accounts.permissions import Permission
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context, Stage
from marktui.tui.commands.needs import open_hub, permission, record_under_cursor
from marktui.tui.common.tab import Tab, TopTab


def _where_undo_works(at: Context) -> bool:
    """Under School and where access is decided, and not while a list is read or reviewed."""
    is_here = at.tab.top_tab is TopTab.SCHOOL or at.tab in (Tab.TEACHERS, Tab.PUPILS)
    return is_here and not (at.in_sync and at.stage is not Stage.INTRODUCTION)


def _no_save(at: Context) -> str | None:
    return "Something is being saved just now; it takes a moment." if at.saving else None


def _change_under_cursor(at: Context) -> str | None:
    """In the history, the cursor is on an entry that changed records."""
    if at.tab is not Tab.HISTORY:
        return None
    if at.entry is None:
        return "There is no entry under the cursor."
    note = "This is a note: it changed no record. Only numbered entries did."
    return None if at.entry.is_change else note


def _record_unless_in_history(at: Context) -> str | None:
    return None if at.tab is Tab.HISTORY else record_under_cursor(at)


class Undo(
    Command,
    label="Undo",
    keys="u",
    footer="Undo",
    dangerous=True,
    where=_where_undo_works,
    needs=(open_hub, permission(Permission.UNDO), _no_save, _change_under_cursor),
    footer_when=lambda at: at.tab is Tab.HISTORY,
):
    """Undo the run or decision under the cursor, elsewhere the newest; asks first, with the numbers."""


class ShowPersonHistory(
    Command,
    label="History of this record",
    keys="h",
    where=lambda at: at.tab is not Tab.SYNC,
    needs=(_record_unless_in_history,),
):
    """Show what happened to the record under the cursor; in the history the same key goes back."""


HISTORY = (Undo, ShowPersonHistory)
"""In the order of help and palette."""
