"""What is written: a school, at a step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from marktui.sandbox.layout import age_step
from marktui.sandbox.person import Pupil, Staff
from marktui.sandbox.school import School

AUTHORITY, ESTABLISHMENT, URN = "899", "4001", "100123"
"""The invented school's numbers with its local authority and in the register of schools."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One school at one step."""

    school: School
    step: int

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """On roll."""
        return self.school.on_roll(self.step)

    @property
    def leavers(self) -> tuple[Pupil, ...]:
        """Those who have left and are still known."""
        return self.school.left(self.step)

    @property
    def staff(self) -> tuple[Staff, ...]:
        """On the staff."""
        return self.school.staff

    @property
    def made_at(self) -> datetime:
        """When the files were made."""
        return self.school.moment(self.step)

    @property
    def academic_year(self) -> int:
        """The calendar year in which the present academic year began."""
        return self.school.academic_years(self.step)[1].start.year

    @property
    def year_codes(self) -> tuple[str, ...]:
        """The year groups, youngest first."""
        return tuple(sorted({pupil.year_code for pupil in self.pupils}, key=age_step))

    def class_members(self) -> Iterator[tuple[str, tuple[Pupil, ...]]]:
        """Each class with its pupils."""
        for name in self.school.layout.class_names:
            yield name, tuple(pupil for pupil in self.pupils if pupil.class_name == name)


def uk_date(day: date | None) -> str:
    """`03/09/2020`; nothing without a day."""
    return day.strftime("%d/%m/%Y") if day else ""


def iso_date(day: date | None) -> str:
    """`2020-09-03`; nothing without a day."""
    return day.isoformat() if day else ""
