"""What waits for a person, each with the key that leads there."""

from textual.content import Content
from textual.widgets import Static

from marktui.sync.history.status import Cause, Waiting, unsaved_waits
from marktui.sync.model.review_decisions import Decisions
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.keys import key_of
from marktui.wording.sync.waiting import waiting_words


class WaitingView(Static):
    """What waits, a line each.

    Args:
        nothing: What to say where nothing waits.
    """

    def __init__(self, nothing: str = "") -> None:
        super().__init__(classes="waiting", markup=False)
        self._nothing = nothing

    def say(self, waiting: str) -> None:
        """Show what waits."""
        self.update(Content(waiting or self._nothing))


def waiting_text(view: HubView, unsaved: Decisions) -> str:
    """What waits, a line each, below a heading; nothing where nothing waits.

    Args:
        view: The hub, and what is known beside it.
        unsaved: What was decided in a review and is not saved.
    """
    lines = [f"  {_key(one)}  {_words(one)}" for one in (*unsaved_waits(unsaved), *view.waits)]
    return "\n".join(("What waits", *lines)) if lines else ""


def _key(one: Waiting) -> str:
    """The key that leads to what waits."""
    match one.cause:
        case Cause.LEAVERS | Cause.DUE:
            return key_of("show-leavers", "V")
        case Cause.BACK:
            return key_of("show-pupils", "P")
        case Cause.RESYNC:
            return key_of("sync-pupils", "p")
    if len(one.kinds) > 1:
        return key_of("read-everything", "R")
    # The panel of pupils is where this is said mostly: its number would lead nowhere.
    return (
        key_of("sync-pupils", "p") if one.kinds == Panel.PUPILS.kinds else str(panel_of(one.kinds[0]).number)
    )


def _words(one: Waiting) -> str:
    """What waits, and the key that deals with it there."""
    at_once = len(one.kinds) > 1 or one.kinds == Panel.PUPILS.kinds
    read = "it" if at_once else f"{key_of('read', 'r')} there"
    there = {
        Cause.UNSAVED: f": {read} reads again, to take them over",
        Cause.DUE: f": {key_of('show-due', 'D')} there",
        Cause.BACK: f": {key_of('cancel-deletion', 'c')} there cancels it",
    }
    return f"{waiting_words(one.cause, one.number, one.kinds)}{there.get(one.cause, '')}"
