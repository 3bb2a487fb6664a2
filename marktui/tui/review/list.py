"""The lines of a review: groups, filter, table, and the line under the cursor in full."""

from collections.abc import Iterable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.common.list.filter_bar import FilterBar
from marktui.tui.common.list.part_line import GroupLine
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.glyphs import ASCII, GLYPHS
from marktui.tui.review.lines import ALL, ReviewLines
from marktui.tui.review.row import columns

_WIDE = 120
"""The width from which the details stand beside the lines."""


class ReviewList(Vertical):
    """Shows lines, all of them or one group, and keeps the cursor on its line through every change.

    Args:
        kind: What is reviewed.
    """

    DEFAULT_CSS = """
    ReviewList {
        height: 1fr;
        & > #lines { height: 1fr; layout: vertical; }
        & DetailPane { height: 5; border-top: solid $border-blurred; }
        &.-open DetailPane { height: 60%; }
        &.-wide > #lines { layout: horizontal; }
        &.-wide DetailPane {
            height: 1fr; width: 36%; max-width: 70; border-top: none; border-left: solid $border-blurred;
        }
        &.-ascii DetailPane { border-top: ascii $border-blurred; }
        &.-ascii.-wide DetailPane { border-top: none; border-left: ascii $border-blurred; }
    }
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(classes="-ascii" if GLYPHS is ASCII else None)
        self._lines: ReviewLines | None = None
        self._group = ALL
        self._told: Pair | None = None
        self.table = RosterTable(columns(kind), empty="No line has these words; esc shows all again.")
        """The lines themselves."""

    def compose(self) -> ComposeResult:
        """Groups, filter, table and details."""
        yield GroupLine()
        yield FilterBar()
        with Container(id="lines"):
            yield self.table
            yield DetailPane()

    @property
    def pair(self) -> Pair | None:
        """The line under the cursor."""
        return self._lines.pairs.get(self.table.cursor_id or "") if self._lines else None

    @property
    def shown(self) -> Sequence[Pair]:
        """The lines that group and filter let through."""
        return [self._lines.pairs[key] for key in self.table.ids] if self._lines else ()

    def show(self, lines: ReviewLines) -> None:
        """Show other lines; cursor, group and filter stay."""
        self._lines = lines
        line = self.query_one(GroupLine)
        line.groups = lines.groups
        if not lines.in_group(self._group):
            self._group = ALL
        self.refill()
        self._tell(anew=True)

    def alter(self, pairs: Iterable[Pair]) -> None:
        """Show some lines as they will be, before the plan follows."""
        if self._lines is not None:
            self._lines.alter(pairs)
            self.table.refresh()

    @on(FilterBar.FilterChanged)
    def refill(self) -> None:
        """Show the lines that group and filter let through."""
        lines = self._lines
        if lines is None:
            return
        self.query_one(GroupLine).chosen = self._group
        bar = self.query_one(FilterBar)
        found = lines.containing(self._group, bar.text)
        self.table.show_ids(found, lines.row)
        bar.counts = (len(found), len(lines.in_group(self._group)))

    def begin(self) -> None:
        """Start at the first line, with all groups and without a filter."""
        self.remove_class("-open")
        self.query_one(FilterBar).clear()
        self._group = ALL
        self.refill()
        self.table.cursor = 0

    def filter(self) -> None:
        """Ask for the words to filter by."""
        self.query_one(FilterBar).open()

    def widen(self) -> bool:
        """Take back what hides lines: open details, the filter, the group; False where nothing does."""
        if self.has_class("-open") and not self.has_class("-wide"):
            self.remove_class("-open")
            self.table.focus()
        elif self.query_one(FilterBar).text:
            self.query_one(FilterBar).clear()
        elif self._group != ALL:
            self._group = ALL
            self.refill()
        else:
            return False
        return True

    def show_next_group(self) -> None:
        """Show the next group alone; after the last one all lines."""
        self._group = self.query_one(GroupLine).following()
        self.refill()
        self.table.cursor = 0

    def go_to_group(self, step: int) -> None:
        """Put the cursor on the first line of the next group, or of the one before."""
        if self._lines is not None:
            self.table.cursor = self._lines.next_section(self.table.ids, self.table.cursor, step)

    @on(GroupLine.GroupChosen)
    def show_group(self, event: GroupLine.GroupChosen) -> None:
        """Show a group alone, or all lines."""
        self._group = event.name
        self.refill()

    @on(FilterBar.FilterClosed)
    def return_to_lines(self) -> None:
        """Go back to the lines."""
        self.table.focus()

    @on(RosterTable.RowHighlighted)
    def tell_line(self) -> None:
        """Tell what the line under the cursor is about."""
        self._tell()

    @on(RosterTable.RowChosen)
    def open_details(self) -> None:
        """Give the details more room; the same key takes it back."""
        if not self.has_class("-wide"):
            self.toggle_class("-open")

    @on(events.Resize)
    def fit_width(self, event: events.Resize) -> None:
        """Put the details beside the lines where there is room."""
        self.set_class(event.size.width >= _WIDE, "-wide")

    def _tell(self, *, anew: bool = False) -> None:
        pair, pane = self.pair, self.query_one(DetailPane)
        if pair is not self._told or anew:
            self._told = pair
            pane.scroll_to(y=0, animate=False)
            pane.show(self._lines.facts(pair) if self._lines and pair else ())
