"""The dialog that disconnects the hub from its MIS service."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.connectors.registry import connector_info
from marktui.sync.session import Session
from marktui.tui.common.messages import TIME_TO_ACT
from marktui.tui.common.widgets.checkbox import TickBox
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work


class DeauthoriseDialog(WorkDialog[bool | None]):
    """Asks, disconnects, and says where the permission is withdrawn. Answers whether it was done."""

    AUTO_FOCUS = "#cancel"
    is_dangerous = True

    def __init__(self, session: Session, connector: str) -> None:
        super().__init__()
        self._session = session
        self._service = connector_info(connector)

    def contents(self) -> ComposeResult:
        """What it means, the tick, where to revoke, the buttons."""
        yield Static(f"Deauthorise {self._service.title}?", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static(
            "The secrets are forgotten on this machine, and only Authorisation stays open. Records, their "
            "links and their locks stay.",
            markup=False,
        )
        yield TickBox("Clear MIS IDs")
        yield Static(
            "If ticked, every record loses its link and can be edited; with the next connection all people "
            "are matched again by UPN, email or name.",
            classes="hint",
            markup=False,
        )
        yield Static(self._service.revoke, classes="hint", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Deauthorise ", id="disconnect", compact=True)

    @on(Button.Pressed, "#disconnect")
    @dialog_work
    async def disconnect(self) -> None:
        """Forget the connection, and say where the permission is withdrawn."""
        await self._session.mis.disconnect(clear_mis_ids=self.query_one(TickBox).value)
        self.notify(self._service.revoke, title="Deauthorised", markup=False, timeout=TIME_TO_ACT)
        self.dismiss(True)
