"""A list of people: which person each line means. Everything in the line has to fit them."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import LeaverStep
from marktui.hub.model.record import Person, Status
from marktui.hub.model.text import clean, counted, enumerated, fold
from marktui.hub.people.identity import Identifier, without_zeros, written_forms
from marktui.hub.people.snapshot import Snapshot
from marktui.hub.people.upn import tidy_upn
from marktui.hub.people.written_date import possible_days

_SHOWN = 100
"""How many faults of a list are shown."""
_CUT = 40
"""How many characters of a cell are shown."""
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_ROUNDED = re.compile(r"\d([.,]\d+)?e[+-]?\d+", re.ASCII | re.IGNORECASE)
"""A long number that a spreadsheet has rounded: `1.23457E+12`."""
_INDEXED = frozenset({Identifier.NAME, Identifier.UPN, Identifier.MIS_ID, Identifier.EMAIL})


class Line(Struct, frozen=True, kw_only=True):
    """One line of a list, without its empty cells."""

    where: str
    """Its place: `Line 3 of list.csv`."""
    id: str = ""
    """The record's id, if the line has one."""
    says: tuple[tuple[Identifier, str], ...] = ()
    """What it says about the person."""
    problem: str = ""
    """Why the line cannot be used at all; a sentence that goes on after its place."""

    @property
    def name(self) -> str:
        """The name in the line, as it is written; empty if there is none."""
        said = dict(self.says)
        parts = (said.get(Identifier.FIRST_NAME, ""), said.get(Identifier.LAST_NAME, ""))
        return _cut(said.get(Identifier.NAME) or " ".join(filter(None, parts)))


class ListError(UsageError):
    """Lines of a list that do not fit the hub; nobody is changed."""

    kind = "list"

    def __init__(self, faults: Sequence[str], hint: str) -> None:
        more = len(faults) - _SHOWN
        rest = [f"{counted(more, 'more line is', 'more lines are')} wrong as well."] if more > 0 else []
        super().__init__("\n".join((*faults[:_SHOWN], *rest)), hint, LeaverStep.SEE)
        self.faults = tuple(faults)


def people_on_list(hub: Hub, lines: Iterable[Line]) -> list[Snapshot]:
    """The people that a list means, in its order.

    Raises:
        ListError: A line means nobody or several people, or contradicts the record. It names all such lines.
    """
    search = _Search(hub)
    found = [(line, search.person(line)) for line in lines]
    faults = [(line, one) for line, one in found if isinstance(one, str)]
    if faults:
        raise ListError([f"{line.where}{fault}" for line, fault in faults], _hint(line for line, _ in faults))
    return [Snapshot(id=one.id, label=one.label) for _, one in found if isinstance(one, Person)]


class _Search:
    """Finds the people that lines mean."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def person(self, line: Line) -> Person | str:
        """The person that a line means, or what is wrong with it: a sentence that goes on after its place."""
        if line.problem:
            return line.problem
        unread = [what.value for what, text in line.says if _keys(what, text) is None]
        if unread:
            return f": the {enumerated(unread)} cannot be read for certain."
        return self._by_id(line) if line.id else self._by_name(line)

    def _by_id(self, line: Line) -> Person | str:
        record = self._hub.record(line.id) or self._hub.record(line.id.lower())
        if record is None:
            says = f" says {line.name}, but" if line.name else ":"
            return f"{says} there is no record {_cut(line.id)!r} in the hub."
        if not isinstance(record, Person):
            return f": {record.id} is not a teacher or pupil."
        differs = _differing(line, record)
        return self._contradiction(line, record, differs) if differs else record

    def _by_name(self, line: Line) -> Person | str:
        called = self._candidates(line)
        if called is None:
            return " gives neither an id nor a name."
        people = [one for one in called if not _differing(line, one)]
        if not people and called:
            return self._contradiction(line, called[0], _differing(line, called[0]))
        if not people:
            return (
                f": nobody in the hub is called {line.name}."
                if line.name
                else ": nobody in the hub has this UPN."
            )
        if len(people) > 1:
            return f" names {len(people)} people: {enumerated(one.id for one in people)}."
        (one,) = people
        return one if one.status is Status.DESYNCED else f": {one.label} ({one.id}) has not left."

    def _candidates(self, line: Line) -> list[Person] | None:
        """The people with the name of a line, else with its UPN; None if it has neither."""
        said = dict(line.says)
        first, last = said.get(Identifier.FIRST_NAME), said.get(Identifier.LAST_NAME)
        if name := said.get(Identifier.NAME) or (f"{first} {last}" if first and last else ""):
            return self._people.get((Identifier.NAME, fold(name)), [])
        if upn := said.get(Identifier.UPN):
            return self._people.get((Identifier.UPN, tidy_upn(upn)), [])
        return None

    def _contradiction(self, line: Line, person: Person, differs: Sequence[Identifier]) -> str:
        verb = "differs" if len(differs) == 1 else "differ"
        return (
            f" says {self._said(line, person)}, but {person.id} is {person.label} "
            f"({enumerated(one.value for one in differs)} {verb})."
        )

    def _said(self, line: Line, person: Person) -> str:
        """Who the line says it means: its name, else the person in the hub with its UPN or MIS id."""
        if line.name:
            return line.name
        others = [one for key in _index_keys(line.says) for one in self._people.get(key, ()) if one != person]
        return f"{others[0].label} ({others[0].id})" if others else "somebody else"

    @cached_property
    def _people(self) -> dict[tuple[Identifier, str], list[Person]]:
        """The people by name, UPN, MIS id and email."""
        people: dict[tuple[Identifier, str], list[Person]] = {}
        for person in self._hub.people():
            for what, keys in written_forms(person).items():
                for key in keys if what in _INDEXED else ():
                    people.setdefault((what, key), []).append(person)
        return people


def _index_keys(says: Iterable[tuple[Identifier, str]]) -> list[tuple[Identifier, str]]:
    return [(what, key) for what, text in says if what in _INDEXED for key in _keys(what, text) or ()]


def _differing(line: Line, person: Person) -> list[Identifier]:
    """The facts in a line that a person's record does not have."""
    has = written_forms(person)
    return list(
        dict.fromkeys(what for what, text in line.says if has[what].isdisjoint(_keys(what, text) or ()))
    )


def _keys(what: Identifier, text: str) -> frozenset[str] | None:
    """What a cell can mean, in the forms of `written_forms`; None if that is not certain."""
    match what:
        case Identifier.UPN:
            return frozenset({tidy_upn(text)})
        case Identifier.MIS_ID:
            return _mis_id_keys(text.strip())
        case Identifier.BIRTH_DATE:
            return frozenset(day.isoformat() for day in possible_days(text)) or None
    return frozenset({fold(text)})


def _mis_id_keys(text: str) -> frozenset[str] | None:
    """A MIS id without the leading zeros that a spreadsheet removes, or the decimals that it adds."""
    if _ROUNDED.fullmatch(text):
        return None
    whole = _WHOLE.fullmatch(text)
    return frozenset({without_zeros(whole[1] if whole else text)})


def _hint(lines: Iterable[Line]) -> str:
    has_lost_letters = any("?" in text or "\ufffd" in text for line in lines for _, text in line.says)
    letters = " Where a name has ? in it, save the list as CSV UTF-8." if has_lost_letters else ""
    return f"Nobody was changed. Correct these lines or remove them.{letters}"


def _cut(text: str) -> str:
    shown = clean(text)
    return shown if len(shown) <= _CUT else f"{shown[:_CUT]}..."
