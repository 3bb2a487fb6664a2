"""School > Leavers: the de-synced teachers and pupils."""

from marktui.hub.record import Record
from marktui.tui.leaver_catalogue import LEAVERS
from marktui.tui.widgets.browser import Browser


class LeaversPanel(Browser[Record]):
    """Everybody whom the MIS no longer has, with the reason.

    Args:
        id: The widget's id.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(LEAVERS, can_mark=True, id=id)
