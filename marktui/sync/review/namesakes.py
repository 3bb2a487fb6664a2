"""Pupils of the MIS who may be a gone pupil, enrolled again under another MIS id."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct

from marktui.connectors.mis import MisPupil
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.hub.people.identity import Identifier, Identity
from marktui.sync.match.evidence import identity
from marktui.sync.match.similarity import alike
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan

_OPEN = (PairStatus.NEW, PairStatus.MAY_MATCH)
_MOST = 9
"""How many namesakes of one pupil are listed."""


class Namesake(Struct, frozen=True, kw_only=True):
    """Somebody in the MIS who may be the pupil."""

    who: Pupil | MisPupil
    """The synced record, or a row of the last reading that has no record yet."""
    score: float
    """The higher, the likelier."""
    why: str
    """What speaks for it: "same name and same birth date"."""

    @property
    def id(self) -> str:
        """The id of the record, or the MIS id of the row."""
        return self.who.id if isinstance(self.who, Pupil) else self.who.mis_id


class Namesakes:
    """Finds namesakes by name and birth date, fast enough for every key press.

    Args:
        plan: The plan for the pupils read last in this session; None where none were read.
    """

    def __init__(self, hub: Hub, plan: Plan | None) -> None:
        self._by_born: dict[Hashable, list[tuple[Pupil | MisPupil, Identity]]] = defaultdict(list)
        self._by_name: dict[str, list[tuple[Pupil | MisPupil, Identity]]] = defaultdict(list)
        part = plan.part(Kind.PUPIL) if plan else None
        pairs = part.pairs if part else ()
        self._pairs = {pair.record.id: pair for pair in pairs if pair.row and pair.record}
        people: list[Pupil | MisPupil] = [pupil for pupil in hub.pupils.values() if pupil.is_synced]
        for who in (*people, *_rows(pairs)):
            its = identity(who)
            self._by_name[its.name].append((who, its))
            if its.born is not None:
                self._by_born[its.born].append((who, its))

    def of(self, pupil: Pupil) -> tuple[Namesake, ...]:
        """The namesakes of a gone pupil, the likeliest first."""
        mine = identity(pupil)
        near = (*self._by_born.get(mine.born, ()), *self._by_name.get(mine.name, ()))
        found = {id(who): one for who, its in near if (one := _namesake(mine, who, its)) is not None}
        return tuple(sorted(found.values(), key=lambda one: (-one.score, one.id))[:_MOST])

    def everybody(self, pupil: Pupil) -> tuple[Namesake, ...]:
        """Everybody a pupil may be matched to by hand: namesakes first, then the others by name."""
        likely = self.of(pupil)
        known = {id(one.who) for one in likely}
        others = (
            who for its in sorted(self._by_name) for who, _ in self._by_name[its] if id(who) not in known
        )
        return (*likely, *(Namesake(who=who, score=0, why="") for who in others))

    def pair(self, pupil: Pupil) -> Pair | None:
        """The line of the review that gives the pupil a row of the MIS."""
        return self._pairs.get(pupil.id)


def _rows(pairs: Iterable[Pair]) -> Iterator[MisPupil]:
    for pair in pairs:
        if pair.status in _OPEN and isinstance(pair.row, MisPupil):
            yield pair.row


def _namesake(mine: Identity, who: Pupil | MisPupil, its: Identity) -> Namesake | None:
    likeness = alike(its, mine, Identifier.UPN)
    why = likeness.why
    if likeness.is_by_birth_alone:
        # Many people share a birth date, so the first or last name must agree.
        if its.first == mine.first:
            why = "same first name and same birth date"
        elif its.last == mine.last:
            why = "same last name and same birth date"
        else:
            return None
    if None not in (its.born, mine.born) and its.born != mine.born:
        why += ", but another birth date"
    return Namesake(who=who, score=likeness.score, why=why)
