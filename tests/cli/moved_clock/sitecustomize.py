"""Loaded by a child process at its start: moves its clock by `CLOCK_SECONDS`."""

import datetime as real
import os

from marktui.sync import session

BY = real.timedelta(seconds=float(os.environ.get("CLOCK_SECONDS", "0")))


class MovedDatetime(real.datetime):
    """A clock that is wrong."""

    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> real.datetime:  # type: ignore[override]
        """The moment that this machine believes it is."""
        return real.datetime.now(tz) + BY


setattr(session, "datetime", MovedDatetime)  # noqa: B010 - no name that the module gives away
