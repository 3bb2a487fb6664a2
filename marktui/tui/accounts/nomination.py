"""The question to whoever is nominated as the Access Coordinator."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.model.hub import Hub
from marktui.sync.session import Session
from marktui.tui.accounts.decision_dialog import SettlingDialog
from marktui.tui.accounts.words import nomination_words
from marktui.tui.common.widgets.message_line import MessageLine


class NominationDialog(SettlingDialog):
    """Accepts, or leaves it for later. Answers with what came of it.

    Args:
        session: The hub and who is at the keyboard: the nominee.
        hub: The hub as it is.
    """

    AUTO_FOCUS = "#later"

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
            "The Access Coordinator alone syncs, decides about leavers and accounts, and takes back. This "
            "cannot be undone: the one before would have to be nominated again.",
            markup=False,
        )
        with Horizontal(classes="buttons"):
            yield Button(" Not now ", id="later", compact=True)
            yield Button(" Accept ", id="accept", compact=True)

    @on(Button.Pressed, "#later")
    def leave(self) -> None:
        """Do nothing; the nomination stays."""
        self.dismiss(None)

    @on(Button.Pressed, "#accept")
    def accept(self) -> None:
        """Accept."""
        self.settle(self._session.accounts.accept())
