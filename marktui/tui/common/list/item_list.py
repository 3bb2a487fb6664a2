"""A list with its parts, its filter and its details: the review is one, and so is every tab with records."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.widget import Widget

from marktui.hub.model.text import counted
from marktui.tui.common.clipboard import copy
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.common.list.filter_bar import FilterBar
from marktui.tui.common.list.items import Items
from marktui.tui.common.list.note_line import NoteLine
from marktui.tui.common.list.part_line import PartLine
from marktui.tui.common.messages import CommandsChanged, DetailsToggled
from marktui.tui.common.on_screen import WIDE
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, cell_text
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.wording.drawing.glyphs import ASCII

_TALL = 26
"""The height from which the details below the list are given more lines."""
_SHORT = 13
"""The height up to which they are given fewer."""


def back_key(what: str, label: str, sentence: str) -> Binding:
    """Escape, where it takes away something that hides lines."""
    return Binding("escape", f"step_back('{what}')", label, tooltip=sentence, id=f"list.back-{what}")


BACK_KEYS = (
    back_key("details", "Close details", "Give the list the room of the details again."),
    back_key("filter", "Clear filter", "Show again what the filter hides."),
)
"""Those of every list. A list with one more names these too: its own would take their place."""


class ItemList(Widget):
    """Shows items, all of them or one part. Part, filter and cursor stay when the items are other ones.

    Args:
        columns: The columns of the table.
        can_mark: Whether items can be marked.
        shortens_parts: Whether the names of the parts are cut to their first word where there is little room.
        empty: What to say where there are no rows.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y",
            "copy",
            "Copy",
            show=False,
            tooltip="Copy the UPN or email of the line, or of all marked; pressed again, the whole lines.",
            id="list.copy",
        ),
        *BACK_KEYS,
    ]
    DEFAULT_CSS = """
    ItemList {
        height: 1fr; width: 1fr; layout: vertical;
        & > #parts { height: 1; }
        & > #body { height: 1fr; layout: vertical; }
        & DetailPane { height: 3; }
        &.-short DetailPane { height: 2; }
        &.-tall DetailPane { height: 8; }
        &.-tall NoteLine { max-height: 3; }
        &.-open DetailPane { height: 60%; }
        &.-wide > #body { layout: horizontal; }
        &.-wide NoteLine { dock: bottom; &.-empty { display: none; } }
        &.-wide DetailPane { height: 1fr; width: 36%; max-width: 70; border-left: solid $border-blurred; }
        &.-ascii.-wide DetailPane { border-left: ascii $border-blurred; }
    }
    """

    KEEPS_LAYOUT: ClassVar[bool] = False
    """Whether the details are open at the next start too, if they are."""

    items: Items | None = None
    """What is shown."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        can_mark: bool = False,
        shortens_parts: bool = True,
        empty: str = "",
        id: str | None = None,  # noqa: A002 - the name that every widget uses
    ) -> None:
        super().__init__(id=id, classes="-ascii" if GLYPHS is ASCII else None)
        self.part = ""
        """The name of the part that is shown."""
        self.part_line = PartLine(shortens=shortens_parts)
        self.filter_bar = FilterBar()
        self.table = RosterTable(columns, can_mark=can_mark, empty=empty)
        self.detail_pane = DetailPane()
        self.note_line = NoteLine()
        self.body = Container(self.table, self.note_line, self.detail_pane, id="body")
        self._detailed: str | None = None
        self._hidden_by = ""
        """What escape took away when the keys were shown last."""
        self._copied: tuple[str, ...] = ()
        """The lines whose UPN or email was copied last."""

    def compose(self) -> ComposeResult:
        """Parts and filter in one line, table, note and details."""
        # At once: the first size comes after the first drawing.
        self.set_class(self.app.size.width >= WIDE, "-wide", update=False)
        yield Horizontal(self.part_line, self.filter_bar, id="parts")
        yield self.body

    def on_mount(self) -> None:
        """Follow the cursor."""
        # At once, and not by its message: both are drawn in one go then.
        self.watch(self.table, "cursor", self.show_details, init=False)

    @on(FilterBar.FilterChanged)
    async def filter_items(self) -> None:
        """Filter by what has been typed."""
        if self.filter_bar.text:
            await self.prepare_filter()
        self.refill()

    async def prepare_filter(self) -> None:
        """Find what is filtered by, where it is not known yet."""

    def refill(self) -> None:
        """Show the items that part and filter let through."""
        if self.items is None:
            return
        counts = dict(self.items.parts)
        if self.part not in counts:
            self.part = next(iter(counts))
        ids = self.items.matching(self.part, self.filter_bar.text)
        self.part_line.parts, self.part_line.chosen = self.items.parts, self.part
        self.filter_bar.counts = (len(ids), counts[self.part])
        self.table.show_ids(ids, self.items.row)
        self.show_details()
        self._renew_back_key()

    def choose_part(self, name: str) -> None:
        """Show another part of the list."""
        self.part = name
        self.refill()

    def show_next_part(self) -> None:
        """Show the next part that holds anything."""
        self.choose_part(self.part_line.next_part)

    def show_all(self) -> None:
        """Show the first part without a filter: in it is everything."""
        self.filter_bar.clear()
        self.choose_part(self.items.parts[0][0] if self.items else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave escape to others where nothing hides lines; it says what it takes away."""
        return parameters == (self.hidden_by,) if action == "step_back" else True

    def action_step_back(self, what: str) -> None:
        """Take away what hides lines."""
        self.step_back()

    @property
    def hidden_by(self) -> str:
        """What hides lines, and goes away first: the details, the filter, or nothing."""
        if self.has_open_details:
            return "details"
        return "filter" if self.is_mounted and self.filter_bar.text else ""

    def step_back(self) -> bool:
        """Take away what hides lines; False where nothing does."""
        hidden_by = self.hidden_by
        if hidden_by == "details":
            self._open_details(is_open=False)
            self.table.focus()
        elif hidden_by == "filter":
            self.filter_bar.clear()
        return bool(hidden_by)

    def _renew_back_key(self) -> None:
        """Say what escape does now, if that is something else."""
        if self.hidden_by != self._hidden_by:
            self._hidden_by = self.hidden_by
            self.post_message(CommandsChanged())

    @property
    def has_open_details(self) -> bool:
        """Whether the details take room from the list."""
        return self.has_class("-open") and not self.has_class("-wide")

    def show_details(self) -> None:
        """Show the details of the item under the cursor, from the start where it is another one."""
        item_id = self.table.cursor_id
        if item_id != self._detailed:
            self._detailed = item_id
            if self.detail_pane.scroll_y:
                self.detail_pane.scroll_to(y=0, animate=False)
        self.detail_pane.show(self.items.details(item_id) if self.items and item_id else ())

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy what identifies the line or the marked ones; pressed again, the whole lines."""
        ids, items = self._lines_meant, self.items
        if items is None or not ids:
            return
        known = [one for one in map(items.identity, ids) if one]
        if known and ids != self._copied:
            self._copied = ids
            await copy(self.app, "\n".join(one.value for one in known))
            names = " or ".join(dict.fromkeys(one.name for one in known))
            what = known[0].value if len(ids) == 1 else f"of {len(known):,} of {len(ids):,}"
            again = f"{key_of('list.copy', 'y')} again copies the whole line."
            self.notify(f"Copied {names} {what}. {again}", markup=False)
        else:
            self._copied = ()
            await copy(self.app, "\n".join(self._line(items, one) for one in ids))
            self.notify(f"Copied {counted(len(ids), 'whole line', 'whole lines')}.", markup=False)

    @property
    def _lines_meant(self) -> tuple[str, ...]:
        """The marked lines that are shown, else the one under the cursor."""
        marked = tuple(one for one in self.table.ids if one in self.table.marks) if self.table.marks else ()
        return marked or ((self.table.cursor_id,) if self.table.cursor_id else ())

    def _line(self, items: Items, item_id: str) -> str:
        """The cells of a line, divided by tabs as spreadsheets take them; signs without a title left out."""
        cells = zip(self.table.columns, items.row(item_id).cells, strict=True)
        return "\t".join(cell_text(cell) for column, cell in cells if column.title)

    @on(PartLine.PartChosen)
    def show_part(self, event: PartLine.PartChosen) -> None:
        """Show the part that was clicked."""
        self.choose_part(event.name)

    @on(FilterBar.FilterClosed)
    def return_to_list(self) -> None:
        """Give the keyboard back to the list."""
        self.table.focus()

    @on(RosterTable.RowHighlighted)
    def follow_cursor(self, event: RosterTable.RowHighlighted) -> None:
        """Show the details of the item that the cursor came to."""
        if event.row_id != self._detailed:
            self.show_details()

    @on(RosterTable.RowChosen)
    def toggle_details(self) -> None:
        """Open the details, or give them more room; the same key closes them."""
        if not self.has_class("-wide"):
            self._open_details(is_open=not self.has_class("-open"))

    def _open_details(self, *, is_open: bool) -> None:
        self.set_class(is_open, "-open")
        self._renew_back_key()
        if self.KEEPS_LAYOUT:
            self.post_message(DetailsToggled(is_open))

    @on(events.Resize)
    def fit_width(self, event: events.Resize) -> None:
        """Put the details beside the list where there is room, else give them their share of the lines."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height >= _TALL, "-tall")
        self.set_class(event.size.height <= _SHORT, "-short")
