"""How long ago something was, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from marktui.wording.dates import age, ago, data_age, old

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (48 * 3600 - 1, "47 h"),
        (48 * 3600, "2 days"),
        (400 * 86400, "400 days"),
    ],
)
def test_age_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    since = NOW - timedelta(seconds=seconds)
    assert age(since, NOW) == words
    is_now = words == "just now"
    assert ago(since, NOW) == (words if is_now else f"{words} ago")
    assert old(since, NOW) == (words if is_now else f"{words} old")
    assert data_age("Arbor", since, NOW) == (
        "Arbor data from just now" if is_now else f"Arbor data {words} old"
    )
