"""A list with its parts, filter, order and detail pane; each tab of records is one, and the history."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import reactive, var
from textual.widget import Widget

from marktui.hub.model.hub import Hub
from marktui.tui.common.list.catalogue import Catalogue, View
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.common.list.export import Export, ExportDialog
from marktui.tui.common.list.filter_bar import FilterBar
from marktui.tui.common.list.items import CatalogueItems
from marktui.tui.common.list.part_line import ChoiceLine
from marktui.tui.common.messages import CommandsChanged
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.glyphs import ASCII, GLYPHS
from marktui.tui.common.widgets.message_line import MessageLine


def is_on_screen(widget: Widget) -> bool:
    """Whether a widget is on a screen, and neither is being taken away.

    Whoever quits while something is read takes the parts of a widget away before its work is cancelled.

    Args:
        widget: The widget whose work has ended.
    """
    return widget.is_attached and widget.screen.display


T = TypeVar("T")


def _key(key: str, action: str, label: str, sentence: str, *, show: bool = True) -> Binding:
    return Binding(key, action, label, show=show, tooltip=sentence, id=f"list.{action.replace('_', '-')}")


WIDE = 120
"""The width from which the detail pane stands beside the list."""


class Browser(Widget, Generic[T]):
    """Give it a `hub`, and `today`; it needs nothing else and keeps its filter, order and cursor.

    Args:
        catalogue: What the list is made of.
        can_mark: Whether items can be marked; an export takes the marked ones where there are any.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "filter", "Filter", "Show only records with these words; a leading ! turns it round."),
        _key("f", "next_part", "Show", "Show the next part of the list: by access, or by status."),
        _key("o", "sort_next", "Sort", "Sort by the next column."),
        _key("O", "turn_round", "Turn round", "Sort the other way round.", show=False),
        _key("e", "export", "Export CSV", "Write the marked records, or those shown, to a CSV file."),
        _key("escape", "back", "Back", "Close the details, else clear the filter.", show=False),
    ]
    DEFAULT_CSS = """
    Browser {
        height: 1fr; width: 1fr; layout: vertical;
        & > #notice { padding: 0 1; color: $text-warning; }
        & > #tally { height: 1; padding: 0 1; }
        & > #body { height: 1fr; layout: vertical; }
        & DetailPane {
            display: none; height: 55%; max-height: 11; min-height: 5;
            border-top: solid $panel-lighten-2;
        }
        &.-detail DetailPane { display: block; }
        &.-wide > #body { layout: horizontal; }
        &.-wide DetailPane {
            display: block; height: 1fr; max-height: 100%; width: 34%; max-width: 64;
            border-top: none; border-left: solid $panel-lighten-2;
        }
        &.-ascii DetailPane { border-top: ascii $panel-lighten-2; }
        &.-ascii.-wide DetailPane { border-top: none; border-left: ascii $panel-lighten-2; }
    }
    """

    hub: reactive[Hub | None] = reactive[Hub | None](None, repaint=False)
    """The hub to show."""
    today: var[date | None] = var[date | None](None)
    """The present day, for ages and file names."""

    def __init__(
        self,
        catalogue: Catalogue[T],
        *,
        can_mark: bool = False,
        id: str | None = None,  # noqa: A002 - the name that every widget uses
    ) -> None:
        super().__init__(id=id, classes="-ascii" if GLYPHS is ASCII else None)
        self.catalogue = catalogue
        self._can_mark = can_mark
        self.shown = CatalogueItems(catalogue)
        """What of the catalogue's items is shown, and in which order."""
        self._written = ""
        self._stale = True
        self._in_sight = False

    def compose(self) -> ComposeResult:
        """Notice, parts, filter, tally, list and detail pane."""
        yield MessageLine(id="notice")
        yield ChoiceLine()
        yield FilterBar()
        yield MessageLine(id="tally")
        with Container(id="body"):
            columns = [column.column for column in self.catalogue.columns]
            yield RosterTable(columns, can_mark=self._can_mark)
            yield DetailPane()

    @property
    def table(self) -> RosterTable:
        """The list itself."""
        return self.query_one(RosterTable)

    @property
    def marks(self) -> frozenset[str]:
        """The ids of the marked records."""
        return self.table.marks

    def mark(self, ids: Collection[str]) -> None:
        """Mark exactly these records."""
        self.table.marks = frozenset(ids)

    def unmark(self) -> None:
        """Take all marks away."""
        self.table.action_unmark_all()

    def focus_list(self) -> None:
        """Put the keyboard on the list, which has its rows by then: the next key may be about one of them."""
        if self.display:
            self.come_into_sight()
        self.table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave escape to others where there is nothing to close, and `e` where nothing is exported."""
        if action == "export":
            return self.catalogue.export_table is not None
        if action == "back" and self.is_mounted:
            return bool(self.query_one(FilterBar).text) or self._has_open_detail
        return True

    def watch_hub(self) -> None:
        """Show the hub at once, or when the list comes into sight."""
        self.expire()

    def watch_today(self) -> None:
        """Ages are other ones now."""
        self.expire()

    def action_filter(self) -> None:
        """Let the person type a filter."""
        self.query_one(FilterBar).open()

    def action_next_part(self) -> None:
        """Look at the next part of the list."""
        self.query_one(ChoiceLine).step()

    def action_sort_next(self) -> None:
        """Sort by the next column that is shown."""
        self._sort(self.shown.next_column(self.table.shown_columns))

    def action_turn_round(self) -> None:
        """Sort the other way round."""
        self._sort(self.shown.sorting.column)

    def action_back(self) -> None:
        """Close the detail pane, else clear the filter."""
        if self._has_open_detail:
            self.remove_class("-detail")
            self.focus_list()
        else:
            self.query_one(FilterBar).clear()

    def action_export(self) -> None:
        """Ask for a file name and write the marked records, or those shown."""
        hub, export_table = self.hub, self.catalogue.export_table
        chosen = self.shown.chosen(self.marks)
        if hub is None or export_table is None or not chosen:
            self.notify("There is nothing to export.", severity="warning", markup=False)
            return
        what = f"the {len(chosen):,} marked" if self.marks else self.catalogue.counted(len(chosen))
        export = Export(self.catalogue, export_table, hub, chosen, what, self.today)
        self.app.push_screen(ExportDialog(export), self._tell_path)

    @on(events.Show)
    def come_into_sight(self) -> None:
        """Show what has changed meanwhile."""
        self._in_sight = True
        self._catch_up()

    @on(events.Hide)
    def go_out_of_sight(self) -> None:
        """Leave later changes for later."""
        self._in_sight = False

    @on(events.Resize)
    def fit_width(self, event: events.Resize) -> None:
        """Put the detail pane beside the list where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    @on(RosterTable.RowHighlighted)
    def show_detail(self, event: RosterTable.RowHighlighted) -> None:
        """Show the facts of the record under the cursor."""
        event.stop()
        self._show_facts()
        if not self.marks:
            self._renew_keys()

    @on(RosterTable.RowChosen)
    def open_detail(self, event: RosterTable.RowChosen) -> None:
        """Open the detail pane; close it with the same key."""
        event.stop()
        if not self.has_class("-wide"):
            self.toggle_class("-detail")

    @on(RosterTable.HeaderChosen)
    def sort_by_title(self, event: RosterTable.HeaderChosen) -> None:
        """Sort by a column; the second time the other way round."""
        event.stop()
        self._sort(event.index)

    @on(RosterTable.MarksChanged)
    def count_marks(self, event: RosterTable.MarksChanged) -> None:
        """Say how many records are marked."""
        event.stop()
        self._tally()
        self._renew_keys()

    @on(ChoiceLine.ChoiceMade)
    def look_at_part(self, event: ChoiceLine.ChoiceMade) -> None:
        """Show another part of the list."""
        event.stop()
        self.shown.choose_part(event.chosen)
        self._refill()

    @on(FilterBar.FilterChanged)
    def narrow(self, event: FilterBar.FilterChanged) -> None:
        """Filter by what has been typed."""
        event.stop()
        self.shown.filter(event.text)
        self._refill()

    @on(FilterBar.FilterClosed)
    def return_to_list(self, event: FilterBar.FilterClosed) -> None:
        """Give the keyboard back to the list."""
        event.stop()
        self.focus_list()

    @property
    def _has_open_detail(self) -> bool:
        return self.has_class("-detail") and not self.has_class("-wide")

    def show(self, view: View) -> None:
        """Show the items of a view; cursor, filter and order stay."""
        if not is_on_screen(self):
            return
        self.shown.show(view)
        self._notice()
        self._refill()

    def filter_anew(self) -> None:
        """Filter by the same text again: there is more to look at now."""
        self.shown.choose_part(self.shown.part)
        self._refill()

    def expire(self) -> None:
        """What is shown may be old: get it again, at once or when it comes into sight."""
        self._stale = True
        self._catch_up()

    def look_at(self, hub: Hub) -> None:
        """Get the items of a hub and show them."""
        self.show(View(hub, self.today))

    def _catch_up(self) -> None:
        if self._stale and self._in_sight and self.hub is not None:
            self._stale = False
            self.look_at(self.hub)

    def _sort(self, column: int) -> None:
        self.shown.sort(column)
        self._refill()

    def _refill(self) -> None:
        ids = self.shown.ids
        table, line, bar = self.table, self.query_one(ChoiceLine), self.query_one(FilterBar)
        line.choices = tuple(self.shown.parts())
        bar.counts = (len(ids), self.shown.in_part)
        table.sorting = self.shown.sorting
        table.empty = self.shown.why_empty()
        table.show_ids(ids, self.shown.row)
        self._show_facts()
        self._tally()

    def _show_facts(self) -> None:
        self.query_one(DetailPane).show(self.shown.detail(self.table.cursor_id))

    def _renew_keys(self) -> None:
        """Where items can be marked, what can be done depends on who is marked or under the cursor."""
        if self._can_mark:
            self.post_message(CommandsChanged())

    def _tally(self) -> None:
        marks = self.marks
        hidden = len(marks.difference(self.table.ids))
        said = f"{len(marks):,} marked" + (f", {hidden:,} of them not shown" if hidden else "")
        self.query_one("#tally", MessageLine).say(f"{said}. A clears the marks." if marks else "")

    def _notice(self) -> None:
        wanted = (self.catalogue.notice(self.shown.view), self._written)
        self.query_one("#notice", MessageLine).say("\n".join(text for text in wanted if text))

    def _tell_path(self, path: str | None) -> None:
        if path is not None:
            self._written = f"Written: {path}"
            self._notice()
