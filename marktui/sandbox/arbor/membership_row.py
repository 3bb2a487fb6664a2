"""Who belonged to which level and form, as rows with a start and an end."""

from collections.abc import Iterable, Sequence

from marktui.sandbox.arbor.row import Row, record, written
from marktui.sandbox.arbor.stay import Stay


def form_membership_rows(
    stays: Sequence[Iterable[Stay]], forms: Sequence[dict[str, Row]], students: dict[int, Row]
) -> list[Row]:
    """`RegistrationFormMembership`, which also hang on their forms.

    Args:
        stays: for each academic year.
        forms: by name, for each academic year.
        students: by the pupil's number.
    """
    rows: list[Row] = []
    for of_year, found in zip(forms, stays, strict=True):
        for stay in found:
            if stay.class_name is None:
                continue
            form, student = of_year[stay.class_name], students[stay.pupil]
            rows.append(
                record(
                    "RegistrationFormMembership",
                    8001 + len(rows),
                    f"{student['displayName']} in {form['displayName']}",
                    registrationForm=form,
                    student=student,
                    startDate=written(stay.start),
                    endDate=written(stay.end),
                )
            )
            form["studentMemberships"].append(rows[-1])
    return rows


def level_membership_rows(
    stays: Sequence[Iterable[Stay]], levels: Sequence[dict[str, Row]], students: dict[int, Row]
) -> list[Row]:
    """`AcademicLevelMembership`; a move from form to form within a level makes two of one."""
    rows: list[Row] = []
    for of_year, found in zip(levels, stays, strict=True):
        for stay in found:
            level, student = of_year[stay.code], students[stay.pupil]
            rows.append(
                record(
                    "AcademicLevelMembership",
                    7001 + len(rows),
                    f"{student['displayName']} in {level['displayName']}",
                    academicLevel=level,
                    student=student,
                    startDate=written(stay.start),
                    endDate=written(stay.end),
                )
            )
    return rows
