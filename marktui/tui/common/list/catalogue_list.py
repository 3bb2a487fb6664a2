"""A list of what a hub holds: it can be sorted, marked and exported. Each tab of records is one."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.reactive import reactive, var

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access
from marktui.tui.common.big_work import work_out
from marktui.tui.common.list.catalogue import Catalogue, View
from marktui.tui.common.list.export import Export, ExportDialog
from marktui.tui.common.list.item_list import ItemList
from marktui.tui.common.list.items import CatalogueItems
from marktui.tui.common.messages import CommandsChanged
from marktui.tui.common.on_screen import is_on_screen
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.keys import key_of

T = TypeVar("T")


def _key(key: str, action: str, label: str, sentence: str, *, show: bool = True) -> Binding:
    return Binding(key, action, label, show=show, tooltip=sentence, id=f"list.{action.replace('_', '-')}")


class CatalogueList(ItemList, Generic[T]):
    """Shows the items of a catalogue. Give it a `hub`, and `today`; it needs nothing else.

    Args:
        catalogue: What the list is made of.
        can_mark: Whether items can be marked; an export takes the marked ones where there are any.
        id: The widget's id.
    """

    KEEPS_LAYOUT = True
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "filter", "Filter", "Show records with these words; a leading ! shows the others."),
        _key("f", "next_part", "Part", "Show the next part of the list: by access, or by status."),
        _key("o", "sort_next", "Sort", "Sort by the next column."),
        _key("O", "reverse", "Reverse", "Sort the other way round.", show=False),
        _key("e", "export", "Export CSV", "Write the marked records, or those shown, to a CSV file."),
    ]
    # Always: otherwise Textual would compare every record.
    hub: reactive[Hub | None] = reactive[Hub | None](None, repaint=False, always_update=True)
    """The hub to show."""
    today: var[date | None] = var[date | None](None)
    """The present day, for ages and file names."""
    items: CatalogueItems[T]

    def __init__(
        self,
        catalogue: Catalogue[T],
        *,
        can_mark: bool = False,
        id: str | None = None,  # noqa: A002 - the name that every widget uses
    ) -> None:
        super().__init__([column.column for column in catalogue.columns], can_mark=can_mark, id=id)
        self.catalogue = catalogue
        self.items = CatalogueItems(catalogue)
        self._written = ""
        self._wanted: str | None = None
        """The item that the cursor goes to once it is shown."""
        self._is_outdated = True
        self._in_sight = False
        self._keys_depended_on: object = None
        self._newest: View | None = None
        """What is to be shown: it may still be worked out."""
        self._marked_accesses: frozenset[Access] = frozenset()
        """The access of the marked people, found when others are marked: keys are shown more often."""

    @property
    def marks(self) -> frozenset[str]:
        """The ids of the marked records."""
        return self.table.marks

    def mark(self, ids: Collection[str]) -> None:
        """Mark exactly these records."""
        self.table.marks = frozenset(ids)

    def unmark(self) -> None:
        """Clear all marks."""
        self.table.action_unmark_all()

    @property
    def accesses(self) -> frozenset[Access]:
        """The access of the marked people, else of the one under the cursor."""
        if not self.table.can_mark or not (self.marks or self.table.cursor_id):
            return frozenset()
        if self.marks:
            return self._marked_accesses
        return self.items.view.accesses(frozenset({self.table.cursor_id or ""}))

    @property
    def keys_depend_on(self) -> object:
        """What of the record under the cursor says which keys do something."""
        return self.accesses

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self.table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `e` to others where nothing is exported, or nothing is there to be."""
        if action == "export":
            return self.catalogue.export_table is not None and self.items.has_chosen(self.marks)
        return super().check_action(action, parameters)

    def watch_hub(self) -> None:
        """Show the hub soon, or when the list comes into sight."""
        self.expire()

    def watch_today(self) -> None:
        """Ages are other ones now."""
        self.expire()

    def action_filter(self) -> None:
        """Let the person type a filter."""
        self.filter_bar.open()

    def action_next_part(self) -> None:
        """Show the next part of the list."""
        self.show_next_part()

    async def action_sort_next(self) -> None:
        """Sort by the next column that is shown."""
        await self._sort(self.items.next_column(self.table.shown_columns))

    async def action_reverse(self) -> None:
        """Sort the other way round."""
        await self._sort(self.items.sorting.column)

    @work
    async def action_export(self) -> None:
        """Ask for a file name and write the marked records, or those shown."""
        hub, table = self.hub, self.catalogue.export_table
        chosen = self.items.chosen(self.marks)
        if hub is None or table is None or not chosen:
            self.notify("There is nothing to export.", severity="warning", markup=False)
            return
        what = f"the {len(chosen):,} marked" if self.marks else self.catalogue.counted(len(chosen))
        export = Export(self.catalogue, table, hub, chosen, what, self.today)
        self._show_path(await self.app.push_screen_wait(ExportDialog(export)))

    @on(events.Show)
    async def come_into_sight(self) -> None:
        """Show what has changed meanwhile."""
        self._in_sight = True
        await self.catch_up()

    @on(events.Hide)
    def go_out_of_sight(self) -> None:
        """Leave later changes for later."""
        self._in_sight = False

    @on(RosterTable.RowHighlighted)
    def renew_keys(self) -> None:
        """What can be done may depend on the record under the cursor; not where some are marked."""
        depend_on = self.keys_depend_on
        if not self.marks and depend_on != self._keys_depended_on:
            self._keys_depended_on = depend_on
            self._renew_keys()

    @on(RosterTable.HeaderChosen)
    async def sort_by_title(self, event: RosterTable.HeaderChosen) -> None:
        """Sort by a column; the second time the other way round."""
        await self._sort(event.index)

    @on(RosterTable.MarksChanged)
    def count_marks(self) -> None:
        """Say how many records are marked."""
        self._count_marks()
        self._show_note()
        self._renew_keys()

    async def show(self, view: View) -> None:
        """Show the items of a view; cursor, filter and order stay."""
        self._newest = view
        is_filtered = bool(self.filter_bar.text)
        arrangement = await work_out(view.size, self.items.arranged, view, with_words=is_filtered)
        if self._newest is view and is_on_screen(self):
            self.items.show(arrangement)
            self._count_marks()
            self.refill()
            self._go_to_wanted()

    def show_item(self, item_id: str, *, with_details: bool = False) -> None:
        """Put the cursor on an item as soon as it is shown, whatever part and filter hid it."""
        self._wanted = item_id
        self.set_class(with_details, "-open")
        self.show_all()
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is not None and self._wanted in self.table.ids:
            self.table.move_to(self._wanted)
            self._wanted = None

    def refill(self) -> None:
        """Show the items that part and filter let through, or why there are none."""
        had_lines = bool(self.table.ids)
        super().refill()
        if bool(self.table.ids) is not had_lines:
            self.post_message(CommandsChanged())
        self.table.sorting = self.items.sorting
        self.table.empty = self.items.why_empty()
        self._show_note()

    async def prepare_filter(self) -> None:
        """Find what is filtered by; it is kept until the hub is another one."""
        if not self.items.has_words:
            await work_out(self.items.view.size, self.items.read_words)

    def expire(self) -> None:
        """What is shown may be old: get it again, soon or when it comes into sight."""
        self._is_outdated = True
        if self._in_sight:
            self.call_next(self.catch_up)

    async def catch_up(self) -> None:
        """Show the hub as it is now, if that is not done yet."""
        if self._is_outdated and self.hub is not None:
            self._is_outdated = False
            await self.load(self.hub)

    async def load(self, hub: Hub) -> None:
        """Get the items of a hub and show them."""
        await self.show(View(hub, self.today))

    async def _sort(self, column: int) -> None:
        self.items.sort(column)
        await self.show(self._newest or self.items.view)

    def _count_marks(self) -> None:
        self._marked_accesses = self.items.view.accesses(self.marks) if self.marks else frozenset()

    def _renew_keys(self) -> None:
        if self.table.can_mark:
            self.post_message(CommandsChanged())

    def _show_note(self) -> None:
        view = self.items.view
        alone = self.catalogue.alone(view)
        # Where there is no room for all of it: who can be meant comes first, then who is.
        notes = (
            f"Only: {alone}." if alone else "",
            self._marks_words,
            self._written,
            self.catalogue.notice(view),
        )
        self.note_line.note = " ".join(note for note in notes if note)

    @property
    def _marks_words(self) -> str:
        marks = self.marks
        hidden = self.table.hidden_marks
        said = f"{len(marks):,} marked" + (f", {hidden:,} of them not shown" if hidden else "")
        return f"{said}. {key_of('table.unmark-all', 'A')} clears the marks." if marks else ""

    def _show_path(self, path: str | None) -> None:
        if path is not None:
            self._written = f"Written: {path}"
            self._show_note()
