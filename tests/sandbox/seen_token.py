"""What is seen of faults in tokens and consents."""

import httpx
import pytest

from marktui.sandbox.assembly import grant
from marktui.sandbox.server import Sandbox

from .consent import Browser, renew, school_name
from .seen import Checks, status

CHECKS: Checks[httpx.Client] = Checks()


@CHECKS.on("token-expired")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert client.get("/students").json()["error"] == "invalid_token"  # more in test_grant


@CHECKS.on("token-revoked")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert client.get("/school").json()["error"] == "invalid_token"
    refused = renew(sandbox)
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_grant"})


@CHECKS.on("refresh-401")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert client.get("/school").json()["error"] == "invalid_token"
    refused = renew(sandbox)
    assert (refused.status_code, refused.json()) == (401, {"error": "invalid_grant"})
    browser = Browser(sandbox)
    token = browser.exchange(browser.allow()).json()["access_token"]
    assert client.get("/school", headers={"Authorization": f"Bearer {token}"}).status_code == 200


@CHECKS.on("refresh-rotates")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert status(client) == 401
    first = renew(sandbox).json()
    assert renew(sandbox).status_code == 400
    second = renew(sandbox, first["refresh_token"]).json()
    assert len({first["refresh_token"], second["refresh_token"], first["access_token"]}) == 3
    assert renew(sandbox, first["refresh_token"]).status_code == 400
    for body in (first, second):
        bearer = {"Authorization": f"Bearer {body['access_token']}"}
        assert client.get("/school", headers=bearer).status_code == 200


@CHECKS.on("short-tokens")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    body = renew(sandbox).json()
    assert body["expires_in"] == 2
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    assert client.get("/school", headers=bearer).status_code == 200
    with pytest.MonkeyPatch.context() as later:
        later.setattr(grant, "SHORT_LIFETIME", 0)
        assert client.get("/school", headers=bearer).json()["error"] == "invalid_token"
        assert status(client, "/school") == 401
        assert renew(sandbox).status_code == 200


@CHECKS.on("code-expired")
def _(_client: httpx.Client, sandbox: Sandbox) -> None:
    browser = Browser(sandbox)
    refused = browser.exchange(browser.allow())
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_grant"})


@CHECKS.on("consent-denied")
def _(_client: httpx.Client, sandbox: Sandbox) -> None:
    found = Browser(sandbox).sent_back("GET")
    assert (found["error"], found["state"]) == ("access_denied", "s-123")
    assert "code" not in found


@CHECKS.on("wrong-state")
def _(_client: httpx.Client, sandbox: Sandbox) -> None:
    found = Browser(sandbox).sent_back("POST", answer="allow")
    assert found["code"]
    assert found["state"] not in ("", "s-123")


@CHECKS.on("other-school")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert school_name(client) == "Oakfield Primary" != sandbox.school.name
    assert client.get("/school").json()["urn"] == "199456"
    assert renew(sandbox).json()["school_id"] == 4562
    sandbox.move(faults=[])
    assert school_name(client) == sandbox.school.name
    assert renew(sandbox).json()["school_id"] == 1231
