"""The dialog that limits a sync of pupils to some year groups and classes."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from marktui.sync.scope import Filter
from marktui.tui.limit import LimitChoice
from marktui.tui.screens.dialog import Dialog
from marktui.tui.widgets.roster_table import RosterTable
from marktui.tui.widgets.table_row import Column, Row

_COLUMNS = (Column("Year group or class", 20, flex=1), Column("In the hub", 10, right=True))


class LimitDialog(Dialog[Filter | None]):
    """Answers with a filter, an empty one for all pupils, or with None.

    Args:
        choices: The year groups and classes there are.
        limit: What the sync is limited to now.
    """

    DEFAULT_CSS = """
    LimitDialog > .dialog { height: 90%; & > RosterTable { margin-bottom: 1; } }
    """

    def __init__(self, choices: Sequence[LimitChoice], limit: Filter) -> None:
        super().__init__()
        self._choices = {str(place): one for place, one in enumerate(choices)}
        self._limit = limit

    def contents(self) -> ComposeResult:
        """Title, what it means, the choices, the keys."""
        yield Static("Which pupils are to be synced?", classes="title", markup=False)
        yield Static(
            "Whoever is in a year group or class that is marked; everybody else is left alone. None marked "
            "means all pupils. The MIS is read whole all the same.",
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
