import httpx
import pytest
from stand_in import stopped_clock

from marktui.sandbox.assembly import request_checks
from marktui.sandbox.server import Sandbox


def test_version_is_checked(client: httpx.Client) -> None:
    kind = "application/vnd.assembly+json"
    for accept in (
        "application/json",
        kind,
        *(f"{kind}; version={one}" for one in ("9", "1.2", "1.10", "11")),
    ):
        answer = client.get("/students", headers={"Accept": accept})
        assert (answer.status_code, answer.json()) == (406, {"error": "unsupported_version"})


def test_token_is_checked(client: httpx.Client) -> None:
    none = client.get("/students", headers={"Authorization": ""})
    assert (none.status_code, none.json()["error"]) == (401, "invalid_request")
    assert none.json()["message"] == "an access_token is required."
    wrong = client.get("/students", headers={"Authorization": "Bearer nonsense"})
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    "query",
    [
        "/students?per_page=1501",
        "/students?per_page=0",
        "/students?page=0",
        "/students?page=x",
        "/students?date=32-13-2019",
        "/students?students=1&year_code=2",
        "/year_groups?date=2020-01-01&academic_year_id=22",
    ],
)
def test_bad_requests(client: httpx.Client, query: str) -> None:
    answer = client.get(query)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert answer.json()["message"]


@pytest.mark.parametrize("path", ["/students/1", "/nothing", "/year_groups/1"])
def test_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found", "message": "not found"})


def test_usual_rate_limit(client: httpx.Client, sandbox: Sandbox) -> None:
    with stopped_clock(request_checks):
        assert all(client.get("/school").status_code == 200 for _ in range(600))
        answer = client.get("/school")
    assert answer.status_code == 429
    body = answer.json()
    assert body["error"] == "too many requests"
    assert body["data"]["count"] == 601
    assert body["data"]["limit"] == 600
    assert body["data"]["period"] == 300
    sandbox.reset()
    assert client.get("/school").status_code == 200


def test_requests_are_noted(client: httpx.Client, sandbox: Sandbox) -> None:
    client.get("/students?page=2")
    client.post("/oauth/token")
    client.get("/_sandbox")
    assert sandbox.requests == [("GET", "/students"), ("POST", "/oauth/token")]
    sandbox.reset()
    assert sandbox.requests == []
