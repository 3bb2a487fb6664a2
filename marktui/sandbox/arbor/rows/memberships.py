"""Who belonged to which level and form, as rows with a start and an end."""

from collections.abc import Iterable, Sequence

from marktui.sandbox.arbor.rows.enrolments import Enrolment
from marktui.sandbox.arbor.rows.row import Row, record, written


def form_membership_rows(
    enrolments: Sequence[Iterable[Enrolment]], forms: Sequence[dict[str, Row]], students: dict[int, Row]
) -> list[Row]:
    """`RegistrationFormMembership`, which also hang on their forms.

    Args:
        enrolments: for each academic year.
        forms: by name, for each academic year.
        students: by the pupil's number.
    """
    rows: list[Row] = []
    for of_year, found in zip(forms, enrolments, strict=True):
        for enrolment in found:
            if enrolment.class_name is None:
                continue
            form, student = of_year[enrolment.class_name], students[enrolment.pupil]
            rows.append(
                record(
                    "RegistrationFormMembership",
                    8001 + len(rows),
                    f"{student['displayName']} in {form['displayName']}",
                    registrationForm=form,
                    student=student,
                    startDate=written(enrolment.start),
                    endDate=written(enrolment.end),
                )
            )
            form["studentMemberships"].append(rows[-1])
    return rows


def level_membership_rows(
    enrolments: Sequence[Iterable[Enrolment]], levels: Sequence[dict[str, Row]], students: dict[int, Row]
) -> list[Row]:
    """`AcademicLevelMembership`; a move from form to form within a level makes two of one."""
    rows: list[Row] = []
    for of_year, found in zip(levels, enrolments, strict=True):
        for enrolment in found:
            level, student = of_year[enrolment.code], students[enrolment.pupil]
            rows.append(
                record(
                    "AcademicLevelMembership",
                    7001 + len(rows),
                    f"{student['displayName']} in {level['displayName']}",
                    academicLevel=level,
                    student=student,
                    startDate=written(enrolment.start),
                    endDate=written(enrolment.end),
                )
            )
    return rows
