"""One query under way: where its root fields get their rows from."""

from collections.abc import Sequence
from dataclasses import dataclass

from marktui.sandbox.arbor.fault.page import SLOW_SIZE, SMALL_SIZE, spoil_page
from marktui.sandbox.arbor.fault.who import UNLISTED
from marktui.sandbox.arbor.fault.writing import spoil_wire
from marktui.sandbox.arbor.query.listing import Listing
from marktui.sandbox.arbor.rows.page import cut
from marktui.sandbox.arbor.rows.row import Row, Tables
from marktui.sandbox.arbor.rows.units import unit_tables
from marktui.sandbox.stage import Stage


@dataclass(slots=True)
class QueryContext:
    """What the resolvers of one query need to know, and what came of it."""

    stage: Stage
    tables: Tables
    denied: frozenset[tuple[str, str]] = frozenset()
    """Entities and fields that come as null."""
    too_slow: bool = False
    """Whether a page was asked for that takes longer than the service has patience."""
    holds_the_end: bool = False
    """Whether no later page of the pupils has rows."""

    def rows(self, listing: Listing) -> Sequence[Row]:
        """The page that a root field asks for."""
        if listing.entity not in self.tables:
            self.tables.update(spoil_wire(unit_tables(self.tables), self.stage.faults))
        pupils = listing.entity == "Student" and not listing.by_id
        table = self.tables[listing.entity]
        listed = [row for row in table if not row.get(UNLISTED)] if pupils else table
        whole = listing.picked(listed, self.stage.school.today)
        self.too_slow |= "big-page-504" in self.stage.faults and listing.size > SLOW_SIZE
        size = min(listing.size, SMALL_SIZE) if "small-pages" in self.stage.faults else listing.size
        page = cut(whole, size, listing.number)
        if pupils:
            page = spoil_page(page, self.stage)
            self.holds_the_end |= page.holds_the_end
        return page.rows
