"""A stand-in that takes its time: small pages, one after the other."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from patience import wait_until

from marktui.sandbox.pace import Pace
from marktui.sandbox.server import Sandbox

from .reading import read_all


def test_pages_are_small_and_come_one_after_the_other(client: httpx.Client, sandbox: Sandbox) -> None:
    everybody = read_all(client, "/students")
    sandbox.reset()
    sandbox.slow_down(Pace(answer=0.01, kilobyte=0, rows=60))
    assert read_all(client, "/students") == everybody
    assert len(sandbox.requests) == 4
    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(client.get, ["/year_groups"] * 4))
    assert time.monotonic() - began >= 0.04


def test_what_is_long_takes_longer() -> None:
    assert Pace(answer=1, kilobyte=0.5, rows=60).seconds(2_000) == 2


def test_answers_from_far_away_are_under_way_side_by_side(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(step=1)

    def are_side_by_side() -> bool:
        sandbox.reset()
        client.post("/_sandbox", json={"delay": 100})
        began = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(client.get, ["/year_groups"] * 4))
        assert time.monotonic() - began >= 0.1
        return sandbox.most_at_once == 4

    # On a busy machine the first may be answered before the last is sent.
    wait_until(are_side_by_side)
    assert client.get("/_sandbox").json()["most_at_once"] == sandbox.most_at_once == 4
    assert client.post("/_sandbox", json={"delay": 0}).json()["step"] == 1, "nothing else has changed"
    assert sandbox.stage.pace is None
