"""The year groups and classes that a file of the web hub names: those that the hub has, and new ones."""

from collections.abc import Iterator

from marktui.connectors.year_codes import year_code
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import SchoolClass, YearGroup
from marktui.hub.model.text import fold


class NewIds:
    """Gives out the ids of new records, in order."""

    def __init__(self, hub: Hub) -> None:
        self.next_record = hub.next_record

    def of(self, kind: Kind) -> str:
        """The id of the next new record."""
        number = self.next_record
        self.next_record += 1
        return f"{kind.value[0]}{number:06d}"


class GroupsInFile:
    """Finds the year group and the class of a row, and makes what the hub lacks."""

    def __init__(self, hub: Hub, ids: NewIds) -> None:
        self._ids = ids
        self._codes: dict[str, str | None] = {}
        for year in hub.year_groups.values():
            # A name that two year groups have does not say which one is meant.
            name = fold(year.name)
            self._codes[name] = None if name in self._codes else year.code
        self._years = {one.code: one.name for one in hub.year_groups.values()}
        self._exact: dict[str, SchoolClass] = {}
        self._classes: dict[str, SchoolClass] = {}
        # Of two classes with one name, the one that the MIS still has.
        for one in sorted(hub.classes.values(), key=lambda one: one.desync is not None):
            self._exact.setdefault(one.name, one)
            self._classes.setdefault(fold(one.name), one)
        self.made: list[YearGroup | SchoolClass] = []
        """The new year groups and classes."""
        self._spelled: dict[tuple[str, str], None] = {}

    def code(self, name: str) -> str | None:
        """The code of a year group by its name; None where the name does not say which year it is."""
        if fold(name) not in self._codes:
            self._codes[fold(name)] = year_code(None, name)
        code = self._codes[fold(name)]
        if code is None:
            return None
        if code not in self._years:
            self._years[code] = name
            self.made.append(YearGroup(id=self._ids.of(Kind.YEAR_GROUP), code=code, name=name))
        if self._years[code] != name:
            self._spelled[(name, self._years[code])] = None
        return code

    def known_code(self, name: str) -> str:
        """The code that a name means, where nothing is made of it; empty where that is not certain."""
        return (self._codes[fold(name)] if fold(name) in self._codes else year_code(None, name)) or ""

    def class_id(self, name: str) -> str:
        """The id of a class by its name."""
        held = self._exact.get(name) or self._classes.get(fold(name))
        if held is None:
            held = self._classes[fold(name)] = SchoolClass(id=self._ids.of(Kind.CLASS), name=name)
            self.made.append(held)
        if held.name != name:
            self._spelled[(name, held.name)] = None
        return held.id

    def remarks(self) -> Iterator[str]:
        """Sentences about names that the two hubs spell in different ways."""
        for there, here in self._spelled:
            yield f"{there!r} in the web hub is {here!r} here; an export is taken only if both are the same."
