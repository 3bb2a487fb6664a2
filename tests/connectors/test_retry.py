"""How long a rate limit is sat out, and how waits grow."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from marktui.connectors.http.request import Answer
from marktui.connectors.http.wait_times import Pace


def _limit(body: bytes = b"", **headers: str) -> float | None:
    return Pace().for_limit(
        Answer(429, {name.replace("_", "-"): text for name, text in headers.items()}, body)
    )


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b'{"data": {"period": 12}}', 12),
        (b'{"data": {"period": 0.5}}', 0.5),
        (b'{"data": {"period": -3}}', 0),
        (b'{"data": {"period": 86400}}', 900),
        (b'{"data": {"period": %s}}' % (b"9" * 400), 900),
        (b'{"data": {"period": -%s}}' % (b"9" * 400), 0),
        (b'{"data": {"period": true}}', 30),
        (b'{"data": {"period": "12"}}', 30),
        (b'{"data": null}', 30),
        (b"[]", 30),
        (b"<h1>slow down</h1>", 30),
        (b"\xff", 30),
    ],
)
def test_the_wait_is_the_period(body: bytes, seconds: float) -> None:
    assert _limit(body) == seconds


def test_without_a_period_retry_after_counts() -> None:
    assert _limit(Retry_After="7") == 7
    assert _limit(b'{"data": {"period": 3}}', Retry_After="7") == 3
    assert _limit(Retry_After="soon") == 30
    assert _limit(Retry_After="9" * 400) == 900
    for far in ("Mon, 01 Jan 2024 00:00:00 +99999999999999999", "Fri, 31 Dec 9999 23:59:59 -2300"):
        assert _limit(Retry_After=far) in (30, 900)
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < (_limit(Retry_After=at) or 0) <= 60


def test_waits_double_and_all_tries_take_less_than_eight_seconds() -> None:
    pace = Pace()
    waits = [pace.after(tried) for tried in range(1, pace.tries)]
    assert all(0.25 * 2**place <= wait <= 0.375 * 2**place for place, wait in enumerate(waits))
    assert sum(waits) < 8


def test_limits_that_say_nothing_are_sat_out_longer_each_time_and_then_given_up() -> None:
    pace = Pace(limit=(15, 30, 60, 60), unannounced=4)
    bare, told = Answer(429, {}, b""), Answer(429, {"Retry-After": "2"}, b"")
    assert [pace.for_limit(bare, limits) for limits in range(1, 6)] == [15, 30, 60, 60, None]
    assert pace.for_limit(told, 20) == 2
    assert pace.for_limit(told, 21) is None


def test_the_settings_may_give_up_sooner_or_later() -> None:
    assert Pace().within(90) == Pace()
    assert Pace().within(20) == Pace(budget=20, first_try=10)
    assert Pace().within(300) == Pace(budget=300)
