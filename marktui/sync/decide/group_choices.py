"""Choices about groups of the MIS: which year a year group is, what a class is called in the hub."""

from collections import Counter
from collections.abc import Iterable

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.connectors.year_codes import year_code
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import SayYear
from marktui.hub.model.record import usual_year_name
from marktui.hub.model.school import ClassChoice, YearChoice
from marktui.hub.model.text import fold
from marktui.hub.rules.entered_text import checked_text
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.plan.choices import class_choice, year_choice
from marktui.sync.plan.hub_terms import in_hub_terms, year_terms
from marktui.sync.review.clashes import row_words, some_words

MisGroup = MisYearGroup | MisClass

_CODES = "Codes are N1, N2, R and 1 to 13."


class GroupChoices:
    """The possible choices about the groups of one reading."""

    def __init__(self, hub: Hub, reading: Reading, decisions: Decisions | None = None) -> None:
        self._hub = hub
        self._reading = reading
        self._decisions = decisions or Decisions()

    def choice(self, kind: Kind, group: str, text: str) -> YearChoice | ClassChoice:
        """A choice about a group, as it is remembered."""
        row = find_group(self._reading, kind, group)
        if isinstance(row, MisYearGroup):
            return year_choice(row, self._code(row, text), self._reading)
        return class_choice(row, self._name(row, text), self._reading)

    def with_year(self, row: MisYearGroup, text: str) -> Decisions:
        """The decisions with the year that a year group is."""
        return self._decisions.say_year(row.mis_id, self._code(row, text))

    def with_name(self, row: MisClass, text: str) -> Decisions:
        """The decisions with the name that a class has in the hub."""
        return self._decisions.name_class(row.mis_id, self._name(row, text))

    def _code(self, group: MisYearGroup, text: str) -> str:
        code = year_code(text)
        if code is None:
            raise UsageError(f"{text!r} is not the code of a year group.", _CODES)
        terms = year_terms(self._reading, self._hub, self._decisions)
        rows = [row for row in self._reading.rows[Kind.YEAR_GROUP] if isinstance(row, MisYearGroup)]
        # If several year groups would be the same year, a person may choose this one.
        was_code = next((row.code for row in rows if row.mis_id == group.mis_id), None)
        for row in rows:
            gives_way = was_code == code and row.mis_id not in terms.said
            if row.mis_id != group.mis_id and terms.codes[row.mis_id] == code and not gives_way:
                raise UsageError(
                    f"{row_words(row)} is {usual_year_name(code)} already.",
                    "Say first which year that one is.",
                    SayYear(row.mis_id),
                )
        return code

    def _name(self, group: MisClass, text: str) -> str:
        name = checked_text("name", text)
        if not name:
            raise UsageError("The class needs a name.", "Type one that no other class has.")
        terms = in_hub_terms(self._reading, self._hub, self._decisions)
        rows = [row for row in terms.rows[Kind.CLASS] if isinstance(row, MisClass)]
        if Counter(fold(mis_name(row)) for row in rows)[fold(mis_name(group))] < 2:
            raise UsageError(
                f"{group.name} is the only class of that name in the MIS: it has the same name in the hub.",
                "Rename it in the MIS.",
            )
        others = {fold(row.name) for row in rows if row.mis_id != group.mis_id}
        if fold(name) in others | self._linked_names(rows, group):
            raise UsageError(
                f"Another class is called {name} already.", "Type a name that no other class has."
            )
        return name

    def _linked_names(self, rows: Iterable[MisClass], group: MisClass) -> set[str]:
        """The names of the hub's classes that are linked to other classes in the MIS."""
        others = {row.mis_id for row in rows} - {group.mis_id}
        linked = self._hub.linked(self._reading.connector, Kind.CLASS).items()
        return {fold(one.label) for mis_id, one in linked if mis_id in others}


def find_group(reading: Reading, kind: Kind, text: str) -> MisGroup:
    """The year group or class of the MIS with a MIS id, else with a name."""
    rows = [row for row in reading.rows[kind] if isinstance(row, (MisYearGroup, MisClass))]
    found = [row for row in rows if row.mis_id == text.strip()]
    found = found or [row for row in rows if fold(text) in (fold(row.name), fold(mis_name(row)))]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found):,} {kind.nouns} of the MIS are called {text!r}.",
            f"Say which by its MIS id: {some_words(row.mis_id for row in found)}.",
        )
    there = some_words(map(row_words, rows))
    hint = f"There are: {there}." if there else f"The MIS has no {kind.nouns}."
    raise UsageError(f"The MIS has no {kind.noun} with the MIS id or name {text!r}.", hint)


def mis_name(row: MisGroup) -> str:
    """What a group is called in the MIS, whatever it is called in the hub."""
    return (row.mis_name if isinstance(row, MisClass) else None) or row.name
