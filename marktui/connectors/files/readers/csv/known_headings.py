"""The headings that exports have, field by field (docs/files.md, Headings).

No MIS has one fixed export: the headings are those of the report that a school made. So they are compared by
their letters and digits alone, and where several columns fit a field, the one named first here is taken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

PUPILS = "pupils"
STAFF = "staff"


class Field(Struct, frozen=True):
    """A field of a pupil or a member of staff that a column can hold."""

    name: str
    """Its name in a choice: `date_of_birth`."""
    label: str
    """The same for people: "birth date"."""
    headings: tuple[str, ...]
    """The headings that mean it, the most certain first."""


def _field(name: str, label: str, *headings: str) -> Field:
    return Field(name, label, tuple(one for line in headings for one in line.split(", ")))


def _names(*people: str) -> tuple[Field, ...]:
    """The fields of names; their headings can say whose they are: `Pupil forename`."""

    def of(*names: str) -> str:
        return ", ".join(f"{who} {name}" for who in people for name in names)

    return (
        _field(
            "preferred_first_name",
            "preferred first name",
            "Preferred first name, Preferred forename, Preferred name, Chosen forename, Known as",
            "Preferred given name, Pref forename, Chosen name",
        ),
        _field(
            "preferred_last_name",
            "preferred last name",
            "Preferred last name, Preferred surname, Chosen surname, Preferred family name, Pref surname",
        ),
        _field(
            "first_name",
            "first name",
            "First name, Forename, Given name, First names, Forenames, First",
            of("first name", "forename"),
        ),
        _field(
            "last_name",
            "last name",
            "Last name, Surname, Family name, Last",
            of("last name", "surname"),
        ),
        _field(
            "legal_first_name",
            "legal first name",
            "Legal first name, Legal forename, First name (legal), Forename (legal), Legal given name",
        ),
        _field(
            "legal_last_name",
            "legal last name",
            "Legal last name, Legal surname, Last name (legal), Surname (legal), Legal family name",
        ),
        _field(
            "full_name",
            "full name",
            "Full name, Name, Display name, Preferred full name",
            of("name", "full name"),
        ),
    )


_LEAVING = _field(
    "leaving_date",
    "leaving date",
    "Leaving date, Date of leaving, Leave date, Date left, DOL, Leaving, Left on, Leaver date",
    "Date of departure, Employment end date, Employment end, End date",
)
_ROLE = _field(
    "role",
    "role",
    "Role, User type, Type, Person type, Account type, Job title, Job role, Post, Position",
)
_STATUS = _field(
    "status",
    "status",
    "Enrolment status, On roll status, Pupil status, Student status, Employment status, Status",
)
_SCHOOL = _field("school", "school", "School name, School, Establishment name, Establishment, Academy")

FIELDS: Mapping[str, tuple[Field, ...]] = {
    PUPILS: (
        _field(
            "id",
            "id in the MIS",
            "Arbor ID, Arbor student ID, Globally unique ID, Globally unique student ID, MIS ID, Student ID",
            "Pupil ID, Person ID, Bromcom ID, ScholarPack ID, External ID, Unique ID, MIS unique ID",
            "Internal ID, ID, Student number, Pupil number",
        ),
        _field("upn", "UPN", "UPN, Unique pupil number, UPN number, Pupil UPN, Student UPN"),
        _field(
            "admission",
            "admission number",
            "Admission number, Adno, Adm no, Admission no, Admissions number, Admission, Admission ref",
            "Adm number, Admin no",
        ),
        *_names("Pupil", "Student"),
        _field(
            "date_of_birth",
            "birth date",
            "Date of birth, DOB, Birth date, Birthday, Student date of birth, Pupil date of birth, Born",
        ),
        _field(
            "year",
            "year group",
            "Year group, NC year, Curriculum year, School year, Year, National curriculum year",
            "Year taught in, Current year group, NCyearActual, NC year group, Yr, Year grp",
            "National curriculum year group, Current NC year, Year code, Yr group, Year group name",
            "Student year group, Year taught in code, NC years for today, NC years for this academic year",
            "Year groups for today, Year groups this academic year, Year groups for this academic year",
        ),
        _field(
            "class",
            "class",
            "Registration form, Registration group, Reg group, Tutor group, Form, Form group, Reg, Class",
            "Class name, Form/Tutor group, Registration, Reg form, Registration class, Form class",
            "Reg grp, Tutor grp, Registration forms for today, Registration forms this academic year",
            "Registration forms for this academic year",
        ),
        _field(
            "entry_date",
            "entry date",
            "Date of admission, Admission date, Entry date, Date of entry, DOA, Start date",
            "Enrolment date, Date admitted, Date joined, Enrolment start date",
        ),
        _LEAVING,
        _STATUS,
        _ROLE,
        _SCHOOL,
    ),
    STAFF: (
        _field(
            "id",
            "id in the MIS",
            "Arbor ID, Arbor staff ID, Globally unique ID, Globally unique staff ID, MIS ID, Staff ID",
            "Employee ID, Teacher ID, Person ID, External ID, Unique ID, Internal ID, ID, Payroll number",
            "Staff number, Employee number",
        ),
        _field(
            "code",
            "staff code",
            "Staff code, Teacher code, Initials, Staff initials, Code, Short name, Abbreviation",
        ),
        *_names("Staff", "Teacher"),
        _field(
            "email",
            "email",
            "Work email, Work email address, School email address, School email, Email, Email address",
            "Primary email, Staff email, Teacher email, Default email, Main email, Mail",
        ),
        _field(
            "entry_date",
            "start date",
            "Start date, Employment start date, Date of arrival, Date joined, Employment start",
            "Entry date, Date started",
        ),
        _LEAVING,
        _STATUS,
        _ROLE,
        _SCHOOL,
    ),
}
"""What can be read of each part of a school."""


def _preset(*headings: str) -> tuple[str, ...]:
    return tuple(one for line in headings for one in line.split(", "))


PRESETS: Mapping[str, tuple[str, ...]] = {
    "Arbor": _preset(
        "Arbor ID, Globally unique ID, Student ID, Legal first name, Legal last name",
        "Preferred first name, Preferred last name, Registration form, Date of birth, Year group",
        "Arbor student ID, Arbor staff ID, Globally unique student ID, NC years for today",
        "NC years for this academic year, Year groups this academic year",
    ),
    "SIMS": _preset(
        "Adno, Forename, Surname, Legal forename, Legal surname, Preferred forename, Reg, Reg group, DOB",
        "Year taught in, Date of leaving, Admission number, Preferred surname, Staff code, Work email",
        "Year taught in code",
    ),
    "Bromcom": _preset(
        "Last name (legal), First name, Tutor group, Year group, Last name, Admission number",
        "Date of birth, Student email, Curriculum year, Student ID, Year group name, Student year group",
        "Student full name, Admission no",
    ),
    "ScholarPack": _preset(
        "Pupil ID, Forename, Surname, Class, NC year, DOB, Chosen forename, Chosen surname, ScholarPack ID"
    ),
}
"""Headings of each MIS, to name the one that a file looks like; what is read does not hang on it."""

_LONGEST = 100
_SHOWING = 3
"""How many of its headings show which MIS a file comes from."""


def key_of(heading: str) -> str:
    """A heading as it is compared: its letters and digits, without case."""
    return "".join(filter(str.isalnum, heading[:_LONGEST].casefold()))


@cache
def known_headings(part: str) -> Mapping[str, tuple[str, int]]:
    """The field that each heading of a part means, by its key, and its place among those of the field."""
    found: dict[str, tuple[str, int]] = {}
    for field in FIELDS[part]:
        for place, heading in enumerate(field.headings):
            found.setdefault(key_of(heading), (field.name, place))
    return found


def preset_of(headings: Iterable[str]) -> str:
    """The MIS whose headings a file has, where three or more show it; else empty."""
    keys = set(map(key_of, headings))
    fits = {name: len(keys & set(map(key_of, usual))) for name, usual in PRESETS.items()}
    best = max(fits, key=lambda name: fits[name])
    is_clear = fits[best] >= _SHOWING and list(fits.values()).count(fits[best]) == 1
    return best if is_clear else ""


def field_of(part: str, name: str) -> Field | None:
    """A field by its name; None if there is none."""
    return next((field for field in FIELDS.get(part, ()) if field.name == name), None)


def pickable(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings as they can be picked: one that comes twice is `Name` and `Name#2`."""
    seen: Counter[str] = Counter()
    names = []
    for heading in headings:
        seen[key_of(heading)] += 1
        number = seen[key_of(heading)]
        names.append(heading if number == 1 else f"{heading}#{number}")
    return tuple(names)


def pick_key(heading: str) -> tuple[str, str]:
    """What is compared of a heading that was picked: its letters, and which one of its name it is."""
    plain, mark, number = heading.rpartition("#")
    return (key_of(plain), number) if mark and number.isdecimal() else (key_of(heading), "")
