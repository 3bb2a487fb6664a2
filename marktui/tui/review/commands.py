"""Commands on the lines of a review."""

from typing import ClassVar

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.review.allowed_actions import (
    why_no_confirmation,
    why_no_description,
    why_no_match,
    why_no_name,
    why_no_parting,
    why_no_tick,
    why_no_year,
)
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context


class ReviewCommand(Command):
    """Something done to a review; only there."""

    FOR_KIND: ClassVar[Kind | None] = None
    """The kind whose review has the command; None for all reviews."""
    REFUSAL: "ClassVar[staticmethod[[Pair], str | None] | None]" = None
    """Says of a line why it cannot be done to it, or None where it can; None where no line is needed."""

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in a review, of its kind."""
        return at.in_review and cls.FOR_KIND in (None, at.panel.kind)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Why the line under the cursor refuses it."""
        if cls.REFUSAL is None:
            return None
        return cls.REFUSAL(at.pair) if at.pair else "There is no line under the cursor."

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Only where it can be done to the line under the cursor."""
        return cls.why_not(at) is None


class ToggleTick(ReviewCommand):
    """Tick or un-tick the line under the cursor: whether it is imported or set up."""

    LABEL = "Tick or un-tick"
    KEYS = "space"
    FOOTER = "Tick"
    REFUSAL = staticmethod(why_no_tick)


class ToggleNew(ReviewCommand):
    """Tick every line shown that has a choice, or un-tick them all where all are ticked."""

    LABEL = "Tick all, or none, of those shown"
    KEYS = "a"
    FOOTER = "All"


class ConfirmMatch(ReviewCommand):
    """Say that the two sides of a May match are the same; asks which where there are several."""

    LABEL = "Confirm a May match"
    KEYS = "c"
    FOOTER = "Confirm"
    REFUSAL = staticmethod(why_no_confirmation)


class Unmatch(ReviewCommand):
    """Unmatch: say that the two sides of a line are not the same; every later run remembers it."""

    LABEL = "Unmatch"
    KEYS = "x"
    FOOTER = "Unmatch"
    REFUSAL = staticmethod(why_no_parting)


class Match(ReviewCommand):
    """Look for the other side of the line under the cursor, and match the two."""

    LABEL = "Match by hand"
    KEYS = "m"
    FOOTER = "Match"
    REFUSAL = staticmethod(why_no_match)


class ShowOneGroup(ReviewCommand):
    """Show the next group of lines alone: what may match, what is new, who is leaving; then all again."""

    LABEL = "Show one group"
    KEYS = "f"
    FOOTER = "Show"


class GoToNextGroup(ReviewCommand):
    """Go to the first line of the next group."""

    LABEL = "Next group"
    KEYS = "n"
    FOOTER = "Next group"


class GoToPreviousGroup(ReviewCommand):
    """Go to the first line of the group before."""

    LABEL = "Group before"
    KEYS = "N"


class FilterLines(ReviewCommand):
    """Show only the lines with these words; a leading ! turns it round."""

    LABEL = "Filter"
    KEYS = "slash"
    FOOTER = "Filter"


class WhyNotHere(ReviewCommand):
    """Search what was read for somebody, and say why they are not in the hub, or where in it they are."""

    LABEL = "Why is somebody not here?"
    KEYS = "w"
    FOOTER = "Why not here?"

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only where people were read."""
        people = (Kind.TEACHER, Kind.PUPIL)
        return None if at.panel.kind in people else "People are looked for in the panels Teachers and Pupils."


class DescribeClass(ReviewCommand):
    """Type a description for the class under the cursor; it is saved with the sync."""

    LABEL = "Describe the class"
    KEYS = "e"
    FOOTER = "Describe"
    FOR_KIND = Kind.CLASS
    REFUSAL = staticmethod(why_no_description)


class SayYear(ReviewCommand):
    """Say which year the year group under the cursor is; every later sync remembers it."""

    LABEL = "Say which year it is"
    KEYS = "t"
    FOOTER = "Which year"
    FOR_KIND = Kind.YEAR_GROUP
    REFUSAL = staticmethod(why_no_year)

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where somebody has to say it."""
        return at.pair is not None and at.pair.status in (PairStatus.MAY_MATCH, PairStatus.CLASH)


class NameClass(ReviewCommand):
    """Give the class under the cursor another name in the hub, where the MIS has two of one name."""

    LABEL = "Another name in the hub"
    KEYS = "t"
    FOOTER = "Other name"
    FOR_KIND = Kind.CLASS
    REFUSAL = staticmethod(why_no_name)


class ChangeIntake(ReviewCommand):
    """Say whether the pupils of the MIS started their school year this year or last year."""

    LABEL = "Intake: this year or last year"
    KEYS = "i"
    FOOTER = "Intake"
    FOR_KIND = Kind.YEAR_GROUP


REVIEW = (
    ToggleTick,
    ConfirmMatch,
    Match,
    Unmatch,
    DescribeClass,
    NameClass,
    SayYear,
    ChangeIntake,
    ToggleNew,
    ShowOneGroup,
    FilterLines,
    GoToNextGroup,
    WhyNotHere,
    GoToPreviousGroup,
)
"""In the order of help and palette."""


class PutAside(Command):
    """Put the review aside without saving it. Nothing has been changed by it."""

    LABEL = "Put the review aside"
    KEYS = "escape"
    FOOTER = "Aside"

    def __init__(self, *, is_sure: bool = False) -> None:
        super().__init__()
        self.is_sure = is_sure

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in a review."""
        return at.in_review
