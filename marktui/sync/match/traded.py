"""Facts that stand in the row of somebody else: a column has slipped by a row, or two values were swapped.

A MIS id that is the same does not make such a fact right. A fact that changes to what nobody had is a
correction; one that changes to what another person is losing in the same reading is that person's.
"""

from collections.abc import Callable, Iterable, Mapping

from marktui.hub.model.kind import Kind
from marktui.hub.people.identity import Identifier, Identity

Moves = Mapping[str, tuple[object, object]]
"""What each person had and has now, by MIS id."""

_ALONE: Mapping[Kind, Mapping[Identifier, Callable[[Identity], object]]] = {
    Kind.PUPIL: {Identifier.UPN: lambda its: its.upn, Identifier.NAME: lambda its: its.name},
    Kind.TEACHER: {
        Identifier.EMAIL: lambda its: its.mis_email or its.email,
        Identifier.NAME: lambda its: its.name,
    },
}
"""What hardly two people share: one move to what another one had is enough."""
_COMMON: Mapping[Identifier, Callable[[Identity], object]] = {
    Identifier.FIRST_NAME: lambda its: its.first,
    Identifier.LAST_NAME: lambda its: its.last,
    Identifier.BIRTH_DATE: lambda its: its.born,
}
"""What several people can share, so that one of them may come to it by chance."""


def traded(kind: Kind, people: Iterable[tuple[str, Identity, Identity]]) -> dict[str, frozenset[Identifier]]:
    """The facts of each row that another person is losing, or that is lost to another person, by MIS id.

    Args:
        people: The MIS id, the row and the record of everybody whose row differs from their record.
    """
    both = tuple(people)
    found: dict[str, frozenset[Identifier]] = {}
    facts = [(fact, value, _touching) for fact, value in _ALONE[kind].items()]
    facts += [(fact, value, _mostly_touching) for fact, value in _COMMON.items()]
    for fact, value, members in facts:
        moves = {
            mis_id: (old, new)
            for mis_id, row, record in both
            if (old := value(record)) and (new := value(row)) and old != new
        }
        for mis_id in members(moves) if len(moves) > 1 else ():
            found[mis_id] = found.get(mis_id, frozenset()) | {fact}
    return found


def _touching(moves: Moves) -> list[str]:
    """Who moves to what another one leaves, and who leaves it."""
    left, reached = {old for old, _ in moves.values()}, {new for _, new in moves.values()}
    return [mis_id for mis_id, (old, new) in moves.items() if new in left or old in reached]


def _mostly_touching(moves: Moves) -> list[str]:
    """The same where it is no chance: of most who move, else of those who have swapped."""
    touching = _touching(moves)
    if len(touching) * 2 >= len(moves):
        return touching
    made = set(moves.values())
    return [mis_id for mis_id in touching if moves[mis_id][::-1] in made]
