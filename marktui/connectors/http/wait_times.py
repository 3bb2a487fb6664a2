"""How long a connector tries and waits."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import uniform
from typing import Any

from msgspec import Struct, structs

from marktui.connectors.http.decoding import decode_or_none
from marktui.connectors.http.request import Answer
from marktui.hub.settings.network import USUAL_NETWORK


class Pace(Struct, frozen=True):
    """The patience of a transport, in seconds where nothing else is said."""

    tries: int = 5
    """How often a request is sent before it is given up."""
    budget: float = 90.0
    """How long a request may go without an answer, all tries and the waits between them together."""
    connecting: float = 10.0
    first_try: float = 30.0
    """The silence after which the first try is taken for lost; later ones have what is left of the budget."""
    first_wait: float = 0.25
    """The wait after the first try; each later one is twice as long."""
    unsaid: float = 1.0
    """Waits between tries are reported if they are longer."""
    spacing: float = 0.0
    """The least time between the starts of two requests."""
    at_once: int = 8
    """The most requests under way at a time, whichever lists they are for."""
    limit: tuple[float, ...] = (30.0,)
    """The waits for rate limits in a row where the service does not say how long; the last one stays."""
    longest_limit: float = 900.0
    limits: int = 20
    """How many rate limits in a row one request sits out."""
    unannounced: int = 20
    """How many of them where the service does not say how long."""

    def within(self, seconds: float) -> "Pace":
        """The same with another budget, if it is not the usual one."""
        if seconds == USUAL_NETWORK.timeout:
            return self
        return structs.replace(self, budget=float(seconds), first_try=min(self.first_try, seconds / 2))

    def after(self, tried: int) -> float:
        """The wait after so many tries, spread so that many schools do not come back at one moment."""
        return float(self.first_wait * 2 ** (tried - 1) * uniform(1, 1.5))  # noqa: S311  chance, not a secret

    def for_limit(self, answer: Answer, limits: int = 1) -> float | None:
        """The wait that a 429 asks for: the `data.period` of its body, else `Retry-After`.

        None once there were too many in a row; `limits` counts them, this one included.
        """
        asked = limit_data(answer).get("period")
        if isinstance(asked, bool) or not isinstance(asked, int | float):
            asked = retry_after(answer)
        if limits > (self.limits if asked is not None else self.unannounced):
            return None
        if asked is None:
            asked = self.limit[min(limits, len(self.limit)) - 1]
        # Compared before it is made a float, which not every number of JSON fits into.
        return float(min(max(0, asked), self.longest_limit))


USUAL_PACE = Pace()
"""The pace outside tests, unless a service asks for another one."""


def limit_data(answer: Answer) -> dict[str, Any]:
    """The `data` of a 429, empty if it has none."""
    body = decode_or_none(answer.body, dict[str, Any]) or {}
    data = body.get("data")
    return data if isinstance(data, dict) else {}


def retry_after(answer: Answer) -> float | None:
    """The seconds that an answer asks to be left alone for; None where it asks for nothing."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = _moment(value)
    if moment is None:
        return None
    # By the service's own clock, where it tells it: ours may be wrong.
    return (moment - (_moment(answer.headers.get("Date", "")) or datetime.now(UTC))).total_seconds()


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
