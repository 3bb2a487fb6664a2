"""The lines of a review as rows of a table: hub record left, MIS record right."""

from collections.abc import Callable

from msgspec import structs

from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisTeacher
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import Pupil, Record, Teacher
from marktui.hub.roster import fold
from marktui.sync.membership import Membership
from marktui.sync.pair import Change, Do, Pair, PairStatus
from marktui.sync.reading import Reading
from marktui.tui.glyphs import GLYPHS
from marktui.tui.widgets.table_row import Cell, Column, Row, Tone, Toned
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
_DONE_WORDS = {Do.UPDATE: "Changed", Do.RETURN: "Returned"}
_TICKS = {True: "[x]", False: "[ ]", None: ""}
_NARROW = 70
"""Below this width the hub's own group is left out: the detail line tells it where it changes."""
_WHY = Column("Why", 26, flex=2, wide_from=104)


def columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind's review; class and reason come in where there is room."""
    group = _GROUPS[kind]
    return (
        Column("In the hub", 12, flex=2),
        structs.replace(group, wide_from=max(group.wide_from, _NARROW)),
        Column("In the MIS", 12, flex=2),
        group,
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


def row_maker(before: Hub, reading: Reading) -> Callable[[Pair], Row]:
    """A function that makes the row of a line.

    Args:
        before: The hub that the plan was made for.
        reading: What was read; it tells the classes of the pupils.
    """
    sizes = _class_sizes(before)
    classes = Membership(before, reading.connector, reading.rows.get(Kind.CLASS, ()))

    def row_of(pair: Pair) -> Row:
        hub_group = _group(before, pair.record, sizes) if pair.record else ""
        return Row(
            pair.key,
            (
                _hub_label(before, pair),
                hub_group,
                pair.mis_label or GLYPHS.dash,
                _mis_group(pair, classes, hub_group),
                Toned(status_word(pair), _tone(pair)),
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
    found = hub.record(pair.candidates[0].record_id) if pair.candidates else None
    return f"{found.label}?" if found else GLYPHS.dash


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
    """What a text filter looks at in a line, folded: what it shows."""
    return fold(" ".join(cell if isinstance(cell, str) else cell.text for cell in row.cells))


def _tone(pair: Pair) -> Tone:
    if pair.change is not None and pair.status is PairStatus.SYNCED:
        return Tone.GOOD
    return _TONES.get(pair.status, Tone.MUTED)


def _class_sizes(hub: Hub) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for pupil in hub.pupils.values():
        if pupil.class_id is not None:
            sizes[pupil.class_id] = sizes.get(pupil.class_id, 0) + 1
    return sizes


def _group(hub: Hub, record: Record, sizes: dict[str, int]) -> str:
    match record:
        case Pupil():
            return _class_of(hub, record)
        case Teacher(email=email):
            return email or ""
    code: str | None = getattr(record, "code", None)
    return code if code is not None else str(sizes.get(record.id, 0))


def _class_of(hub: Hub, record: Record) -> str:
    return (hub.class_name(record) or record.year_group or "") if isinstance(record, Pupil) else ""


def _mis_group(pair: Pair, classes: Membership, hub_group: str) -> Cell:
    match pair.row:
        case None | InvalidRow():
            return ""
        case MisTeacher(email=email):
            return email or ""
        case MisClass(member_ids=members):
            return str(len(members))
        case MisPupil(mis_id=mis_id, year_code=year):
            names = classes.names(mis_id) or [year or ""]
            text = hub_group if hub_group in names else names[0]
            return Toned(text, Tone.GOOD) if pair.record and text != hub_group else text
    return getattr(pair.row, "code", "")
