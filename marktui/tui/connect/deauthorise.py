"""The dialog that disconnects the hub from its MIS service."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static
from textual.worker import Worker, WorkerState

from marktui.connectors.registry import described
from marktui.sync.session import Session
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.text.words import describe_failure
from marktui.tui.common.widgets.checkbox import TickBox
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.message_line import MessageLine


class DeauthoriseDialog(Dialog[bool | None]):
    """Asks, disconnects, and says where the permission is taken back. Answers whether it was done.

    Args:
        session: The hub and who is at the keyboard.
        connector: The word of the service that is connected.
    """

    AUTO_FOCUS = "#cancel"

    def __init__(self, session: Session, connector: str) -> None:
        super().__init__()
        self._session = session
        self._one = described(connector)

    def contents(self) -> ComposeResult:
        """What it means, the tick, where to revoke, the buttons."""
        yield Static(f"Deauthorise {self._one.title}?", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static(
            "The secrets are forgotten on this machine, and only Authorisation stays open. Records, their "
            "links and their locks stay.",
            markup=False,
        )
        yield TickBox("Clear MIS IDs")
        yield Static(
            "Ticked, every record loses its link and can be edited; under the next connection everybody is "
            "matched anew by UPN, email or name.",
            classes="hint",
            markup=False,
        )
        yield Static(self._one.revoke, classes="hint", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Deauthorise ", id="disconnect", compact=True)

    @on(Button.Pressed, "#cancel")
    def refuse(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    @on(Button.Pressed, "#disconnect")
    def disconnect(self) -> None:
        """Do it."""
        self.forget()

    @work(exclusive=True, exit_on_error=False)
    async def forget(self) -> None:
        """Forget the connection."""
        await self._session.disconnect(clear_mis_ids=self.query_one(TickBox).value)

    @on(Worker.StateChanged)
    def show_end(self, event: Worker.StateChanged) -> None:
        """Answer, or say why it did not work."""
        if event.worker.error is not None:
            self.show_problem(describe_failure(event.worker.error).message)
            self.post_message(FailureShown(event.worker.error))
        elif event.state is WorkerState.SUCCESS:
            self.notify(self._one.revoke, title="Deauthorised", markup=False, timeout=12)
            self.dismiss(True)
