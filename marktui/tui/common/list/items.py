"""What a list shows, apart from any widget; and the items of a catalogue as such."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from marktui.hub.model.hub import Hub
from marktui.hub.model.roster import containing
from marktui.hub.model.school import School
from marktui.tui.common.list.catalogue import Catalogue, View
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.table.renderer import Sorting
from marktui.tui.common.text.cells import Row
from marktui.tui.common.text.records import Identity

T = TypeVar("T")

_NO_HUB = Hub(school=School(""))


class Items(Protocol):
    """What an `ItemList` asks of its items."""

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The name of each part, and how many items it holds."""

    def matching(self, part: str, text: str) -> Sequence[str]:
        """The ids of the items of a part that contain a text, in order."""

    def row(self, item_id: str) -> Row:
        """The line of an item."""

    def details(self, item_id: str) -> Iterable[Detail]:
        """What the detail pane shows of an item."""

    def identity(self, item_id: str) -> Identity | None:
        """What identifies an item elsewhere: a pupil's UPN, a teacher's email; None where nothing does."""


class CatalogueItems(Generic[T]):
    """The items of a catalogue, narrowed to a part and a text, sorted by a column.

    Args:
        catalogue: What the list is made of.
    """

    def __init__(self, catalogue: Catalogue[T]) -> None:
        self.catalogue = catalogue
        self.view = View(_NO_HUB)
        self.sorting = Sorting(self._own_order, descending=catalogue.backwards)
        self.parts: tuple[tuple[str, int], ...] = tuple((part.label, 0) for part in catalogue.parts)
        self.shown: list[T] = []
        """What is in the part and contains the text, in order."""
        self._by_id: dict[str, T] = {}
        self._ordered: list[T] = []
        self._of_part: list[T] = []
        self._part, self._text = "", ""

    @property
    def ids(self) -> list[str]:
        """The ids of what is shown, in order."""
        return [self.catalogue.id_of(item) for item in self.shown]

    def item(self, item_id: str | None) -> T | None:
        """The item of an id."""
        return self._by_id.get(item_id) if item_id else None

    def show(self, view: View) -> None:
        """Take another view; the order stays."""
        self.view = view
        self._by_id = {self.catalogue.id_of(item): item for item in self.catalogue.items(view)}
        self.parts = tuple(
            (part.label, sum(map(part.takes, self._by_id.values()))) for part in self.catalogue.parts
        )
        self._order()

    def sort(self, column: int) -> None:
        """Sort by a column, or the other way round where it is sorted by it already."""
        turned = column == self.sorting.column and not self.sorting.descending
        self.sorting = Sorting(column, descending=turned)
        self._order()

    def next_column(self, shown: Sequence[int]) -> int:
        """The column after the one that is sorted by, round and round."""
        later = [index for index in shown if index > self.sorting.column]
        return next(iter(later or shown), self.sorting.column)

    def matching(self, part: str, text: str) -> Sequence[str]:
        """The ids of the items of a part that contain a text, in order."""
        goes_on = part == self._part and self._text and text.startswith(self._text) and text[0] != "!"
        if part != self._part:
            takes = next(one.takes for one in self.catalogue.parts if one.label == part)
            self._of_part = [item for item in self._ordered if takes(item)]
        items = self.shown if goes_on else self._of_part
        words, view = self.catalogue.words, self.view
        self.shown = containing(items, text, lambda item: words(view, item)) if text else items
        self._part, self._text = part, text
        return self.ids

    def row(self, item_id: str) -> Row:
        """The line of an item."""
        return self.catalogue.row(self.view, self._by_id[item_id])

    def details(self, item_id: str) -> Iterable[Detail]:
        """What the detail pane shows of an item."""
        return self.catalogue.detail(self.view, self._by_id[item_id], self._text)

    def identity(self, item_id: str) -> Identity | None:
        """A pupil's UPN, a teacher's email."""
        return self.catalogue.identity(self._by_id[item_id]) if item_id in self._by_id else None

    def chosen(self, marks: frozenset[str]) -> list[T]:
        """The marked items, those a filter hides included; those shown where none is marked."""
        id_of = self.catalogue.id_of
        return [item for item in self._ordered if id_of(item) in marks] if marks else self.shown

    def why_empty(self) -> str:
        """What to say where nothing is shown."""
        noun = self.catalogue.nouns[0]
        if not self._by_id:
            return self.catalogue.empty
        if self._of_part:
            return f"No {noun} here matches the filter.\nEsc clears it."
        return f"No {noun} here is {self._part.lower()}.\nf shows others."

    @property
    def _own_order(self) -> int:
        return next(index for index, column in enumerate(self.catalogue.columns) if column.order is None)

    def _order(self) -> None:
        view, descending = self.view, self.sorting.descending
        items = list(self._by_id.values())
        order = self.catalogue.columns[self.sorting.column].order
        if order is None:
            self._ordered = items[:: -1 if descending else 1]
        else:
            self._ordered = sorted(items, key=lambda item: order(view, item), reverse=descending)
        self._part = ""
