"""Commands on the lines of a review."""

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import PairStatus
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

_NO_LINE = "There is no line under the cursor."


class ReviewCommand(Command):
    """Something done to a review; only there."""

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in a review."""
        return at.in_review

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Only where the line under the cursor can be treated so."""
        return cls.why_not(at) is None


class ToggleTick(ReviewCommand):
    """Tick or un-tick the line under the cursor: whether it is imported or set up."""

    LABEL = "Tick or un-tick"
    KEYS = "space"
    FOOTER = "Tick"

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only lines with a choice have a tick."""
        return why_no_tick(at.pair) if at.pair else _NO_LINE


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

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only a May match can be confirmed."""
        return why_no_confirmation(at.pair) if at.pair else _NO_LINE


class Unmatch(ReviewCommand):
    """Unmatch: say that the two sides of a line are not the same; every later run remembers it."""

    LABEL = "Unmatch"
    KEYS = "x"
    FOOTER = "Unmatch"

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only a match of this run can be undone here."""
        return why_no_parting(at.pair) if at.pair else _NO_LINE


class Match(ReviewCommand):
    """Look for the other side of the line under the cursor, and match the two."""

    LABEL = "Match by hand"
    KEYS = "m"
    FOOTER = "Match"

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only of what is not matched yet, and not of year groups, which go by their code."""
        return why_no_match(at.pair) if at.pair else _NO_LINE


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

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the review of classes."""
        return at.in_review and at.panel.kind is Kind.CLASS

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only of a class that this sync sets up or links."""
        return why_no_description(at.pair) if at.pair else _NO_LINE


class SayYear(ReviewCommand):
    """Say which year the year group under the cursor is; every later sync remembers it."""

    LABEL = "Say which year it is"
    KEYS = "t"
    FOOTER = "Which year"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the review of year groups."""
        return at.in_review and at.panel.kind is Kind.YEAR_GROUP

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where somebody has to say it."""
        return at.pair is not None and at.pair.status in (PairStatus.MAY_MATCH, PairStatus.CLASH)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only of a year group of the MIS."""
        return why_no_year(at.pair) if at.pair else _NO_LINE


class NameClass(ReviewCommand):
    """Give the class under the cursor another name in the hub, where the MIS has two of one name."""

    LABEL = "Another name in the hub"
    KEYS = "t"
    FOOTER = "Other name"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the review of classes."""
        return at.in_review and at.panel.kind is Kind.CLASS

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only where another class of the MIS has the name too."""
        return why_no_name(at.pair) if at.pair else _NO_LINE


class ChangeIntake(ReviewCommand):
    """Say whether the pupils of the MIS started their school year this year or last year."""

    LABEL = "Intake: this year or last year"
    KEYS = "i"
    FOOTER = "Intake"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the review of year groups."""
        return at.in_review and at.panel.kind is Kind.YEAR_GROUP


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
