"""Whom the Match window offers for one line of a review."""

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from marktui.connectors.mis import MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil, Record, Teacher
from marktui.sync.model.pair import Pair
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Proposal
from marktui.sync.review.manual_match import candidates_for, rows_for
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.words import listed
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.tui.review.row import Comparison


class Offered(Struct, frozen=True):
    """One of those who may be the other side."""

    id: str
    """The id of a record, or a MIS id."""
    label: str
    words: str
    """The whole of it in one line."""
    group: str
    """Class, email or number of pupils."""
    why: str
    """What speaks for it; empty where nothing does."""


class MatchOffer(Struct, frozen=True, kw_only=True):
    """What is offered for a line, the likeliest first."""

    label: str
    """Who is looked for."""
    words: str
    """The same in one line."""
    mis_id: str | None
    """The row that is looked for in the hub; None where a record is looked for in the MIS."""
    record_id: str | None
    offered: tuple[Offered, ...]

    def pair(self, other_id: str) -> tuple[str, str]:
        """The two that belong together once another one was chosen: MIS id and record id."""
        return (self.mis_id, other_id) if self.mis_id is not None else (other_id, self.record_id or "")


def match_offer(proposal: Proposal, pair: Pair) -> MatchOffer:
    """What is offered for a line.

    Args:
        proposal: The plan that has the line, and what was read for it.
        pair: The line: a row without a record, or a record without a row.
    """
    sides = Comparison(proposal.plan.hub, proposal.plan.reading)
    if pair.row is not None:
        return _of_row(proposal.plan, pair.row, sides)
    if pair.record is not None:
        return _of_record(proposal.plan, pair.record, sides)
    return MatchOffer(label="", words="", mis_id=None, record_id=None, offered=())


def _of_row(plan: Plan, row: MisRow, sides: Comparison) -> MatchOffer:
    offered = (
        Offered(one.id, one.label, sides.record(one), sides.record_group(one), choice.why)
        for choice in candidates_for(plan, row)
        for one in (choice.record,)
    )
    return MatchOffer(
        label=sides.row_name(row),
        words=sides.row(row),
        mis_id=row.mis_id,
        record_id=None,
        offered=tuple(offered),
    )


def _of_record(plan: Plan, record: Record, sides: Comparison) -> MatchOffer:
    offered = (
        Offered(one.mis_id, sides.row_name(one), sides.row(one), sides.row_group(one), choice.why)
        for choice in rows_for(plan, record)
        for one in (choice.row,)
    )
    return MatchOffer(
        label=record.label,
        words=sides.record(record),
        mis_id=None,
        record_id=record.id,
        offered=tuple(offered),
    )


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

    def describe(self, line_id: str) -> str:
        """Both sides in full, one below the other."""
        return f"{self._offer.words}\n{self._offered[line_id].words}"

    def chosen(self, line_id: str) -> None:
        """Match the two."""
        self.dismiss(self._offer.pair(line_id))

    def _row(self, line_id: str) -> Row:
        one = self._offered[line_id]
        return Row(one.id, (one.label, one.group, one.why))


class ChooseRecord(Dialog[str | None]):
    """Answers with the id of a record, or None.

    Args:
        pair: The line with its candidates.
        hub: The hub that has the records.
    """

    def __init__(self, pair: Pair, hub: Hub) -> None:
        super().__init__()
        self._pair = pair
        self._hub = hub

    def contents(self) -> ComposeResult:
        """The question, the records, the keys."""
        yield Static(f"Who is {self._pair.mis_label} in the hub?", classes="title", markup=False)
        yield OptionList(*self._options(), markup=False, compact=True)
        yield Static("Enter confirms the match, esc leaves it undecided.", classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Answer with the record that was chosen."""
        self.dismiss(event.option_id)

    def _options(self) -> list[Option]:
        options = []
        for candidate in self._pair.candidates:
            record = self._hub.record(candidate.record_id)
            if record is not None:
                options.append(Option(f"{_told(self._hub, record)}: {candidate.why}", id=record.id))
        return options


def _told(hub: Hub, record: Record) -> str:
    match record:
        case Pupil(date_of_birth=born):
            return listed((record.label, hub.class_name(record) or "", f"born {born}" if born else ""))
        case Teacher(email=email):
            return listed((record.label, email or ""))
    return record.label
