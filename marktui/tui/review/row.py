"""The two sides of a review's lines: what is told of a hub record, and of a MIS row."""

from collections.abc import Callable
from datetime import date

from msgspec import structs

from marktui.connectors.mis import InvalidRow, MisClass, MisPerson, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.intake import SchoolYearStart, cohort, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.hub.model.time import day_words
from marktui.store.file.entry import Do
from marktui.sync.match.class_members import ClassMembers
from marktui.sync.model.pair import Change, Pair, PairStatus
from marktui.sync.model.reading import Reading
from marktui.tui.common.text.cells import Column, Row, Tone, Toned
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import (
    year_words,
)
from marktui.tui.common.text.words import STATUS_WORDS, listed

NO_EMAIL = "no email in the MIS"
"""What is said of staff without one: the reason why they can be met by name alone."""


class Comparison:
    """Tells of records and rows; who is in which class is counted once.

    Args:
        hub: The hub that the plan was made for.
        reading: What was read; it tells the classes of the pupils.
        started: When the pupils of the MIS started their present school year.
    """

    def __init__(
        self, hub: Hub, reading: Reading, started: SchoolYearStart = SchoolYearStart.THIS_YEAR
    ) -> None:
        self._hub = hub
        self._year = start_year(started, reading.today)
        self._classes = ClassMembers(hub, reading.connector, reading.rows.get(Kind.CLASS, ()))
        self._sizes: dict[str, int] = {}
        for pupil in hub.pupils.values():
            if pupil.class_id is not None:
                self._sizes[pupil.class_id] = self._sizes.get(pupil.class_id, 0) + 1

    def record_group(self, record: Record) -> str:
        """What stands beside the name of a record: class, email, code, number of pupils."""
        match record:
            case Pupil():
                return self._hub.class_name(record) or record.year_group or ""
            case Teacher(email=email):
                return email or ""
            case YearGroup(code=code):
                return code
        return str(self._sizes.get(record.id, 0))

    def row_group(self, row: MisRow | None, held: str = "") -> str:
        """The same of a row; of a pupil in several classes the one that the record holds already.

        Args:
            row: The row.
            held: What stands beside the name of its record.
        """
        match row:
            case MisTeacher():
                return _email(row)
            case MisClass(member_ids=members):
                return str(len(members))
            case MisYearGroup(code=code):
                return (cohort(code, self._year) if code else None) or ""
            case MisPupil(mis_id=mis_id, year_code=year):
                names = self._classes.names(mis_id) or [year or ""]
                return held if held in names else names[0]
        return ""

    def record(self, record: Record) -> str:
        """A record in one line."""
        match record:
            case Pupil():
                place = self._place(record.year_group, self._hub.class_name(record))
                return listed((record.label, place, _born(record.date_of_birth), _upn(record.upn)))
            case Teacher(email=email):
                return listed((record.label, email or "no email"))
            case SchoolClass():
                pupils = _pupils(self._sizes.get(record.id, 0))
                return listed((record.label, pupils, record.description or ""))
            case YearGroup(code=code):
                return listed((record.label, f"code {code}"))
        return record.label

    def row_name(self, row: MisRow) -> str:
        """The name of a row; its id where it has none."""
        if isinstance(row, MisPerson | MisClass | MisYearGroup):
            return row.name
        return f"MIS id {row.mis_id}"

    def row(self, row: MisRow) -> str:
        """A row in one line."""
        match row:
            case MisPupil():
                place = self._place(row.year_code, " and ".join(self._classes.names(row.mis_id)))
                return listed((self.row_name(row), place, _born(row.date_of_birth), _upn(row.upn)))
            case MisTeacher():
                return listed((self.row_name(row), _email(row)))
            case MisClass(name=name, member_ids=members):
                return listed((name, _pupils(len(members))))
            case MisYearGroup(name=name, code=None, member_ids=members):
                return listed((name, "which year is unknown", _pupils(len(members or ()))))
            case MisYearGroup(name=name, code=str(code)):
                return listed((name, f"code {code}", f"intake {cohort(code, self._year) or 'unknown'}"))
            case InvalidRow(mis_id=mis_id, label=label):
                return f"the row with the MIS id {mis_id}{f', {label}' if label else ''}"
        return row.mis_id

    def _place(self, year: str | None, class_name: str | None) -> str:
        return " ".join(part for part in (year_words(self._hub, year), class_name) if part) or "no class"


def _email(row: MisTeacher) -> str:
    """The email of a member of staff, or why there is none of their own."""
    return row.email or (f"{row.shared_email}, shared" if row.shared_email else NO_EMAIL)


def _pupils(number: int) -> str:
    return Kind.PUPIL.counted(number) if number else "no pupils"


def _born(day: date | None) -> str:
    return f"born {day_words(day)}" if day else "birth date unknown"


def _upn(upn: str | None) -> str:
    return f"UPN {upn}" if upn else "no UPN"


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


def row_maker(hub: Hub, sides: Comparison) -> Callable[[Pair], Row]:
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
    likely += [one.record_id for one in pair.duplicates if one.record_id is not None]
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
    return "; ".join(dict.fromkeys(part for part in (pair.why, pair.why_left_alone) if part))


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


def tone_of(pair: Pair) -> Tone:
    """The colour of a line's status."""
    if pair.change is not None and pair.status is PairStatus.SYNCED:
        return Tone.DESYNCED if pair.change.do is Do.DESYNC else Tone.GOOD
    return _TONES.get(pair.status, Tone.MUTED)
