"""When a connection ends that cannot renew itself, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from marktui.wording.connection import end_words, is_ending, short_end_words

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "short", "says"),
    [
        (timedelta(days=30), "", "ends when its token does, on 3 Apr at"),
        (timedelta(days=2), "", "on 6 Mar at"),
        (timedelta(days=1), "ends in 24 h", "in 24 h, and cannot renew itself."),
        (timedelta(hours=3), "ends in 3 h", "in 3 h, and cannot renew itself."),
        (timedelta(minutes=5), "ends in 5 min", "in 5 min, and"),
        (timedelta(seconds=20), "ends in a moment", "in a moment, and"),
        (timedelta(0), "ended", "ended just now, and cannot renew itself."),
        (timedelta(hours=-3), "ended", "ended 3 h ago, and cannot renew itself."),
        (timedelta(days=-40), "ended", "ended 40 days ago, and"),
    ],
)
def test_how_long_a_connection_holds(left: timedelta, short: str, says: str) -> None:
    end = NOW + left
    assert short_end_words(end, NOW) == short
    assert says in end_words(end, NOW)
    assert is_ending(end, NOW) == bool(short)
