"""The first panel: a tile for each MIS service, connected or not."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from marktui.connectors.registry import CONNECTORS, Described, described
from marktui.hub.hub import Hub
from marktui.sync.status import Attempts
from marktui.tui.commands.sync import Authorise
from marktui.tui.glyphs import GLYPHS
from marktui.tui.hub_view import HubView
from marktui.tui.panel import Panel


class AuthorisationPanel(VerticalScroll, can_focus=False):
    """Which service the hub reads, where, since when, and what it does not share."""

    DEFAULT_CSS = """
    AuthorisationPanel {
        padding: 1 2;
        & > .tile { border: round $border-blurred; padding: 0 1; height: auto; max-width: 100; }
        & > .-connected { border: round $success; }
        & > .refusal { color: $text-warning; margin-bottom: 1; }
        & > Button { margin: 1 1 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id=Panel.AUTHORISATION.value)

    def compose(self) -> ComposeResult:
        """A tile per connector, and one button."""
        yield Static(classes="refusal", markup=False)
        for one in CONNECTORS.values():
            yield Static(classes="tile", id=f"tile-{one.name}", markup=False)
        yield Button("Authorise", compact=True, action=f"screen.command('{Authorise.id()}')")

    def show(self, view: HubView) -> None:
        """Show the connection, and who may change it."""
        hub, attempts, refusal = view.hub, view.attempts, view.refusal
        told = self.query_one(".refusal", Static)
        told.update(Content(refusal or ""))
        told.display = bool(refusal)
        for one in CONNECTORS.values():
            tile = self.query_one(f"#tile-{one.name}", Static)
            connected = hub.connection is not None and hub.connection.connector == one.name
            tile.set_class(connected, "-connected")
            tile.update(_tile(one, "\n".join(_facts(hub, attempts) if connected else _offer(one))))
        button = self.query_one(Button)
        button.label = Content(" Authorise again " if hub.connection else " Authorise ")
        button.display = refusal is None and not view.read_only

    def enter(self) -> None:
        """Put the focus on the button."""
        button = self.query_one(Button)
        if button.display:
            button.focus()
        else:
            self.screen.set_focus(None)


def _tile(one: Described, text: str) -> Content:
    return Content.assemble((one.title, "bold"), "\n", text)


def _facts(hub: Hub, attempts: Attempts) -> Iterator[str]:
    connection = hub.connection
    if connection is None:
        return
    since = f" since {connection.connected_at.astimezone():%d %b %Y}" if connection.connected_at else ""
    yield f"{GLYPHS.tick} Connected{since}"
    if connection.school:
        yield f"{'School in the MIS':<19} {connection.school}"
    for one in described(connection.connector).addresses:
        if one.name in connection.settings:
            yield f"{one.label:<19} {connection.settings[one.name]}"
    if connection.missing:
        yield f"{'Not shared':<19} {', '.join(connection.missing)}"
    if data_at := attempts.hub_data_at:
        yield f"{'MIS data from':<19} {data_at.astimezone():%d %b %Y, %H:%M}"


def _offer(one: Described) -> Iterator[str]:
    yield "Not connected."
    yield f"Authorise asks for the school's {one.secrets[0].replace('_', ' ')} and tries it."
