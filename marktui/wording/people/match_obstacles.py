"""How it is said why a row and a record cannot be matched by hand."""

from marktui.connectors.mis import MisRow
from marktui.hub.model.record import Record
from marktui.sync.review.clashes import key_word, record_words, row_words
from marktui.sync.review.manual_match import MatchObstacle, NoMatch
from marktui.wording.people.left_alone import why_left_alone

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
