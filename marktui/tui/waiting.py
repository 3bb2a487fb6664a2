"""What waits for a person, as lines with the key that leads there."""

from datetime import date

from marktui.hub.hub import Hub
from marktui.sync.status import Attempts, Cause, Waiting, what_waits
from marktui.tui.panel import panel_of
from marktui.tui.words import listed


def waiting_words(hub: Hub, attempts: Attempts, today: date) -> str:
    """What waits, a line each; nothing where nothing does.

    Args:
        hub: The hub.
        attempts: What its history tells.
        today: The day.
    """
    lines = [f"  {_key(one)}  {_words(one)}" for one in what_waits(hub, attempts, today)]
    return "\n".join(("What waits", *lines)) if lines else ""


def _key(one: Waiting) -> str:
    """The key that leads to what waits."""
    keys = {Cause.RESYNC: "p", Cause.LEAVERS: "V", Cause.DUE: "V", Cause.BACK: "P"}
    return keys.get(one.cause) or str(panel_of(one.kinds[0]).number)


def _words(one: Waiting) -> str:
    kinds = listed(kind.heading for kind in one.kinds)
    match one.cause:
        case Cause.RESYNC:
            return "Year groups or classes have changed: re-sync pupils"
        case Cause.HELD:
            return f"{kinds}: the last sync is held for approval"
        case Cause.LEAVERS:
            return f"{one.number:,} {'leaver' if one.number == 1 else 'leavers'} to review"
        case Cause.DUE:
            return (
                f"{one.number:,} pending {'deletion is' if one.number == 1 else 'deletions are'} due: D there"
            )
        case Cause.BACK:
            verb = "is" if one.number == 1 else "are"
            return f"{one.number:,} pending deletion {verb} in the MIS again: c there cancels the deletion"
        case Cause.MAY_MATCH:
            return f"{one.number:,} May match to decide among {kinds.lower()}"
        case Cause.CLASH:
            return f"{one.number:,} {kinds.lower()} in a clash: put it right in the MIS"
