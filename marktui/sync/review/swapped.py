"""People who have each other's facts now: a column has slipped by a row, or two values were swapped.

Each such row passes every check by itself. The MIS still wins, and a person is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.hub.model.text import fold
from marktui.hub.people.identity import Identifier, known_birth, known_email
from marktui.hub.people.upn import usable_upn
from marktui.sync.model.pair import Change
from marktui.sync.review.clashes import record_words, some_words

Moves = Mapping[str, tuple[object, object]]
"""What each person had and has now, by the id of the record."""


class _Fact(Struct, frozen=True):
    """A fact that people may have of each other now."""

    identifier: Identifier
    held: Callable[[Record], Any]
    """Reads what a record holds of it."""
    comparable: Callable[[Any], object]
    """What of that tells people apart; None or empty where it says nothing."""
    members: Callable[[Moves], list[str]]
    """Who has not come to it by chance."""


def swapped_words(kind: Kind, changes: Sequence[Change]) -> Iterator[str]:
    """Who has what somebody else had until now, in one sentence for each fact.

    Args:
        changes: Those of records that the hub has.
    """
    told: set[str] = set()
    for fact in _FACTS[kind]:
        # Where the whole name is another person's, its parts are not named as well.
        members = fact.members(_moves(fact, changes))
        met = [one for one in members if fact.identifier not in _PARTS or one not in told]
        if len(met) > 1:
            told |= set(met) if fact.identifier is Identifier.NAME else set()
            records = {one.before.id: one.before for one in changes if one.before}
            named = some_words(record_words(records[one]) for one in met)
            what = _PLURALS[fact.identifier]
            yield (
                f"{kind.counted(len(met))} have each other's {what} in the MIS now: {named}. "
                "Check them there: a column may have slipped."
            )


def _moves(fact: _Fact, changes: Iterable[Change]) -> Moves:
    """Everybody for whom a fact becomes another one. Most changes leave most facts as they are."""
    pairs = (
        (one.before.id, was, now)
        for one in changes
        if one.before and (was := fact.held(one.before)) != (now := fact.held(one.after))
    )
    return {
        record_id: (old, new)
        for record_id, was, now in pairs
        if (old := fact.comparable(was)) and (new := fact.comparable(now)) and old != new
    }


_PARTS = (Identifier.FIRST_NAME, Identifier.LAST_NAME)
_PLURALS = {
    Identifier.UPN: "UPNs",
    Identifier.EMAIL: "emails",
    Identifier.NAME: "names",
    Identifier.FIRST_NAME: "first names",
    Identifier.LAST_NAME: "last names",
    Identifier.BIRTH_DATE: "birth dates",
}


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


def _full_name(held: tuple[str, str]) -> str:
    return " ".join(map(fold, held)).strip()


def _either_email(held: tuple[str | None, str | None]) -> str | None:
    return known_email(held[0]) or known_email(held[1])


_NAME = _Fact(Identifier.NAME, attrgetter("first_name", "last_name"), _full_name, _touching)
_NAMES = (
    _Fact(Identifier.FIRST_NAME, attrgetter("first_name"), fold, _mostly_touching),
    _Fact(Identifier.LAST_NAME, attrgetter("last_name"), fold, _mostly_touching),
)
_FACTS = {
    Kind.PUPIL: (
        _Fact(Identifier.UPN, attrgetter("upn"), usable_upn, _touching),
        _NAME,
        *_NAMES,
        _Fact(Identifier.BIRTH_DATE, attrgetter("date_of_birth"), known_birth, _mostly_touching),
    ),
    Kind.TEACHER: (
        _Fact(Identifier.EMAIL, attrgetter("mis_email", "email"), _either_email, _touching),
        _NAME,
        *_NAMES,
    ),
}
"""Of what two people hardly ever share, one who has what another one had is enough. To what several people
can share, somebody may come by chance."""
