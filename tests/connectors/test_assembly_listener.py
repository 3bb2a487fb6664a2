"""The listener on loopback that waits for the browser: only the answer to its own question ends the wait."""

import asyncio
import logging
import socket
from contextlib import closing
from urllib.parse import parse_qs

import pytest
from patience import PATIENCE

from marktui.connectors.assembly.consent import listener

from .browser import raw, visit
from .consent_request import ConsentRequest
from .scripted_service import Service


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "localhost:{port}", 404),
        ("/favicon.ico", "localhost:{port}", 404),
        ("/auth/assembly/callback/?code=a&state={state}", "localhost:{port}", 404),
        ("//localhost/auth/assembly/callback?code=a&state={state}", "localhost:{port}", 404),
        ("http://localhost/auth/assembly/callback?code=a&state={state}", "localhost:{port}", 404),
        ("//[::1?code=a", "localhost:{port}", 404),
        ("/auth/assembly/callback?code=a&state={state}", "127.0.0.1:{port}", 421),
        ("/auth/assembly/callback?code=a&state={state}", "localhost", 421),
        ("/auth/assembly/callback?code=a&state={state}", "evil.example", 421),
        ("/auth/assembly/callback?code=a&state={state}", "", 421),
        ("/auth/assembly/callback?code=a&state=other", "localhost:{port}", 400),
        ("/auth/assembly/callback?code=a&state={state}x", "localhost:{port}", 400),
        ("/auth/assembly/callback?code=a&state=%c3%a4", "localhost:{port}", 400),
        ("/auth/assembly/callback?code=a", "localhost:{port}", 400),
        ("/auth/assembly/callback?code=a&code=b&state={state}", "localhost:{port}", 400),
        ("/auth/assembly/callback?state={state}", "localhost:{port}", 400),
        ("/auth/assembly/callback?error=access_denied", "localhost:{port}", 400),
        ("/auth/assembly/callback?error=access_denied&state=other", "localhost:{port}", 400),
        ("/auth/assembly/callback", "localhost:{port}", 400),
    ],
)
async def test_what_is_no_answer_gets_a_page_and_the_wait_goes_on(
    tokens: Service, path: str, host: str, status: int
) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        waiting = asyncio.ensure_future(question.asking.grant())
        known = {"port": question.port, "state": question.state}
        lines = [f"GET {path.format(**known)} HTTP/1.1", *([f"Host: {host.format(**known)}"] if host else [])]
        answer = await asyncio.to_thread(raw, question.port, ("\r\n".join(lines) + "\r\n\r\n").encode())
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
        assert b"You can close this page." in answer
        assert (waiting.done(), tokens.asked) == (False, [])
        await visit(question.back(code="the-right-one"))
        await waiting
    assert parse_qs(tokens.asked[0].body)["code"] == ["the-right-one"]


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS", "DELETE"])
async def test_only_a_get_is_an_answer(tokens: Service, method: str) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        line = f"{method} {question.back(code='a').partition(str(question.port))[2]} HTTP/1.1"
        sent = f"{line}\r\nHost: localhost:{question.port}\r\n\r\n".encode()
        assert (await asyncio.to_thread(raw, question.port, sent)).startswith(b"HTTP/1.1 405 ")
    assert tokens.asked == []


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\xff" * 200 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_request_harms_nobody(
    tokens: Service, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        waiting = asyncio.ensure_future(question.asking.grant())
        await asyncio.to_thread(raw, question.port, sent)
        await visit(question.back(code="c"))
        assert (await waiting).token
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_who_says_nothing_is_hung_up_on(tokens: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_PATIENCE", 0.05)
    question = ConsentRequest(tokens.address)
    async with question.asking:
        reader, writer = await asyncio.open_connection("127.0.0.1", question.port)
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()


async def test_a_crowd_does_not_keep_the_browser_out(tokens: Service) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        waiting = asyncio.ensure_future(question.asking.grant())
        crowd = [await asyncio.open_connection("127.0.0.1", question.port) for _ in range(40)]
        for _, writer in crowd:
            writer.close()
        for _ in range(50):
            if (await visit(question.back(code="c"))).status_code == 200:
                break
            await asyncio.sleep(0.01)
        assert (await waiting).token


async def test_only_this_machine_can_come_in(tokens: Service) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        bound = [
            one.getsockname()[0] for server in question.asking._listener._servers for one in server.sockets
        ]
    assert bound
    assert set(bound) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_port_in_use_leaves_the_pasted_address(tokens: Service, host: str) -> None:
    question = ConsentRequest(tokens.address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, question.port))
        taken.listen()
        async with question.asking:
            assert question.asking.not_listening == (
                f"Port {question.port} is in use, so marktui cannot wait there for the browser."
            )
            question.asking.paste(question.back(code="c"))
            assert (await question.asking.grant()).token


@pytest.mark.parametrize(
    "redirect",
    [
        "https://school.example/callback",
        "http://192.0.2.7:4567/callback",
        "https://localhost:4567/callback",
        "http://mis.school.example:4567/callback",
        "http://0.0.0.0:4567/callback",
    ],
)
async def test_another_machine_is_not_listened_for(tokens: Service, redirect: str) -> None:
    question = ConsentRequest(tokens.address, redirect=redirect)
    async with question.asking:
        assert redirect in question.asking.not_listening
        question.asking.paste(question.back(code="c"))
        assert (await question.asking.grant()).token
    assert parse_qs(tokens.asked[0].body)["redirect_uri"] == [redirect]
