"""How it is said why something cannot be done with a line of a review, and why a line is left alone."""

from collections.abc import Mapping

from marktui.connectors.mis import MisPerson
from marktui.hub.model.time import day_words
from marktui.sync.model.pair import LeftAlone, Pair, year_not_set_up
from marktui.sync.review.allowed_actions import Obstacle

TWICE = (
    "Both rows are in the MIS, and a record has one row. If they are one person, take one of them out there; "
    "if they are two, unmatch them."
)
"""What to do about a second row of somebody."""
_LEFT_ALONE: Mapping[LeftAlone, str] = {
    LeftAlone.UNDECIDED: "undecided",
    LeftAlone.KEPT: "kept",
    LeftAlone.NOT_SET_UP: "not set up",
    LeftAlone.NOT_TICKED: "not ticked",
    LeftAlone.STARTS_LATER: "starts later",
    LeftAlone.OUTSIDE: "outside the filter",
    LeftAlone.OUT_OF_RANGE: "in a year group that is not set up",
    LeftAlone.CLASH: "in a clash",
    LeftAlone.INVALID: "cannot be used",
    LeftAlone.TAKEN: "with a code that another record has",
}
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


def left_alone_words(why: LeftAlone) -> str:
    """Why a run leaves rows alone, for any of them."""
    return _LEFT_ALONE[why]


def why_left_alone(pair: Pair) -> str:
    """Why the run does not apply a line, for a person: `starts on 4 Mar 2026`; empty where it does."""
    match pair.left_alone:
        case None:
            return ""
        case LeftAlone.CLASH | LeftAlone.INVALID:
            return pair.why
        case LeftAlone.TAKEN:
            return pair.candidates[0].why
        case LeftAlone.STARTS_LATER if isinstance(pair.row, MisPerson) and pair.row.starts_on:
            return f"starts on {day_words(pair.row.starts_on)}"
        case LeftAlone.OUT_OF_RANGE:
            return year_not_set_up(pair.missing_year)
    return _LEFT_ALONE[pair.left_alone]
