"""Which records a list shows, and in which order."""

from collections.abc import Iterator, Sequence

from marktui.hub.hub import Hub
from marktui.hub.record import Record
from marktui.hub.roster import Roster
from marktui.hub.school import School
from marktui.tui.catalogue import Catalogue, View
from marktui.tui.widgets.roster_table import Row, Sorting

_NO_HUB = Hub(school=School(""))


class BrowserList:
    """The records of a catalogue, narrowed to a part and a text, sorted by a column.

    Args:
        catalogue: What the list is made of.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.view = View(_NO_HUB)
        self.sorting = Sorting(self._own_order)
        self.part = 0
        self.text = ""
        self._ordered: Roster[Record] = Roster(_NO_HUB, ())
        self._of_part = self._ordered
        self._shown = self._ordered
        self._shown_text = ""

    @property
    def shown(self) -> Roster[Record]:
        """The records of the list."""
        return self._shown

    @property
    def in_part(self) -> int:
        """How many records there are in the part, the text filter left aside."""
        return len(self._of_part)

    def show(self, view: View) -> None:
        """Take another hub; part, text and order stay."""
        self.view = view
        self._order()

    def sort(self, column: int) -> None:
        """Sort by a column, or the other way round where it is sorted by it already."""
        turned = column == self.sorting.column and not self.sorting.descending
        self.sorting = Sorting(column, descending=turned)
        self._order()

    def choose_part(self, part: int) -> None:
        """Look at another part."""
        self.part = part
        self._of_part = self.catalogue.parts[part].within(self._ordered)
        self._shown_text = ""
        self.filter(self.text)

    def filter(self, text: str) -> None:
        """Narrow to the records that contain a text."""
        goes_on = self._shown_text and text.startswith(self._shown_text) and not text.startswith("!")
        records = self._shown if goes_on else self._of_part
        self.text = self._shown_text = text
        self._shown = records.containing(text) if text else records

    def next_column(self, shown: Sequence[int]) -> int:
        """The column after the one that is sorted by, round and round."""
        later = [index for index in shown if index > self.sorting.column]
        return next(iter(later or shown), self.sorting.column)

    def parts(self) -> Iterator[tuple[str, int]]:
        """The label of each part, and how many records it holds."""
        for part in self.catalogue.parts:
            yield part.label, len(part.within(self._ordered))

    def row(self, record_id: str) -> Row:
        """The line of a record."""
        record = self.view.hub.record(record_id)
        return self.catalogue.row(self.view, record) if record else Row(record_id, ("",) * 9)

    def chosen(self, marks: frozenset[str]) -> list[Record]:
        """The marked records, those a filter hides included; those shown where none is marked."""
        return [record for record in self._ordered if record.id in marks] if marks else list(self._shown)

    def why_empty(self) -> str:
        """What to say where no record is shown."""
        noun, part = self.catalogue.nouns[0], self.catalogue.parts[self.part]
        if not len(self._ordered):
            return self.catalogue.empty
        if self.in_part:
            return f"No {noun} here matches the filter.\nEsc clears it."
        return f"No {noun} here is {part.label.lower()}.\nf shows others."

    @property
    def _own_order(self) -> int:
        return next(index for index, facet in enumerate(self.catalogue.facets) if facet.order is None)

    def _order(self) -> None:
        view, descending = self.view, self.sorting.descending
        records = self.catalogue.records(view.hub)
        key = self.catalogue.facets[self.sorting.column].order
        if key is None:
            ordered = list(records)[:: -1 if descending else 1]
        else:
            order = key
            ordered = sorted(records, key=lambda record: order(view, record), reverse=descending)
        self._ordered = Roster(view.hub, ordered)
        self.choose_part(self.part)
