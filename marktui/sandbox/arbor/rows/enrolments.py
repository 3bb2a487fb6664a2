"""Who was in which year group and class from when to when, this academic year and the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from marktui.sandbox.person import Pupil
from marktui.sandbox.school import School
from marktui.sandbox.term import CYCLE


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One pupil's time in one class; both days belong to it."""

    pupil: int
    code: str
    class_name: str | None
    start: date
    end: date


def enrolments_now(school: School, step: int) -> list[Enrolment]:
    """The enrolments of the academic year around today, ended ones included, by pupil and start."""
    year = school.academic_years(step)[1]
    first = step - step % CYCLE
    ended: list[Enrolment] = []
    present: dict[int, Enrolment] = {}
    for past in range(first, step + 1):
        day = year.start if past == first else max(year.start, school.dates(past))
        for pupil in school.on_roll(past):
            before = present.get(pupil.id)
            if before is None or before.class_name != pupil.class_name:
                present[pupil.id] = _enrolment(pupil, max(day, pupil.start_date), year.end)
            if before and before.class_name != pupil.class_name:
                ended.append(replace(before, end=day - timedelta(days=1)))
    for pupil in school.left(step):
        if pupil.end_date and (pupil.id in present or first == 0):
            enrolment = present.get(pupil.id) or _enrolment(
                pupil, max(year.start, pupil.start_date), year.end
            )
            present[pupil.id] = replace(enrolment, end=pupil.end_date)
    known = {pupil.id for pupil in (*school.on_roll(step), *school.left(step))}
    enrolments = (one for one in (*ended, *present.values()) if one.pupil in known and one.start <= one.end)
    return sorted(enrolments, key=lambda one: (one.pupil, one.start))


def enrolments_before(school: School, step: int) -> list[Enrolment]:
    """The enrolments of the year before; where the story does not reach so far back, one class down."""
    year = school.academic_years(step)[0]
    known = {pupil.id for pupil in (*school.on_roll(step), *school.left(step))}
    then = school.on_roll(step - step % CYCLE - 1) if step >= CYCLE else _one_class_down(school, step)
    return [
        _enrolment(pupil, max(year.start, pupil.start_date), year.end)
        for pupil in then
        if pupil.id in known and pupil.start_date <= year.end
    ]


def _one_class_down(school: School, step: int) -> Iterator[Pupil]:
    classes = school.layout.classes
    below = {code: lower for lower, code in pairwise(school.layout.years)}
    for pupil in school.on_roll(step):
        if pupil.class_name and (code := below.get(pupil.year_code)):
            place = classes[pupil.year_code].index(pupil.class_name)
            yield replace(pupil, year_code=code, class_name=classes[code][place % len(classes[code])])


def _enrolment(pupil: Pupil, start: date, end: date) -> Enrolment:
    return Enrolment(pupil.id, pupil.year_code, pupil.class_name, start, end)
