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


class Arrangement(Generic[T]):
    """The items of a view in an order, worked out once: a key only looks things up in it.

    Args:
        catalogue: What the list is made of.
        view: The hub as the list shows it.
        sorting: The column that the items are sorted by.
    """

    def __init__(self, catalogue: Catalogue[T], view: View, sorting: Sorting) -> None:
        self.view = view
        self._catalogue = catalogue
        id_of = catalogue.id_of
        catalogue.prepare(view)
        ordered = _ordered(catalogue, view, sorting)
        self.by_id = {id_of(item): item for item in ordered}
        """The items by their ids, in order."""
        self.ids_of = {
            part.label: [item_id for item_id, item in self.by_id.items() if part.takes(item)]
            for part in catalogue.parts
        }
        """The ids of the items of each part, in order."""

        self._words: dict[str, str] | None = None

    @property
    def has_words(self) -> bool:
        """Whether it is known what a text filter looks at."""
        return self._words is not None

    def words(self) -> dict[str, str]:
        """What a text filter looks at, by id; found when somebody filters for the first time."""
        if self._words is None:
            words, view = self._catalogue.words, self.view
            self._words = {item_id: words(view, item) for item_id, item in self.by_id.items()}
        return self._words


class CatalogueItems(Generic[T]):
    """The items of a catalogue, narrowed to a part and a text, sorted by a column.

    Args:
        catalogue: What the list is made of.
    """

    def __init__(self, catalogue: Catalogue[T]) -> None:
        self.catalogue = catalogue
        self.sorting = Sorting(self._own_order, descending=catalogue.backwards)
        self.ids: Sequence[str] = ()
        """What is in the part and contains the text, in order."""
        self._arranged: Arrangement[T] = Arrangement(catalogue, View(_NO_HUB), self.sorting)
        self._part, self._text = "", ""

    @property
    def view(self) -> View:
        """The hub as it is shown."""
        return self._arranged.view

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The name of each part, and how many items it holds."""
        return tuple((part, len(ids)) for part, ids in self._arranged.ids_of.items())

    @property
    def shown(self) -> list[T]:
        """What is in the part and contains the text, in order."""
        return [self._arranged.by_id[item_id] for item_id in self.ids]

    def item(self, item_id: str | None) -> T | None:
        """The item of an id."""
        return self._arranged.by_id.get(item_id) if item_id else None

    def arranged(self, view: View, *, with_words: bool = False) -> Arrangement[T]:
        """The items of a view in the order that is wanted now; takes a while in a big school.

        Args:
            view: The hub as it is to be shown.
            with_words: Whether they are filtered at once.
        """
        arrangement = Arrangement(self.catalogue, view, self.sorting)
        if with_words:
            arrangement.words()
        return arrangement

    def show(self, arrangement: Arrangement[T]) -> None:
        """Show other items, or the same in another order."""
        self._arranged = arrangement
        self._part = ""

    @property
    def has_words(self) -> bool:
        """Whether it is known what a text filter looks at."""
        return self._arranged.has_words

    def read_words(self) -> None:
        """Find what a text filter looks at, before it is asked for."""
        self._arranged.words()

    def sort(self, column: int) -> None:
        """Want another order from now on: by a column, or the other way round if it is by that already."""
        turned = column == self.sorting.column and not self.sorting.descending
        self.sorting = Sorting(column, descending=turned)

    def next_column(self, shown: Sequence[int]) -> int:
        """The column after the one that is sorted by, round and round."""
        later = [index for index in shown if index > self.sorting.column]
        return next(iter(later or shown), self.sorting.column)

    def matching(self, part: str, text: str) -> Sequence[str]:
        """The ids of the items of a part that contain a text, in order."""
        goes_on = part == self._part and self._text and text.startswith(self._text) and text[0] != "!"
        ids = self.ids if goes_on else self._arranged.ids_of[part]
        self.ids = containing(ids, text, self._arranged.words().__getitem__) if text else ids
        self._part, self._text = part, text
        return self.ids

    def row(self, item_id: str) -> Row:
        """The line of an item."""
        return self.catalogue.row(self.view, self._arranged.by_id[item_id])

    def details(self, item_id: str) -> Iterable[Detail]:
        """What the detail pane shows of an item."""
        return self.catalogue.detail(self.view, self._arranged.by_id[item_id], self._text)

    def identity(self, item_id: str) -> Identity | None:
        """A pupil's UPN, a teacher's email."""
        item = self.item(item_id)
        return self.catalogue.identity(item) if item is not None else None

    def chosen(self, marks: frozenset[str]) -> list[T]:
        """The marked items, those a filter hides included; those shown where none is marked."""
        if not marks:
            return self.shown
        return [item for item_id, item in self._arranged.by_id.items() if item_id in marks]

    def has_chosen(self, marks: frozenset[str]) -> bool:
        """Whether `chosen` would give anything."""
        return any(one in self._arranged.by_id for one in marks) if marks else bool(self.ids)

    def why_empty(self) -> str:
        """What to say where nothing is shown."""
        noun = self.catalogue.nouns[0]
        if not self._arranged.by_id:
            return self.catalogue.empty
        if self._arranged.ids_of.get(self._part):
            return f"No {noun} here matches the filter.\nEsc clears it."
        return f"No {noun} here is {self._part.lower()}.\nf shows others."

    @property
    def _own_order(self) -> int:
        return next(index for index, column in enumerate(self.catalogue.columns) if column.order is None)


def _ordered(catalogue: Catalogue[T], view: View, sorting: Sorting) -> list[T]:
    items = list(catalogue.items(view))
    order = catalogue.columns[sorting.column].order
    if order is None:
        return items[:: -1 if sorting.descending else 1]
    return sorted(items, key=lambda item: order(view, item), reverse=sorting.descending)
