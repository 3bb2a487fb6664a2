"""What is seen of faults in answers, pages, limits and scopes."""

import json
from unittest.mock import patch

import httpx
import pytest
from patience import PATIENCE
from stand_in import stopped_clock

from marktui.sandbox import breakdown
from marktui.sandbox.assembly import request_checks
from marktui.sandbox.server import Sandbox

from .reading import ids, read_all
from .seen import Checks, status

CHECKS: Checks[httpx.Client] = Checks()


@CHECKS.on("page-500")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert [status(client, f"/students?page={page}") for page in (1, 2, 3, 3)] == [200, 200, 500, 500]


@CHECKS.on("few-502")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert [status(client) for _ in range(4)] == [502, 502, 200, 200]


@CHECKS.on("empty-error")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.status_code, answer.content) == (503, b"")


@CHECKS.on("drop")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/students")


@CHECKS.on("drop-once")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/students")
    assert status(client) == 200


@CHECKS.on("hang")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.get("/students", timeout=0.2)


@CHECKS.on("slow-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert client.get("/students").elapsed.total_seconds() >= 1
    with patch.object(breakdown, "SLOW", 10 * PATIENCE):
        assert client.get("/year_groups").status_code == 200


@CHECKS.on("malformed-json")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|line 1"):
        answer.json()


@CHECKS.on("bom")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students?per_page=1500")
    assert answer.content.startswith(b"\xef\xbb\xbf[{")
    assert len(answer.content) == int(answer.headers["content-length"])
    assert len(json.loads(answer.content.decode("utf-8-sig"))) == 240
    assert client.get("/school").content.startswith(b"{")


@CHECKS.on("many-rows")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    with client.stream("GET", "/students") as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert 200_000 < int(answer.headers["content-length"]) < 400_000
        rows = sum(chunk.count(b"{") for chunk in answer.iter_bytes(1_000_000))
    assert rows == 7_000_000


@CHECKS.on("html-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


@CHECKS.on("not-modified")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert status(client) == 304
    assert status(client, "/students/left") == 200


@CHECKS.on("redirect")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    answer = client.get("/students?page=2")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"{sandbox.address}/students?page=2".replace(
        "127.0.0.1", "localhost"
    )
    assert sandbox.leaks == []
    careless = client.get(answer.headers["location"], headers=client.headers)
    assert careless.status_code == 200
    assert [path for _, path in sandbox.leaks] == ["/students"]


@CHECKS.on("small-pages")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students?per_page=1500")
    assert (len(answer.json()), answer.headers["per-page"]) == (100, "100")
    assert answer.headers["next-page"] == "2"
    assert len(set(ids(read_all(client, "/students")))) == 240


@CHECKS.on("short-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for size in (100, 1500):
        rows = read_all(client, "/students", size)
        assert len(set(ids(rows))) == 237
        assert client.get("/students").headers["total"] == "240"


@CHECKS.on("page-loop")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for size in (100, 1500):
        first, second = (client.get(f"/students?page={n}&per_page={size}") for n in (1, 2))
        assert [first.headers["next-page"], second.headers["next-page"]] == ["2", "1"]
        assert ids(first.json()) == ids(second.json())
        assert len(first.json()) < int(first.headers["total"])


@CHECKS.on("duplicate-row")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for size, extra in ((100, 2), (1500, 1)):
        rows = read_all(client, "/students", size)
        assert (len(rows), len(set(ids(rows)))) == (240 + extra, 240)


@CHECKS.on("shifted-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for size in (100, 1500):
        rows = read_all(client, "/students", size)
        assert (len(rows), len(set(ids(rows)))) == (240, 239)


@CHECKS.on("empty-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    pages = [client.get(f"/students?page={page}") for page in (1, 2, 3)]
    assert [len(page.json()) for page in pages] == [100, 100, 0]
    assert {page.headers["total"] for page in pages} == {"240"}
    assert client.get("/students?per_page=1500").json() == []


@CHECKS.on("no-next-page")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert client.get("/students").headers["next-page"] == "2"
    assert "next-page" not in client.get("/students?page=3").headers


@CHECKS.on("wrong-version")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert (status(client), status(client, "/school")) == (406, 406)


@CHECKS.on("tiny-limit")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    with stopped_clock(request_checks):
        answers = [client.get("/school") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["data"] == {"count": 4, "period": 1, "limit": 3}
    assert "retry-after" not in answers[-1].headers
    sandbox.reset()
    assert status(client, "/school") == 200


@CHECKS.on("retry-after")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["data"] == {"count": 601, "period": 1, "limit": 600}


@CHECKS.on("busy")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.headers["content-type"].startswith("text/html")
    assert status(client, "/school") == 200


@CHECKS.on("students-refused")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.status_code, answer.json()["error"]) == (401, "insufficient_scope")
    assert "student_ids" not in client.get("/year_groups").json()[0]


@CHECKS.on("groups-refused")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert client.get("/registration_groups").json()["error"] == "insufficient_scope"
    assert "registration_groups" not in client.get("/me").json()["token"]["scopes"]


@CHECKS.on("left-refused")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert client.get("/students/left").json()["error"] == "insufficient_scope"
    assert status(client) == 200


@CHECKS.on("left-500")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert (status(client, "/students/left"), status(client)) == (500, 200)


@CHECKS.on("upn-scope-missing")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert all("upn" not in row and "dob" in row for row in read_all(client, "/students"))


@CHECKS.on("dob-scope-missing")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert all("dob" not in row and "upn" in row for row in read_all(client, "/students"))


@CHECKS.on("staff-email-scope-missing")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert not any({"email", "emails"} & row.keys() for row in read_all(client, "/staff_members"))
