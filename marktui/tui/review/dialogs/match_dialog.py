"""Matching by hand: who may be the other side of a line, and the windows to choose it in."""

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair
from marktui.sync.model.plan import Plan
from marktui.sync.review.manual_match import candidates_for, rows_for
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.option_lines import OptionLines
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.tui.review.comparison import Comparison, Side


class MatchOffer(Struct, frozen=True):
    """What is offered for a line: rows for a record, records for a row."""

    kind: Kind
    sought: Side
    """The side that the line has."""
    is_row: bool
    """Whether that side is a row, which is looked for in the hub."""
    offered: dict[str, Row]
    """Name, group and reason of those who may be the other side, the likeliest first."""
    lines: dict[str, str]
    """All of each in one line."""


def match_offer(plan: Plan, comparison: Comparison, pair: Pair) -> MatchOffer | None:
    """What is offered for a line with one side; None where there is nobody to choose from."""
    if pair.row is not None:
        sought, options = comparison.of_row(pair.row), candidates_for(plan, pair.row)
        others = [(comparison.of_record(one.record), one.why) for one in options]
    elif pair.record is not None:
        sought, options = comparison.of_record(pair.record), rows_for(plan, pair.record)
        others = [(comparison.of_row(one.row), one.why) for one in options]
    else:
        return None
    rows = {one.id: Row(one.id, (one.label, one.group, why)) for one, why in others}
    lines = {one.id: one.line for one, _ in others}
    return MatchOffer(pair.kind, sought, pair.row is not None, rows, lines) if rows else None


def _question(kind: Kind, label: str, where: str) -> str:
    """Who somebody is on the other side, or which group a group is."""
    if kind in (Kind.TEACHER, Kind.PUPIL):
        return f"Who is {label} in the {where}?"
    return f"Which {kind.noun} of the {where} is {label}?"


class MatchDialog(SearchDialog[tuple[str, str] | None]):
    """Answers with a MIS id and the id of the record that it belongs to, or None."""

    def __init__(self, offer: MatchOffer) -> None:
        self._offer = offer
        super().__init__(
            _question(offer.kind, offer.sought.label, "hub" if offer.is_row else "MIS"),
            (Column("Name", 18, flex=1), Column("", 20, flex=1), Column("Why", 24, flex=1)),
            list(offer.offered),
            offer.offered.__getitem__,
            hint="Type to search; Enter matches the two; esc leaves it as it is. Saving makes it so.",
        )

    def describe(self, line_id: str) -> str:
        """Both sides in full, one below the other."""
        return f"{self._offer.sought.line}\n{self._offer.lines[line_id]}"

    def chosen(self, line_id: str) -> None:
        """Match the two."""
        sought = self._offer.sought.id
        self.dismiss((sought, line_id) if self._offer.is_row else (line_id, sought))


class ChooseRecord(Dialog[str | None]):
    """Asks which of several candidates a row is. Answers with the id of a record, or None."""

    def __init__(self, pair: Pair, comparison: Comparison) -> None:
        super().__init__()
        self._pair = pair
        self._comparison = comparison

    def contents(self) -> ComposeResult:
        """The question, the records, the keys."""
        title = _question(self._pair.kind, self._pair.mis_label, "hub")
        yield Static(title, classes="title", markup=False)
        yield OptionLines(*self._options(), markup=False, compact=True)
        yield Static("Enter confirms the match, esc leaves it undecided.", classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Answer with the record that was chosen."""
        self.dismiss(event.option_id)

    def _options(self) -> list[Option]:
        records = ((one, self._comparison.hub.record(one.record_id)) for one in self._pair.candidates)
        return [
            Option(f"{self._comparison.record_line(record)}: {candidate.why}", id=record.id)
            for candidate, record in records
            if record is not None
        ]
