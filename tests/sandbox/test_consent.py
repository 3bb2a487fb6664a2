"""A school allows an application to read its data, or does not."""

import httpx
import pytest

from marktui.sandbox.application import Application
from marktui.sandbox.assembly import grant
from marktui.sandbox.server import Sandbox

from .conftest import VERSION
from .consent import Browser, basic, renew

REQUIRED = {"school", "students.basic", "staff_members.basic", "staff_members.emails"}


@pytest.fixture
def browser(sandbox: Sandbox) -> Browser:
    return Browser(sandbox)


def test_the_page_says_who_asks_for_what(browser: Browser) -> None:
    page = browser.open()
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Ashgrove Primary" in page.text
    assert all(name in page.text for name in REQUIRED)
    assert page.text.count('type="checkbox"') == 2
    assert all(f'name="answer" value="{word}"' in page.text for word in ("allow", "deny"))


def test_allow_leads_to_tokens_that_work(browser: Browser) -> None:
    found = browser.sent_back("POST", answer="allow", tick="students.upn")
    assert found.keys() == {"code", "state"}
    assert found["state"] == "s-123"
    answer = browser.exchange(found["code"])
    body = answer.json()
    assert answer.status_code == 200
    assert (body["token_type"], body["level"]) == ("bearer", "school")
    assert (body["expires_in"], body["school_id"]) == (86_400, 1231)
    assert set(body["scopes"]) == {*REQUIRED, "students.upn"}
    headers = {"Accept": VERSION, "Authorization": f"Bearer {body['access_token']}"}
    with httpx.Client(base_url=browser.sandbox.address, headers=headers) as http:
        row = http.get("/students").json()[0]
        assert "upn" in row
        assert not {"dob", "mis_id"} & row.keys()
        assert http.get("/registration_groups").json()["error"] == "insufficient_scope"
        assert set(http.get("/me").json()["token"]["scopes"]) == {*REQUIRED, "students.upn"}
    renewed = renew(browser.sandbox, body["refresh_token"]).json()
    assert renewed["scopes"] == body["scopes"]
    assert "refresh_token" not in renewed


def test_optional_scopes_are_only_granted_when_ticked(browser: Browser) -> None:
    assert set(browser.exchange(browser.allow()).json()["scopes"]) == REQUIRED
    both = browser.exchange(browser.allow("students.upn", "students.dob", "students.pan")).json()
    assert set(both["scopes"]) == {*REQUIRED, "students.upn", "students.dob"}


def test_deny_says_so(browser: Browser) -> None:
    found = browser.sent_back("POST", answer="deny")
    assert (found["error"], found["state"]) == ("access_denied", "s-123")
    assert found["error_description"]


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"client_id": "somebody"}, "client_id"),
        ({"redirect_uri": "http://localhost:4568/auth/assembly/callback"}, "redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4567/auth/assembly/callback"}, "redirect_uri"),
        ({"redirect_uri": "http://localhost:4567/auth/assembly/callback/"}, "redirect_uri"),
        ({"redirect_uri": ""}, "redirect_uri"),
        ({"state": ""}, "state"),
        ({"urn": "999999"}, "urn"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_sent_back_is_told_on_a_page(
    sandbox: Sandbox, asked: dict[str, str], word: str, method: str
) -> None:
    page = Browser(sandbox, **asked).open(method, answer="allow")
    assert page.status_code == 400
    assert "location" not in page.headers
    assert word in page.text


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"scope": "school students.shoe_size"}, "invalid_scope"),
        ({"scope": "school:maybe"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_what_can_be_sent_back_is(sandbox: Sandbox, asked: dict[str, str], error: str) -> None:
    found = Browser(sandbox, **asked).sent_back("GET")
    assert (found["error"], found["state"]) == (error, "s-123")


def test_the_urn_of_the_school_is_taken(sandbox: Sandbox) -> None:
    assert Browser(sandbox, urn="199123").open().status_code == 200


def test_a_code_is_good_once(browser: Browser) -> None:
    code = browser.allow()
    assert browser.exchange(code).status_code == 200
    again = browser.exchange(code)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize("redirect", ["http://localhost:4567/", "", "http://localhost:4567/auth/assembly"])
def test_a_code_wants_the_very_same_redirect_address(browser: Browser, redirect: str) -> None:
    refused = browser.exchange(browser.allow(), redirect_uri=redirect)
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_grant"})


def test_a_code_does_not_last(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    code = browser.allow()
    monkeypatch.setattr(grant, "CODE_LIFETIME", 0.0)
    assert browser.exchange(code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("how", [{}, {"auth": ("someone", "else")}, {"in_body": True}])
def test_only_basic_credentials_count(browser: Browser, how: dict[str, object]) -> None:
    wanted = {
        "grant_type": "authorization_code",
        "code": browser.allow(),
        "redirect_uri": browser.asked["redirect_uri"],
    }
    if how.pop("in_body", False):
        client_id, secret = basic(browser.sandbox)
        wanted |= {"client_id": client_id, "client_secret": secret}
    answer = httpx.post(f"{browser.sandbox.address}/oauth/token", data=wanted, **how)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


def test_consent_again_helps_after_the_app_was_disconnected(client: httpx.Client, browser: Browser) -> None:
    client.post("/school/deauthorize")
    assert client.get("/school").status_code == 401
    token = browser.exchange(browser.allow()).json()["access_token"]
    assert client.get("/school", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/school").status_code == 401


def test_another_address_and_no_page() -> None:
    application = Application("http://127.0.0.1:5000/back?from=mis", auto_approve=True)
    sandbox = Sandbox(60, name="Oakfield & Sons", application=application)
    with sandbox.serve():
        answer = Browser(sandbox).open()
        assert answer.status_code == 302
        assert answer.headers["location"].startswith("http://127.0.0.1:5000/back?from=mis&code=")
        code = answer.headers["location"].partition("code=")[2].partition("&")[0]
        assert set(Browser(sandbox).exchange(code).json()["scopes"]) == {
            *REQUIRED,
            "students.upn",
            "students.dob",
        }
        application.auto_approve = False
        assert "Oakfield &amp; Sons" in Browser(sandbox).open().text
