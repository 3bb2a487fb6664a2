"""Pupils, past and present, as rows of `Student`, `Person` and what hangs on them."""

from marktui.sandbox.arbor.rows.groups import PAST, PRESENT
from marktui.sandbox.arbor.rows.row import Row, Tables, record, student_number, written
from marktui.sandbox.new_staff import DOMAIN
from marktui.sandbox.person import Pupil
from marktui.sandbox.school import School

_FIRST_PERSON = 100_000
_FIRST_EMAIL = 200_000


def student_rows(
    school: School, step: int, levels: list[dict[str, Row]], forms: dict[str, Row]
) -> dict[int, Row]:
    """`Student` by the pupil's number: everybody ever on roll, leavers included, and who is to start.

    Args:
        school: the school.
        step: the step of its story.
        levels: year groups by code, for each academic year.
        forms: this year's forms by name.
    """
    state = school.state(step)
    gone = {pupil.id for pupil in state.left}
    begin = school.academic_years(step)[PRESENT].start
    found = {}
    for pupil in sorted((*state.roll, *state.left, *state.ahead), key=lambda pupil: pupil.id):
        row = _student(pupil)
        when = PAST if pupil.end_date and pupil.end_date < begin else PRESENT
        level = row["displayAcademicLevel"] = levels[when][pupil.year_code]
        # Of the leavers some keep their level, and all the one that is shown (docs/wire-arbor.md, Rows).
        row["academicLevel"] = level if pupil.id not in gone or pupil.id % 2 else None
        if pupil.class_name and pupil.id not in gone:
            row["registrationForm"] = forms[pupil.class_name]
        found[pupil.id] = row
    return found


def upn_rows(students: list[Row]) -> list[Row]:
    """`UkDfe_UpnAssignment`, one for each student with a UPN."""
    return [
        record(
            "UkDfe_UpnAssignment",
            int(row["id"]) + 3000,
            row["upn"],
            upn=row["upn"],
            isTemporary=row["upn"][-1].isalpha(),
            student=row,
        )
        for row in students
        if row["upn"]
    ]


def parts_of(people: list[Row]) -> Tables:
    """The rows that hang on students or staff, each kind as a table of its own."""
    return {
        "Person": [row["person"] for row in people],
        "EmailAddress": [email for row in people for email in row["emailAddresses"]],
    }


def _names(pupil: Pupil) -> Row:
    """What `Student` and `Person` both hold."""
    return {
        "legalFirstName": pupil.legal_first_name,
        "legalLastName": pupil.legal_last_name,
        "preferredFirstName": _other(pupil.first_name, pupil.legal_first_name),
        "preferredLastName": _other(pupil.last_name, pupil.legal_last_name),
        "dateOfBirth": written(pupil.date_of_birth),
    }


def _student(pupil: Pupil) -> Row:
    number, names = student_number(pupil.id), _names(pupil)
    shown = f"{pupil.first_name} {pupil.last_name}"
    person_number = _FIRST_PERSON + 2 * number
    row = record(
        "Student",
        number,
        shown,
        **names,
        upn=pupil.upn,
        studentNumber=pupil.pan,
        uniqueLearnerNumber=None,
        mostRecentEntryDate=written(pupil.start_date),
        leavingDate=written(pupil.end_date),
        academicLevel=None,
        displayAcademicLevel=None,
        registrationForm=None,
        person=record("Person", person_number, shown, **names, legalMiddleNames=pupil.middle_name),
    )
    address = f"{pupil.pan}@pupil.{DOMAIN}"
    row["emailAddresses"] = [email_row(_FIRST_EMAIL + 4 * number, address, "Work", 1, row)]
    return row


def email_row(number: int, address: str, kind: str, order: int, owner: Row) -> Row:
    """An `EmailAddress`."""
    return record(
        "EmailAddress",
        number,
        address,
        emailAddress=address,
        emailAddressType=kind,
        dataOrder=order,
        emailAddressOwner=owner,
    )


def _other(used: str, legal: str) -> str | None:
    """The preferred name; nothing where it is the legal one."""
    return used if used != legal else None
