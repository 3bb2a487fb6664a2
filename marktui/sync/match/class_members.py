"""Which hub class a MIS pupil belongs to."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from marktui.connectors.mis import InvalidRow, MisClass, MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import fold


def called_in_mis(hub: Hub, connector: str) -> dict[str, frozenset[str]]:
    """The ids of the classes that a person renamed in the hub, by their folded MIS name."""
    by_link = {mis_id: one.id for mis_id, one in hub.linked(connector, Kind.CLASS).items()}
    by_name = {fold(one.name): one.id for one in hub.classes.values()}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for choice in hub.choices.classes:
        if choice.connector == connector:
            ids = (by_link.get(choice.mis_id), by_name.get(fold(choice.name)))
            found[fold(choice.mis_name)] |= {one for one in ids if one}
    return {word: frozenset(ids) for word, ids in found.items()}


class ClassMembers:
    """The MIS classes of each pupil, as classes of the hub.

    Args:
        hub: The hub as it will be once its classes are synced.
        rows: The class list of the MIS.
    """

    def __init__(self, hub: Hub, connector: str, rows: Iterable[MisRow]) -> None:
        self._hub = hub
        classes = sorted(
            (row for row in rows if isinstance(row, (MisClass, InvalidRow))),
            key=lambda row: (fold(_name(row)), row.mis_id),
        )
        self._by_link = {mis_id: one.id for mis_id, one in hub.linked(connector, Kind.CLASS).items()}
        names = Counter(fold(_name(row)) for row in classes if row.mis_id not in self._by_link)
        self._shared = {name for name, number in names.items() if number > 1 and name}
        """The names that several unlinked MIS classes have: they cannot be told apart."""
        self._called = called_in_mis(hub, connector)
        present = {self._by_link[row.mis_id] for row in classes if row.mis_id in self._by_link}
        self._by_name = {
            fold(record.name): record.id for record in hub.classes.values() if record.id not in present
        }
        self._hub_ids = {row.mis_id: self._hub_class(row) for row in classes}
        """The hub class of each class of the MIS, by MIS id."""
        self._classes: dict[str, tuple[MisClass | InvalidRow, ...]] = {}
        """The MIS classes of each pupil, by MIS id and in order of name."""
        self.in_several: set[str] = set()
        """The MIS ids of the pupils who are in several MIS classes."""
        self._alone: dict[str, str] = {}
        """The hub class of each pupil who is in one class, if it is set up. Nearly everybody is."""
        for row in classes:
            self._add_members(row)
        for mis_id in self.in_several:
            self._alone.pop(mis_id, None)

    def _add_members(self, row: MisClass | InvalidRow) -> None:
        members = dict.fromkeys(row.member_ids, (row,))
        again = members.keys() & self._classes.keys()
        self.in_several |= again
        self._classes |= members | {mis_id: (*self._classes[mis_id], row) for mis_id in again}
        if hub_id := self._hub_ids[row.mis_id]:
            self._alone |= dict.fromkeys(row.member_ids, hub_id)

    def names(self, mis_id: str) -> list[str]:
        """The names of a pupil's MIS classes."""
        return [_name(one) for one in self._classes.get(mis_id, ())]

    def hub_names(self, mis_id: str) -> list[str]:
        """The names that the hub has for a pupil's MIS classes."""
        ids = (self._hub_ids[row.mis_id] for row in self._classes.get(mis_id, ()))
        return [self._hub.classes[one].name for one in ids if one]

    def class_id(self, mis_id: str, held: str | None) -> str | None:
        """The hub class of a pupil: by link, else by exact name; None where it is not set up.

        Where several classes of the MIS have that name, a pupil keeps the class that may be theirs.

        Args:
            held: The id of the class that the pupil has in the hub; it is kept if it is one of several.
        """
        if (only := self._alone.get(mis_id)) is not None:
            return only
        mine = self._classes.get(mis_id, ())
        ids = [one for one in (self._hub_ids[row.mis_id] for row in mine) if one]
        if held in ids or (held is not None and not ids and any(held in self._maybe(one) for one in mine)):
            return held
        return ids[0] if ids else None

    def _hub_class(self, row: MisClass | InvalidRow) -> str | None:
        if row.mis_id in self._by_link:
            return self._by_link[row.mis_id]
        name = fold(_name(row))
        return None if name in self._shared else self._by_name.get(name)

    def _maybe(self, row: MisClass | InvalidRow) -> frozenset[str]:
        """The hub classes that may be one of several classes with the same name."""
        name = fold(_name(row))
        if name not in self._shared or row.mis_id in self._by_link:
            return frozenset()
        return self._called.get(name, frozenset()) | {self._by_name.get(name, "")}


def _name(row: MisClass | InvalidRow) -> str:
    return row.name if isinstance(row, MisClass) else ""
