"""How it is said what waits for a person."""

from collections.abc import Collection

from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted
from marktui.sync.history.status import Cause
from marktui.wording.kinds import kind_heading


def waiting_words(cause: Cause, number: int = 1, kinds: Collection[Kind] = ()) -> str:
    """What waits: `3 leavers to review`, `12 pupils in a clash`.

    Args:
        cause: Why it waits.
        number: How many records or rows.
        kinds: What they are, if that is to be said.
    """
    who = next(iter(kinds)).counted(number) if len(kinds) == 1 else f"{number:,}"
    names = "Everything" if set(kinds) == set(Kind) else ", ".join(kind_heading(kind) for kind in kinds)
    match cause:
        case Cause.UNSAVED:
            were = counted(number, "decision of a review is", "decisions of a review are")
            return f"{were} not saved"
        case Cause.RESYNC:
            return "Year groups or classes have changed: re-sync pupils"
        case Cause.HELD:
            return f"{names}: the last sync is held for approval"
        case Cause.LEAVERS:
            return f"{counted(number, 'leaver')} to review"
        case Cause.DUE:
            return counted(number, "pending deletion is due", "pending deletions are due")
        case Cause.BACK:
            return counted(
                number, "person to be deleted is back in the MIS", "people to be deleted are back in the MIS"
            )
        case Cause.MAY_MATCH:
            return f"{who} may match{f': decide in {names}' if names else ''}"
        case Cause.CLASH:
            return f"{who} in a clash{': correct it in the MIS' if names else ''}"
