"""The Match window: search for the other side of a line, and choose it."""

from marktui.tui.match_offer import MatchOffer
from marktui.tui.screens.search import SearchDialog
from marktui.tui.widgets.table_row import Column, Row

_COLUMNS = (Column("Name", 18, flex=1), Column("", 20, flex=1), Column("Why", 24, flex=1))


class MatchDialog(SearchDialog[tuple[str, str] | None]):
    """Answers with a MIS id and the id of the record that it belongs to, or None.

    Args:
        offer: Who is looked for, and who is offered.
    """

    def __init__(self, offer: MatchOffer) -> None:
        self._offer = offer
        self._offered = {one.id: one for one in offer.offered}
        where = "in the hub" if offer.mis_id is not None else "in the MIS"
        super().__init__(
            f"Who is {offer.label} {where}?",
            _COLUMNS,
            list(self._offered),
            self._row,
            hint="Type to search; Enter matches the two; esc leaves it as it is. Saving makes it so.",
        )

    def told(self, line_id: str) -> str:
        """Both sides in full, one below the other."""
        return f"{self._offer.words}\n{self._offered[line_id].words}"

    def chosen(self, line_id: str) -> None:
        """Match the two."""
        self.dismiss(self._offer.pair(line_id))

    def _row(self, line_id: str) -> Row:
        one = self._offered[line_id]
        return Row(one.id, (one.label, one.group, one.why))
