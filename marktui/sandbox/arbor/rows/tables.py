"""All tables of one step; what few ask for is made when somebody does."""

from itertools import chain

from marktui.sandbox.arbor.rows.enrolments import enrolments_before, enrolments_now
from marktui.sandbox.arbor.rows.groups import PRESENT, form_rows, level_rows, year_rows
from marktui.sandbox.arbor.rows.memberships import form_membership_rows, level_membership_rows
from marktui.sandbox.arbor.rows.row import Tables
from marktui.sandbox.arbor.rows.staff import contract_rows, staff_rows
from marktui.sandbox.arbor.rows.students import parts_of, student_rows, upn_rows
from marktui.sandbox.school import School


def build_tables(school: School, step: int) -> Tables:
    """The rows of every entity but the academic units."""
    years = year_rows(school, step)
    staff = staff_rows(school)
    levels = level_rows(school, step, years)
    forms = form_rows(school, step, years, staff)
    students = student_rows(school, step, levels, forms[PRESENT])
    enrolments = enrolments_before(school, step), enrolments_now(school, step)
    pupils, people = list(students.values()), [*students.values(), *staff.values()]
    return {
        "AcademicYear": years,
        "AcademicLevel": list(chain.from_iterable(of_year.values() for of_year in levels)),
        "RegistrationForm": list(chain.from_iterable(of_year.values() for of_year in forms)),
        "Student": pupils,
        "Staff": list(staff.values()),
        "StaffContract": contract_rows(list(staff.values())),
        "RegistrationFormMembership": form_membership_rows(enrolments, forms, students),
        "AcademicLevelMembership": level_membership_rows(enrolments, levels, students),
        "UkDfe_UpnAssignment": upn_rows(pupils),
        **parts_of(people),
    }
