"""The hub as School > Leavers shows it: each leaver with the decision, and what the history knows of them."""

from collections.abc import Callable
from copy import copy
from datetime import date
from functools import cached_property

from msgspec import Struct

from marktui.hub.leavers.waiting import awaits_review, current_keep, due_for_purge
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Person, Pupil
from marktui.hub.model.roster import leavers
from marktui.sync.history.leavers import LeaverEntry, LeaversHistory
from marktui.sync.model.plan import Plan
from marktui.sync.review.namesakes import Namesakes
from marktui.tui.common.list.catalogue import View


class Leaver(Struct, frozen=True, kw_only=True):
    """Somebody who has left."""

    person: Person
    is_undecided: bool
    """Whether a decision is awaited."""
    is_new: bool
    """Whether the last run found them to have left, and nothing is decided yet."""
    is_due: bool
    """Whether they may be erased."""
    kept: Kept | None
    """The decision to keep them, even where its day has come."""
    is_kept: bool
    """Whether they are kept, and do not come up just now."""
    run: LeaverEntry | None
    """The run that de-synced them; None where the history does not know."""
    years_gone: int
    """Whole years since they left."""
    age: int | None
    """A pupil's age in years."""

    @property
    def gone_on(self) -> date:
        """The day of leaving."""
        return self.person.desync.gone_on if self.person.desync else date.max


class LeaverGroup(Struct, frozen=True):
    """Leavers who have something in common."""

    id: str
    label: str
    takes: Callable[[Leaver], bool]


class LeaverView(View):
    """The leavers of a hub.

    Args:
        hub: The hub.
        today: The present day.
        past: What the history knows of them.
        plan: The plan for the pupils read last in this session, if any were.
        group: The group that is shown alone.
        can_decide: Whether the person at the keyboard may decide about them.
    """

    def __init__(
        self,
        hub: Hub,
        today: date | None = None,
        past: LeaversHistory | None = None,
        plan: Plan | None = None,
        group: LeaverGroup | None = None,
        *,
        can_decide: bool = True,
    ) -> None:
        super().__init__(hub, today)
        self.past = past or LeaversHistory()
        self.plan = plan
        self.group = group
        self.can_decide = can_decide

    def with_(self, *, group: LeaverGroup | None) -> "LeaverView":
        """The same leavers with another group."""
        view = copy(self)
        view.group = group
        return view

    @cached_property
    def everyone(self) -> list[Leaver]:
        """All leavers, in the order of the lists."""
        day = self.today or date.min
        return [self._leaver(person, day) for person in leavers(self.hub)]

    @property
    def leavers(self) -> list[Leaver]:
        """Those of the group that is shown."""
        group = self.group
        return [one for one in self.everyone if group is None or group.takes(one)]

    @property
    def due(self) -> int:
        """How many people may be erased, leavers or not."""
        return len(self._due)

    @cached_property
    def _due(self) -> frozenset[str]:
        return frozenset(one.id for one in due_for_purge(self.hub.people(), self.today or date.min))

    @cached_property
    def namesakes(self) -> Namesakes:
        """Who in the MIS may be one of the leavers."""
        return Namesakes(self.hub, self.plan)

    def _leaver(self, person: Person, today: date) -> Leaver:
        is_undecided, kept = awaits_review(person, today), current_keep(person)
        gone_on = person.desync.gone_on if person.desync else today
        born = person.date_of_birth if isinstance(person, Pupil) else None
        return Leaver(
            person=person,
            is_undecided=is_undecided,
            is_new=is_undecided and kept is None and person.id in self.past.new,
            is_due=person.id in self._due,
            kept=kept,
            is_kept=person.access is Access.WITH_ACCESS and not is_undecided,
            run=self.past.runs.get(person.id),
            years_gone=_years(gone_on, today),
            age=_years(born, today) if born else None,
        )


def _years(since: date, today: date) -> int:
    """The whole years between two days."""
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))
