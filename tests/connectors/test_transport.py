"""Retries, rate limits, counting, redirects and sizes."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest
from msgspec import structs
from patience import PATIENCE

from marktui import __version__
from marktui.connectors.base import Pause
from marktui.connectors.errors import NotThisServiceError, UnreachableError
from marktui.connectors.http import body as body_module
from marktui.connectors.http import transport as transport_module
from marktui.connectors.http.request import Answer, Question
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import Pace
from marktui.hub.model.errors import UsageError
from marktui.sandbox.serving import listen

from .assembly_school import QUICK
from .reports import Reports
from .scripted_service import Reply, Service, limited


class Line:
    """A transport to the scripted service."""

    def __init__(self, pace: Pace = QUICK) -> None:
        self.reports = Reports()
        self.pauses = self.reports.pauses
        self.transport = Transport("Larkspur", self.reports, pace=pace, window="5 minutes")

    async def ask(self, url: str) -> Answer:
        async with self.transport:
            return await self.transport.ask(Question(url=url))


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of the pauses that are made: no other time passes, and none of them is slept through."""
    made: list[float] = []
    sleep = asyncio.sleep

    async def pause(seconds: float) -> None:
        made.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", pause)
    monkeypatch.setattr(transport_module, "monotonic", lambda: sum(made))
    return made


async def test_an_answer_of_any_status_is_handed_on(service: Service, line: Line) -> None:
    service.says("/x", Reply({"error": "no"}, 418, {"Total": "3"}))
    answer = await line.ask(f"{service.address}/x")
    assert (answer.status, answer.headers["total"], answer.body) == (418, "3", b'{"error":"no"}')
    assert service.asked[0].headers["user-agent"] == f"marktui/{__version__}"
    assert line.transport.requests == 1


async def test_failures_on_the_other_side_are_tried_again(service: Service, line: Line) -> None:
    service.says("/x", Reply(status=502), Reply(status=500), Reply(status=408), {"fine": True})
    begun = monotonic()
    assert (await line.ask(f"{service.address}/x")).status == 200
    assert line.transport.requests == len(service.asked) == 4
    assert [one.attempt for one in line.reports.awaited if one.requests] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert all(one.silent < monotonic() - begun for one in line.reports.awaited)


async def test_after_five_tries_it_is_given_up(service: Service, line: Line) -> None:
    service.says("/x", Reply(status=503))
    with pytest.raises(
        UnreachableError, match=r"^Larkspur failed on its side \(status 503\), in 5 tries\.$"
    ) as said:
        await line.ask(f"{service.address}/x")
    assert said.value.hint == "The network is all right. Try again later."
    assert line.transport.requests == len(service.asked) == 5


async def test_nobody_there(line: Line) -> None:
    with listen(0) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnreachableError, match=r"could not be reached at 127\.0\.0\.1, in 5 tries"):
        await line.ask(f"http://127.0.0.1:{port}/x?secret=1")


async def test_silence_is_tried_again_and_then_given_up(service: Service) -> None:
    service.says("/x", Reply(after=10 * PATIENCE))
    # On a busy machine nothing may be left of a short budget after the first try.
    for seconds in (0.3, 3):
        service.asked.clear()
        line = Line(Pace(first_try=seconds, budget=4 * seconds, first_wait=0.01))
        with pytest.raises(UnreachableError, match="did not answer in time, in ") as failed:
            await line.ask(f"{service.address}/x")
        if "in 2 tries" in failed.value.message:
            break
    first, _, second, end = line.reports.awaited
    assert (first.requests, first.attempt, first.silent) == (1, 1, 0)
    assert first.given_up_in == pytest.approx(4 * seconds)
    assert (second.requests, second.attempt, second.tries) == (1, 2, 5)
    assert second.silent > 0.97 * seconds, "the silence goes on from one try to the next"
    assert second.given_up_in < 3.03 * seconds
    assert end.requests == 0
    assert len(service.asked) == 2


async def test_long_waits_between_tries_are_told(service: Service) -> None:
    service.says("/x", Reply(status=500), Reply(b"1"))
    line = Line(Pace(first_wait=0.02, unsaid=0.01))
    await line.ask(f"{service.address}/x")
    assert line.pauses == [Pause(line.pauses[0].seconds, "Larkspur failed on its side (status 500)", 2, 5)]


