"""People who have each other's facts now: a column has slipped by a row, or two values were swapped.

Each such row passes every check by itself. The MIS still wins, and a person is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person
from marktui.hub.people.identity import Identifier, Identity, identity_of
from marktui.sync.model.pair import Change
from marktui.sync.review.clashes import record_words, some_words

Moves = Mapping[str, tuple[object, object]]
"""What each person had and has now, by the id of the record."""

_ALONE: Mapping[Kind, Mapping[Identifier, Callable[[Identity], object]]] = {
    Kind.PUPIL: {Identifier.UPN: lambda its: its.upn, Identifier.NAME: lambda its: its.name},
    Kind.TEACHER: {
        Identifier.EMAIL: lambda its: its.mis_email or its.email,
        Identifier.NAME: lambda its: its.name,
    },
}
"""What two people hardly ever share: one who has what another one had is enough."""
_COMMON: Mapping[Identifier, Callable[[Identity], object]] = {
    Identifier.FIRST_NAME: lambda its: its.first,
    Identifier.LAST_NAME: lambda its: its.last,
    Identifier.BIRTH_DATE: lambda its: its.born,
}
"""What several people can share, so that somebody may come to it by chance."""


class _Known(Struct, frozen=True):
    """Somebody in the hub before and after a run."""

    record: Person
    before: Identity
    after: Identity


def traded_words(kind: Kind, changes: Iterable[Change]) -> Iterator[str]:
    """Who has what somebody else had until now, in one sentence for each fact."""
    people = {
        one.before.id: _Known(one.before, identity_of(one.before), identity_of(one.after))
        for one in changes
        if isinstance(one.before, Person) and isinstance(one.after, Person)
    }
    told: set[str] = set()
    for fact, value, members in _facts(kind):
        moves = {
            record_id: (old, new)
            for record_id, one in people.items()
            if (old := value(one.before)) and (new := value(one.after)) and old != new
        }
        # Where the whole name is another person's, its parts are not named as well.
        met = [one for one in members(moves) if fact not in _PARTS or one not in told]
        if len(met) > 1:
            told |= set(met) if fact is Identifier.NAME else set()
            named = some_words(record_words(people[one].record) for one in met)
            yield (
                f"{kind.counted(len(met))} have each other's {_PLURALS[fact]} in the MIS now: {named}. "
                "Check them there: a column may have slipped."
            )


_PARTS = (Identifier.FIRST_NAME, Identifier.LAST_NAME)
_PLURALS = {
    Identifier.UPN: "UPNs",
    Identifier.EMAIL: "emails",
    Identifier.NAME: "names",
    Identifier.FIRST_NAME: "first names",
    Identifier.LAST_NAME: "last names",
    Identifier.BIRTH_DATE: "birth dates",
}


def _facts(
    kind: Kind,
) -> Iterator[tuple[Identifier, Callable[[Identity], object], Callable[[Moves], list[str]]]]:
    """Each fact of a kind, its value, and who has not come to it by chance."""
    for fact, value in _ALONE[kind].items():
        yield fact, value, _touching
    for fact, value in _COMMON.items():
        yield fact, value, _mostly_touching


def _touching(moves: Moves) -> list[str]:
    """Who takes over the value of another person, and that person."""
    left, reached = {old for old, _ in moves.values()}, {new for _, new in moves.values()}
    return [one for one, (old, new) in moves.items() if new in left or old in reached]


def _mostly_touching(moves: Moves) -> list[str]:
    """The same where it is not chance: of most who change, else of those who have swapped."""
    touching = _touching(moves)
    if len(touching) * 2 >= len(moves):
        return touching
    made = set(moves.values())
    return [one for one in touching if moves[one][::-1] in made]
