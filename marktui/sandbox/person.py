"""The people of the stand-in school."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil, as true at one step."""

    id: int
    mis_id: str
    pan: str
    first_name: str
    last_name: str
    legal_first_name: str
    middle_name: str | None
    date_of_birth: date
    upn: str | None
    year_code: str
    class_name: str | None
    start_date: date
    end_date: date | None
    changed: int
    """The step at which something about this pupil changed last."""
    enrolment_status: str = "C"

    @property
    def legal_last_name(self) -> str:
        """The last name in law, which in this school is the one in use."""
        return self.last_name


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff; staff do not change from step to step."""

    id: int
    mis_id: str
    staff_code: str
    title: str
    first_name: str
    last_name: str
    email: str | None
    teaching: bool
    start_date: date
    end_date: date | None
