"""A reading or a save while it runs: counted bars, and what is waited for."""

from time import monotonic

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from marktui.sync.run.events import ListProgress, Saving
from marktui.sync.run.progress import Progress
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.kinds import kind_heading
from marktui.wording.progress import progress_words

_RATE = 0.1
"""Seconds between two looks at the progress: no more than ten a second reach the screen."""
_BAR = 30
_HINT = "esc stops it; nothing has been changed. You can go on using the rest of marktui."


class ProgressView(Widget):
    """How far each list has come. Draws only when its words have changed."""

    DEFAULT_CSS = """
    ProgressView { padding: 1 2; height: 1fr; }
    """

    text: reactive[str] = reactive("")
    """What is on the screen."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self._progress = Progress(began=0.0)
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Prepare the look at the progress."""
        self._timer = self.set_interval(_RATE, self.look, pause=True)

    def resume(self) -> None:
        """Look at the progress from now on."""
        self.look()
        if self._timer is not None:
            self._timer.resume()

    def pause(self) -> None:
        """Look at it no longer."""
        if self._timer is not None:
            self._timer.pause()

    def show(self, progress: Progress) -> None:
        """Take note of the progress; it is drawn at the next look."""
        self._progress = progress

    def look(self) -> None:
        """Draw the progress, if it has changed."""
        self.text = self._words(self._progress)

    def render(self) -> Content:
        """Heading, sentence, bars."""
        heading, _, rest = self.text.partition("\n")
        return Content.assemble((heading, "bold"), "\n", rest)

    def _words(self, progress: Progress) -> str:
        bars = [_bar(reading, progress.share(reading.kind)) for reading in progress.lists.values()]
        sentence, *_ = progress_words(progress, monotonic(), GLYPHS.dot)
        can_stop = not progress.is_stopping and not isinstance(progress.step, Saving)
        return "\n".join((self._heading, "", sentence, "", *bars, "", _HINT if can_stop else ""))


def _bar(reading: ListProgress, share: float | None) -> str:
    name = f"{kind_heading(reading.kind):<12}"
    if share is None:
        return f"{name} {reading.count}"
    full = int(share * _BAR)
    bar = GLYPHS.bar_full * full + GLYPHS.bar_empty * (_BAR - full)
    return f"{name} {bar} {share:4.0%}  {reading.count}"
