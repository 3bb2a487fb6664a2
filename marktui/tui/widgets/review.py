"""The review of a plan: hub left, MIS right, what each line comes to, and what saving would do."""

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from marktui.hub.kind import Kind
from marktui.hub.roster import containing
from marktui.sync.outcome import Proposal
from marktui.sync.pair import Pair, PairStatus
from marktui.sync.plan import KindPlan
from marktui.sync.scope import Decisions
from marktui.tui.commands.review import ConfirmMatch, FilterLines, ToggleNew, ToggleTick, Unmatch
from marktui.tui.commands.sync import PutAside
from marktui.tui.messages import ReviewDecided, SituationChanged
from marktui.tui.review_row import columns, row_maker, searchable
from marktui.tui.review_words import line_words, notices, read_words, save_words
from marktui.tui.screens.choose_record import ChooseRecord
from marktui.tui.screens.confirm import Confirm
from marktui.tui.widgets.filter_bar import FilterBar
from marktui.tui.widgets.roster_table import RosterTable


class Review(Vertical):
    """One kind's part of a plan, line by line.

    Args:
        kind: What the panel syncs.
    """

    DEFAULT_CSS = """
    Review {
        & > Static { padding: 0 1; height: auto; max-height: 2; }
        & > .counts { text-style: bold; }
        & > .notices { color: $text-warning; }
        & > .line { border-top: solid $border-blurred; height: 3; max-height: 3; }
    }
    """

    is_outdated: var[bool] = var(False)
    """Whether the hub has changed since this was read."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._proposal: Proposal | None = None
        self._pairs: dict[str, Pair] = {}
        self._decisions = Decisions()
        self._told = ""
        self._choices: tuple[PairStatus, bool] | None = None
        self.table = RosterTable(columns(kind), empty="No line has these words; esc shows all again.")
        """The lines."""

    def compose(self) -> ComposeResult:
        """Summary, filter, table, and the line under the cursor in full."""
        yield Static(classes="counts", markup=False)
        yield Static(classes="saves", markup=False)
        yield Static(classes="notices", markup=False)
        yield FilterBar()
        yield self.table
        yield Static(classes="line", markup=False)

    @property
    def pair(self) -> Pair | None:
        """The line under the cursor."""
        return self._pairs.get(self.table.cursor_id or "")

    @property
    def filtered(self) -> bool:
        """Whether a filter hides lines."""
        return bool(self.query_one(FilterBar).text)

    def begin(self, proposal: Proposal) -> None:
        """Review what has just been read."""
        self._decisions = proposal.decisions
        self.unfilter()
        self.show(proposal)
        self.table.cursor = 0

    def show(self, proposal: Proposal) -> None:
        """Show a proposal; the cursor stays on its line."""
        part = proposal.plan.part(self._kind)
        if part is None:
            return
        self._proposal = proposal
        self._pairs = {pair.key: pair for pair in part.pairs}
        self._summarise(proposal, part)
        self._list()
        self._tell_line()

    def _summarise(self, proposal: Proposal, part: KindPlan) -> None:
        self.query_one(".counts", Static).update(Content(read_words(self._kind, part.counts)))
        self.query_one(".saves", Static).update(Content(save_words(part)))
        self._warn(proposal)

    def watch_is_outdated(self) -> None:
        """Say so above the lines."""
        if self._proposal is not None:
            self._warn(self._proposal)

    def _warn(self, proposal: Proposal) -> None:
        words = notices(proposal.plan, is_outdated=self.is_outdated)
        told = self.query_one(".notices", Static)
        told.update(Content(words))
        told.display = bool(words)

    @on(FilterBar.FilterChanged)
    def _list(self) -> None:
        """Show the lines that the filter lets through."""
        if self._proposal is None:
            return
        row_of = row_maker(self._proposal.plan.hub, self._proposal.reading)
        bar = self.query_one(FilterBar)
        shown = containing(self._pairs.values(), bar.text, lambda pair: searchable(row_of(pair)))
        self.table.show_ids([pair.key for pair in shown], lambda key: row_of(self._pairs[key]))
        bar.counts = (len(shown), len(self._pairs))

    @on(RosterTable.RowHighlighted)
    def _tell_line(self) -> None:
        """Tell what the line under the cursor is about."""
        pair = self.pair
        words = line_words(pair, self._proposal.plan.hub) if pair and self._proposal else ""
        if words != self._told:
            self._told = words
            self.query_one(".line", Static).update(Content(words), layout=False)
        choices = (pair.status, pair.ticked is None) if pair else None
        if choices != self._choices:
            self._choices = choices
            self.post_message(SituationChanged())

    @on(FilterLines)
    def filter(self) -> None:
        """Ask for the words to filter by."""
        self.query_one(FilterBar).open()

    def unfilter(self) -> None:
        """Show all lines again."""
        self.query_one(FilterBar).clear()

    @on(PutAside)
    def leave(self, command: PutAside) -> None:
        """Clear the filter first, and ask before decisions are forgotten; the panel does the rest."""
        if self.filtered:
            command.stop()
            self.unfilter()
        elif self._decisions != Decisions() and not command.is_sure:
            command.stop()
            question = "Put the review aside?"
            text = "What you ticked, confirmed or unmatched here is forgotten. The hub stays as it is."
            self.app.push_screen(Confirm(question, text, yes="Put aside", no="Stay"), self._leave_for_good)

    def _leave_for_good(self, sure: bool | None) -> None:
        if sure:
            self.post_message(PutAside(is_sure=True))

    @on(FilterBar.FilterClosed)
    def leave_filter(self) -> None:
        """Go back to the lines."""
        self.table.focus()

    @on(ToggleTick)
    def toggle(self) -> None:
        """Tick or un-tick the line under the cursor, and move on."""
        pair = self.pair
        if pair is not None and pair.row is not None and pair.ticked is not None:
            self._pairs[pair.key] = structs.replace(pair, ticked=not pair.ticked)
            self._decide(self._decisions.tick(self._kind, pair.row.mis_id, not pair.ticked))
            self.table.cursor += 1

    @on(ToggleNew)
    def toggle_new(self) -> None:
        """Tick every line shown that has a choice, or un-tick them where all are ticked."""
        shown = [self._pairs[key] for key in self.table.ids]
        free = [pair for pair in shown if pair.ticked is not None and pair.row is not None]
        ticked = not all(pair.ticked for pair in free)
        ticks = {(self._kind, pair.row.mis_id): ticked for pair in free if pair.row is not None}
        self._pairs |= {pair.key: structs.replace(pair, ticked=ticked) for pair in free}
        self.table.refresh()
        before = self._decisions
        after = Decisions({**before.ticks, **ticks}, before.confirmed, before.unmatched)
        self._decide(after, f"{len(free):,} {'ticked' if ticked else 'un-ticked'}.")

    @on(ConfirmMatch)
    def confirm(self) -> None:
        """Match the line under the cursor to its record; ask which, where there are several."""
        pair = self.pair
        if pair is None or self._proposal is None:
            return
        if len(pair.candidates) > 1:
            self.app.push_screen(ChooseRecord(pair, self._proposal.plan.hub), self._confirm_record)
        elif pair.candidates:
            self._confirm_record(pair.candidates[0].record_id)

    def _confirm_record(self, record_id: str | None) -> None:
        pair = self.pair
        if record_id is not None and pair is not None and pair.row is not None:
            self.table.cursor += 1
            self._decide(self._decisions.confirm(self._kind, pair.row.mis_id, record_id))

    @on(Unmatch)
    def unmatch(self) -> None:
        """Part the line under the cursor from its record, or from all its candidates."""
        pair = self.pair
        if pair is None or pair.row is None:
            return
        held = [pair.record.id] if pair.record and pair.status is not PairStatus.MAY_MATCH else []
        decisions = self._decisions
        for record_id in [one.record_id for one in pair.candidates] or held:
            decisions = decisions.unmatch(self._kind, pair.row.mis_id, record_id)
        self.table.cursor += 1
        self._decide(decisions, f"{pair.mis_label} is unmatched; later runs remember it once this is saved.")

    def _decide(self, decisions: Decisions, said: str = "") -> None:
        # Kept here at once: the plan follows later, and the next key must not forget this one.
        self._decisions = decisions
        self.post_message(ReviewDecided(self._kind, decisions, said))
