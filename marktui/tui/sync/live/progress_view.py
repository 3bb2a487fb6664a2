"""A reading or a save while it runs: a bar for each list, what is waited for, and how fast it went so far."""

from collections.abc import Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sync.run.events import Saving
from marktui.sync.run.progress import Progress
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.parted_line import PartedLine
from marktui.tui.sync.live.course_view import CourseView
from marktui.wording.kinds import kind_heading
from marktui.wording.sync.progress import progress_words

_SHORTEST, _LONGEST = 12, 60
"""The cells of a bar."""
_BESIDE = 42
"""The cells that name and numbers take."""
_ROOMY = 17
"""The height from which there is room for the chart."""
_HINT = "esc stops it; nothing has been changed. You can go on using the rest of marktui."


class ProgressView(Vertical):
    """How far each list has come. Each line is drawn by itself, and only when its words have changed."""

    DEFAULT_CSS = """
    ProgressView {
        padding: 1 2; height: 1fr;
        & > Static { margin-bottom: 1; }
        & > .heading { text-style: bold; }
        & > .list { width: 1fr; max-width: 110; height: 1; margin: 0; text-wrap: nowrap; }
        &.-low > CourseView { display: none; }
        & > .hint { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self._kinds: Collection[Kind] = ()
        self._shown: tuple[Progress, float] | None = None

    def compose(self) -> ComposeResult:
        """Heading, what is done, a line for each list that may be read, the chart, what can be done."""
        yield Static(self._panel.heading, classes="heading", markup=False)
        yield Static(classes="doing", markup=False)
        yield from map(_ListLine, Kind)
        yield CourseView()
        yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show how far the work has come by now."""
        if self._shown is not None:
            self._draw(*self._shown)

    def on_resize(self) -> None:
        """Leave the chart out where it would push something off the screen."""
        self.set_class(self.size.height < _ROOMY, "-low")

    def show(self, kinds: Collection[Kind], progress: Progress, clock: float) -> None:
        """Show how far the work on some kinds has come."""
        self._kinds, self._shown = kinds, (progress, clock)
        if self.is_mounted:
            self._draw(progress, clock)

    def _draw(self, progress: Progress, clock: float) -> None:
        doing, widget = Content(_doing(progress, clock)), self.query_one(".doing", Static)
        if widget.content != doing:
            widget.update(doing, layout=False)
        hint, reads = self.query_one(".hint"), not isinstance(progress.step, Saving)
        if hint.visible != (reads and not progress.is_stopping):
            hint.visible = not hint.visible
        for line in self.query(_ListLine):
            # Each that is meant has its place from the beginning: nothing moves when it is begun.
            line.display = line.kind in progress.lists or (reads and line.kind in self._kinds)
            line.show(progress)
        self.query_one(CourseView).show(progress, clock)


def _doing(progress: Progress, clock: float) -> str:
    """What is waited for or done, in full; while rows come, the bars say it."""
    is_waiting = progress.pause_left(clock) is not None or progress.silence(clock) is not None
    return "Reading" if progress.count and not is_waiting else progress_words(progress, clock, GLYPHS.dot)[0]


class _ListLine(PartedLine):
    """How far one list has come.

    Args:
        kind: What it is a list of.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(classes="list")
        self.kind = kind
        self._progress = Progress(began=0.0)

    def show(self, progress: Progress) -> None:
        """Show how far the work has come."""
        self._progress = progress
        self.renew()

    def parts(self) -> Sequence[Content]:
        """Name, bar, numbers."""
        one, share = self._progress.lists.get(self.kind), self._progress.share(self.kind)
        name = Content(f"{kind_heading(self.kind):<12} ")
        if one is None:
            return name, Content.styled("not begun", "$text-muted")
        if share is None:
            return name, Content(one.count)
        width = max(_SHORTEST, min(_LONGEST, self.content_size.width - _BESIDE))
        full = int(share * width)
        bar = GLYPHS.bar_full * full + GLYPHS.bar_empty * (width - full)
        return name, Content.styled(bar, panel_of(self.kind).colour), Content(f" {share:4.0%}  {one.count}")
