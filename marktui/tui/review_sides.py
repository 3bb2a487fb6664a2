"""The two sides of a review's lines: what is told of a hub record, and of a MIS row."""

from datetime import date

from marktui.connectors.mis import InvalidRow, MisClass, MisPerson, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.hub.hub import Hub
from marktui.hub.intake import Started, cohort, start_year
from marktui.hub.kind import Kind
from marktui.hub.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.sync.membership import Membership
from marktui.sync.reading import Reading
from marktui.tui.record_words import day_words, year_words
from marktui.tui.words import counted, listed

NO_EMAIL = "no email in the MIS"
"""What is said of staff without one: the reason why they can be met by name alone."""


class Sides:
    """Tells of records and rows; who is in which class is counted once.

    Args:
        hub: The hub that the plan was made for.
        reading: What was read; it tells the classes of the pupils.
        started: When the pupils of the MIS started their present school year.
    """

    def __init__(self, hub: Hub, reading: Reading, started: Started = Started.THIS_YEAR) -> None:
        self._hub = hub
        self._year = start_year(started, reading.today)
        self._classes = Membership(hub, reading.connector, reading.rows.get(Kind.CLASS, ()))
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
                pupils = counted(self._sizes.get(record.id, 0), "pupils") or "no pupils"
                return listed((record.label, pupils, record.description or ""))
            case YearGroup(code=code):
                return listed((record.label, f"code {code}"))
        return record.label

    def row_name(self, row: MisRow) -> str:
        """The name of a row; its id where it has none."""
        match row:
            case MisPerson(first_name=first, last_name=last):
                return " ".join(part for part in (first, last) if part)
            case MisClass(name=name) | MisYearGroup(name=name):
                return name
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
                return listed((name, counted(len(members), "pupils") or "no pupils"))
            case MisYearGroup(name=name, code=None, member_ids=members):
                return listed((name, "which year is unknown", counted(len(members or ()), "pupils")))
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


def _born(day: date | None) -> str:
    return f"born {day_words(day)}" if day else "birth date unknown"


def _upn(upn: str | None) -> str:
    return f"UPN {upn}" if upn else "no UPN"
