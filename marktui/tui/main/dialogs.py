"""What is asked over the hub's screen: taking back, accounts, the nomination, a plan that is held."""

from collections.abc import Callable

from textual.widget import Widget

from marktui.hub.accounts.permissions import Permission
from marktui.sync.history.undo import UndoResult
from marktui.sync.model.proposal import Outcome
from marktui.sync.session import Session
from marktui.tui.accounts.list import AccountsDialog
from marktui.tui.accounts.nomination import NominationDialog
from marktui.tui.commands.screen import READ_ONLY
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import HubChanged
from marktui.tui.history.undo import UndoDialog
from marktui.tui.history.words import undone_words
from marktui.tui.sync.held import HeldDialog

_FOR = 12
"""Seconds for which something is told that a person may want to act on."""


class Errands:
    """Opens the dialogs, and tells the host what came of them.

    Args:
        session: The hub and who is at the keyboard.
        host: The hub's screen.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host

    def take_back(self, number: int | None, go_to: Callable[[int], None]) -> None:
        """Ask, and take back an entry.

        Args:
            number: The entry; None for the newest that can be meant.
            go_to: Shows the entry that is in the way, if that is wanted.
        """

        def heed(answer: UndoResult | int | None) -> None:
            if isinstance(answer, UndoResult):
                self._host.notify(undone_words(answer), timeout=_FOR, markup=False)
                self._host.post_message(HubChanged())
            elif answer is not None:
                go_to(answer)

        self._host.app.push_screen(UndoDialog(self._session, number), heed)

    def show_accounts(self, view: HubView) -> None:
        """Show who may open the hub, and map, unmap or nominate there."""
        refusal = READ_ONLY if view.read_only else view.refusals.get(Permission.MAP)
        dialog = AccountsDialog(self._session, view.hub, refusal, read_only=view.read_only)
        self._host.app.push_screen(dialog, self._heed_change)

    def ask_nominee(self, view: HubView) -> None:
        """Ask the person at the keyboard whether they become the Access Coordinator."""
        self._host.app.push_screen(NominationDialog(self._session, view.hub), self._heed_change)

    def tell_nominee(self) -> None:
        """Tell the person at the keyboard aside that they are nominated."""
        words = "You are nominated as the Access Coordinator; U shows it."
        self._host.notify(words, timeout=_FOR, markup=False)

    def ask_for_approval(self, outcome: Outcome, apply: Callable[[str], None]) -> None:
        """Ask whether exactly this plan may be applied.

        Args:
            outcome: The save that was held.
            apply: Applies the plan of an id.
        """

        def heed(plan_id: str | None) -> None:
            if plan_id is not None:
                apply(plan_id)

        self._host.app.push_screen(HeldDialog(outcome), heed)

    def _heed_change(self, changed: object) -> None:
        if changed:
            self._host.post_message(HubChanged())
