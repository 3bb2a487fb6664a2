"""Commands of the Authorisation panel."""

from marktui.connectors.registry import connector_info
from marktui.hub.accounts.permissions import Permission
from marktui.tui.commands.command import Command, Rank
from marktui.tui.commands.context import Context
from marktui.tui.commands.needs import nothing_running, open_hub, permission
from marktui.tui.common.panel import Panel


def _in_panel(at: Context) -> bool:
    return at.in_sync and at.panel is Panel.AUTHORISATION


def _is_connected(at: Context) -> bool:
    return _in_panel(at) and at.hub is not None and at.hub.connection is not None


class ConnectionCommand(
    Command,
    dangerous=True,
    where=_in_panel,
    needs=(permission(Permission.SYNC), nothing_running),
    footer_when=lambda at: at.refusal is None,
    dims=True,
):
    """Something that changes the connection of the hub to the MIS."""


class Authorise(
    ConnectionCommand,
    label="Authorise",
    keys="a",
    footer="Authorise",
    rank=Rank.ACT,
    other_words="connect assembly arbor sandbox login token",
):
    """Connect the hub to the MIS, or give it new credentials."""


class ConnectToFiles(
    Command,
    label="Files: connect to exports of the MIS",
    other_words="csv ctf oneroster folder zip import read",
    dangerous=True,
    needs=(open_hub, permission(Permission.SYNC), nothing_running),
):
    """Read the school from files: name the folder or the files, in panel 1."""


class AuthoriseInBrowser(ConnectionCommand, label="Authorise in a browser", keys="b"):
    """Have a school authorise the application in a browser: a connection that renews itself."""


def _files(at: Context) -> str | None:
    connection = at.hub.connection if at.hub else None
    has_some = connection is not None and connector_info(connection.connector).has_headings
    return None if has_some else "Only files have headings, and the hub reads none."


class CorrectHeadings(
    ConnectionCommand,
    label="Headings of the files",
    keys="h",
    footer="Headings",
    other_words="columns csv mapping",
    needs=(permission(Permission.SYNC), nothing_running, _files),
    footer_when=lambda at: at.refusal is None and _files(at) is None,
):
    """See which heading of the files each field is read from, and correct it."""


class StartSync(Command, label="Start sync", where=_is_connected, needs=(permission(Permission.SYNC),)):
    """Start the sync: open the panel of the next step of the set-up, else Teachers."""


class Deauthorise(
    ConnectionCommand, label="Deauthorise", keys="d", footer="Deauthorise", where=_is_connected
):
    """Disconnect the hub from the MIS; asks first. Records and their links stay unless you say otherwise."""
