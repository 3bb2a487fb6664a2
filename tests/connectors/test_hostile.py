"""A service that means harm: what it sends is bounded, and secrets go to nobody else."""

import gzip
import shutil
import socket
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import orjson
import pytest

from marktui.connectors.errors import IncompleteError, NotThisServiceError, UnreachableError
from marktui.connectors.http import body, paging, transport
from marktui.connectors.http.network.certificates import checked_bundle
from marktui.connectors.http.request import Answer, Question
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import Pace
from marktui.hub.model.errors import Exit, UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import ConnectionStep
from marktui.sandbox.serving import listen

from .assembly_school import QUICK, TOKEN, AssemblySchool
from .certificate_authority import Authority
from .scripted_service import Reply, Service, listed

PACKED = {"Content-Encoding": "gzip"}

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make certificates")


async def ask(url: str, pace: Pace = QUICK, ca_bundle: Path | None = None) -> Answer:
    one = Transport("Larkspur", lambda _: None, pace=pace, ca_bundle=str(ca_bundle) if ca_bundle else None)
    async with one:
        return await one.ask(Question(url=url))


@contextmanager
def endless(head: bytes, piece: bytes, pause: float = 0) -> Iterator[str]:
    """A server that begins an answer and does not end it while somebody listens."""
    over = Event()

    def answer(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.recv(65536)
            line.sendall(head)
            while not over.wait(pause):
                line.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = listener.accept()
                threads.append(Thread(target=answer, args=(line,)))
                threads[-1].start()

    with listen(0) as listener:
        threads = [Thread(target=serve)]
        threads[0].start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)


async def test_only_gzip_is_asked_for_and_unpacked(service: Service) -> None:
    content = orjson.dumps([{"id": number, "first_name": "Ana", "upn": None} for number in range(60_000)])
    service.says("/x", Reply(gzip.compress(content), headers=PACKED))
    assert (await ask(f"{service.address}/x")).body == content
    assert service.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("wrappers", [2, 1], ids=["two wrappers", "one wrapper"])
async def test_an_answer_that_swells_is_put_down(service: Service, wrappers: int) -> None:
    """Some hundred bytes would unpack to 80 MB where both wrappers are taken off."""
    content = b"\0" * 80_000_000
    for _ in range(wrappers):
        content = gzip.compress(content, 9)
    service.says("/x", Reply(content, headers={"Content-Encoding": ", ".join(["gzip"] * wrappers)}))
    tracemalloc.start()
    try:
        with pytest.raises(NotThisServiceError, match=r"200 times its size|did not ask for"):
            await ask(f"{service.address}/x")
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert len(service.asked) == 1


@pytest.mark.parametrize("packing", ["deflate", "br", "zstd", "gzip, gzip", "x"])
async def test_another_packing_is_refused(service: Service, packing: str) -> None:
    service.says("/x", Reply(zlib.compress(b"[]"), headers={"Content-Encoding": packing}))
    with pytest.raises(NotThisServiceError, match=r"^127\.0\.0\.1 compressed its answer"):
        await ask(f"{service.address}/x")


@pytest.mark.parametrize("content", [gzip.compress(b"[]")[:-3], b"no gzip at all"], ids=["cut off", "none"])
async def test_a_damaged_packing_is_tried_again(service: Service, content: bytes) -> None:
    service.says("/x", Reply(content, headers=PACKED), Reply(gzip.compress(b"[1]"), headers=PACKED))
    assert (await ask(f"{service.address}/x")).body == b"[1]"


async def test_a_body_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "LARGEST", 2 * 1024**2)
    with (
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536) as url,
        pytest.raises(NotThisServiceError, match="more than 2 MB in one answer"),
    ):
        await ask(url)


async def test_a_body_that_drips_is_given_up_in_time() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    with (
        endless(head, b"x", pause=0.01) as url,
        pytest.raises(UnreachableError, match="did not answer in time"),
    ):
        await ask(url, Pace(budget=0.3, first_try=0.2, first_wait=0.01))


