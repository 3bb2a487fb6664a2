"""The question to the person who is nominated as the Access Coordinator."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.model.hub import Hub
from marktui.sync.decide.accounts import AccountResult
from marktui.sync.session import Session
from marktui.tui.accounts.words import nomination_words
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work


class NominationDialog(WorkDialog[AccountResult | None]):
    """Accepts, or leaves it for later. Answers with the result."""

    AUTO_FOCUS = "#cancel"

    def __init__(self, session: Session, hub: Hub) -> None:
        super().__init__()
        self._session = session
        self._hub = hub

    def contents(self) -> ComposeResult:
        """The question, what it means, the buttons."""
        yield Static("Become the Access Coordinator?", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static(nomination_words(self._hub), markup=False)
        yield Static(
            "Only the Access Coordinator syncs, decides about leavers and accounts, and undoes entries. This "
            "cannot be undone: the one before would have to be nominated again.",
            markup=False,
        )
        with Horizontal(classes="buttons"):
            yield Button(" Not now ", id="cancel", compact=True)
            yield Button(" Accept ", id="accept", compact=True)

    @on(Button.Pressed, "#accept")
    @dialog_work
    async def accept(self) -> None:
        """Accept the nomination."""
        self.dismiss(await self._session.accounts.accept())
