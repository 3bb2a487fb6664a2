"""How it is said why something cannot be done with a line of a review."""

from collections.abc import Mapping

from marktui.sync.model.pair import Pair
from marktui.sync.review.allowed_actions import Obstacle
from marktui.wording.people.left_alone import why_left_alone

TWICE = (
    "Both rows are in the MIS, and a record has one row. If they are one person, take one of them out there; "
    "if they are two, unmatch them."
)
"""What to do about a second row of somebody."""
_OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.BY_CODE: "Year groups are matched by their code: say which year it is.",
    Obstacle.SET_UP: "It is set up in the hub already: a sync only adds, so it cannot be un-ticked.",
    Obstacle.LEFT_ALONE: "This line cannot be ticked: {why}.",
    Obstacle.NOT_DECIDED: "Confirm or unmatch it first; then it can be ticked.",
    Obstacle.NO_CHOICE: "This line cannot be ticked: only new and matched rows can.",
    Obstacle.NO_MAY_MATCH: "Only a May match can be confirmed.",
    Obstacle.TWICE: TWICE,
    Obstacle.NO_MATCH: "Only a Matched or May match line can be unmatched.",
    Obstacle.BOTH_SIDES: "This line has both its sides. Unmatch it first, if they are not the same.",
    Obstacle.INVALID: "Correct this line in the MIS first: it cannot be matched by hand.",
    Obstacle.NOTHING_TO_GAIN: "A match would change nothing here: {why}.",
    Obstacle.NO_YEAR_GROUP: "Only a year group of the MIS can be given a year.",
    Obstacle.NAME_NOT_SHARED: "Only a class that shares its name with another class of the MIS can be given "
    "another name.",
    Obstacle.NOT_SET_UP_HERE: "Only a class that this sync sets up can be described here.",
    Obstacle.DESCRIPTION_LOCKED: "This class is synced: its description is locked.",
}


def obstacle_words(obstacle: Obstacle | None, pair: Pair) -> str | None:
    """Why something cannot be done with a line, as a sentence; None where it can."""
    return _OBSTACLES[obstacle].format(why=why_left_alone(pair)) if obstacle is not None else None
