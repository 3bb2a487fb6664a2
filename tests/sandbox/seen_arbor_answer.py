"""What is seen of faults of the GraphQL service in answers and pages."""

from unittest.mock import patch

import httpx
import pytest
from patience import PATIENCE

from marktui.sandbox import breakdown
from marktui.sandbox.server import Sandbox

from .arbor_client import PATH, ArborClient, texts
from .seen import Checks

CHECKS: Checks[ArborClient] = Checks()
PUPILS = "{ Student(page_size: 150, page_num: %d) { id displayName } }"


def first(graph: ArborClient) -> httpx.Response:
    return graph.ask(PUPILS % 0)


def others_are_well(graph: ArborClient) -> bool:
    return bool(graph.rows("Staff") and graph.rows("AcademicYear") and graph.rows("RegistrationForm"))


def message(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    return str(error["message"])


@CHECKS.on("page-500")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert [graph.ask(PUPILS % page).status_code for page in (0, 1, 2)] == [200, 500, 500]
    assert others_are_well(graph)


@CHECKS.on("few-502")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert [first(graph).status_code for _ in range(4)] == [502, 502, 200, 200]


@CHECKS.on("error-once")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert [first(graph).status_code for _ in range(3)] == [500, 200, 200]


@CHECKS.on("busy")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert others_are_well(graph)


@CHECKS.on("empty-error")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.content) == (503, b"")
    assert others_are_well(graph)


@CHECKS.on("drop")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            first(graph)


@CHECKS.on("drop-once")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        first(graph)
    assert first(graph).status_code == 200


@CHECKS.on("reset-once")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    with pytest.raises(httpx.ReadError):
        first(graph)
    assert first(graph).status_code == 200


@CHECKS.on("hang")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    with pytest.raises(httpx.ReadTimeout):
        graph.http.post(PATH, json={"query": PUPILS % 0}, timeout=0.3)
    assert others_are_well(graph)


@CHECKS.on("slow-page")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert first(graph).elapsed.total_seconds() >= 1
    with patch.object(breakdown, "SLOW", 10 * PATIENCE):
        assert graph.ask("{ Staff { id } }").status_code == 200


@CHECKS.on("malformed-json")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        answer.json()


@CHECKS.on("bom")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert answer.content.startswith(b'\xef\xbb\xbf{"data"')
    assert len(answer.content) == int(answer.headers["content-length"])
    assert graph.ask("{ Staff { id } }").content.startswith(b"{")


@CHECKS.on("many-rows")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    with graph.http.stream("POST", PATH, json={"query": PUPILS % 0}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert 200_000 < int(answer.headers["content-length"]) < 400_000
        parts = list(answer.iter_bytes(1_000_000))
    assert parts[0].startswith(b'{"data":{"Student":[{"x":1},{},{}')
    assert parts[-1].endswith(b",{},{}]}}")
    assert sum(part.count(b"{") for part in parts) == 7_000_002


@CHECKS.on("html-page")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


@CHECKS.on("redirect")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    answer = first(graph)
    assert answer.status_code == 302
    assert answer.headers["location"] == sandbox.address.replace("127.0.0.1", "localhost") + PATH
    assert sandbox.leaks == []
    httpx.post(answer.headers["location"], auth=graph.http.auth)
    assert [path for _, path in sandbox.leaks] == [PATH]


@CHECKS.on("null-data")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.json()["data"]) == (200, None)
    assert "`" not in message(answer)


@CHECKS.on("half-data")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert len(answer.json()["data"]["Student"]) == 75
    assert "`" not in message(answer)


@CHECKS.on("empty-data")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert first(graph).json() == {"data": []}
    assert others_are_well(graph)


@CHECKS.on("null-list")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert first(graph).json() == {"data": {"Student": None}}


@CHECKS.on("extra-fields")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for entity in ("Student", "RegistrationForm", "Staff"):
        assert all("x_nested" in row for row in graph.rows(entity))


@CHECKS.on("big-page-504")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for entity in ("Student", "RegistrationForm", "AcademicUnitEnrolment"):
        asked = [f"{{ {entity}{size} {{ id }} }}" for size in ("", "(page_size: 201)", "(page_size: 200)")]
        assert [graph.ask(query).status_code for query in asked] == [504, 504, 200]


@CHECKS.on("small-pages")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert [len(graph.rows("Student", page_size="500", page_num=str(n))) for n in range(4)] == [
        100,
        100,
        50,
        0,
    ]


@CHECKS.on("page-loop")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for size in ("100", "500"):
        pages = [texts(graph.rows("Student", page_size=size, page_num=str(page))) for page in (0, 1, 9)]
        assert pages[0] == pages[1] == pages[2]
        assert pages[0]


@CHECKS.on("duplicate-row")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for size, extra in ((100, 3), (125, 2), (500, 1)):
        rows = texts(graph.pupils(size))
        assert (len(rows), len(set(rows))) == (250 + extra, 250)


@CHECKS.on("shifted-page")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for size in (100, 125, 500):
        rows = texts(graph.pupils(size))
        assert (len(rows), len(set(rows))) == (250, 249)


@CHECKS.on("shifted-once")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    found = [len(set(texts(graph.pupils(size)))) for size in (100, 100, 500)]
    assert found == [249, 250, 250]


@CHECKS.on("empty-page")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    pages = [len(graph.rows("Student", page_size="100", page_num=str(n))) for n in range(4)]
    assert pages == [100, 100, 0, 0]
    assert graph.rows("Student") == []


@CHECKS.on("one-short-page")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    pages = [len(graph.rows("Student", page_size="100", page_num=str(n))) for n in range(4)]
    assert pages == [99, 99, 52, 0]
    assert len(set(texts(graph.pupils(100)))) == 250
