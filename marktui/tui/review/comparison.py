"""What a review shows of the two sides of a line: a record of the hub, and a row of the MIS."""

from collections import Counter
from datetime import date

from msgspec import Struct

from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.intake import SchoolYearStart, cohort, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.sync.match.class_members import ClassMembers
from marktui.sync.model.reading import Reading
from marktui.tui.common.text.records import year_words
from marktui.tui.common.text.words import listed
from marktui.wording.dates import shown_day

NO_EMAIL = "no email in the MIS"
"""What is shown of staff without one: the reason why only their name can match them."""


class Side(Struct, frozen=True):
    """One side of a line."""

    id: str
    """The id of a record, or a MIS id."""
    label: str
    group: str
    """What stands beside the name: class, email, code, number of pupils."""
    line: str
    """All of it in one line."""


class Comparison:
    """Puts records and rows side by side; who is in which class is counted once."""

    def __init__(self, hub: Hub, reading: Reading, started: SchoolYearStart) -> None:
        self.hub = hub
        self._year = start_year(started, reading.today)
        self._classes = ClassMembers(hub, reading.connector, reading.rows.get(Kind.CLASS, ()))
        self._sizes = Counter(pupil.class_id for pupil in hub.pupils.values())

    def of_record(self, record: Record) -> Side:
        """The side of a record."""
        return Side(record.id, record.label, self.record_group(record), self.record_line(record))

    def of_row(self, row: MisRow) -> Side:
        """The side of a row."""
        return Side(row.mis_id, _name(row), self.row_group(row), self.row_line(row))

    def record_group(self, record: Record) -> str:
        """What stands beside the name of a record."""
        match record:
            case Pupil():
                return self.hub.class_name(record) or record.year_group or ""
            case Teacher(email=email):
                return email or ""
            case YearGroup(code=code):
                return code
        return str(self._sizes[record.id])

    def row_group(self, row: MisRow, record_group: str = "") -> str:
        """What stands beside the name of a row; of a pupil in several classes the one of the record."""
        match row:
            case MisTeacher():
                return _email(row)
            case MisClass(member_ids=members):
                return str(len(members))
            case MisYearGroup(code=code):
                return (cohort(code, self._year) if code else None) or ""
            case MisPupil(mis_id=mis_id, year_code=year):
                names = self._classes.names(mis_id) or [year or ""]
                return record_group if record_group in names else names[0]
        return ""

    def record_line(self, record: Record) -> str:
        """A record in one line."""
        match record:
            case Pupil(date_of_birth=born, upn=upn):
                place = self._place(record.year_group, self.hub.class_name(record))
                return listed((record.label, place, _born(born), _upn(upn)))
            case Teacher(email=email):
                return listed((record.label, email or "no email"))
            case SchoolClass(description=description):
                return listed((record.label, _pupils(self._sizes[record.id]), description or ""))
            case YearGroup(code=code):
                return listed((record.label, f"code {code}"))
        return record.label

    def row_line(self, row: MisRow) -> str:
        """A row in one line."""
        match row:
            case MisPupil(date_of_birth=born, upn=upn):
                place = self._place(row.year_code, " and ".join(self._classes.names(row.mis_id)))
                return listed((_name(row), place, _born(born), _upn(upn)))
            case MisTeacher():
                return listed((_name(row), _email(row)))
            case MisClass(member_ids=members):
                return listed((_name(row), _pupils(len(members))))
            case MisYearGroup(code=None, member_ids=members):
                return listed((_name(row), "which year is unknown", _pupils(len(members or ()))))
            case MisYearGroup(code=str(code)):
                return listed((_name(row), f"code {code}", f"intake {cohort(code, self._year) or 'unknown'}"))
            case InvalidRow(mis_id=mis_id, label=label):
                return f"the row with the MIS id {mis_id}{f', {label}' if label else ''}"
        return row.mis_id

    def _place(self, year: str | None, class_name: str | None) -> str:
        return " ".join(part for part in (year_words(self.hub, year), class_name) if part) or "no class"


def _name(row: MisRow) -> str:
    return row.name or f"MIS id {row.mis_id}"


def _email(row: MisTeacher) -> str:
    """The email of a member of staff, or why there is none of their own."""
    return row.email or (f"{row.shared_email}, shared" if row.shared_email else NO_EMAIL)


def _pupils(number: int) -> str:
    return Kind.PUPIL.counted(number) if number else "no pupils"


def _born(day: date | None) -> str:
    return f"born {shown_day(day)}" if day else "birth date unknown"


def _upn(upn: str | None) -> str:
    return f"UPN {upn}" if upn else "no UPN"
