"""The lines of a review as rows of a table: hub record left, MIS record right."""

from collections.abc import Callable

from msgspec import structs

from marktui.connectors.mis import InvalidRow
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.roster import plain
from marktui.sync.pair import Change, Do, Pair, PairStatus
from marktui.tui.glyphs import GLYPHS
from marktui.tui.review_sides import Sides
from marktui.tui.widgets.table_row import Column, Row, Tone, Toned
from marktui.tui.words import STATUS_WORDS

_TONES = {
    PairStatus.NEW: Tone.NEW,
    PairStatus.MAY_MATCH: Tone.WARNING,
    PairStatus.CLASH: Tone.ERROR,
    PairStatus.INVALID: Tone.ERROR,
    PairStatus.NOT_MATCHED: Tone.WARNING,
    PairStatus.DESYNCED: Tone.DESYNCED,
    PairStatus.MATCHED: Tone.GOOD,
}
_DONE_WORDS = {Do.UPDATE: "Changed", Do.RETURN: "Returned", Do.DESYNC: "Desynced"}
_TICKS = {True: "[x]", False: "[ ]", None: ""}
_NARROW = 70
"""Below this width the hub's own group is left out: the detail line tells it where it changes."""
_WHY = Column("Why", 26, flex=2, wide_from=104)


def columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind's review; class and reason come in where there is room."""
    group, mis_group = _GROUPS[kind], _MIS_GROUPS.get(kind, _GROUPS[kind])
    return (
        Column("In the hub", 12, flex=2),
        structs.replace(group, wide_from=max(group.wide_from, _NARROW)),
        Column("In the MIS", 12, flex=2),
        mis_group,
        Column("Status", 11),
        Column("Set up?" if kind in (Kind.YEAR_GROUP, Kind.CLASS) else "Import?", 7),
        _WHY,
    )


_GROUPS = {
    Kind.TEACHER: Column("Email", 24, flex=1, wide_from=130),
    Kind.YEAR_GROUP: Column("Code", 4),
    Kind.CLASS: Column("Pupils", 6, right=True),
    Kind.PUPIL: Column("Class", 5, flex=1, most=12),
}
_MIS_GROUPS = {Kind.YEAR_GROUP: Column("Intake (cohort)", 15)}
"""Where the side of the MIS tells something else."""


def row_maker(hub: Hub, sides: Sides) -> Callable[[Pair], Row]:
    """A function that makes the row of a line.

    Args:
        hub: The hub that the plan was made for.
        sides: What is told of its records, and of the rows of the MIS.
    """

    def row_of(pair: Pair) -> Row:
        hub_group = sides.record_group(pair.record) if pair.record else ""
        mis_group = sides.row_group(pair.row, hub_group)
        is_other = pair.record is not None and pair.kind is Kind.PUPIL and mis_group != hub_group
        return Row(
            pair.key,
            (
                _hub_label(hub, pair),
                hub_group,
                _mis_label(pair),
                Toned(mis_group, Tone.GOOD) if is_other and pair.row is not None else mis_group,
                Toned(status_word(pair), tone_of(pair)),
                _TICKS[pair.ticked],
                _explained(pair),
            ),
        )

    return row_of


def _hub_label(hub: Hub, pair: Pair) -> str:
    """The record of a line; for a May match that is undecided, whom it may be."""
    if pair.record is not None:
        return pair.record.label
    if len(pair.candidates) > 1:
        return f"one of {len(pair.candidates)}?"
    likely = [one.record_id for one in pair.candidates]
    likely += [one.record_id for one in pair.twins if one.record_id is not None]
    found = hub.record(likely[0]) if likely else None
    return f"{found.label}?" if found else GLYPHS.dash


def _mis_label(pair: Pair) -> str:
    if isinstance(pair.row, InvalidRow):
        return pair.mis_label or f"MIS id {pair.row.mis_id}"
    return pair.mis_label or GLYPHS.dash


def status_word(pair: Pair) -> str:
    """The status of a line in the hub's words; a Synced record that changes says so."""
    if pair.change is not None and pair.status is PairStatus.SYNCED:
        return _DONE_WORDS.get(pair.change.do, STATUS_WORDS[pair.status])
    return STATUS_WORDS[pair.status]


def why(pair: Pair) -> str:
    """Why a line has its status, and why it is left alone if it is."""
    return "; ".join(dict.fromkeys(part for part in (pair.why, pair.left_alone) if part))


def field_words(change: Change) -> str:
    """Each field that changes, before and after."""
    return "   ".join(
        f"{name.replace('_', ' ')}: {before or GLYPHS.dash} {GLYPHS.arrow} {after or GLYPHS.dash}"
        for name, (before, after) in change.fields.items()
    )


def _explained(pair: Pair) -> str:
    """The reason of a line; for a changed record what changes, as its reason is always the same."""
    if pair.change is not None and pair.status is PairStatus.SYNCED and pair.change.fields:
        return field_words(pair.change)
    return why(pair)


def searchable(row: Row) -> str:
    """What a text filter looks at in a line, made plain: what it shows."""
    return plain(" ".join(cell if isinstance(cell, str) else cell.text for cell in row.cells))


def tone_of(pair: Pair) -> Tone:
    """The colour of a line's status."""
    if pair.change is not None and pair.status is PairStatus.SYNCED:
        return Tone.DESYNCED if pair.change.do is Do.DESYNC else Tone.GOOD
    return _TONES.get(pair.status, Tone.MUTED)
