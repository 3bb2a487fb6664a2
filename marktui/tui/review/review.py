"""The review of a plan: hub left, MIS right, what each line comes to, and what saving would do."""

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.errors import UsageError
from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import YEAR_CODES, usual_year_name
from marktui.sync.decide.group_choices import GroupChoices
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.review.allowed_actions import not_the_same
from marktui.tui.common.big_work import work_out
from marktui.tui.common.messages import CommandsChanged, ReviewDecided
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.choice_box import PickDialog
from marktui.tui.common.widgets.fact_line import FactLine
from marktui.tui.review.commands import (
    BackToSummary,
    ChangeIntake,
    ConfirmMatch,
    DescribeClass,
    Discard,
    FilterLines,
    GoToNextGroup,
    GoToPreviousGroup,
    Match,
    NameClass,
    SayYear,
    ShowOneGroup,
    ToggleNew,
    ToggleTick,
    Unmatch,
    WhyNotHere,
)
from marktui.tui.review.dialogs.find_person_dialog import FindPersonDialog
from marktui.tui.review.dialogs.match_dialog import ChooseRecord, MatchDialog, MatchOffer, match_offer
from marktui.tui.review.dialogs.text_dialog import TextDialog
from marktui.tui.review.lines import Lines, school_year_start
from marktui.tui.review.result_page import ResultPage
from marktui.tui.review.review_list import ReviewList
from marktui.tui.review.words import next_key, nobody_words, notices

_REMEMBERED = "Every later sync remembers it once this is saved."


