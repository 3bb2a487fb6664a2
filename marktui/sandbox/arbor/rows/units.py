"""Academic units: one that mirrors each form, and a mathematics class for its pupils."""

from collections.abc import Iterator

from marktui.sandbox.arbor.rows.row import Row, Tables, record

_FIRST_UNIT = 50_000
_SUBJECT = 12


def unit_tables(tables: Tables) -> Tables:
    """`AcademicUnit`, `AcademicUnitEnrolment`, `AcademicUnitLead` and `Subject`, made of the forms."""
    subject = record("Subject", _SUBJECT, "Mathematics", code="MA", subjectName="Mathematics", active=True)
    units: list[Row] = []
    for form in tables["RegistrationForm"]:
        number = _FIRST_UNIT + 2 * int(form["id"])
        mirror = _unit(number, form["displayName"], form, registrationForm=form)
        lesson = _unit(number + 1, f"{form['displayName']}/Ma", form, subject=subject, parent=mirror)
        units += [mirror, lesson]
    enrolments, leads = list(_enrolments(units)), list(_leads(units))
    if enrolments:
        # The real service has such rows too, left over from records that were deleted.
        enrolments.append({**enrolments[0], "id": str(int(enrolments[-1]["id"]) + 1), "student": None})
    for unit in units:
        del unit[_FORM]
    return {
        "Subject": [subject],
        "AcademicUnit": units,
        "AcademicUnitEnrolment": enrolments,
        "AcademicUnitLead": leads,
    }


_FORM = "_form"
"""A key that never reaches the wire: the form whose pupils are in the unit."""


def _unit(number: int, name: str, form: Row, *, parent: Row | None = None, **fields: object) -> Row:
    year = form["academicYear"]
    return record(
        "AcademicUnit",
        number,
        name,
        academicUnitName=name,
        shortName=name,
        academicUnitCode=name,
        academicYear=year,
        academicLevel=None,
        registrationForm=fields.get("registrationForm"),
        subject=fields.get("subject"),
        parentAcademicUnit=parent,
        effectiveDate=year["startDate"],
        endDate=year["endDate"],
        **{_FORM: form},
    )


def _enrolments(units: list[Row]) -> Iterator[Row]:
    number = 9901
    for unit in units:
        for member in unit[_FORM]["studentMemberships"] or ():
            yield record(
                "AcademicUnitEnrolment",
                number,
                f"{member['student']['displayName']} in {unit['displayName']}",
                academicUnit=unit,
                student=member["student"],
                enrolmentStatus=None,
                startDate=member["startDate"],
                endDate=member["endDate"],
            )
            number += 1


def _leads(units: list[Row]) -> Iterator[Row]:
    number = 4401
    for unit in units:
        for tutor in unit[_FORM]["tutors"]:
            yield record(
                "AcademicUnitLead",
                number,
                f"{tutor['displayName']} of {unit['displayName']}",
                academicUnit=unit,
                staff=tutor,
                startDate=unit["effectiveDate"],
                endDate=unit["endDate"],
            )
            number += 1
