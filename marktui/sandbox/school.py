"""The stand-in school: a pure function of its size, its seed and the days of its steps."""

from dataclasses import dataclass
from datetime import date, datetime

from marktui.sandbox.chance import dice
from marktui.sandbox.first_state import open_school
from marktui.sandbox.layout import (
    ALL_THROUGH,
    PHASES,
    PRIMARY,
    SECONDARY,
    Layout,
    age_step,
    plan_layout,
    usual_phase,
)
from marktui.sandbox.new_pupil import Admission
from marktui.sandbox.new_staff import invent_staff
from marktui.sandbox.person import Pupil, Staff
from marktui.sandbox.state import State
from marktui.sandbox.step import Change
from marktui.sandbox.term import (
    CYCLE,
    AcademicYear,
    Dates,
    academic_years,
    first_september,
    moment,
    step_dates,
)

LAST_STEP = 60
FEWEST, MOST = 10, 100_000
MOST_LEAVER_YEARS = 20
_NAMES = {PRIMARY: "Ashgrove Primary", SECONDARY: "Ashgrove High", ALL_THROUGH: "Ashgrove School"}


@dataclass(frozen=True, slots=True)
class Events:
    """Who was touched by one step, as ids."""

    left: frozenset[int]
    vanished: frozenset[int]
    started: frozenset[int]
    returned: frozenset[int]
    moved_class: frozenset[int]
    """Another class in the same year group."""
    moved_up: frozenset[int]


class School:
    """A believable English school at every step of its story.

    Args:
        pupils: how many are on roll at step 0, Nursery included.
        seed: another seed, other people.
        dates: the day of each step's events; a week apart up to yesterday unless given.
        today: the day on which the school is looked at.
        leaver_years: for how many former academic years the top year that left is still listed.
        name: the school's name; without one, a name that fits its kind.
        phase: primary, secondary or all-through; after its size unless given.
    """

    def __init__(
        self,
        pupils: int = 420,
        seed: int = 1,
        dates: Dates | None = None,
        today: date | None = None,
        leaver_years: int = 0,
        name: str | None = None,
        phase: str | None = None,
    ) -> None:
        if not 0 <= leaver_years <= MOST_LEAVER_YEARS:
            message = f"Leavers are kept for 0 to {MOST_LEAVER_YEARS} former years."
            raise ValueError(message)
        if not FEWEST <= pupils <= MOST:
            message = f"A stand-in school has between {FEWEST} and {MOST} pupils."
            raise ValueError(message)
        if phase not in (None, *PHASES):
            message = f"There is no phase {phase!r}; choose {', '.join(PHASES)}."
            raise ValueError(message)
        self.pupils = pupils
        self.seed = seed
        self.leaver_years = leaver_years
        self.phase = phase or usual_phase(pupils)
        self.name = name or _NAMES[self.phase]
        self.today = today or datetime.now().astimezone().date()
        self.dates = dates or step_dates(self.today)
        self.layout: Layout = plan_layout(pupils, self.phase)
        self.staff: tuple[Staff, ...]
        self.staff_left: tuple[Staff, ...]
        self.staff, self.staff_left = invent_staff(pupils, dice(seed, pupils, "staff"), self.dates(0))
        self._states: list[State] = []

    def state(self, step: int) -> State:
        """The whole truth at a step.

        Raises:
            ValueError: there is no such step.
        """
        if not 0 <= step <= LAST_STEP:
            message = f"There is no step {step}; steps run from 0 to {LAST_STEP}."
            raise ValueError(message)
        while len(self._states) <= step:
            self._states.append(self._next_state())
        return self._states[step]

    def on_roll(self, step: int) -> tuple[Pupil, ...]:
        """Everybody on roll, by id; the planned starter is not."""
        return self.state(step).roll

    def left(self, step: int) -> tuple[Pupil, ...]:
        """Everybody who has left and is still known to the service, by id."""
        return self.state(step).left

    def planned_leaver(self, step: int) -> Pupil:
        """The one pupil on roll whose last day is in the future."""
        return next(pupil for pupil in self.on_roll(step) if pupil.end_date)

    def planned_starter(self, step: int) -> Pupil:
        """The one pupil whose first day is in the future."""
        return self.state(step).ahead[0]

    def academic_years(self, step: int) -> tuple[AcademicYear, AcademicYear]:
        """The academic year before, and the one around today."""
        return academic_years(self.dates, step, self.today)

    def moment(self, step: int) -> datetime:
        """When the service took over a step's events."""
        return moment(self.dates, step)

    def events(self, step: int) -> Events:
        """What the step changed; nothing for step 0."""
        now = {pupil.id: pupil for pupil in self.on_roll(step)}
        was = {pupil.id: pupil for pupil in self.on_roll(max(0, step - 1))}
        both = now.keys() & was.keys()
        gone = was.keys() - now.keys()
        known = {pupil.id for pupil in self.left(max(0, step - 1))}
        up = {i for i in both if now[i].year_code != was[i].year_code}
        return Events(
            left=frozenset(gone & {pupil.id for pupil in self.left(step)}),
            vanished=frozenset(gone - {pupil.id for pupil in self.left(step)}),
            started=frozenset(now.keys() - was.keys() - known),
            returned=frozenset((now.keys() - was.keys()) & known),
            moved_class=frozenset(i for i in both - up if now[i].class_name != was[i].class_name),
            moved_up=frozenset(up),
        )

    def _next_state(self) -> State:
        step = len(self._states)
        label = first_september(self.dates(0)).year + step // CYCLE
        youngest = age_step(self.layout.mainstream[0])
        admission = Admission(dice(self.seed, self.pupils, step), label, step, self.dates(step), youngest)
        if not self._states:
            return open_school(self.layout, admission, self.today, self.leaver_years)
        state = self._states[-1]
        known = (*state.roll, *state.left, *state.ahead, *state.vanished)
        admission.taken.update((p.first_name, p.last_name, p.date_of_birth) for p in known)
        change = Change(state, self.layout, admission, self.pupils)
        return {0: change.rollover, 1: change.churn, 2: change.comeback}[step % CYCLE]()
