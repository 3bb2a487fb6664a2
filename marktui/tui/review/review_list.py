"""The lines of a review: groups, filter, table, and the line under the cursor in full."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair
from marktui.tui.common.list.item_list import BACK_KEYS, ItemList, back_key
from marktui.tui.review.lines import ALL, ReviewLines
from marktui.tui.review.row import columns


class ReviewList(ItemList):
    """Shows the lines of a plan, and of each new plan that a decision makes.

    Args:
        kind: What is reviewed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *BACK_KEYS,
        back_key("part", "All lines", "Show the lines of all parts."),
    ]
    items: ReviewLines | None

    def __init__(self, kind: Kind) -> None:
        super().__init__(
            columns(kind), shortens_parts=False, empty="No line has these words; esc shows all again."
        )

    @property
    def pair(self) -> Pair | None:
        """The line under the cursor."""
        return self.items.pairs.get(self.table.cursor_id or "") if self.items else None

    @property
    def shown(self) -> Sequence[Pair]:
        """The lines that group and filter let through."""
        return [self.items.pairs[key] for key in self.table.ids] if self.items else ()

    def show(self, lines: ReviewLines) -> None:
        """Show other lines; cursor, group and filter stay."""
        self.items = lines
        self.refill()

    def alter(self, pairs: Iterable[Pair]) -> None:
        """Show some lines as they will be, before the plan follows."""
        if self.items is not None:
            self.items.alter(pairs)
            self.table.refresh()

    def begin(self) -> None:
        """Start at the first line, with all groups and without a filter."""
        self.remove_class("-open")
        self.show_all()
        self.table.cursor = 0

    @property
    def hidden_by(self) -> str:
        """What hides lines; last of all, that one part is shown alone."""
        return super().hidden_by or ("part" if self.part not in ("", ALL) else "")

    def step_back(self) -> bool:
        """Take away what hides lines."""
        if self.hidden_by == "part":
            self.choose_part(ALL)
            return True
        return super().step_back()

    def show_next_part(self) -> None:
        """Show the next group alone; after the last one all lines."""
        super().show_next_part()
        self.table.cursor = 0

    def go_to_group(self, step: int) -> None:
        """Put the cursor on the first line of the next group, or of the one before."""
        if self.items is not None:
            self.table.show_at_top(self.items.next_section(self.table.ids, self.table.cursor, step))
