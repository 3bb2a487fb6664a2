"""All four kinds summed up: a line for each, and what is behind the one under the cursor."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Proposal
from marktui.tui.common.list.note_line import NoteLine
from marktui.tui.common.panel import panel_of
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.words import outdated_words
from marktui.tui.common.widgets.fact_line import FactLine
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.review.lines import Lines
from marktui.tui.review.result_page import ResultPage
from marktui.tui.review.words import next_key
from marktui.tui.sync.commands import OPEN
from marktui.tui.sync.panels.summary_words import (
    COLUMNS,
    everything_headline,
    first_to_look_at,
    message_lines,
    part_lines,
    summary_row,
)
from marktui.wording.sync.new_school_year import new_school_year_words

_HOW = "Enter or its number opens one. What is decided there counts in the one save."


class Summary(ResultPage):
    """Sums a plan up. Enter opens the review of the kind under the cursor."""

    DEFAULT_CSS = """
    Summary {
        height: 1fr;
        & > .new-school-year { padding: 0 1; text-style: bold; color: $text-accent; }
        & > RosterTable { height: 5; margin-top: 1; }
        & > .how { padding: 0 2; color: $text-muted; height: auto; margin-bottom: 1; }
        & > NoteLine { max-height: 2; }
        & > .behind { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self.table = RosterTable(COLUMNS, gap=1)
        """A line for each kind."""

    def compose(self) -> ComposeResult:
        """What a save would do, what to know before it, the lines, what is behind one of them."""
        yield FactLine()
        yield MessageLine(classes="new-school-year")
        yield self.table
        yield Static(_HOW, classes="how", markup=False)
        yield NoteLine()
        with VerticalScroll(classes="behind", can_focus=False):
            yield Static(markup=False)

    def begin(self, lines: Lines) -> None:
        """Sum up what has just been read; the cursor is on what to look at first."""
        self.show(lines)
        if self._proposal is not None:
            self.table.move_to(first_to_look_at(self._proposal.plan).value)

    def show(self, lines: Lines) -> None:
        """Sum up another plan; the cursor stays."""
        proposal = next(iter(lines.values())).proposal
        self._proposal = proposal
        year = next((one.new_school_year for one in lines.values() if one.new_school_year), None)
        self.query_one(".new-school-year", MessageLine).say(new_school_year_words(year) if year else "")
        self.table.show([summary_row(part) for part in proposal.plan.kinds])
        self.draw_headline()
        self._show_behind()

    @on(RosterTable.RowChosen)
    def open_review(self, event: RosterTable.RowChosen) -> None:
        """Open the review of a kind."""
        event.stop()
        panel = panel_of(Kind(event.row_id))
        self.post_message(next(one for one in OPEN if one.PANEL is panel)())

    @on(RosterTable.RowHighlighted)
    def follow_cursor(self, event: RosterTable.RowHighlighted) -> None:
        """Show what is behind the line that the cursor came to."""
        event.stop()
        self._show_behind()

    @on(events.Resize)
    def fit_width(self) -> None:
        """Name as many as there is room for."""
        self._show_behind()

    def draw_headline(self) -> None:
        """Say what saving would do, all kinds together."""
        if self._proposal is None:
            return
        plan, line = self._proposal.plan, self.query_one(FactLine)
        line.facts = tuple(everything_headline(self._proposal))
        line.aside = (next_key(plan, is_outdated=self.is_outdated, can_save=self.can_save),)
        held = f"Will be held for approval: {' '.join(plan.held)}" if plan.held else ""
        self.query_one(NoteLine).note = outdated_words() if self.is_outdated else held

    def _show_behind(self) -> None:
        plan, kind = self._proposal.plan if self._proposal else None, self.table.cursor_id
        part = plan.part(Kind(kind)) if plan and kind else None
        lines = (*part_lines(part, plan, *self.size), *message_lines(plan)) if plan and part else ()
        self.query_one(".behind > Static", Static).update(Content("\n".join(lines)))
