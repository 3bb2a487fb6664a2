"""All four kinds summed up: a line for each, and what is behind the one under the cursor."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sync.history.change_counts import planned_changes
from marktui.sync.model.proposal import Proposal
from marktui.sync.review.new_school_year import new_school_year
from marktui.tui.common.panel import panel_of
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.words import effort_words
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.review.lines import Lines
from marktui.tui.review.words import limit_words, notices
from marktui.tui.sync.commands import OPEN
from marktui.tui.sync.panels.summary_words import (
    COLUMNS,
    first_to_look_at,
    message_lines,
    part_lines,
    summary_row,
)
from marktui.wording.changes import does_words
from marktui.wording.new_school_year import new_school_year_words

_HOW = "Enter or its number opens one. What is decided there counts in the one save."


class Summary(Vertical):
    """Sums a plan up. Enter opens the review of the kind under the cursor."""

    DEFAULT_CSS = """
    Summary {
        height: 1fr;
        & > .saves { padding: 0 1; text-style: bold; height: auto; }
        & > .new-school-year { padding: 0 1; text-style: bold; color: $text-accent; }
        & > .notices { padding: 0 1; color: $text-warning; }
        & > RosterTable { height: 5; margin: 1 0; }
        & > .how { padding: 0 1; color: $text-muted; height: auto; margin-bottom: 1; }
        & > .behind { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    }
    """

    is_outdated: var[bool] = var(False)
    """Whether the hub has changed since this was read."""

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self.table = RosterTable(COLUMNS, gap=1)
        """A line for each kind."""

    def compose(self) -> ComposeResult:
        """What a save would do, what to know before it, the lines, what is behind one of them."""
        yield Static(classes="saves", markup=False)
        yield MessageLine(classes="new-school-year")
        yield MessageLine(classes="notices")
        yield self.table
        yield Static(_HOW, classes="how", markup=False)
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
        plan = proposal.plan
        year = new_school_year(plan)
        self.query_one(".saves", Static).update(Content(_saves(proposal)))
        self.query_one(".new-school-year", MessageLine).say(new_school_year_words(year) if year else "")
        self._show_notices()
        self.table.show([summary_row(part) for part in plan.kinds])
        self._show_behind()

    def watch_is_outdated(self) -> None:
        """Say so above the lines."""
        self._show_notices()

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

    def _show_notices(self) -> None:
        if self._proposal is not None:
            words = notices(self._proposal.plan, is_outdated=self.is_outdated)
            self.query_one(".notices", MessageLine).say(words)

    def _show_behind(self) -> None:
        plan, kind = self._proposal.plan if self._proposal else None, self.table.cursor_id
        part = plan.part(Kind(kind)) if plan and kind else None
        lines = (*part_lines(part, plan, self.size.width), *message_lines(plan)) if plan and part else ()
        self.query_one(".behind > Static", Static).update(Content("\n".join(lines)))


def _saves(proposal: Proposal) -> str:
    """What a save would do, all kinds together, and what the reading took."""
    does = does_words(planned_changes(proposal.plan.changes)) or "changes nothing"
    limit = f", pupils limited to {limit_words(proposal.scope.filter)}" if proposal.scope.filter else ""
    effort = effort_words(proposal.reading.seconds, proposal.reading.requests)
    return f"Everything read{limit} ({effort}). Saving {does}."
