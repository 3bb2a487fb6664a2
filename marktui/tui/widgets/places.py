"""What lies under the tabs: MIS user sync, and the lists."""

from collections.abc import Iterator
from typing import Any

from textual.widgets import ContentSwitcher

from marktui.hub.kind import Kind
from marktui.sync.session import Session
from marktui.tui.hub_view import HubView
from marktui.tui.place import Place
from marktui.tui.widgets.browser import Browser
from marktui.tui.widgets.history_panel import HistoryPanel
from marktui.tui.widgets.leavers_panel import LeaversPanel
from marktui.tui.widgets.record_panel import RecordPanel


class Places(ContentSwitcher):
    """Shows one place at a time, and gives the lists the hub to show."""

    @property
    def browser(self) -> Browser[Any] | None:
        """The list that is shown, if one is."""
        shown = self.visible_content
        return shown if isinstance(shown, Browser) else None

    @property
    def history(self) -> HistoryPanel:
        """School > History."""
        return self.query_one(HistoryPanel)

    def show(self, view: HubView) -> None:
        """Show another state of the hub; the history may be another one even where the hub is not."""
        for browser in self.query(Browser):
            browser.today = view.now.astimezone().date()
            browser.hub = view.hub
        self.history.expire()


def lists(session: Session) -> Iterator[Browser[Any]]:
    """All the lists, each under the id of its place.

    Args:
        session: The hub and who is at the keyboard.
    """
    yield LeaversPanel(id=Place.LEAVERS.value)
    yield RecordPanel(Kind.YEAR_GROUP, session, id=Place.YEAR_GROUPS.value)
    yield HistoryPanel(session, id=Place.HISTORY.value)
    for kind in (Kind.TEACHER, Kind.PUPIL, Kind.CLASS):
        yield RecordPanel(kind, session, id=Place(kind.plural).value)
