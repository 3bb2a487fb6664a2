"""Who a row may belong to: groups of records that share something, and claims on them.

In a small school a group is one or two people. Where a MIS gives everybody one name or one birth date it is
the whole school: then a row lists the first of them and counts the rest.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date

from marktui.hub.people.identity import Identity
from marktui.sync.match.evidence import Claim
from marktui.sync.match.result import MatchResult

MOST = 20
"""How many records a row lists that it may belong to."""
_CROWD = 200
"""So many people of one birth date that not every name is compared with every other one."""
_LETTERS = 3
"""The first letters of a name by which a big crowd is divided."""


class Group:
    """The ids of the records that share something, in order."""

    __slots__ = ("claims", "ids", "is_contested")

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self.ids = list(ids)
        self.is_contested = False
        """Whether a row has claimed all of it."""
        self.claims: Claims | None = None
        """What any row claims of it that says nothing of its own, once one did."""


Index = Mapping[Hashable, Group]
"""Records by something that they share."""


class Claims:
    """The claims of one row.

    Args:
        listed: The claims that a person is shown, the strongest first.
        too_many: The groups of which only the first are listed.
    """

    __slots__ = ("doubt", "listed", "too_many")

    def __init__(self, listed: Sequence[Claim] = (), too_many: tuple[Group, ...] = ()) -> None:
        self.listed = listed
        self.too_many = too_many
        self.doubt: MatchResult | None = None
        """What comes of them where a person has to decide, once a row needed it; several may share them."""

    def __add__(self, other: "Claims") -> "Claims":
        """These claims, and weaker ones."""
        if not self.listed:
            return other
        return Claims([*self.listed, *other.listed], self.too_many + other.too_many)


def index_of(records: Iterable[tuple[str, Identity]], value_of: Callable[[Identity], Hashable]) -> Index:
    """Records by a value; those without one are left out."""
    index: dict[Hashable, Group] = {}
    for record_id, its in records:
        if (value := value_of(its)) is not None:
            index.setdefault(value, Group()).ids.append(record_id)
    return index


class NearbyNames:
    """The records whose names are compared with a row's: those with its birth date.

    In a crowd it is those of them with the same first or last name, or with the beginning of the other one
    as well where even these are a crowd.

    Args:
        records: The identity of each record, by id.
    """

    def __init__(self, records: Mapping[str, Identity]) -> None:
        self._by_birth = index_of(records.items(), lambda record: record.born)
        self.crowded = {
            born
            for born, group in self._by_birth.items()
            if len(group.ids) > _CROWD and isinstance(born, date)
        }
        """The birth dates that are too many people's."""
        crowd = [(one, records[one]) for born in self.crowded for one in self._by_birth[born].ids]
        self._narrower = [
            [index_of(crowd, key) for key in keys] for keys in ((_first, _last), (_first_and, _and_last))
        ]

    def of(self, row: Identity) -> Iterable[str]:
        """The ids of the records to compare a row with."""
        if row.born not in self.crowded:
            group = self._by_birth.get(row.born) if row.born else None
            return group.ids if group else ()
        wide, narrow = self._narrower
        keys = ((_first, _first_and), (_last, _and_last))
        found: dict[str, None] = {}
        for number, (key, narrow_key) in enumerate(keys):
            group = wide[number].get(key(row))
            if group and len(group.ids) > _CROWD:
                group = narrow[number].get(narrow_key(row))
            found |= dict.fromkeys(group.ids[:_CROWD] if group else ())
        return found


def _first(its: Identity) -> Hashable:
    return (its.born, its.first)


def _last(its: Identity) -> Hashable:
    return (its.born, its.last)


def _first_and(its: Identity) -> Hashable:
    return (its.born, its.first, its.last[:_LETTERS])


def _and_last(its: Identity) -> Hashable:
    return (its.born, its.last, its.first[:_LETTERS])