async def test_a_limit_is_told_sat_out_and_no_try(service: Service, pauses: list[float]) -> None:
    service.says("/x", *[limited(period=20, limit=600)] * 7, Reply(status=500), Reply(b"1"))
    line = Line(Pace(tries=2, budget=100, first_wait=0.01))
    await line.ask(f"{service.address}/x")
    assert sum(pauses) > 7 * 20
    assert line.pauses == [Pause(20, "Larkspur allows 600 requests in 5 minutes")] * 7
    assert line.transport.requests == 9


async def test_a_limit_without_end_is_given_up(service: Service) -> None:
    service.says("/x", limited(period=0))
    line = Line(Pace(limits=3))
    with pytest.raises(UnreachableError, match="still limits requests after 3 waits"):
        await line.ask(f"{service.address}/x")


async def test_a_limit_holds_back_every_request_and_is_told_once(service: Service) -> None:
    # On a busy machine the first wait is over before the last request is refused, unless it is very long.
    for period in (0.1, 1, 10):
        line = Line()
        service.says("/x", *[limited(period=period)] * 3, Reply(b"1"))
        async with line.transport as transport:
            question = Question(url=f"{service.address}/x")
            await asyncio.gather(*(transport.ask(question) for _ in range(3)))
        if len(line.pauses) == 1:
            break
    assert [one.why for one in line.pauses] == ["Larkspur limits how often it may be asked"]


async def test_waiting_for_a_limit_can_be_cancelled(service: Service, line: Line) -> None:
    service.says("/x", limited(period=600))
    told = asyncio.Event()
    line.transport = Transport("Larkspur", lambda report: told.set() if isinstance(report, Pause) else None)
    task = asyncio.create_task(line.ask(f"{service.address}/x"))
    await told.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(service: Service, line: Line, status: int) -> None:
    target = service.address.replace("127.0.0.1", "localhost") + "/y?token=abc"
    service.says("/x", Reply(status=status, headers={"Location": target}))
    with pytest.raises(NotThisServiceError, match=r"answers at 127\.0\.0\.1") as failed:
        await line.ask(f"{service.address}/x")
    assert "token" not in failed.value.message
    assert service.paths() == ["/x"]


async def test_an_answer_may_not_be_endless(
    service: Service, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_module, "LARGEST", 1_000)
    service.says("/x", b"x" * 1_001)
    service.says("/y", b"x" * 1_000)
    with pytest.raises(NotThisServiceError):
        await line.ask(f"{service.address}/x")
    assert len((await line.ask(f"{service.address}/y")).body) == 1_000


@pytest.mark.parametrize(
    "proxy", ["socks5://kay:secret-7@127.0.0.1:9", "nonsense://secret-7", "http://127.0.0.1:secret-7"]
)
@pytest.mark.parametrize("name", ["ALL_PROXY", "HTTPS_PROXY", "all_proxy", "https_proxy"])
async def test_a_proxy_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, proxy: str
) -> None:
    monkeypatch.setenv(name, proxy)
    with pytest.raises(UsageError, match=f"^The proxy that {name} names (cannot|speaks)") as refused:
        async with Transport("Larkspur", lambda _: None):
            pass
    assert "secret-7" not in refused.value.message + refused.value.hint


