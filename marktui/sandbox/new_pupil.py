"""Invents pupils: a name, a birth date that fits the year group, numbers of all sorts."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from marktui.sandbox.layout import age_step
from marktui.sandbox.names import BOYS, FAMILIES, GIRLS
from marktui.sandbox.person import Pupil
from marktui.sandbox.upn import issue

FIRST_ID = 4001


@dataclass(slots=True)
class Admission:
    """Takes in pupils one after the other; no two get the same name and birth date."""

    rng: Random
    label: int
    """The calendar year in which the academic year of this step began."""
    step: int
    day: date
    youngest: int = 0
    """The lowest year group above Nursery, in which pupils usually start; 0 is Reception."""
    taken: set[tuple[str, str, date]] = field(default_factory=set)

    def admit(self, number: int, code: str, class_name: str | None, start: date | None = None) -> Pupil:
        """A new pupil.

        Args:
            number: the running number, from which every identifier is made.
            code: the year group.
            class_name: the registration group, if any.
            start: the first day; a believable one before this step's day unless given.
        """
        first, last, born = self._person(code)
        begin = start or self._first_day(code)
        middle = self.rng.choice(GIRLS + BOYS) if number % 4 == 0 else None
        return Pupil(
            id=FIRST_ID + number,
            mis_id=str(20001 + number),
            pan=f"{number + 1:06}",
            first_name=first,
            last_name=last,
            legal_first_name=first,
            middle_name=middle,
            date_of_birth=born,
            upn=issue(number, begin.year),
            year_code=code,
            class_name=class_name,
            start_date=begin,
            end_date=None,
            changed=self.step,
        )

    def _person(self, code: str) -> tuple[str, str, date]:
        first_day = date(self.label - 5 - age_step(code), 9, 1)
        while True:
            first = self.rng.choice(self.rng.choice((GIRLS, BOYS)))
            last = self.rng.choice(FAMILIES)
            if self.rng.random() < 0.04:
                last = f"{last}-{self.rng.choice(FAMILIES)}"
            person = first, last, first_day + timedelta(days=self.rng.randrange(365))
            if person not in self.taken:
                self.taken.add(person)
                return person

    def _first_day(self, code: str) -> date:
        usual = date(self.label - max(0, age_step(code) - self.youngest), 9, 1)
        if self.rng.random() < 0.75:
            return usual
        return usual + timedelta(days=self.rng.randrange(max(1, (self.day - usual).days)))
