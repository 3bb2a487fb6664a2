"""How a line of a review stands in the table: its columns, its status, and the row of a pair."""

from msgspec import structs

from marktui.connectors.mis import InvalidRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Status
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.review.categories import Category, category_of
from marktui.tui.common.text.cells import Cell, Column, Row, Tone, Toned
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import STATUS_WORDS
from marktui.tui.common.text.words import from_to
from marktui.tui.review.comparison import Comparison
from marktui.wording.people.left_alone import why_left_alone
from marktui.wording.sync.categories import CATEGORIES
from marktui.wording.sync.history import field_label

_TONES = {
    Category.MAY_MATCH: Tone.WARNING,
    Category.CLASH: Tone.ERROR,
    Category.INVALID: Tone.ERROR,
    Category.NOT_MATCHED: Tone.WARNING,
    Category.KEPT: Tone.MUTED,
    Category.NEW: Tone.NEW,
    Category.LEFT: Tone.DESYNCED,
    Category.GONE: Tone.DESYNCED,
    Category.OUT_OF_RANGE: Tone.DESYNCED,
    Category.SAME: Tone.MUTED,
    Category.DESYNCED: Tone.DESYNCED,
}
"""The colours of what lines mean; what a save changes is good."""
_TICKS = {True: "[x]", False: "[ ]", None: ""}
_NARROW = 70
"""Below this width the hub's own group is left out: the details show it where it changes."""
_GROUPS = {
    Kind.TEACHER: Column("Email", 24, flex=1, wide_from=130),
    Kind.YEAR_GROUP: Column("Code", 4),
    Kind.CLASS: Column("Pupils", 6, right=True),
    Kind.PUPIL: Column("Class", 5, flex=1, most=12),
}
_MIS_GROUPS = _GROUPS | {Kind.YEAR_GROUP: Column("Intake (cohort)", 15)}


def columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind's review; class and reason come in where there is room."""
    group = _GROUPS[kind]
    return (
        Column("In the hub", 12, flex=2),
        structs.replace(group, wide_from=max(group.wide_from, _NARROW)),
        Column("In the MIS", 12, flex=2),
        _MIS_GROUPS[kind],
        Column("Status", 12),
        Column("Set up?" if kind in (Kind.YEAR_GROUP, Kind.CLASS) else "Import?", 7),
        Column("Why", 26, flex=2, wide_from=104),
    )


def pair_row(pair: Pair, comparison: Comparison) -> Row:
    """The row of a line."""
    hub_group = comparison.record_group(pair.record) if pair.record else ""
    mis_group: Cell = comparison.row_group(pair.row, hub_group) if pair.row else ""
    if pair.record and pair.row and pair.kind is Kind.PUPIL and mis_group != hub_group:
        mis_group = Toned(str(mis_group), Tone.GOOD)
    labels = _hub_label(pair, comparison), _mis_label(pair)
    rest = status_cell(pair), _TICKS[pair.ticked], _reason(pair)
    return Row(pair.key, (labels[0], hub_group, labels[1], mis_group, *rest))


def status_cell(pair: Pair) -> Toned:
    """What a line means, in the word of the part of the list that it is in; of a match, that it is one."""
    is_match = pair.status is PairStatus.MATCHED
    category = Category.MATCHED if is_match else category_of(pair)
    word = STATUS_WORDS[Status.DESYNCED] if category is Category.DESYNCED else CATEGORIES[category]
    return Toned(word, _TONES.get(category, Tone.GOOD))


def why(pair: Pair) -> str:
    """Why a line has its status, and why it is left alone if it is."""
    return "; ".join(dict.fromkeys(part for part in (pair.why, why_left_alone(pair)) if part))


def _hub_label(pair: Pair, comparison: Comparison) -> str:
    """The record of a line; of a May match that is undecided, the record that it may be."""
    if pair.record is not None:
        return pair.record.label
    if len(pair.candidates) > 1:
        return f"one of {len(pair.candidates) + pair.more:,}?"
    likely = [one.record_id for one in pair.candidates]
    likely += [one.record_id for one in pair.duplicates if one.record_id is not None]
    record = comparison.hub.record(likely[0]) if likely else None
    return f"{record.label}?" if record else GLYPHS.dash


def _mis_label(pair: Pair) -> str:
    if isinstance(pair.row, InvalidRow):
        return pair.mis_label or f"MIS id {pair.row.mis_id}"
    return pair.mis_label or GLYPHS.dash


def _reason(pair: Pair) -> str:
    """Why a line has its status; of a changed record what changes, as its reason is always the same."""
    if pair.change is None or pair.status is not PairStatus.SYNCED or not pair.change.fields:
        return why(pair)
    return "   ".join(
        f"{field_label(name)}: {from_to(before, after)}"
        for name, (before, after) in pair.change.fields.items()
    )
