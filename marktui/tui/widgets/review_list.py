"""The lines of a review: groups, filter, table, and the line under the cursor in full."""

from collections.abc import Callable, Iterable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from marktui.hub.kind import Kind
from marktui.hub.roster import containing
from marktui.sync.outcome import Proposal
from marktui.sync.pair import Pair
from marktui.tui.fact import Fact
from marktui.tui.glyphs import ASCII, GLYPHS
from marktui.tui.review_facts import facts_of
from marktui.tui.review_notes import notes_on
from marktui.tui.review_order import Order
from marktui.tui.review_row import columns, row_maker, searchable
from marktui.tui.review_sides import Sides
from marktui.tui.widgets.detail_pane import DetailPane
from marktui.tui.widgets.filter_bar import FilterBar
from marktui.tui.widgets.group_line import GroupLine
from marktui.tui.widgets.roster_table import RosterTable
from marktui.tui.widgets.table_row import Row

_ALL = "All"
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
        self._kind = kind
        self._order = Order()
        self._pairs: dict[str, Pair] = {}
        self._row_of: Callable[[Pair], Row] = lambda pair: Row(pair.key, ())
        self._facts_of: Callable[[Pair], Iterable[Fact]] = lambda pair: ()
        self._group: str = _ALL
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
        return self._pairs.get(self.table.cursor_id or "")

    @property
    def shown(self) -> Sequence[Pair]:
        """The lines that group and filter let through."""
        return [self._pairs[key] for key in self.table.ids]

    def show(self, proposal: Proposal, pairs: Sequence[Pair], sides: Sides) -> None:
        """Show the lines of a proposal; cursor, group and filter stay.

        Args:
            proposal: The plan, and what was read for it.
            pairs: Its lines.
            sides: What is told of records and rows.
        """
        plan, notes = proposal.plan, notes_on(proposal, self._kind)
        self._row_of = row_maker(plan.hub, sides)
        self._facts_of = lambda pair: facts_of(pair, plan, sides, notes.facts.get(pair.key, ()))
        self._order = Order(notes.mixed)
        self._pairs = {pair.key: pair for pair in self._order.in_groups(pairs)}
        line = self.query_one(GroupLine)
        line.groups = ((_ALL, len(pairs)), *self._order.sizes(self._pairs.values()).items())
        if self._group not in dict(line.groups):
            self._group = _ALL
        self.refill()
        self._tell(anew=True)

    def alter(self, pairs: Iterable[Pair]) -> None:
        """Show some lines as they will be, before the plan follows."""
        self._pairs |= {pair.key: pair for pair in pairs}
        self.table.refresh()

    @on(FilterBar.FilterChanged)
    def refill(self) -> None:
        """Show the lines that group and filter let through."""
        self.query_one(GroupLine).chosen = self._group
        pairs = [one for one in self._pairs.values() if self._group in (_ALL, self._order.group(one))]
        bar = self.query_one(FilterBar)
        found = containing(pairs, bar.text, lambda pair: searchable(self._row_of(pair)))
        self.table.show_ids([pair.key for pair in found], lambda key: self._row_of(self._pairs[key]))
        bar.counts = (len(found), len(pairs))

    def begin(self) -> None:
        """Start at the first line, with all groups and without a filter."""
        self.remove_class("-open")
        self.query_one(FilterBar).clear()
        self._group = _ALL
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
        elif self._group != _ALL:
            self._group = _ALL
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
        self.table.cursor = self._order.next_group(self.shown, self.table.cursor, step)

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
            pane.show(self._facts_of(pair) if pair else ())
