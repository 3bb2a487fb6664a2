"""How the syncs go and what came of the last one, for the strip in the header and the panels' tabs."""

from collections.abc import Callable
from time import monotonic

from msgspec import structs

from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.sync.run.events import Event
from marktui.sync.run.progress import Progress
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.keys import key_of
from marktui.tui.sync.live import status
from marktui.tui.sync.live.status import News, Status


class Activity:
    """Follows one reading or save after the other.

    Args:
        clock: Seconds on a clock that only goes forward.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        """What progress is measured with."""
        self.progress = Progress(began=0.0)
        """How far the work is that runs, or ran last."""
        self.failed: frozenset[Kind] = frozenset()
        """What could not be read or saved when that was tried last."""
        self._is_running = False
        self._news: News | None = None

    def begin(self, kinds: tuple[Kind, ...]) -> None:
        """A reading or a save begins."""
        self.progress = Progress(began=self.clock())
        self.failed -= set(kinds)
        self._is_running, self._news = True, None

    def hear(self, event: Event) -> None:
        """The work came a step further."""
        self.progress = self.progress.after(event, self.clock())

    def stop(self) -> None:
        """The work was asked to stop."""
        self.progress = structs.replace(self.progress, is_stopping=True)

    def end(self) -> None:
        """The work has ended, however it did."""
        self._is_running = False

    def announce(self, news: News) -> None:
        """Something came of the work; a reading that brought something to review needs no news."""
        self._news = news

    def fail(self, news: News) -> None:
        """The work came to nothing."""
        self.failed |= set(news.kinds)
        self.announce(news)

    def move_on(self, shown: Panel | None) -> None:
        """The person at the keyboard goes elsewhere, and has seen the news.

        Args:
            shown: The panel that they have before them, if it is one.
        """
        news = self._news
        if news is not None and (not news.has_more or (shown and set(shown.kinds) & set(news.kinds))):
            self._news = None

    def status(self, latest: Plan | None, shown: Panel | None, *, can_save: bool = True) -> Status:
        """What the strip says now.

        Args:
            latest: What the review would do that was opened last.
            shown: The panel that is on the screen, if one is.
            can_save: Whether the hub may be changed at all.
        """
        if self._is_running:
            return status.running(self.progress, self.clock())
        if self._news is not None:
            return self._news.status
        if latest is None:
            return Status()
        kinds = latest.scope.kinds
        if shown and set(shown.kinds) & set(kinds):
            does = "asks" if latest.held else "saves"
            key = f"{key_of('save', 's')} {does}" if can_save else "read only"
        else:
            key = (
                f"{key_of('read-everything', 'R')} shows it"
                if len(kinds) > 1
                else f"{panel_of(kinds[-1]).number} shows it"
            )
        return status.to_review(latest, key)
