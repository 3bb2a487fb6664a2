"""Everything that one sync would do, worked out before anything is done."""

from functools import cached_property
from typing import Any

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Message
from marktui.hub.model.record import Access, Person
from marktui.store.file.entry import Counts, Do
from marktui.sync.model.change_counts import COUNT_OF, ChangeCounts, count_of
from marktui.sync.model.field_changes import HELD
from marktui.sync.model.pair import Change, LeftAlone, Pair, PairStatus
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope

_RETURNED = COUNT_OF[Do.RETURN]


class KindPlan(Struct, frozen=True, dict=True):
    """The part of a plan that concerns one kind."""

    kind: Kind
    counts: Counts
    pairs: tuple[Pair, ...]
    """Every row of the MIS and every record that no row matches, in the order of review."""
    changes: tuple[Change, ...]

    def __repr__(self) -> str:
        """In short, as of a hub."""
        return f"KindPlan({self.kind.value}, pairs={len(self.pairs)}, changes={len(self.changes)})"

    @cached_property
    def changes_of_known(self) -> list[Change]:
        """The changes of records that the hub has; a first sync has none."""
        return [change for change in self.changes if change.before is not None]

    @cached_property
    def changes_of_values(self) -> list[Change]:
        """Those of them that change what a record says, and not its link alone."""
        held = HELD[self.kind]
        known = ((change, change.before) for change in self.changes if change.before is not None)
        return [change for change, before in known if held(before) != held(change.after)]

    @cached_property
    def changes_by_count(self) -> dict[str, list[Change]]:
        """The changes by the count that they are in; found once, as a whole school takes a while."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(count_of(change), []).append(change)
        return found

    @property
    def change_counts(self) -> ChangeCounts:
        """What it would do to the records."""
        return ChangeCounts(**{count: len(changes) for count, changes in self.changes_by_count.items()})

    @cached_property
    def undecided(self) -> int:
        """How many lines wait for a decision; a save leaves them alone."""
        may_match = PairStatus.MAY_MATCH
        return sum(pair.status is may_match and pair.change is None for pair in self.pairs)


class Plan(Struct, frozen=True, kw_only=True):
    """Everything that one sync would do."""

    id: str
    """A digest of the plan's content: the same content has the same id."""
    connector: str
    """The word of the connector that was read."""
    scope: Scope
    """What was asked for."""
    hub: Hub
    """The hub that the plan was made for."""
    after: Hub
    """The hub as it will be, except for generation and entry number."""
    reading: Reading
    """What was read, in the hub's terms: with the years and names that people gave."""
    kinds: tuple[KindPlan, ...]
    held: tuple[str, ...] = ()
    """Why the plan needs approval, as sentences; empty where it does not."""
    messages: tuple[Message, ...] = ()
    """What a person should know: classes that are not set up, clashes, warnings of the connector."""

    unasked: dict[Kind, tuple[str, ...]] = {}
    """The MIS ids of missing people that the service has not been asked about by id."""

    def __repr__(self) -> str:
        """In short, as of a hub."""
        return f"Plan({self.id})"

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all kinds."""
        return tuple(change for part in self.kinds for change in part.changes)

    @property
    def change_counts(self) -> ChangeCounts:
        """What the plan would do to the records, or did."""
        parts = [part.change_counts for part in self.kinds]
        return ChangeCounts(
            *(sum(getattr(one, name) for one in parts) for name in ChangeCounts.__struct_fields__)
        )

    @property
    def is_empty(self) -> bool:
        """Whether no record changes."""
        return not any(part.changes for part in self.kinds)

    def pieces(self) -> list[list[Any]]:
        """What it holds most of: kept by somebody else, it is not freed along with the plan."""
        return [list(each) for part in self.kinds for each in (part.pairs, part.changes)]

    def part(self, kind: Kind) -> KindPlan | None:
        """One kind's part; None where the kind is not part of the run."""
        return next((part for part in self.kinds if part.kind is kind), None)


def pending_in_mis(plan: Plan) -> tuple[Person, ...]:
    """The people pending deletion who are in the MIS; they keep decision and date."""
    met = (PairStatus.SYNCED, PairStatus.MATCHED)
    records = (pair.record for part in plan.kinds for pair in part.pairs if pair.status in met)
    pending = Access.PENDING_DELETION
    return tuple(one for one in records if isinstance(one, Person) and one.access is pending)


def returned(plan: Plan) -> tuple[Person, ...]:
    """The people who return with this sync; they keep what was decided about their access."""
    back = (change.after for part in plan.kinds for change in part.changes_by_count.get(_RETURNED, ()))
    return tuple(one for one in back if isinstance(one, Person))


def first_unticked(part: KindPlan, plan: Plan) -> int:
    """How many of the staff are not ticked, as long as the hub has no teachers of the MIS."""
    if part.kind is not Kind.TEACHER or Kind.TEACHER in plan.hub.saved:
        return 0
    return sum(pair.left_alone is LeftAlone.NOT_TICKED for pair in part.pairs)
