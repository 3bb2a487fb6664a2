"""What commands of several features need, each with the sentence that says why it is missing."""

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.setup_order import source_kinds, why_closed
from marktui.tui.commands.command import Need
from marktui.tui.commands.context import Context


def open_hub(at: Context) -> str | None:
    """The hub has been loaded."""
    return "The hub is still being opened." if at.hub is None else None


def permission(wanted: Permission) -> Need:
    """The account of the person at the keyboard may do something."""
    return lambda at: at.refusals.get(wanted)


def open_panel(at: Context) -> str | None:
    """The earlier steps of the set-up are done, so that the panel is open."""
    return at.closed


def connected(at: Context) -> str | None:
    """The hub is connected to an MIS."""
    return why_closed(at.hub, source_kinds(at.hub)[0]) if at.hub else None


def nothing_running(at: Context) -> str | None:
    """No list is being read or saved."""
    busy = "Another panel is reading or saving just now; wait for it, or stop it there with esc."
    return busy if at.working else None


def record_under_cursor(at: Context) -> str | None:
    """The cursor of the list is on a record."""
    return None if at.row_id else "There is no record under the cursor."