class Review(ResultPage):
    """One kind's part of a plan, line by line, and what is decided in it.

    Args:
        kind: What the panel syncs.
    """

    DEFAULT_CSS = """
    Review {
        height: 1fr;
    }
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._decisions = Decisions()
        self._choices: tuple[PairStatus, bool] | None = None
        self.lines = ReviewList(kind)
        """The lines."""
        self.table = self.lines.table

    def compose(self) -> ComposeResult:
        """What saving would do, then the lines."""
        yield FactLine(id="headline")
        yield self.lines

    @property
    def pair(self) -> Pair | None:
        """The line under the cursor."""
        return self.lines.pair

    @property
    def proposal(self) -> Proposal | None:
        """The plan under review."""
        return self.lines.items.proposal if self.lines.items else None

    def begin(self, lines: Lines) -> None:
        """Review what has just been read."""
        self._decisions = lines[self._kind].proposal.decisions
        self.show(lines)
        self.lines.begin()

    def show(self, lines: Lines) -> None:
        """Show other lines; the cursor stays on its line."""
        self.lines.show(lines[self._kind])
        self.draw_headline()

    def draw_headline(self) -> None:
        """Say what saving would do to this kind."""
        lines = self.lines.items
        if lines is None:
            return
        proposal = lines.proposal
        line = self.query_one("#headline", FactLine)
        line.facts = lines.headline
        line.aside = (next_key(proposal.plan, is_outdated=self.is_outdated, can_save=self.can_save),)
        self.lines.note_line.note = notices(proposal.plan, self._kind, is_outdated=self.is_outdated)

    @on(RosterTable.RowHighlighted)
    def renew_keys(self) -> None:
        """Other keys work on another kind of line."""
        pair = self.pair
        choices = (pair.status, pair.ticked is None) if pair else None
        if choices != self._choices:
            self._choices = choices
            self.post_message(CommandsChanged())

    @on(FilterLines)
    def filter(self) -> None:
        """Ask for the words to filter by."""
        self.lines.filter_bar.open()

    @on(ShowOneGroup)
    def show_next_group(self) -> None:
        """Show the next group alone."""
        self.lines.show_next_part()

    @on(GoToNextGroup)
    def go_to_next_group(self) -> None:
        """Go to the first line of the next group."""
        self.lines.go_to_group(1)

    @on(GoToPreviousGroup)
    def go_to_previous_group(self) -> None:
        """Go to the first line of the group before."""
        self.lines.go_to_group(-1)

    @on(BackToSummary)
    @on(Discard)
    def leave(self, command: BackToSummary | Discard) -> None:
        """Show everything first; only then the panels leave the review."""
        if self.lines.step_back():
            command.stop()

    @on(ToggleTick)
    def toggle(self) -> None:
        """Tick or un-tick the line under the cursor, and move on."""
        pair = self.pair
        if pair is not None and pair.row is not None and pair.ticked is not None:
            self.lines.alter([pair.with_(ticked=not pair.ticked)])
            self._decide(self._decisions.tick(self._kind, pair.row.mis_id, not pair.ticked))
            self._move_on()

    @on(ToggleNew)
    def toggle_new(self) -> None:
        """Tick every line shown that has a choice, or un-tick them where all are ticked."""
        free = [pair for pair in self.lines.shown if pair.ticked is not None and pair.row is not None]
        if not free:
            self.notify("No line that is shown has anything to tick.", severity="warning", markup=False)
            return
        ticked = not all(pair.ticked for pair in free)
        ticks = {(self._kind, pair.row.mis_id): ticked for pair in free if pair.row is not None}
        self.lines.alter(pair.with_(ticked=ticked) for pair in free)
        after = structs.replace(self._decisions, ticks={**self._decisions.ticks, **ticks})
        self._decide(after, f"{len(free):,} {'ticked' if ticked else 'un-ticked'}.")

    @on(ConfirmMatch)
    @work
    async def confirm(self) -> None:
        """Match the line under the cursor to its record; ask which, where there are several."""
        pair, lines = self.pair, self.lines.items
        if pair is None or pair.row is None or lines is None:
            return
        chosen: str | None = pair.candidates[0].record_id if pair.candidates else None
        if len(pair.candidates) > 1:
            chosen = await self.app.push_screen_wait(ChooseRecord(pair, lines.comparison))
        if chosen is not None:
            self.match(pair.row.mis_id, chosen)

    @on(Match)
    async def look_for_match(self) -> None:
        """Find who may be the other side of the line under the cursor, and let the person choose.

        The next keys wait for it: they are meant for the window.
        """
        pair, lines = self.pair, self.lines.items
        if pair is None or lines is None:
            return
        plan = lines.proposal.plan
        offer = await work_out(len(lines.pairs), match_offer, plan, lines.comparison, pair)
        if offer is None:
            self.notify(nobody_words(pair), severity="warning", markup=False)
        else:
            self.run_worker(self._choose_match(offer))

    async def _choose_match(self, offer: MatchOffer) -> None:
        chosen = await self.app.push_screen_wait(MatchDialog(offer))
        if chosen is not None:
            self.match(*chosen)

    @on(DescribeClass)
    @work
    async def describe(self) -> None:
        """Ask for the description of the class under the cursor."""
        pair, decisions = self.pair, self._decisions
        if pair is None or pair.row is None:
            return
        mis_id = pair.row.mis_id
        dialog = TextDialog(
            f"Describe {pair.mis_label}",
            ("description", "Description"),
            decisions.descriptions.get((Kind.CLASS, mis_id), ""),
            "Enter keeps it for the save, an empty line removes it; esc leaves it as it is.",
            lambda text: decisions.describe(mis_id, text),
        )
        described = await self.app.push_screen_wait(dialog)
        if described is not None:
            self._decide(described)

    @on(NameClass)
    @work
    async def name_class(self) -> None:
        """Ask for another name for the class under the cursor."""
        row = self.pair.row if self.pair else None
        choices = self._group_choices()
        if choices is None or not isinstance(row, MisClass):
            return
        dialog = TextDialog(
            f"What is this {row.name} called in the hub?",
            ("name", "Name"),
            row.name,
            "Enter keeps it for the save; esc leaves it as it is.",
            lambda name: choices.with_name(row, name),
        )
        named = await self.app.push_screen_wait(dialog)
        if named is not None:
            self._decide(named, _REMEMBERED)

    @on(SayYear)
    @work
    async def say_year(self) -> None:
        """Ask which year the year group under the cursor is."""
        row = self.pair.row if self.pair else None
        choices = self._group_choices()
        if choices is None or not isinstance(row, MisYearGroup):
            return
        codes = {code: f"{code:<3} {usual_year_name(code)}" for code in YEAR_CODES}
        dialog = PickDialog(f"Which year is {row.name}?", codes, row.code or "R")
        code = await self.app.push_screen_wait(dialog)
        if code is None:
            return
        try:
            self._decide(choices.with_year(row, code), _REMEMBERED)
        except UsageError as error:
            self.notify(failure_words(error), severity="warning", markup=False)
        else:
            self._move_on()

    def _group_choices(self) -> GroupChoices | None:
        if self.proposal is None:
            return None
        return GroupChoices(self.proposal.plan.hub, self.proposal.reading, self._decisions)

    @on(ChangeIntake)
    def change_intake(self) -> None:
        """Say that the school year started in the other year; the intakes follow."""
        if self.proposal is not None:
            present = school_year_start(structs.replace(self.proposal, decisions=self._decisions))
            self._decide(self._decisions.start(next(one for one in SchoolYearStart if one is not present)))

    @on(WhyNotHere)
    @work
    async def look_for_somebody(self) -> None:
        """Let the person search what was read."""
        if self.proposal is not None:
            await self.app.push_screen_wait(FindPersonDialog(self.proposal))

    def match(self, mis_id: str, record_id: str) -> None:
        """Match a row and a record, wherever they were chosen."""
        pair = self.pair
        is_here = pair is not None and (
            (pair.row is not None and pair.row.mis_id == mis_id)
            or (pair.record is not None and pair.record.id == record_id)
        )
        self._decide(self._decisions.confirm(self._kind, mis_id, record_id))
        if is_here:
            self._move_on()

    @on(Unmatch)
    def unmatch(self) -> None:
        """Part the line under the cursor from its record, or from all its candidates."""
        pair = self.pair
        if pair is None or pair.row is None:
            return
        decisions = self._decisions
        for other in not_the_same(pair):
            decisions = decisions.unmatch(self._kind, pair.row.mis_id, other)
        self._decide(decisions, f"{pair.mis_label} is unmatched; later runs remember it once this is saved.")
        self._move_on()

    def _move_on(self) -> None:
        """Go to the next line, as every key does that decides about a line."""
        self.table.cursor += 1

    def _decide(self, decisions: Decisions, said: str = "") -> None:
        # Kept here at once: the plan follows later, and the next key must not forget this one.
        self._decisions = decisions
        self.post_message(ReviewDecided(self._kind, decisions, said))
