"""Loads the hub, and loads it again when it was changed, here or elsewhere."""

from collections.abc import Callable
from functools import partial

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkType

from marktui.hub.model.errors import MarktuiError
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView, load_hub_view
from marktui.tui.common.messages import HubUnreadable
from marktui.tui.common.on_screen import is_on_screen
from marktui.tui.main.change_watcher import ChangeWatcher

DOUBT = 0.4
"""Seconds after which a change on disk counts as somebody else's; our own are known by then."""


class HubFollower:
    """Has a screen show the hub as it is on disk.

    Args:
        host: The screen.
        show: Shows a state of the hub.
        read_only: Whether nothing may be changed.
        is_demo: Whether the school is the demo's.
    """

    def __init__(
        self,
        session: Session,
        host: Screen[None],
        show: Callable[[HubView], None],
        *,
        read_only: bool,
        is_demo: bool,
    ) -> None:
        self._session = session
        self._host = host
        self._show = show
        self._read_only = read_only
        self._is_demo = is_demo
        self._watcher = ChangeWatcher(session.store)
        self._generation: int | None = None
        """The generation that is shown."""
        self._news: Timer | None = None
        self._is_clock_doubt_shown = False

    def load(self, *, is_known: bool) -> None:
        """Load the hub and its history.

        Args:
            is_known: Whether the person at the keyboard knows of the change already.
        """
        self._run(partial(self._load, is_known=is_known), "load")

    def look(self) -> None:
        """Look whether the hub or its history was changed elsewhere; if so, load it."""
        self._run(self._look, "look")

    def say_nothing(self) -> None:
        """Do not say that somebody else has changed the hub, if that was about to be said."""
        if self._news is not None:
            self._news.stop()

    def _run(self, work: WorkType[None], name: str) -> None:
        # Not the coroutine itself: it would never be awaited where the next one comes before its start.
        self._host.run_worker(work, name, name, exclusive=True)

    async def _load(self, *, is_known: bool) -> None:
        await self._watcher.remember()
        try:
            view = await load_hub_view(self._session, read_only=self._read_only, is_demo=self._is_demo)
            clock = await self._session.clock_remark()
        except MarktuiError as error:
            self._host.post_message(HubUnreadable(error))
            return
        if not is_on_screen(self._host):
            return
        before, self._generation = self._generation, view.hub.generation
        is_ours = is_known or self._session.store.is_ours(self._generation)
        if not is_ours and before not in (None, self._generation):
            self._news = self._host.set_timer(DOUBT, self._show_news)
        self._show(view)
        if clock and not self._is_clock_doubt_shown:
            self._host.app.notify(clock, severity="warning")
        self._is_clock_doubt_shown = clock is not None

    async def _look(self) -> None:
        if any(worker.group == "load" and not worker.is_finished for worker in self._host.workers):
            return
        if await self._watcher.has_changed():
            # A dialog that is open may have changed the hub; then the person at the keyboard knows.
            self.load(is_known=not self._host.is_active)

    def _show_news(self) -> None:
        self._host.notify("Somebody else has changed the hub. The lists show it as it is now.", markup=False)
