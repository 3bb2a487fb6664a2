"""A reading or a save while it runs: a bar for each list, and what is waited for."""

from collections.abc import Iterator
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from marktui.hub.model.kind import Kind
from marktui.sync.run.events import ListProgress, Saving
from marktui.sync.run.progress import Progress
from marktui.tui.common.panel import panel_of
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.kinds import kind_heading
from marktui.wording.progress import progress_words

_BAR = 24
_PAUSE = 0.5
"""Seconds between two drawings while rows come: the tabs and the strip show each step."""
_HINT = "esc stops it; nothing has been changed. You can go on using the rest of marktui."


class ProgressView(Vertical):
    """How far each list has come. Each line is drawn by itself, and only when its words have changed."""

    DEFAULT_CSS = """
    ProgressView {
        padding: 1 2; height: 1fr;
        & > Static { margin-bottom: 1; }
        & > .heading { text-style: bold; }
        & > .list { width: 62; max-width: 100%; height: 1; margin: 0; text-wrap: nowrap; }
        & > .hint { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self._drawn_at = 0.0

    def compose(self) -> ComposeResult:
        """Heading, what is done, a line for each list that may be read, what can be done."""
        yield Static(self._heading, classes="heading", markup=False)
        yield Static(classes="doing", markup=False)
        for _ in Kind:
            yield Static(classes="list", markup=False)
        yield Static(_HINT, classes="hint", markup=False)

    def show(self, progress: Progress) -> None:
        """Show how far the work has come."""
        clock = monotonic()
        if progress.unfinished and clock - self._drawn_at < _PAUSE:
            return
        self._drawn_at, doing = clock, _doing(progress, clock)
        self.query_one(".hint").visible = not (progress.is_stopping or isinstance(progress.step, Saving))
        lines = (Content(doing), *_bars(progress))
        for widget, line in zip(self.query(".doing, .list").results(Static), lines, strict=True):
            if widget.content != line:
                widget.update(line, layout=False)


def _doing(progress: Progress, clock: float) -> str:
    """What is waited for or done, in full; while rows come, the bars say it."""
    is_waiting = progress.pause_left(clock) is not None or progress.silence(clock) is not None
    return "Reading" if progress.count and not is_waiting else progress_words(progress, clock, GLYPHS.dot)[0]


def _bars(progress: Progress) -> Iterator[Content]:
    lists = {one.kind: one for one in progress.lists.values()}
    every = [_bar(lists[kind], progress.share(kind)) for kind in Kind if kind in lists]
    return iter((*every, *(Content("") for _ in range(len(Kind) - len(every)))))


def _bar(one: ListProgress, share: float | None) -> Content:
    name = f"{kind_heading(one.kind):<12} "
    if share is None:
        return Content(f"{name}{one.count}")
    full = int(share * _BAR)
    bar = GLYPHS.bar_full * full + GLYPHS.bar_empty * (_BAR - full)
    return Content.assemble(name, (bar, panel_of(one.kind).colour), f" {share:4.0%}  {one.count}")
