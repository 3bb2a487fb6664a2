"""One MIS service: connected or not, since when, where, and what it does not share."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from marktui.connectors.registry import Described
from marktui.hub.hub import Hub
from marktui.sync.status import Attempts
from marktui.tui.glyphs import GLYPHS
from marktui.tui.hub_view import HubView

_LABEL = 21


class ConnectorTile(Widget, can_focus=True):
    """The facts of one connector; the one in focus is marked with `>`.

    Args:
        one: The connector.
    """

    DEFAULT_CSS = """
    ConnectorTile {
        height: auto; max-width: 100; padding: 0 1; border: round $border-blurred;
        &.-connected { border: round $success; }
        &:focus { border: round $accent; }
    }
    """
    ALLOW_SELECT = False

    text: reactive[str] = reactive("", layout=True)
    """What stands under the name."""
    is_chosen: reactive[bool] = reactive(False)
    """Whether the tile has the focus."""

    def __init__(self, one: Described) -> None:
        super().__init__(id=f"tile-{one.name}")
        self.one = one

    def show(self, view: HubView) -> None:
        """Show how the hub stands to this service."""
        hub = view.hub
        connected = hub.connection is not None and hub.connection.connector == self.one.name
        self.set_class(connected, "-connected")
        lines = _facts(self.one, hub, view.attempts) if connected else _offer(self.one, hub)
        self.text = "\n".join(f"  {line}" for line in lines)

    def render(self) -> Content:
        """Name and facts."""
        mark = "> " if self.is_chosen else "  "
        return Content.assemble(mark, (self.one.title, "bold"), "\n", self.text)

    def on_focus(self) -> None:
        """Mark it."""
        self.is_chosen = True

    def on_blur(self) -> None:
        """Take the mark away."""
        self.is_chosen = False


def _facts(one: Described, hub: Hub, attempts: Attempts) -> Iterator[str]:
    connection = hub.connection
    if connection is None:
        return
    since = f" since {connection.connected_at.astimezone():%d %b %Y}" if connection.connected_at else ""
    yield f"{GLYPHS.tick} Connected{since}"
    if connection.school:
        yield f"{'School in the MIS':<{_LABEL}}{connection.school}"
    for address in one.addresses:
        if address.name in connection.settings:
            yield f"{address.label:<{_LABEL}}{connection.settings[address.name]}"
    if connection.missing:
        yield f"{'Not shared':<{_LABEL}}{', '.join(connection.missing)}"
    if data_at := attempts.hub_data_at:
        yield f"{'MIS data from':<{_LABEL}}{data_at.astimezone():%d %b %Y, %H:%M}"


def _offer(one: Described, hub: Hub) -> Iterator[str]:
    yield "Not connected. The hub read it last." if hub.last_connector == one.name else "Not connected."
    words = " and ".join(one.secret_words(name) for name in one.needed)
    yield f"Needs the {words}."
