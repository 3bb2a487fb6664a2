"""Reports as technicians build them in four MIS: the same school under other headings.

No vendor publishes a fixed export; the headings are those that have been seen (docs/files.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from marktui.sandbox.files.scene import Scene, iso_date, uk_date
from marktui.sandbox.files.table import Table, or_nothing
from marktui.sandbox.layout import year_name
from marktui.sandbox.person import Pupil, Staff

PupilCell = Callable[[Pupil], str]
StaffCell = Callable[[Staff], str]


@dataclass(frozen=True, slots=True)
class Report:
    """The headings of one MIS, each with what stands below it."""

    pupils: Mapping[str, PupilCell]
    staff: Mapping[str, StaffCell]


def _short_year(pupil: Pupil) -> str:
    """`4`, `R`, `N2`."""
    return pupil.year_code


def _long_year(pupil: Pupil) -> str:
    """`Year 4`, `Reception`."""
    return year_name(pupil.year_code)


def _year_of_two(pupil: Pupil) -> str:
    """`Y4`; `Rec`."""
    return (
        "Rec" if pupil.year_code == "R" else f"Y{pupil.year_code}" if pupil.year_code.isdigit() else "Nursery"
    )


def _upn(pupil: Pupil) -> str:
    return or_nothing(pupil.upn)


def _form(pupil: Pupil) -> str:
    return or_nothing(pupil.class_name)


def _admission_number(pupil: Pupil) -> str:
    # With leading zeros, as Bromcom and SIMS keep them.
    return f"{pupil.id:06}"


def _email(person: Staff) -> str:
    return or_nothing(person.email)


REPORTS: Mapping[str, Report] = {
    "arbor": Report(
        pupils={
            "Arbor ID": lambda pupil: str(7000 + pupil.id),
            "UPN": _upn,
            "First name": lambda pupil: pupil.first_name,
            "Last name": lambda pupil: pupil.last_name,
            "Legal first name": lambda pupil: pupil.legal_first_name,
            "Legal last name": lambda pupil: pupil.legal_last_name,
            "Date of birth": lambda pupil: uk_date(pupil.date_of_birth),
            "Year group": _long_year,
            "Registration form": _form,
            "Leaving date": lambda pupil: uk_date(pupil.end_date),
        },
        staff={
            "Arbor ID": lambda person: str(9000 + person.id),
            "Title": lambda person: person.title,
            "First name": lambda person: person.first_name,
            "Last name": lambda person: person.last_name,
            "Email address": _email,
        },
    ),
    "sims": Report(
        pupils={
            "Adno": _admission_number,
            "UPN": _upn,
            "Legal Surname": lambda pupil: pupil.legal_last_name,
            "Legal Forename": lambda pupil: pupil.legal_first_name,
            "Surname": lambda pupil: pupil.last_name,
            "Forename": lambda pupil: pupil.first_name,
            "DOB": lambda pupil: uk_date(pupil.date_of_birth),
            "Year": _long_year,
            "Reg": _form,
            "Date of Leaving": lambda pupil: uk_date(pupil.end_date),
        },
        staff={
            "Staff Code": lambda person: person.staff_code,
            "Title": lambda person: person.title,
            "Forename": lambda person: person.first_name,
            "Surname": lambda person: person.last_name,
            "Work Email": _email,
        },
    ),
    "bromcom": Report(
        pupils={
            "Last Name": lambda pupil: pupil.last_name,
            "First Name": lambda pupil: pupil.first_name,
            "Admission Number": _admission_number,
            "UPN": _upn,
            "Date of Birth": lambda pupil: uk_date(pupil.date_of_birth),
            "Year Group": _year_of_two,
            "Tutor Group": _form,
            "Leaving Date": lambda pupil: uk_date(pupil.end_date),
        },
        staff={
            "Staff Code": lambda person: person.staff_code,
            "Title": lambda person: person.title,
            "First Name": lambda person: person.first_name,
            "Last Name": lambda person: person.last_name,
            "Email": _email,
        },
    ),
    "scholarpack": Report(
        pupils={
            "UPN": _upn,
            "Forename": lambda pupil: pupil.first_name,
            "Surname": lambda pupil: pupil.last_name,
            "DOB": lambda pupil: iso_date(pupil.date_of_birth),
            "NC Year": _short_year,
            "Class": _form,
            "Leaving Date": lambda pupil: iso_date(pupil.end_date),
        },
        staff={
            "Forename": lambda person: person.first_name,
            "Surname": lambda person: person.last_name,
            "Email Address": _email,
        },
    ),
}
"""The reports by the word of their MIS."""


def pupil_table(report: Report, scene: Scene) -> Table:
    """Everybody on roll, and those who have left and are still known."""
    people = (*scene.pupils, *scene.leavers)
    return Table(
        tuple(report.pupils), tuple(tuple(cell(one) for cell in report.pupils.values()) for one in people)
    )


def staff_table(report: Report, scene: Scene) -> Table:
    """Everybody on the staff."""
    cells = report.staff.values()
    return Table(tuple(report.staff), tuple(tuple(cell(one) for cell in cells) for one in scene.staff))
