"""A clock for commands that run within this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from marktui.sync.session import Session


@contextmanager
def later(days: float) -> Iterator[None]:
    """Let the program's clock run some days ahead, or behind, for a while."""

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(days=days)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("marktui.sync.session.Session", partial(Session, now=now))
        yield
