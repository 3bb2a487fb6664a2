"""What happens from one step to the next: people leave, start, move and return; in September all move up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from random import Random

from marktui.sandbox.layout import MIXED, MIXED_SHARE, NURSERY, Layout
from marktui.sandbox.new_pupil import Admission
from marktui.sandbox.person import Pupil
from marktui.sandbox.state import State

LEAVERS, STARTERS, MOVES = 12, 31, 64
"""The numbers of step 1; one more vanishes. Schools below a hundred pupils get their share."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the making: the state it comes from, and everything it needs to know."""

    state: State
    layout: Layout
    admission: Admission
    pupils: int
    """The size of the school at step 0."""

    @property
    def _day(self) -> date:
        return self.admission.day

    @property
    def _step(self) -> int:
        return self.admission.step

    @property
    def _rng(self) -> Random:
        return self.admission.rng

    def churn(self) -> State:
        """Some leave, one vanishes, some start, many change class within their year."""
        calm = [p for p in self.state.roll if p.year_code != NURSERY and p.id not in self.state.special]
        self._rng.shuffle(calm)
        share = min(1.0, self.pupils / 100)
        gone, leavers = _some(1, share, calm), _some(LEAVERS, share, calm)
        roll = {pupil.id: pupil for pupil in self.state.roll}
        for pupil in gone + leavers:
            del roll[pupil.id]
        sizes = Counter(pupil.class_name for pupil in roll.values())
        movers = [p for p in calm if len(self.layout.classes[p.year_code]) > 1]
        for _ in range(min(len(movers), round(MOVES * share))):
            pupil = self._next_mover(movers, sizes)
            sizes[pupil.class_name] -= 1
            roll[pupil.id] = replace(pupil, class_name=self._other_class(pupil, sizes), changed=self._step)
            sizes[roll[pupil.id].class_name] += 1
        starters = self._starters(round(STARTERS * share) or 1, sizes)
        left = [replace(p, end_date=self._day, changed=self._step) for p in leavers]
        return self._settle(
            [*roll.values(), *starters],
            left=_by_id([*self.state.left, *left]),
            vanished=_by_id([*self.state.vanished, *gone]),
            departed=tuple(pupil.id for pupil in left),
            next_number=self.state.next_number + len(starters),
        )

    def comeback(self) -> State:
        """One of those who left last is on roll again, the same person under the same id."""
        if not self.state.departed:
            return self._settle(self.state.roll)
        back = self._rng.choice(self.state.departed)
        pupil = next(pupil for pupil in self.state.left if pupil.id == back)
        returned = replace(pupil, end_date=None, changed=self._step)
        left = tuple(pupil for pupil in self.state.left if pupil.id != back)
        return self._settle([*self.state.roll, returned], left=left, departed=())

    def rollover(self) -> State:
        """The top year leaves, everybody else moves up, and a new intake starts."""
        years = self.layout.years
        top = years[-1]
        up = dict(pairwise(years))
        leaving = [pupil for pupil in self.state.roll if pupil.year_code == top]
        roll = [self._promote(p, up[p.year_code]) for p in self.state.roll if p.year_code != top]
        roll, special = self._plan_a_leaver(roll, leaving)
        left = [replace(p, end_date=self._day, changed=self._step) for p in leaving]
        intake = self._intake(roll)
        return self._settle(
            [*roll, *intake],
            left=_by_id([*self.state.left, *left]),
            departed=(),
            special=special,
            next_number=self.state.next_number + len(intake),
            everywhere=True,
        )

    def _starters(self, count: int, sizes: Counter[str | None]) -> list[Pupil]:
        codes = self.layout.mainstream
        found = []
        for turn in range(count):
            code = codes[turn % len(codes)]
            place = min(self.layout.classes[code], key=lambda name: (sizes[name], name))
            sizes[place] += 1
            found.append(self.admission.admit(self.state.next_number + turn, code, place, self._day))
        return found

    def _next_mover(self, pool: list[Pupil], sizes: Counter[str | None]) -> Pupil:
        """Take the first out of a full class, so that classes stay of like size."""
        place = (i for i, p in enumerate(pool) if sizes[p.class_name] >= sizes[self._other_class(p, sizes)])
        return pool.pop(next(place, 0))

    def _other_class(self, pupil: Pupil, sizes: Counter[str | None]) -> str:
        others = [name for name in self.layout.classes[pupil.year_code] if name != pupil.class_name]
        return min(others, key=lambda name: (sizes[name], name))

    def _promote(self, pupil: Pupil, code: str) -> Pupil:
        here, there = self.layout.classes[pupil.year_code], self.layout.classes[code]
        plain = [name for name in there if name != MIXED]
        joins = MIXED not in here and pupil.id % MIXED_SHARE == 0
        if MIXED in there and (joins or pupil.class_name == MIXED):
            place = MIXED
        elif pupil.year_code == NURSERY or pupil.class_name == MIXED:
            place = plain[pupil.id % len(plain)]
        else:
            place = plain[here.index(pupil.class_name or here[0]) % len(plain)]
        return replace(pupil, year_code=code, class_name=place, changed=self._step)

    def _plan_a_leaver(
        self, roll: list[Pupil], leaving: Iterable[Pupil]
    ) -> tuple[list[Pupil], frozenset[int]]:
        """Hand the plan to leave to a young pupil when its holder has left with the top year."""
        special = self.state.special
        plan = next((pupil.end_date for pupil in leaving if pupil.end_date), None)
        heir = next(
            (p.id for p in roll if p.year_code == self.layout.mainstream[1] and p.id not in special), None
        )
        if plan is None or heir is None:
            return roll, special
        return [replace(p, end_date=plan) if p.id == heir else p for p in roll], special | {heir}

    def _intake(self, roll: list[Pupil]) -> list[Pupil]:
        nursery = self.layout.sizes.get(NURSERY, 0)
        first = self.layout.mainstream[0]
        rooms = len(self.layout.classes[first])
        new = max(2 * rooms, self.pupils - len(roll) - nursery)
        seats = [(NURSERY, i) for i in range(nursery)] + [(first, i) for i in range(new)]
        return [
            self.admission.admit(
                self.state.next_number + turn, code, self.layout.place(code, place), self._day
            )
            for turn, (code, place) in enumerate(seats)
        ]

    def _settle(self, roll: Iterable[Pupil], *, everywhere: bool = False, **others: object) -> State:
        before = {pupil.id: pupil.class_name for pupil in self.state.roll}
        after = _by_id(roll)
        now = {pupil.id: pupil.class_name for pupil in after}
        touched = {
            place
            for who in before.keys() | now.keys()
            if before.get(who) != now.get(who)
            for place in (before.get(who), now.get(who))
        }
        regrouped = {
            name: self._step if everywhere or name in touched else last
            for name, last in self.state.regrouped.items()
        }
        return replace(self.state, step=self._step, roll=after, regrouped=regrouped, **others)  # type: ignore[arg-type]


def _some(count: int, share: float, pool: list[Pupil]) -> list[Pupil]:
    """Take that share of a count off the end of a pool, at least one."""
    number = min(len(pool), max(1, round(count * share)))
    return [pool.pop() for _ in range(number)]


def _by_id(pupils: Iterable[Pupil]) -> tuple[Pupil, ...]:
    return tuple(sorted(pupils, key=lambda pupil: pupil.id))
