"""Commands on the lines of a review."""

from collections.abc import Callable

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.review.allowed_actions import (
    Obstacle,
    why_no_confirmation,
    why_no_description,
    why_no_match,
    why_no_name,
    why_no_tick,
    why_no_unmatching,
    why_no_year,
)
from marktui.tui.commands.command import Command, Condition, Need, Rank
from marktui.tui.commands.context import Context
from marktui.wording.people.review_obstacles import obstacle_words


def _line(why_no: Callable[[Pair], Obstacle | None]) -> Need:
    """The cursor is on a line that something can be done to."""

    def why_not(at: Context) -> str | None:
        return obstacle_words(why_no(at.pair), at.pair) if at.pair else "There is no line under the cursor."

    return why_not


def _review_of(kind: Kind) -> Condition:
    return lambda at: at.in_review and at.panel.kind is kind


def _people_read(at: Context) -> str | None:
    is_here = at.panel.kind in (Kind.TEACHER, Kind.PUPIL)
    return None if is_here else "People are looked for in the panels Teachers and Pupils."


class ReviewCommand(Command, where=lambda at: at.in_review):
    """Something done in a review."""


class ToggleTick(
    ReviewCommand, label="Tick or un-tick", keys="space", footer="Tick", needs=(_line(why_no_tick),)
):
    """Tick or un-tick the line under the cursor: whether it is imported or set up."""


class ToggleNew(ReviewCommand, label="Tick all, or none, of those shown", keys="a", footer="Tick all"):
    """Tick every line shown that has a choice, or un-tick them all where all are ticked."""


class ConfirmMatch(
    ReviewCommand,
    label="Confirm a May match",
    keys="c",
    footer="Confirm",
    needs=(_line(why_no_confirmation),),
):
    """Say that the two sides of a May match are the same; asks which where there are several."""


class Unmatch(ReviewCommand, label="Unmatch", keys="x", footer="Unmatch", needs=(_line(why_no_unmatching),)):
    """Unmatch: say that the two sides of a line are not the same; every later run remembers it."""


class Match(ReviewCommand, label="Match by hand", keys="m", footer="Match", needs=(_line(why_no_match),)):
    """Look for the other side of the line under the cursor, and match the two."""


class ShowOneGroup(ReviewCommand, label="Show one group", keys="f", footer="Part", rank=Rank.LIST):
    """Show the next group of lines alone: what may match, what is new, who is leaving; then all again."""


class GoToNextGroup(ReviewCommand, label="Next group", keys="n", footer="Next group", rank=Rank.LIST):
    """Go to the first line of the next group."""


class GoToPreviousGroup(ReviewCommand, label="Group before", keys="N"):
    """Go to the first line of the group before."""


class FilterLines(ReviewCommand, label="Filter", keys="slash", footer="Filter", rank=Rank.LIST):
    """Show only the lines with these words; a leading ! shows the others."""


class WhyNotHere(
    ReviewCommand,
    label="Why is somebody not here?",
    keys="w",
    footer="Why not here?",
    rank=Rank.LIST,
    needs=(_people_read,),
):
    """Search what was read for somebody, and say why they are not in the hub, or where in it they are."""


class DescribeClass(
    ReviewCommand,
    label="Describe the class",
    keys="e",
    footer="Describe",
    where=_review_of(Kind.CLASS),
    needs=(_line(why_no_description),),
):
    """Type a description for the class under the cursor; it is saved with the sync."""


class SayYear(
    ReviewCommand,
    label="Say which year it is",
    keys="t",
    footer="Which year",
    where=_review_of(Kind.YEAR_GROUP),
    needs=(_line(why_no_year),),
    footer_when=lambda at: at.pair is not None and at.pair.status in (PairStatus.MAY_MATCH, PairStatus.CLASH),
    dims=True,
):
    """Say which year the year group under the cursor is; every later sync remembers it."""


class NameClass(
    ReviewCommand,
    label="Another name in the hub",
    keys="t",
    footer="Other name",
    where=_review_of(Kind.CLASS),
    needs=(_line(why_no_name),),
):
    """Give the class under the cursor another name in the hub, where the MIS has two of one name."""


class ChangeIntake(
    ReviewCommand,
    label="Intake: this year or last year",
    keys="i",
    footer="Intake",
    where=_review_of(Kind.YEAR_GROUP),
):
    """Say whether the pupils of the MIS started their school year this year or last year."""


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
    FilterLines,
    ShowOneGroup,
    GoToNextGroup,
    WhyNotHere,
    GoToPreviousGroup,
)
"""In the order of help and palette."""


class BackToSummary(
    ReviewCommand,
    label="Back to the summary",
    keys="escape",
    footer="Summary",
    rank=Rank.LEAVE,
    where=lambda at: at.in_review and at.together,
):
    """Go back to the page that sums everything up. What was decided here counts in its save."""


class Discard(
    Command,
    label="Discard the review",
    keys="escape",
    footer="Discard",
    rank=Rank.LEAVE,
    where=lambda at: at.in_summary or (at.in_review and not at.together),
):
    """Discard the review: nothing of it is saved. Asks where something was decided in it."""
