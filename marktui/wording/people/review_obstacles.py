"""How it is said why something cannot be done with a line of a review, and why a line is left alone."""

from collections.abc import Mapping

from marktui.connectors.mis import MisPerson, MisRow
from marktui.hub.model.record import Record
from marktui.hub.model.time import day_words
from marktui.sync.model.pair import LeftAlone, Pair, year_not_set_up
from marktui.sync.review.allowed_actions import Obstacle
from marktui.sync.review.clashes import key_word, record_words, row_words
from marktui.sync.review.manual_match import MatchObstacle, NoMatch

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

_NO_MATCH = {
    MatchObstacle.BY_CODE: "Year groups are matched by their code; they cannot be matched by hand.",
    MatchObstacle.NO_ROW: "This sync has no row with the MIS id {mis_id}.",
    MatchObstacle.NO_RECORD: "The hub has no {kind} {record_id}.",
    MatchObstacle.ROW_LINKED: "{row} is already linked{to}.",
    MatchObstacle.ROW_MATCHED: "{row} is matched{to}; unmatch the two first.",
    MatchObstacle.ROW_INVALID: "The row with the MIS id {mis_id} cannot be used: {why}.",
    MatchObstacle.SHARED_KEY: "{row} has the same {key} as {other}. Correct it in the MIS.",
    MatchObstacle.LEFT_ALONE: "This sync leaves {row} alone: {alone}.",
    MatchObstacle.RECORD_INVALID: "{record} belongs to {row}, which cannot be used: {why}.",
    MatchObstacle.RECORD_MATCHED: "{record} is matched to {row}; unmatch the two first.",
    MatchObstacle.RECORD_LINKED: "{record} is linked to {row}.",
    MatchObstacle.KEY_TAKEN: "{record} has the {key} of {row}. Match it to that one, or edit it.",
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


def no_match_words(no: NoMatch) -> str:
    """Why a row and a record cannot be matched, as a sentence."""
    pair = no.pair
    held = _record(pair.record) if pair else ""
    return _NO_MATCH[no.obstacle].format(
        mis_id=no.mis_id,
        record_id=no.record_id,
        kind=no.kind.value,
        key=key_word(no.kind),
        row=_row(pair.row) if pair else "",
        why=pair.why if pair else "",
        alone=why_left_alone(pair) if pair else "",
        to=f" to {held}" if held else "",
        other=_row(no.row),
        record=_record(no.record),
    )


def _row(row: MisRow | None) -> str:
    return row_words(row) if row is not None else ""


def _record(record: Record | None) -> str:
    return record_words(record) if record is not None else ""
