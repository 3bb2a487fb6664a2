"""What waits for a person, each with the key that leads there."""

from marktui.hub.model.time import local_day
from marktui.sync.history.status import Cause, Waiting, what_waits
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.keys import key_of
from marktui.wording.sync.waiting import waiting_words


def describe_waiting(view: HubView) -> str:
    """What waits, a line each; nothing where nothing does."""
    waiting = what_waits(view.hub, view.attempts, local_day(view.now))
    lines = [f"  {_key(one)}  {_words(one)}" for one in waiting]
    return "\n".join(("What waits", *lines)) if lines else ""


def _key(one: Waiting) -> str:
    """The key that leads to what waits."""
    if one.cause is Cause.HELD and one.kinds == Panel.EVERYTHING.kinds:
        return key_of("read-everything", "R")
    match one.cause:
        case Cause.RESYNC:
            return key_of("sync-pupils", "p")
        case Cause.LEAVERS | Cause.DUE:
            return key_of("show-leavers", "V")
        case Cause.BACK:
            return key_of("show-pupils", "P")
    return str(panel_of(one.kinds[0]).number)


def _words(one: Waiting) -> str:
    """What waits, and the key that deals with it there."""
    there = {
        Cause.DUE: f": {key_of('show-due', 'D')} there",
        Cause.BACK: f": {key_of('cancel-deletion', 'c')} there cancels it",
    }
    return f"{waiting_words(one.cause, one.number, one.kinds)}{there.get(one.cause, '')}"