async def test_headers_without_end_are_cut_off() -> None:
    with (
        endless(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 60_000 + b"\r\n") as url,
        pytest.raises(UnreachableError, match="broke off"),
    ):
        await ask(url)


async def test_answers_altogether_are_bounded(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "ALTOGETHER", 2_500)
    service.says("/x", b"x" * 1_000)
    async with Transport("Larkspur", lambda _: None, pace=QUICK) as line:
        for _ in range(2):
            await line.ask(Question(url=f"{service.address}/x"))
        with pytest.raises(NotThisServiceError, match="more than any school has"):
            await line.ask(Question(url=f"{service.address}/x"))


async def test_pages_without_end_are_bounded(
    school: AssemblySchool, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_MOST_PAGES", 5)
    pages = [
        listed([{"id": n, "first_name": "A", "last_name": "B"}], str(n + 1), total=99) for n in range(1, 9)
    ]
    service.says_pages("/students", *pages)
    with pytest.raises(IncompleteError, match="does not lead on"):
        await school.rows(Kind.PUPIL)
    assert len(service.asked) <= 9


async def test_a_redirect_takes_no_secret_along(school: AssemblySchool, service: Service) -> None:
    with Service().serve() as thief:
        elsewhere = thief.address.replace("127.0.0.1", "localhost")
        for status in (301, 302, 303, 307, 308):
            for target in (f"{elsewhere}/students", f"{service.address}/other", "//localhost/x"):
                service.says("/students", Reply(status=status, headers={"Location": target}))
                with pytest.raises(NotThisServiceError) as failed:
                    await school.rows(Kind.PUPIL)
                assert "localhost" not in failed.value.message
        assert thief.asked == []
        assert set(service.paths()) == {"/students"}


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 406, 418, 429, 500])
async def test_what_an_error_says_is_never_repeated(service: Service, status: int) -> None:
    said = f"Ana Reis B801200005001 {TOKEN} \x1b]52;c;QQ==\x07"
    service.says(
        "/students", Reply({"error": said, "message": said, "data": {"period": 0, "limit": said}}, status)
    )
    async with AssemblySchool(service.address, pace=Pace(tries=1, limits=1, first_wait=0)) as one:
        with pytest.raises(Exception) as failed:  # noqa: PT011 - whichever it is
            await one.rows(Kind.PUPIL)
    error = failed.value
    told = f"{error!r} {getattr(error, 'hint', '')} {one.pauses} {one.assembly.warnings}"
    assert isinstance(getattr(error, "exit", None), Exit)
    assert not [word for word in ("Reis", "B8012", TOKEN, "\x1b", "52;c") if word in told]


@needs_openssl
async def test_a_certificate_is_verified_against_the_file_that_is_named(
    service: Service, tmp_path: Path
) -> None:
    service.says("/x", b"1")
    ours, theirs = Authority(tmp_path / "ours"), Authority(tmp_path / "theirs")
    async with ours.before(service.address) as address:
        assert (await ask(f"{address}/x", ca_bundle=ours.file)).body == b"1"
        for bundle in (None, theirs.file):
            with pytest.raises(
                UnreachableError, match="certificate of localhost cannot be verified"
            ) as failed:
                await ask(f"{address}/x", ca_bundle=bundle)
            assert failed.value.next == (ConnectionStep.GIVE_CERTIFICATES,)
        with pytest.raises(UnreachableError, match="cannot be verified"):
            await ask(f"{address.replace('localhost', '127.0.0.1')}/x", ca_bundle=ours.file)
    assert len(service.asked) == 1


@pytest.mark.parametrize("name", ["missing", "empty", "folder", "other"])
async def test_a_file_of_authorities_that_is_none_is_one_sentence(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "other").write_text("-----BEGIN NONSENSE-----\n")
    path = tmp_path / name
    with pytest.raises(UsageError, match=str(path)) as refused:
        checked_bundle(str(path))
    assert "PEM" in refused.value.hint
    if name != "folder":
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(UsageError, match="which SSL_CERT_FILE names"):
            await ask("https://127.0.0.1:9/x")
