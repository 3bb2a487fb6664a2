"""What every connector promises, and the failures it may raise."""

from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import ClassVar, Protocol

from msgspec import Struct

from marktui.connectors.mis import Granted, MisLeaver, Page, PresenceAnswer, Report, Source
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity


def between_years(title: str) -> str:
    """What a run says where no academic year holds today."""
    return f"No academic year holds today in {title}: year groups and classes stay as they are."


class Pause(Struct, frozen=True):
    """A wait, which the connector reports before it begins."""

    seconds: float
    why: str
    """"Assembly allows 600 requests in 5 minutes"."""
    attempt: int = 0
    """The number of the try that follows; 0 where a limit is sat out, which is no failure."""
    tries: int = 0
    """How many tries there are at most."""


class Awaiting(Struct, frozen=True):
    """The answers that are awaited, reported when a request goes out and when something comes back."""

    requests: int
    """How many requests have not been answered in full."""
    silent: float
    """Seconds since the service last sent anything, or since it was asked."""
    given_up_in: float
    """Seconds until the first of the requests is given up, all its tries together."""
    attempt: int = 1
    """The highest number of a try among them."""
    tries: int = 1
    """How many tries there are at most."""


Notify = Callable[[Pause | Awaiting], None]
"""Where a connector reports that it waits, and for what."""


class Secrets(Protocol):
    """The credentials of one connector."""

    def get(self, name: str) -> str | None:
        """One secret by its short name: `token`, `password`."""

    def origin(self, name: str) -> str:
        """What to know of where a secret comes from once it is refused, as a sentence; else empty."""

    def renewing(self) -> AbstractAsyncContextManager[None]:
        """Keep other processes from renewing at the same time; what they have renewed is known inside.

        Raises:
            MarktuiError: Somebody else renews all the time, or what is renewed could not be kept.
        """

    async def renew(self, values: Mapping[str, str]) -> None:
        """Keep secrets that the service has renewed, all at once: where they came from, or in memory only."""


class Connector(Protocol):
    """Reads one MIS service. An async context manager that owns its connections.

    Whatever it is asked raises a `ConnectorError` where the service refuses, fails or cannot be reached.
    """

    name: ClassVar[str]
    """The word in links and on the command line: `assembly`."""
    title: ClassVar[str]
    """The name for people: `Assembly`."""
    stale_reason: str | None
    """Set while reading, if the service says that its own copy of the MIS failed to update."""
    source: Source
    """What the rows come from; known once the connector is entered."""
    data_at: datetime | None
    """When the service last collected from the MIS; set by `freshen`."""
    moved: bool
    """Set while reading, if one id came on two pages: the list moved, and another id may be on none."""
    past_members: frozenset[str]
    """The ids of pupils who are only in classes of other days; set by reading the classes."""

    @property
    def requests(self) -> int:
        """Every HTTP request sent so far, retries and token calls included."""

    @property
    def side_by_side(self) -> bool:
        """Whether the service may be asked for several lists at once; else they are read one by one."""

    @property
    def warnings(self) -> Sequence[str]:
        """Sentences about what was refused but not needed, or looked odd, gathered while reading.

        Those about lists come in one order, whichever list was read first.
        """

    @property
    def observations(self) -> Report:
        """What was seen of the service so far, for support: counts and its own words, nothing of people."""

    async def __aenter__(self) -> "Connector":
        """Open."""

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""

    async def check(self) -> Granted:
        """Try the credentials and ask what is shared."""

    async def identify(self) -> SchoolIdentity:
        """Which school the service answers for; empty where it does not say."""

    async def freshen(self) -> None:
        """Ask how old the service's data is; sets `data_at`. A service that does not say is not a failure."""

    def read(self, kind: Kind) -> AsyncGenerator[Page, None]:
        """The whole list of a kind, page by page; each id once; ends only if the list was complete."""

    async def is_between_years(self) -> bool:
        """Whether no academic year holds today, so that a missing group means nothing; adds a warning."""

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, of the teachers or the pupils, by MIS id."""

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, PresenceAnswer]:
        """Ask for teachers or pupils by id; every id that was asked for is in the answer.

        An answer that cannot be understood is a failure, and never says that somebody is unknown.
        """
