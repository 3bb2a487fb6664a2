"""The first panel: a tile for each MIS service, and the dialogs that connect and disconnect."""

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from marktui.connectors.info import ConnectorInfo
from marktui.connectors.registry import CONNECTORS, connector_info
from marktui.hub.model.hub import Hub
from marktui.hub.rules.connect import is_other_connector
from marktui.sync.session import Session
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import HubChanged
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.question import Question
from marktui.tui.connect.authorise_dialog import AuthoriseDialog
from marktui.tui.connect.commands import (
    Authorise,
    AuthoriseInBrowser,
    CorrectHeadings,
    Deauthorise,
    StartSync,
)
from marktui.tui.connect.deauthorise_dialog import DeauthoriseDialog
from marktui.tui.connect.tile import ConnectorTile, SandboxTile
from marktui.wording.connection import change_of_service


class AuthorisationPanel(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Which service the hub reads; it can be changed here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,right", "choose(1)", "Next service", show=False, id="tile.next"),
        Binding("up,k,left", "choose(-1)", "Service before", show=False, id="tile.previous"),
        Binding("enter", "proceed", "Start sync, or authorise", show=False, id="tile.proceed"),
    ]
    DEFAULT_CSS = """
    AuthorisationPanel {
        padding: 0 2; scrollbar-size-vertical: 1;
        & > .refusal { color: $text-warning; margin: 1 0; }
        & > .way { color: $text-muted; margin: 1 1 0 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id=Panel.AUTHORISATION.value)
        self._session = session
        self._view: HubView | None = None

    def compose(self) -> ComposeResult:
        """Why not, a tile per connector, and how to go on."""
        yield MessageLine(classes="refusal")
        yield from (ConnectorTile(info) for info in CONNECTORS.values())
        yield SandboxTile()
        yield Static(
            "Arrows choose a service; Enter authorises it, or starts its sync.",
            classes="way",
            markup=False,
        )

    def show(self, view: HubView) -> None:
        """Show the connection, and who may change it."""
        self._view = view
        self.query_one(".refusal", MessageLine).say(view.refusal or "")
        self.query_one(".way").display = view.refusal is None and not view.read_only
        for tile in self.query(ConnectorTile):
            tile.show(view)

    def enter(self) -> None:
        """Put the focus on the service that is connected, or was, else on the first one."""
        # People who may not change the connection have to read why, which stands above it.
        self._tile.focus(scroll_visible=self._view is None or self._view.refusal is None)

    def action_choose(self, by: int) -> None:
        """Go to a neighbouring tile."""
        tiles = list(self.query(ConnectorTile))
        tiles[(tiles.index(self._tile) + by) % len(tiles)].focus()

    def action_proceed(self) -> None:
        """Start the sync of the service that is connected, or authorise another one."""
        command = StartSync if self._tile.is_connected else Authorise
        if isinstance(self.screen, CommandedScreen):
            self.screen.run_command(command)

    @on(events.Click)
    def point(self, event: events.Click) -> None:
        """A second click on a tile authorises it."""
        if event.chain == 2 and isinstance(event.widget, ConnectorTile):
            self.app.simulate_key("enter")

    @on(Authorise)
    @work
    async def authorise(self) -> None:
        """Ask for the secrets of the service under the cursor."""
        await self._connect(self._tile.service, in_browser=False)

    async def connect_to_files(self) -> None:
        """Go to the tile of the files, and ask where they are."""
        tile = next(one for one in self.query(ConnectorTile) if one.service.reads_disk)
        tile.focus()
        await self._connect(tile.service, in_browser=False)

    @on(AuthoriseInBrowser)
    @work
    async def authorise_in_browser(self) -> None:
        """Have the school authorise the service under the cursor in a browser."""
        service = self._tile.service
        if service.redirect:
            await self._connect(service, in_browser=True)
        else:
            key = key_of("authorise", "a")
            self.app.notify(f"{service.title} is not authorised in a browser: {key} asks for what it needs.")

    async def _connect(self, service: ConnectorInfo, *, in_browser: bool) -> None:
        """Connect to a service; ask first if another one was read until now."""
        if self._view is None:
            return
        before = self._view.hub
        if is_other_connector(before, service.name) and not await self._confirm_change(before, service):
            return
        # The hub may have been changed elsewhere while the question was open.
        dialog = AuthoriseDialog(
            self._session,
            self._view.hub,
            service,
            lambda: self.post_message(HubChanged()),
            in_browser=in_browser,
        )
        await self.app.push_screen_wait(dialog)

    async def _confirm_change(self, hub: Hub, service: ConnectorInfo) -> bool:
        before = connector_info(hub.last_connector or "").title
        title = f"Change from {before} to {service.title}?"
        text = "\n\n".join(change_of_service(before, service.title, to_files=service.reads_disk))
        is_sure = await self.app.push_screen_wait(Question(title, text, {"go": "Go on"}))
        return is_sure is not None

    @on(CorrectHeadings)
    @work
    async def correct_headings(self) -> None:
        """Show which heading of the files each field is read from."""
        from marktui.tui.connect.headings.page import HeadingsPage

        connection = self._view.hub.connection if self._view else None
        if connection is None:
            return
        if await self.app.push_screen_wait(
            HeadingsPage(self._session, connection.settings, agreed=connection.agreed)
        ):
            self.post_message(HubChanged())

    @on(Deauthorise)
    @work
    async def deauthorise(self) -> None:
        """Ask, and disconnect."""
        connection = self._view.hub.connection if self._view else None
        if connection is None:
            return
        if await self.app.push_screen_wait(DeauthoriseDialog(self._session, connection.connector)):
            self.post_message(HubChanged())

    @property
    def _tile(self) -> ConnectorTile:
        """The tile in focus, else the one that the hub reads or read last, else the first."""
        tiles = list(self.query(ConnectorTile))
        last = self._view.hub.last_connector if self._view else None
        focused = (tile for tile in tiles if tile.has_focus)
        return next(focused, next((tile for tile in tiles if tile.service.name == last), tiles[0]))
