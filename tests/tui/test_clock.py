"""A clock that does not fit the history is told once, when the hub is opened."""

from datetime import timedelta

import pytest

from marktui.sync.session import Session

from .conftest import LOGIN, NOW
from .user import at_keyboard


@pytest.mark.parametrize(
    ("by", "is_told"),
    [
        (timedelta(days=-400), True),
        (timedelta(hours=-1), True),
        (timedelta(days=365), True),
        (timedelta(days=30), False),
        (timedelta(minutes=-2), False),
    ],
    ids=str,
)
async def test_the_clock_is_told(synced: Session, by: timedelta, is_told: bool) -> None:
    session = Session(synced.folder, LOGIN, now=lambda: NOW + by, environment={})
    async with at_keyboard(session) as user:
        told = [line.text for line in user.app.message_log.lines]
    assert any("The clock of this machine says" in one for one in told) == is_told
