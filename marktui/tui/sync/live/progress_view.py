"""A reading or a save while it runs: a bar for each list, what is waited for, and how fast it went so far."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sync.run.events import ListProgress, Saving
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
        self._shown: tuple[Progress, float] | None = None

    def compose(self) -> ComposeResult:
        """Heading, what is done, a line for each list that may be read, the chart, what can be done."""
        yield Static(self._panel.heading, classes="heading", markup=False)
        yield Static(classes="doing", markup=False)
        yield from (_ListLine() for _ in Kind)
        yield CourseView()
        yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show how far the work has come by now."""
        if self._shown is not None:
            self._draw(*self._shown)

    def on_resize(self) -> None:
        """Leave the chart out where it would push something off the screen."""
        self.set_class(self.size.height < _ROOMY, "-low")

    def show(self, progress: Progress, clock: float) -> None:
        """Show how far the work has come."""
        self._shown = progress, clock
        if self.is_mounted:
            self._draw(progress, clock)

    def _draw(self, progress: Progress, clock: float) -> None:
        doing, widget = Content(_doing(progress, clock)), self.query_one(".doing", Static)
        if widget.content != doing:
            widget.update(doing, layout=False)
        hint, can_stop = self.query_one(".hint"), not isinstance(progress.step, Saving)
        if hint.visible != (can_stop and not progress.is_stopping):
            hint.visible = not hint.visible
        lists = [progress.lists[kind] for kind in Kind if kind in progress.lists]
        for at, (line, one) in enumerate(zip_longest(self.query(_ListLine), lists)):
            # Each of the panel's own has its place from the beginning: what stands below does not move.
            line.display = at < max(len(self._panel.kinds), len(lists))
            line.show(one, progress.share(one.kind) if one else None)
        self.query_one(CourseView).show(progress, clock)


def _doing(progress: Progress, clock: float) -> str:
    """What is waited for or done, in full; while rows come, the bars say it."""
    is_waiting = progress.pause_left(clock) is not None or progress.silence(clock) is not None
    return "Reading" if progress.count and not is_waiting else progress_words(progress, clock, GLYPHS.dot)[0]


class _ListLine(PartedLine):
    """How far one list has come."""

    def __init__(self) -> None:
        super().__init__(classes="list")
        self._list: ListProgress | None = None
        self._share: float | None = None

    def show(self, one: ListProgress | None, share: float | None) -> None:
        """Show it; nothing where there is none."""
        self._list, self._share = one, share
        self.renew()

    def parts(self) -> Sequence[Content]:
        """Name, bar, numbers."""
        one, share = self._list, self._share
        if one is None:
            return ()
        name = Content(f"{kind_heading(one.kind):<12} ")
        if share is None:
            return name, Content(one.count)
        width = max(_SHORTEST, min(_LONGEST, self.content_size.width - _BESIDE))
        full = int(share * width)
        bar = GLYPHS.bar_full * full + GLYPHS.bar_empty * (width - full)
        return name, Content.styled(bar, panel_of(one.kind).colour), Content(f" {share:4.0%}  {one.count}")