async def test_plain_http_ignores_a_proxy(
    service: Service, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    service.says("/x", b"1")
    assert (await line.ask(f"{service.address}/x")).status == 200


async def test_httpx_says_nothing(service: Service, line: Line, caplog: pytest.LogCaptureFixture) -> None:
    service.says("/x", b"1")
    with caplog.at_level(logging.DEBUG):
        await line.ask(f"{service.address}/x?token=abc")
    assert not [one for one in caplog.records if one.name.startswith("http")]


@pytest.mark.parametrize("host", ["a..b", "xn--.example"])
async def test_a_host_name_that_cannot_be(line: Line, host: str) -> None:
    with pytest.raises(UnreachableError, match="could not be reached at"):
        await line.ask(f"https://{host}/x")


async def test_after_a_failure_less_can_be_asked_for(service: Service, line: Line) -> None:
    service.says("/big", Reply(status=504))
    service.says("/small", Reply(status=500), Reply(b"1"))
    async with line.transport as transport:
        questions = [Question(url=f"{service.address}/small")]
        answer = await transport.ask(Question(url=f"{service.address}/big"), lambda: questions[0])
    assert answer.status == 200
    assert service.paths() == ["/big", "/small", "/small"]


async def test_a_broken_connection_is_no_reason_to_ask_for_less(line: Line) -> None:
    with listen(0) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    asked: list[str] = []

    def smaller() -> Question:
        asked.append("smaller")
        return Question(url=url)

    async with line.transport as transport:
        with pytest.raises(UnreachableError):
            await transport.ask(Question(url=url), smaller)
    assert asked == []


async def test_a_failure_may_be_an_answer(service: Service, line: Line) -> None:
    service.says("/x", Reply(b"meant", 500))
    async with line.transport as transport:
        url = f"{service.address}/x"
        answer = await transport.ask(Question(url=url, answered_by=lambda one: one.body == b"meant"))
    assert (answer.status, line.transport.requests) == (500, 1)


async def test_requests_keep_their_distance(service: Service) -> None:
    service.says("/x", b"1")
    line = Line(Pace(spacing=0.05))
    async with line.transport as transport:
        begun = monotonic()
        for _ in range(4):
            await transport.ask(Question(url=f"{service.address}/x"))
        assert monotonic() - begun >= 0.15


def test_no_secret_is_shown() -> None:
    secret = "hunter2"
    question = Question(url="http://x", headers={"A": secret}, body=secret.encode(), basic=(secret, secret))
    assert secret not in repr(question) + repr(Answer(200, {"A": secret}, secret.encode()))


@pytest.mark.parametrize("status", [503, 500, 502, 504, 408])
@pytest.mark.parametrize("asked", ["1", "date"])
async def test_a_failure_that_asks_for_a_pause_gets_it(
    service: Service, pauses: list[float], status: int, asked: str
) -> None:
    """By the service's own clock, which is an hour ahead here."""
    after = {"Retry-After": asked}
    if asked == "date":
        there = datetime.now(UTC) + timedelta(hours=1)
        again = there + timedelta(seconds=1)
        after = {
            "Retry-After": format_datetime(again, usegmt=True),
            "Date": format_datetime(there, usegmt=True),
        }
    service.says("/x", Reply(status=status, headers=after), Reply(b"1"))
    line = Line(Pace(first_wait=0.001, unsaid=0.5))
    assert (await line.ask(f"{service.address}/x")).status == 200
    assert 0.9 < sum(pauses) < 1.1
    assert [round(one.seconds) for one in line.pauses] == [1]
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    "value", ["-5", "soon", "", "0", "Mon, 01 Jan 2024 00:00:00 GMT", "1.5.2", "\u0663", "9 9"]
)
async def test_a_pause_that_is_none_is_no_reason_to_wait(
    service: Service, pauses: list[float], value: str
) -> None:
    after = {"Retry-After": value.encode().decode("latin-1")}
    service.says("/x", Reply(status=503, headers=after), Reply(b"1"))
    assert (await Line(QUICK).ask(f"{service.address}/x")).status == 200
    assert sum(pauses) < 0.1


@pytest.mark.parametrize("value", ["90", "3600", "9" * 300, "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_pause_beyond_the_bounds_ends_it_and_is_told(service: Service, value: str) -> None:
    service.says("/x", Reply(status=503, headers={"Retry-After": value}))
    with pytest.raises(UnreachableError, match=r"asks to be left alone for [\d,]+ s, in 1 try") as failed:
        await Line(Pace()).ask(f"{service.address}/x")
    assert failed.value.hint == "Try again after that time."


async def test_no_more_than_a_few_requests_are_under_way(service: Service) -> None:
    url = f"{service.address}/x"
    # On a busy machine the first is answered before the third is sent, unless that takes very long.
    for seconds in (0.01, 0.2, 2):
        line = Line(structs.replace(QUICK, at_once=3))
        service.says("/x", Reply(b"1", after=seconds))
        async with line.transport:
            await asyncio.gather(*(line.transport.ask(Question(url=url)) for _ in range(9)))
        assert line.transport.requests == 9
        if service.most_at_once >= 3:
            break
    assert service.most_at_once == 3
