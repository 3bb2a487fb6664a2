"""The first page of a panel: what it does, when it was last saved, and the button that reads."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Static

from marktui.hub.model.kind import Kind
from marktui.sync.history.change_counts import entry_changes
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import panel_of
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.words import INTRODUCTIONS, PROMISE, Failure
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.sync.commands import Read
from marktui.tui.sync.waiting import describe_waiting
from marktui.wording.changes import done_words
from marktui.wording.dates import recent_words
from marktui.wording.kinds import kind_heading


class Introduction(VerticalScroll, can_focus=False):
    """What a panel does, why it is closed, and what went wrong the last time."""

    DEFAULT_CSS = """
    Introduction {
        padding: 1 2; max-width: 100; scrollbar-size-vertical: 1;
        & > Static { margin-bottom: 1; }
        & > .heading { text-style: bold; }
        & > .problem { color: $text-error; }
        & > .facts { color: $text-muted; }
        & > .waiting { color: $text-warning; margin: 1 0 0 0; }
    }
    """

    limit: reactive[str] = reactive("")
    """To what the sync is limited, in words."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._was_closed = False

    def compose(self) -> ComposeResult:
        """Heading, problem, text, facts, button, what waits."""
        yield Static(kind_heading(self._kind), classes="heading", markup=False)
        yield MessageLine(classes="problem")
        yield Static(classes="text", markup=False)
        yield Static(classes="facts", markup=False)
        yield Button("Proceed", compact=True, action=f"screen.command('{Read.id()}')")
        yield Static(classes="waiting", markup=False)

    def watch_limit(self) -> None:
        """Say it beside the heading."""
        limit = f" {GLYPHS.dot} limited to {self.limit}" if self.limit else ""
        self.query_one(".heading", Static).update(Content(f"{kind_heading(self._kind)}{limit}"))

    def show(self, view: HubView) -> None:
        """Show what the panel does, what the hub holds of its kind, and why it is closed."""
        mis, facts, closed = view.mis, _facts(view, self._kind), view.closed(panel_of(self._kind))
        text = f"{INTRODUCTIONS[self._kind].format(mis=mis)}\n\n{PROMISE}"
        self.query_one(".text", Static).update(Content(text))
        self.query_one(".facts", Static).update(Content(facts))
        button = self.query_one(Button)
        button.label = Content(f" Proceed {GLYPHS.dot} Read {self._kind.nouns} from {mis} ")
        button.display = closed is None
        waiting = describe_waiting(view) if self._kind is Kind.PUPIL else ""
        self.query_one(".waiting", Static).update(Content(waiting))
        if closed is not None or self._was_closed:
            self._show_problem(closed or "")
        self._was_closed = closed is not None

    def show_problem(self, failure: Failure | None) -> None:
        """Show what went wrong, and what to do next; nothing where nothing did."""
        self._show_problem(
            "\n".join(part for part in (failure.message, failure.hint) if part) if failure else ""
        )

    def _show_problem(self, problem: str) -> None:
        self.query_one(".problem", MessageLine).say(problem)


def _facts(view: HubView, kind: Kind) -> str:
    """What the hub holds of a kind, and when it was last saved."""
    records = view.hub.records(kind).values()
    synced = sum(record.is_synced for record in records)
    held = f"In the hub   {kind.counted(len(records))}, {synced:,} synced"
    entry = view.attempts.complete.get(kind)
    if entry is None:
        return f"{held}\nLast saved   not yet"
    changes = done_words(entry_changes(entry, kind))
    return f"{held}\nLast saved   {recent_words(entry.at, view.now)}: {changes or 'nothing to change'}"
