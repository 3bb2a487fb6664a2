"""One MIS service: connected or not, since when, where, and what it does not share."""

import textwrap
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from marktui.connectors.assembly.info import SANDBOX
from marktui.connectors.info import ConnectorInfo
from marktui.connectors.registry import CONNECTORS
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import Connection
from marktui.store.file.entry import What
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.words import effort_words
from marktui.wording.connection import connected_school, end_words
from marktui.wording.dates import old, recent_words, shown_day

_LABEL = 19
_LASTING = "b has the school authorise one that lasts."
_ROOM = 50
"""The cells of a text beside its label in a terminal of 80."""


class ConnectorTile(Widget, can_focus=True):
    """The facts of one connector; the one in focus is marked with `>`."""

    DEFAULT_CSS = """
    ConnectorTile {
        height: auto; max-width: 100; padding: 0 1; border: round $border-blurred;
        &.-connected { border: round $success; }
        &:focus { border: round $accent; }
    }
    """
    ALLOW_SELECT = False

    text: reactive[str] = reactive("", layout=True)
    """What is shown beside the name, and under it."""
    is_chosen: reactive[bool] = reactive(False)
    """Whether the tile has the focus."""

    def __init__(self, service: ConnectorInfo) -> None:
        super().__init__(id=f"tile-{service.title.lower()}")
        self.service = service
        self.is_connected = False
        """Whether the hub reads this service."""

    def show(self, view: HubView) -> None:
        """Show whether the hub reads this service, and how."""
        connection = view.hub.connection
        if connection is not None and self.is_reached_by(connection):
            self.is_connected, lines = True, _facts(self.service, connection, view)
        else:
            self.is_connected, lines = False, self.offer(view.hub)
        self.set_class(self.is_connected, "-connected")
        self.text = "\n  ".join(lines)

    def is_reached_by(self, connection: Connection) -> bool:
        """Whether a connection leads to this service."""
        return connection.connector == self.service.name

    def offer(self, hub: Hub) -> Iterator[str]:
        """What a school has to know before it connects to this service, line by line."""
        is_last = hub.last_connector == self.service.name
        yield "Not connected. The hub read it last." if is_last else "Not connected."
        if self.service.about:
            yield self.service.about
        if self.service.redirect:
            key = key_of("authorise-in-browser", "b")
            yield f"{key} asks the school in a browser, for a connection that lasts."
            yield "Enter takes a token that you have; it ends within a day."

    def render(self) -> Content:
        """Name and facts."""
        mark = "> " if self.is_chosen else "  "
        return Content.assemble(mark, (self.service.title, "bold"), "  ", self.text)

    def on_focus(self) -> None:
        """Mark it."""
        self.is_chosen = True

    def on_blur(self) -> None:
        """Take the mark away."""
        self.is_chosen = False


class SandboxTile(ConnectorTile):
    """The sandbox: it is connected to as Assembly, whose tile then says so."""

    def __init__(self) -> None:
        super().__init__(SANDBOX)

    def is_reached_by(self, connection: Connection) -> bool:
        """Never: one connection has one tile."""
        return False

    def offer(self, hub: Hub) -> Iterator[str]:
        """What it is, and whether it is what the tile of its connector is connected to."""
        title = CONNECTORS[self.service.name].title
        yield f"{title} above is connected to it." if self._is_here(hub.connection) else "Not connected."
        yield self.service.about

    def _is_here(self, connection: Connection | None) -> bool:
        """Whether a connection leads to its connector at an address on this machine."""
        if connection is None or not super().is_reached_by(connection):
            return False
        address = connection.settings.get(self.service.addresses[0].name, "")
        return urlsplit(address).hostname in {"127.0.0.1", "::1", "localhost"}


def _facts(service: ConnectorInfo, connection: Connection, view: HubView) -> Iterator[str]:
    since = f" since {shown_day(connection.connected_at.astimezone())}" if connection.connected_at else ""
    yield f"{GLYPHS.tick} Connected{since}"
    if view.holds_until:
        ends = end_words(view.holds_until, view.now)
        yield from _line("Ends", ends if view.refusal or view.read_only else f"{ends} {_LASTING}")
    school = connected_school(connection.school, connection.urn, connection.site)
    yield from _line("School in the MIS", school)
    for address in service.addresses:
        given = connection.settings.get(address.name, "")
        yield from _line(address.label, "" if given == address.usual else given)
    if data_at := view.attempts.hub_data_at:
        yield from _line("MIS data from", f"{recent_words(data_at, view.now)}, {old(data_at, view.now)}")
    yield from _line("Last sync", _health(view))
    for tick in service.ticks:
        yield from _line(tick.heading, "yes" if connection.settings.get(tick.name) else tick.otherwise)
    for place, shared in enumerate(connection.shared):
        fields = ", ".join(shared.fields) if connection.kinds else _short(shared.fields)
        heading = "Read from" if connection.kinds else "Shared"
        yield from _line("" if place else heading, f"{shared.what}: {fields}")
    # Of files nothing is withheld: what they have is all there is.
    nothing = "nothing" if connection.shared and not connection.kinds else ""
    yield from _line("Not shared", ", ".join(connection.missing) or nothing)
    if view.refusal is not None or view.read_only:
        return
    key = key_of("authorise", "a")
    if service.has_headings:
        headings = f"{key_of('correct-headings', 'h')} shows the headings"
        yield f"Enter starts the sync, {key} chooses files again, {headings}, d disconnects."
        return
    again = f"; {key} checks again once more is shared" if connection.missing else f", {key} authorises again"
    yield f"Enter starts the sync{again}, d deauthorises."


def _health(view: HubView) -> str:
    """What came of the last sync, of any list; what was read and not saved is not in the history."""
    entry = view.attempts.last_reading
    if entry is None:
        return "none yet"
    when = recent_words(entry.at, view.now)
    if entry.what is What.FAILED:
        return f"failed {when}: {entry.text}"
    word = "held" if entry.what is What.HELD else "saved"
    return f"{word} {when} ({effort_words(entry.seconds, entry.requests)})"


def _short(fields: Iterable[str]) -> str:
    """Fields without the name of what has them: `students.upn` is `upn`."""
    return ", ".join(name.rpartition(".")[2] for name in fields)


def _line(label: str, text: str) -> Iterator[str]:
    """A label and its text, on several lines where it is long; nothing where there is no text."""
    for place, part in enumerate(textwrap.wrap(text, _ROOM)):
        yield f"{'' if place else label:<{_LABEL - 1}} {part}"
