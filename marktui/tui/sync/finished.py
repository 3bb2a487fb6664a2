"""The last panel: what the last save did, how long it took, what waits for a person, pictures of the data."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access
from marktui.hub.model.setup_order import needs_resync, next_step
from marktui.hub.model.text import FEW, enumerated
from marktui.store.file.entry import Entry
from marktui.sync.history.status import Attempts
from marktui.sync.model.plan import Plan, returned
from marktui.sync.model.proposal import Outcome
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.words import effort_words
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.sync.overview_view import OverviewView
from marktui.tui.sync.waiting import WaitingView
from marktui.tui.sync.web_hub import web_hub_words
from marktui.wording.dates import recent_words
from marktui.wording.kinds import kind_heading
from marktui.wording.sync.changes import done_words
from marktui.wording.sync.history import undone_run


class FinishedPanel(VerticalScroll, can_focus=True):
    """What was done, what waits, and pictures of the data.

    Args:
        outcome: Gives the result of the last save since the start.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "scroll_home", "Top", show=False, tooltip="Go to the top.", id="finished.top"),
        Binding("G", "scroll_end", "Bottom", show=False, tooltip="Go to the end.", id="finished.bottom"),
    ]
    DEFAULT_CSS = """
    FinishedPanel {
        padding: 1 2 0 2; scrollbar-size-vertical: 1;
        & > .refusal { color: $text-warning; margin-bottom: 1; }
        & > .outcome { text-style: bold; }
        & > .web-hub { color: $text-muted; }
        & > .waiting { color: $text-warning; margin: 1 0; }
    }
    """

    def __init__(self, session: Session, outcome: Callable[[], Outcome | None]) -> None:
        super().__init__(id=Panel.FINISHED.value)
        self._session = session
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        """Outcome, how to undo it, what waits, pictures."""
        yield MessageLine(classes="refusal")
        yield Static(classes="outcome", markup=False)
        yield MessageLine(classes="undo")
        yield MessageLine(classes="web-hub")
        yield WaitingView("Nothing waits.")
        yield OverviewView(self._session)

    def show(self, view: HubView) -> None:
        """Show what was done and what is left to do."""
        outcome = self._outcome()
        self.query_one(".refusal", MessageLine).say(view.refusal or "")
        self.query_one(".outcome", Static).update(Content(_outcome_words(view, outcome)))
        self._offer_undo(view, outcome)
        self.query_one(".web-hub", MessageLine).say("" if view.read_only else web_hub_words())
        self.query_one(OverviewView).show(view)

    def _offer_undo(self, view: HubView, outcome: Outcome | None) -> None:
        """Say how to undo the last sync, as long as nothing came after it."""
        last = _last_sync(view.attempts)
        run = outcome.run if outcome else last.number if last else None
        is_newest = run is not None and run == view.hub.next_entry - 1
        words = (
            f"{key_of('undo', 'u')} undoes run {run}; {key_of('show-history', 'H')} shows what it changed."
            if is_newest and not view.read_only
            else ""
        )
        self.query_one(".undo", MessageLine).say(words)

    def enter(self) -> None:
        """Put the focus here, so that a long text can be scrolled."""
        self.focus()


def _outcome_words(view: HubView, outcome: Outcome | None) -> str:
    """What the last save did; before there was one, how far the set-up is, and what the last sync took."""
    if outcome is not None:
        return "\n".join((outcome_words(outcome), *returned_words(outcome.plan)))
    step, last = next_step(view.hub), _last_sync(view.attempts)
    setup = "The set-up is complete. Any panel can be opened directly."
    if step is not None:
        setup = f"The set-up is not finished: next is panel {panel_of(step).number}, {kind_heading(step)}."
    if last is None:
        return setup
    undone = view.attempts.undone_by(last.number)
    if undone:
        return f"{setup} Last sync, {recent_words(last.at, view.now)}: {undone_run(last.number, undone)}."
    run = f"run {last.number}" if last.number else "nothing to change"
    effort = effort_words(last.seconds, last.requests)
    return f"{setup} Last sync: {run}, {recent_words(last.at, view.now)} ({effort})."


def _last_sync(attempts: Attempts[Entry]) -> Entry | None:
    """The newest sync that was saved, of any kind."""
    return next(iter(attempts.complete.values()), None)


def outcome_words(outcome: Outcome) -> str:
    """What a save did, how long it took, and how many requests were made."""
    effort = effort_words(outcome.seconds, outcome.requests)
    waiting = sum(part.undecided for part in outcome.plan.kinds)
    alone = f" {waiting:,} undecided, left alone." if waiting else ""
    if outcome.run is None:
        left = sum(part.counts.left_alone for part in outcome.plan.kinds) - waiting
        agrees = f": {f'but for {left:,} left alone ' if left else ''}the hub agrees with the MIS"
        return f"Nothing to change{'' if alone else agrees} ({effort}).{alone}"
    follows = Kind.PUPIL not in outcome.plan.scope.kinds and needs_resync(outcome.plan.after)
    pupils = " Now re-sync pupils: p." if follows else ""
    done = done_words(outcome.plan.change_counts)
    return f"Run {outcome.run} saved: {done} ({effort}).{alone}{pupils}"


def returned_words(plan: Plan) -> Iterator[str]:
    """Who was brought back, and who of them cannot log in because of an earlier decision."""
    people = returned(plan)
    if people:
        yield f"Brought back: {enumerated((one.label for one in people), FEW)}."
    shut_out = [one.label for one in people if one.access is Access.WITHOUT_ACCESS]
    if shut_out:
        yield f"Still without access: {enumerated(shut_out, FEW)}. + in Teachers or Pupils grants it."
