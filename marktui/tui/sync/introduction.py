"""The first page of a panel: what it does, when it was last saved, and the button that reads."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Static

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import is_set_up
from marktui.hub.model.text import enumerated
from marktui.sync.history.change_counts import entry_changes
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.words import INTRODUCTION_TO_EVERYTHING, INTRODUCTIONS, PROMISE, Failure
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.sync.commands import Read
from marktui.tui.sync.waiting import WaitingView
from marktui.tui.sync.web_hub import web_hub_words
from marktui.wording.dates import recent_words
from marktui.wording.sync.changes import done_words
from marktui.wording.sync.history import undone_run

_DEMO = "\nDemo         ctrl+p, september: the school moves on to its next school year"
"""How the demo's school moves on."""
_ROOMY = 30
"""The height of a terminal from which there is room for empty lines."""


class Introduction(VerticalScroll, can_focus=False):
    """What a panel does, why it is closed, and what went wrong the last time."""

    DEFAULT_CSS = """
    Introduction {
        padding: 1 2; max-width: 100; scrollbar-size-vertical: 1;
        & > Static { margin-bottom: 1; }
        & > .heading { text-style: bold; }
        & > .problem { color: $text-error; }
        & > .facts { color: $text-muted; }
        & > .everything { color: $text-muted; margin: 1 0 0 0; }
        & > .waiting { color: $text-warning; margin: 1 0 0 0; }
        &.-low { padding: 0 2; }
        &.-low > .heading, &.-low > .text, &.-low > .everything { margin: 0; }
    }
    """

    limit: reactive[str] = reactive("")
    """To what the sync is limited, in words."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self._was_closed = False
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Heading, problem, text, facts, button, the key that reads everything, what waits."""
        yield Static(self._panel.heading, classes="heading", markup=False)
        yield MessageLine(classes="problem")
        yield Static(classes="text", markup=False)
        yield Static(PROMISE, classes="promise", markup=False)
        yield Static(classes="facts", markup=False)
        yield Button("Proceed", compact=True, action=f"screen.command('{Read.id()}')")
        yield MessageLine(classes="everything")
        if Kind.PUPIL in self._panel.kinds:
            yield WaitingView()

    def on_mount(self) -> None:
        """Say what went wrong, and what the sync is limited to, before this was on the screen."""
        self._draw_problem()
        self._draw_heading()

    def on_resize(self) -> None:
        """Leave empty lines out where they would push what waits off the screen."""
        self.set_class(self.app.size.height < _ROOMY, "-low")

    def watch_limit(self) -> None:
        """Say it beside the heading."""
        if self.is_mounted:
            self._draw_heading()

    def _draw_heading(self) -> None:
        limit = f" {GLYPHS.dot} limited to {self.limit}" if self.limit else ""
        self.query_one(".heading", Static).update(Content(f"{self._panel.heading}{limit}"))

    def show(self, view: HubView) -> None:
        """Show what the panel does, what the hub holds of its kinds, and why it is closed."""
        panel, closed = self._panel, view.closed(self._panel)
        self.query_one(".text", Static).update(Content(_text(view, panel)))
        facts = f"{_facts(view, panel)}{_DEMO if view.is_demo else ''}"
        self.query_one(".facts", Static).update(Content(facts))
        button = self.query_one(Button)
        nouns = panel.kind.nouns if panel.kind else "everything"
        button.label = Content(f" Proceed {GLYPHS.dot} Read {nouns} from {view.source} ")
        button.display = closed is None
        self.query_one(".everything", MessageLine).say(_other_way(view, panel))
        if closed is not None or self._was_closed:
            self._show_problem(closed or "")
        self._was_closed = closed is not None

    def show_problem(self, failure: Failure | None) -> None:
        """Show what went wrong, and what to do next; nothing where nothing did."""
        self._show_problem(
            "\n".join(part for part in (failure.message, failure.hint) if part) if failure else ""
        )

    def _show_problem(self, problem: str) -> None:
        self._problem = problem
        if self.is_mounted:
            self._draw_problem()

    def _draw_problem(self) -> None:
        self.query_one(".problem", MessageLine).say(self._problem)


def _text(view: HubView, panel: Panel) -> str:
    text = INTRODUCTIONS[panel.kind] if panel.kind else INTRODUCTION_TO_EVERYTHING
    kinds = enumerated(kind.nouns for kind in panel.kinds_of(view.hub))
    return text.format(mis=view.source, kinds=kinds)


def _other_way(view: HubView, panel: Panel) -> str:
    """That one key reads everything, where that is another way than this panel's."""
    if panel is Panel.EVERYTHING or view.closed(Panel.EVERYTHING) is not None:
        return ""
    finishes = "" if is_set_up(view.hub) else " and finishes the set-up"
    key = key_of("read-everything", "R")
    kinds = enumerated(kind.nouns for kind in Panel.EVERYTHING.kinds_of(view.hub))
    everything = f"{key} reads {kinds} in one go{finishes}."
    if panel is not Panel.PUPILS or finishes:
        return everything
    return f"{everything}\n{web_hub_words()}"


def _facts(view: HubView, panel: Panel) -> str:
    """What the hub holds of a panel's kinds, and when they were last saved."""
    if panel.kind is not None:
        return f"In the hub   {_held(view, panel.kind)}\nLast saved   {_last_saved(view, panel.kind)}"
    kinds = panel.kinds_of(view.hub)
    return "\n".join(f"{_held(view, kind)}; last saved: {_last_saved(view, kind)}" for kind in kinds)


def _held(view: HubView, kind: Kind) -> str:
    return f"{kind.counted(len(view.hub.records(kind)))}, {view.synced[kind]:,} synced"


def _last_saved(view: HubView, kind: Kind) -> str:
    entry = view.attempts.complete.get(kind)
    if entry is None:
        return "not yet"
    undone = view.attempts.undone_by(entry.number)
    done = undone_run(entry.number, undone) if undone else done_words(entry_changes(entry, kind))
    return f"{recent_words(entry.at, view.now)}: {done or 'nothing to change'}"
