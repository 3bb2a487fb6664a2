"""Commands on the lines of a review."""

from marktui.sync.pair import PairStatus
from marktui.tui.commands.command import Command
from marktui.tui.situation import Situation


class ReviewCommand(Command):
    """Something done to a review; only there."""

    @classmethod
    def offered(cls, at: Situation) -> bool:
        """Only in a review."""
        return at.in_review

    @classmethod
    def in_footer(cls, at: Situation) -> bool:
        """Only where the line under the cursor can be treated so."""
        return cls.why_not(at) is None


class ToggleTick(ReviewCommand):
    """Tick or un-tick the line under the cursor: whether it is imported or set up."""

    LABEL = "Tick or un-tick"
    KEYS = "space"
    FOOTER = "Tick"

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Only lines with a choice have a tick."""
        if at.pair is None:
            return "There is no line under the cursor."
        if at.pair.ticked is None:
            return "There is nothing to choose in this line: only new rows have a tick."
        return None


class ToggleNew(ReviewCommand):
    """Tick all new rows that are shown, or un-tick them where all are ticked."""

    LABEL = "Tick all, or none, of those shown"
    KEYS = "a"
    FOOTER = "All"


class ConfirmMatch(ReviewCommand):
    """Say that the two sides of a May match are the same; asks which where there are several."""

    LABEL = "Confirm a May match"
    KEYS = "c"
    FOOTER = "Confirm"

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Only a May match can be confirmed."""
        if at.pair is None or at.pair.status is not PairStatus.MAY_MATCH:
            return "Only a May match can be confirmed."
        return None


class Unmatch(ReviewCommand):
    """Unmatch: say that the two sides of a line are not the same; every later run remembers it."""

    LABEL = "Unmatch"
    KEYS = "x"
    FOOTER = "Unmatch"

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Only a match of this run can be undone here."""
        if at.pair is None or at.pair.status not in (PairStatus.MAY_MATCH, PairStatus.MATCHED):
            return "Only a Matched or May match line can be unmatched."
        return None


class FilterLines(ReviewCommand):
    """Show only the lines with these words; a leading ! turns it round."""

    LABEL = "Filter"
    KEYS = "slash"
    FOOTER = "Filter"


REVIEW = (ToggleTick, ToggleNew, ConfirmMatch, Unmatch, FilterLines)
"""In the order of help and palette."""
