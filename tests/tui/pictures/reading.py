"""A reading that comes as far as it is told to, on a clock that is set."""

from marktui.connectors.base import Awaiting
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox
from marktui.sync.run.events import Event, ListProgress
from marktui.tui.common.messages import Progressed
from marktui.tui.sync.sync_panels import SyncPanels
from tui.idle import idle
from tui.user import User

ROWS = {Kind.TEACHER: 47, Kind.YEAR_GROUP: 8, Kind.CLASS: 16, Kind.PUPIL: 438}
"""How many the demo's MIS has of each kind."""
EVERY = tuple(Kind)
_ANSWERED = Awaiting(requests=0, silent=0, given_up_in=90)


class Reading:
    """A reading of everything. Its first lists are there, and then the service hangs."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._panels = user.app.screen.query_one(SyncPanels)
        self._seconds = 0.0
        self._panels.workflow.activity.clock = lambda: self._seconds

    @classmethod
    async def begun(cls, user: User, sandbox: Sandbox) -> "Reading":
        """Begin one."""
        sandbox.move(faults=["hang"])
        # Its clock is set first: rows that come before that would have come before the reading began.
        reading = cls(user)
        await user.begin("R")
        activity = reading._panels.workflow.activity
        await user.until_so(lambda: reading._hangs, "Three lists, and a request that hangs")
        activity.begin(EVERY)
        return reading

    @property
    def _hangs(self) -> bool:
        """Whether nothing more comes of the reading itself."""
        progress = self._panels.workflow.activity.progress
        whole = sum(one.whole for one in progress.lists.values())
        return whole == len(EVERY) - 1 and progress.awaiting is not None and progress.awaiting.requests > 0

    async def come_to(self, seconds: float, *rows: int, event: Event = _ANSWERED) -> None:
        """Go on to a second of the reading.

        Args:
            seconds: Since it began.
            rows: How many rows of each kind have come by then.
            event: What is told besides.
        """
        self._seconds = seconds
        for kind, done in zip(Kind, rows, strict=False):
            whole = done == ROWS[kind]
            self._tell(ListProgress(kind, done, ROWS[kind], whole=whole))
        self._tell(event)
        await idle()
        self._panels.draw()
        await idle()

    def _tell(self, event: Event) -> None:
        self._panels.post_message(Progressed(EVERY, event))
