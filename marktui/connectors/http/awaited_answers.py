"""Which answers of a service are awaited, since when it is silent, and when it will be given up."""

from time import monotonic

from msgspec import Struct

from marktui.connectors.base import Awaiting, Notify


class _Try(Struct, frozen=True):
    attempt: int
    given_up_at: float


class AwaitedAnswers:
    """Reports how things stand whenever a request is sent, and whenever something comes back.

    Args:
        tries: How often a request is sent before it is given up.
    """

    def __init__(self, notify: Notify, tries: int) -> None:
        self._notify = notify
        self._tries = tries
        self._open: dict[int, _Try] = {}
        self._silent_since = 0.0
        self._is_owing = False
        """Whether the last request ended without a word, so that the silence goes on."""

    def sent(self, number: int, attempt: int, left: float) -> None:
        """A request goes out.

        Args:
            number: Which one.
            attempt: The number of the try.
            left: Seconds until it is given up for good.
        """
        now = monotonic()
        if not self._open and not self._is_owing:
            self._silent_since = now
        self._open[number] = _Try(attempt, now + left)
        self._report(now)

    def heard(self) -> None:
        """The service has sent something."""
        self._silent_since, self._is_owing = monotonic(), False
        self._report(self._silent_since)

    def ended(self, number: int, *, in_silence: bool) -> None:
        """A request has been answered in full, or was given up."""
        del self._open[number]
        self._is_owing |= in_silence
        self._report(monotonic())

    def _report(self, now: float) -> None:
        ends = [one.given_up_at for one in self._open.values()]
        self._notify(
            Awaiting(
                requests=len(ends),
                silent=now - self._silent_since,
                given_up_in=min(ends, default=now) - now,
                attempt=max((one.attempt for one in self._open.values()), default=1),
                tries=self._tries,
            )
        )
