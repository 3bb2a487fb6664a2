"""The dialog that limits a sync of pupils to some year groups and classes."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import year_order
from marktui.hub.model.roster import class_membership, year_membership
from marktui.hub.model.text import fold, natural_order
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Filter
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.records import year_words
from marktui.tui.common.widgets.dialog import Dialog


class LimitChoice(Struct, frozen=True):
    """A year group or class that a sync may be limited to."""

    is_class: bool
    value: str
    """The code of a year group, the name of a class."""
    label: str
    pupils: int
    """How many pupils of the hub are in it."""

    def is_in(self, limit: Filter) -> bool:
        """Whether a filter names it."""
        return self.value in (limit.classes if self.is_class else limit.year_groups)


def limit_choices(hub: Hub, reading: Reading | None) -> tuple[LimitChoice, ...]:
    """What can be chosen: year groups in school order, then classes by name.

    Args:
        hub: The hub.
        reading: What was read, where something was: the MIS may have classes that the hub has not.
    """
    return (*_years(hub, reading), *_classes(hub, reading))


def _years(hub: Hub, reading: Reading | None) -> Iterator[LimitChoice]:
    members = year_membership(hub)
    rows = reading.rows.get(Kind.YEAR_GROUP, ()) if reading else ()
    codes = {one.code for one in hub.year_groups.values()}
    codes |= {row.code for row in rows if isinstance(row, MisYearGroup) and row.code}
    for code in sorted(codes, key=year_order):
        pupils = members[code].pupils if code in members else 0
        yield LimitChoice(is_class=False, value=code, label=year_words(hub, code), pupils=pupils)


def _classes(hub: Hub, reading: Reading | None) -> Iterator[LimitChoice]:
    members = class_membership(hub)
    names = {fold(one.name): (one.name, one.id) for one in hub.classes.values()}
    for row in reading.rows.get(Kind.CLASS, ()) if reading else ():
        if isinstance(row, MisClass):
            names.setdefault(fold(row.name), (row.name, ""))
    for _, (name, record_id) in sorted(names.items(), key=lambda one: natural_order(one[0])):
        pupils = members[record_id].pupils if record_id in members else 0
        yield LimitChoice(is_class=True, value=name, label=f"Class {name}", pupils=pupils)


_COLUMNS = (Column("Year group or class", 20, flex=1), Column("In the hub", 10, right=True))


class LimitDialog(Dialog[Filter | None]):
    """Answers with a filter, an empty one for all pupils, or with None."""

    DEFAULT_CSS = """
    LimitDialog > .dialog { height: 90%; max-height: 34; & > RosterTable { margin-bottom: 1; } }
    """

    def __init__(self, choices: Sequence[LimitChoice], limit: Filter) -> None:
        super().__init__()
        self._choices = {str(place): one for place, one in enumerate(choices)}
        self._limit = limit

    def contents(self) -> ComposeResult:
        """Title, what it means, the choices, the keys."""
        yield Static("Which pupils should be synced?", classes="title", markup=False)
        yield Static(
            "The pupils of the year groups and classes that you mark; all others are left alone. None marked "
            "means all pupils. All pupils are still read from the MIS.",
            markup=False,
        )
        yield RosterTable(_COLUMNS, can_mark=True, empty="The hub has no year groups and no classes yet.")
        hint = "space marks, A clears all marks, Enter goes on, esc leaves it as it is."
        yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the choices, with those marked that hold now."""
        table = self.query_one(RosterTable)
        table.show([Row(place, (one.label, f"{one.pupils:,}")) for place, one in self._choices.items()])
        table.marks = frozenset(place for place, one in self._choices.items() if one.is_in(self._limit))

    @on(RosterTable.RowChosen)
    def accept(self) -> None:
        """Answer with what is marked."""
        marks = self.query_one(RosterTable).marks
        chosen = [one for place, one in self._choices.items() if place in marks]
        self.dismiss(
            Filter(
                year_groups=tuple(one.value for one in chosen if not one.is_class),
                classes=tuple(one.value for one in chosen if one.is_class),
            )
        )
