"""Which items a list shows, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from marktui.hub.model.hub import Hub
from marktui.hub.model.roster import containing
from marktui.hub.model.school import School
from marktui.tui.common.list.catalogue import Catalogue, View
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.table.table import Row, Sorting

T = TypeVar("T")

_NO_HUB = Hub(school=School(""))


class CatalogueItems(Generic[T]):
    """The items of a catalogue, narrowed to a part and a text, sorted by a column.

    Args:
        catalogue: What the list is made of.
    """

    def __init__(self, catalogue: Catalogue[T]) -> None:
        self.catalogue = catalogue
        self.view = View(_NO_HUB)
        self.sorting = Sorting(self._own_order, descending=catalogue.backwards)
        self.part = 0
        self.text = ""
        self._by_id: dict[str, T] = {}
        self._ordered: list[T] = []
        self._of_part = self._ordered
        self._shown = self._ordered
        self._shown_text = ""

    @property
    def ids(self) -> list[str]:
        """The ids of what is shown, in order."""
        return [self.catalogue.id_of(item) for item in self._shown]

    def item(self, item_id: str | None) -> T | None:
        """The item of an id."""
        return self._by_id.get(item_id) if item_id else None

    @property
    def in_part(self) -> int:
        """How many items there are in the part, the text filter left aside."""
        return len(self._of_part)

    def show(self, view: View) -> None:
        """Take another view; part, text and order stay."""
        self.view = view
        self._by_id = {self.catalogue.id_of(item): item for item in self.catalogue.items(view)}
        self._order()

    def sort(self, column: int) -> None:
        """Sort by a column, or the other way round where it is sorted by it already."""
        turned = column == self.sorting.column and not self.sorting.descending
        self.sorting = Sorting(column, descending=turned)
        self._order()

    def choose_part(self, part: int) -> None:
        """Look at another part."""
        self.part = part
        self._of_part = list(filter(self.catalogue.parts[part].takes, self._ordered))
        self._shown_text = ""
        self.filter(self.text)

    def filter(self, text: str) -> None:
        """Narrow to the items that contain a text."""
        goes_on = self._shown_text and text.startswith(self._shown_text) and not text.startswith("!")
        items = self._shown if goes_on else self._of_part
        self.text = self._shown_text = text
        words, view = self.catalogue.words, self.view
        self._shown = containing(items, text, lambda item: words(view, item)) if text else items

    def next_column(self, shown: Sequence[int]) -> int:
        """The column after the one that is sorted by, round and round."""
        later = [index for index in shown if index > self.sorting.column]
        return next(iter(later or shown), self.sorting.column)

    def parts(self) -> Iterator[tuple[str, int]]:
        """The label of each part, and how many items it holds."""
        for part in self.catalogue.parts:
            yield part.label, sum(map(part.takes, self._ordered))

    def row(self, item_id: str) -> Row:
        """The line of an item."""
        item = self.item(item_id)
        return self.catalogue.row(self.view, item) if item else Row(item_id, ("",) * 9)

    def detail(self, item_id: str | None) -> Iterable[Detail]:
        """What the detail pane shows of an item."""
        item = self.item(item_id)
        return self.catalogue.detail(self.view, item, self.text) if item else ()

    def chosen(self, marks: frozenset[str]) -> list[T]:
        """The marked items, those a filter hides included; those shown where none is marked."""
        id_of = self.catalogue.id_of
        return [item for item in self._ordered if id_of(item) in marks] if marks else list(self._shown)

    def why_empty(self) -> str:
        """What to say where nothing is shown."""
        noun, part = self.catalogue.nouns[0], self.catalogue.parts[self.part]
        if not self._ordered:
            return self.catalogue.empty
        if self.in_part:
            return f"No {noun} here matches the filter.\nEsc clears it."
        return f"No {noun} here is {part.label.lower()}.\nf shows others."

    @property
    def _own_order(self) -> int:
        return next(index for index, column in enumerate(self.catalogue.columns) if column.order is None)

    def _order(self) -> None:
        view, descending = self.view, self.sorting.descending
        items = list(self._by_id.values())
        key = self.catalogue.columns[self.sorting.column].order
        if key is None:
            self._ordered = items[:: -1 if descending else 1]
        else:
            order = key
            self._ordered = sorted(items, key=lambda item: order(view, item), reverse=descending)
        self.choose_part(self.part)
