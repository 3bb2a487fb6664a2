"""A school is asked in its browser: by the listener on loopback and by what is pasted, over real HTTP."""

import asyncio
import traceback
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from marktui.connectors.assembly.consent import consent
from marktui.connectors.assembly.consent.token_answer import Client, Grant
from marktui.connectors.errors import ConnectorError, NotThisServiceError, RefusedError, UnreachableError
from marktui.hub.model.errors import UsageError
from marktui.sandbox.application import Application
from marktui.sandbox.server import Sandbox

from .browser import decide, fields_of, raw, visit
from .consent_request import CLIENT, ConsentRequest
from .scripted_service import Reply, Service

CODE = "secret-code-1"


@pytest.fixture
def consenting() -> Iterator[Sandbox]:
    """A stand-in whose application is registered with whatever address a test asks from."""
    sandbox = Sandbox(60)
    with sandbox.serve():
        yield sandbox


def at_sandbox(sandbox: Sandbox) -> ConsentRequest:
    secrets = sandbox.environment
    client = Client(secrets["MARKTUI_ASSEMBLY_CLIENT_ID"], secrets["MARKTUI_ASSEMBLY_CLIENT_SECRET"])
    question = ConsentRequest(sandbox.address, client)
    sandbox.stage.application.redirect_uri = question.redirect
    return question


async def test_the_address_asks_for_what_is_read_and_says_what_is_needed(service: Service) -> None:
    question = ConsentRequest(service.address)
    fields = fields_of(question.asking.address)
    assert question.asking.address.startswith(f"{service.address}/oauth/authorize?client_id=app-7&")
    assert fields.keys() == {"client_id", "redirect_uri", "response_type", "scope", "state"}
    assert (fields["redirect_uri"], fields["response_type"]) == (question.redirect, "code")
    assert set(fields["scope"].split()) == {
        "school:required",
        "registration_groups:required",
        "students.basic:required",
        "staff_members.basic:required",
        "students.upn:optional",
        "students.dob:optional",
        "students.dates:optional",
        "staff_members.emails:optional",
        "staff_members.dates:optional",
    }
    assert len(fields["state"]) >= 40
    assert fields["state"] != ConsentRequest(service.address).state
    assert "secret" not in question.asking.address


async def test_the_browser_comes_back_by_itself(consenting: Sandbox) -> None:
    question = at_sandbox(consenting)
    async with question.asking:
        assert question.asking.not_listening == ""
        waiting = asyncio.ensure_future(question.asking.grant())
        page = await visit(await asyncio.to_thread(decide, question.asking.address))
        grant = await waiting
        with pytest.raises(OSError, match=r"refused|failed"):
            raw(question.port, b"GET / HTTP/1.1\r\n\r\n")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "You can close this page." in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (grant.lasts, grant.school_id) == (86_400, "1231")
    assert grant.secrets.keys() == {"token", "refresh_token"}
    assert question.warnings == []


@pytest.mark.parametrize("how", ["address", "without scheme", "query", "code"])
async def test_an_answer_may_be_pasted(consenting: Sandbox, how: str) -> None:
    question = at_sandbox(consenting)
    async with question.asking:
        back = await asyncio.to_thread(decide, question.asking.address)
        code = fields_of(back)["code"]
        text = {
            "address": back,
            "without scheme": back.removeprefix("http://"),
            "query": back.partition("?")[2],
            "code": code,
        }[how]
        question.asking.paste(text)
        assert (await question.asking.grant()).token
    assert question.warnings == ([consent._WITHOUT_STATE] if how == "code" else [])


async def test_the_code_is_exchanged_with_the_very_same_address(tokens: Service) -> None:
    question = ConsentRequest(tokens.address)
    await question.after(question.back(code="the-code"))
    (asked,) = tokens.asked
    assert (asked.method, asked.path, asked.query) == ("POST", "/oauth/token", {})
    assert parse_qs(asked.body) == {
        "grant_type": ["authorization_code"],
        "code": ["the-code"],
        "redirect_uri": [question.redirect],
    }
    assert asked.headers["authorization"] == "Basic " + b64encode(b"app-7:secret-client-1").decode()


@pytest.mark.parametrize(
    ("lasts", "school", "found"),
    [
        (108_000, 123, (108_000, "123")),
        ("3600", "123", (3600, "123")),
        (59.9, None, (59, None)),
        (None, True, (None, None)),
        (0, {}, (None, None)),
        (-5, "", (None, "")),
        (1e300, 7, (None, "7")),
        ("soon", 7, (None, "7")),
    ],
)
async def test_how_long_a_token_lasts_is_what_the_service_says(
    service: Service, lasts: object, school: object, found: tuple[int | None, str | None]
) -> None:
    service.says("/oauth/token", {"access_token": "t", "expires_in": lasts, "school_id": school})
    question = ConsentRequest(service.address)
    grant = await question.after(question.back(code="c"))
    assert (grant.lasts, grant.school_id or None) == (found[0], found[1] or None)
    assert grant.secrets == {"token": "t"}


async def test_another_state_is_told_once(tokens: Service) -> None:
    question = ConsentRequest(tokens.address)
    await question.after(*[question.back(state="other", code="a")] * 3, question.back(code="c"))
    (told,) = question.warnings
    assert "another state" in told
    assert "goes on waiting" in told


async def test_a_pasted_address_of_another_question_is_refused(tokens: Service) -> None:
    question = ConsentRequest(tokens.address)
    async with question.asking:
        for fields in (
            {"code": "a", "state": "other"},
            {"code": "a", "state": ""},
            {"error": "x", "state": "y"},
        ):
            with pytest.raises(UsageError, match="another state"):
                question.asking.paste(question.back(**fields))
        with pytest.raises(UsageError, match="another state"):
            question.asking.paste(f"{question.redirect}?code=a")
        assert tokens.asked == []
        question.asking.paste(question.back(code="c"))
        assert (await question.asking.grant()).token


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        ("access_denied", RefusedError, "did not give the permission"),
        ("invalid_scope", RefusedError, "does not let the application ask"),
        ("unauthorized_client", RefusedError, "client ID"),
        ("server_error", UnreachableError, "just now"),
        ("temporarily_unavailable", UnreachableError, "just now"),
        ("redirect_uri_mismatch", RefusedError, "another redirect address"),
        ("secret-word-of-somebody", RefusedError, "did not ask the school"),
        ("unsupported_response_type", RefusedError, "did not ask the school"),
    ],
)
async def test_a_refusal_is_a_sentence(
    tokens: Service, error: str, kind: type[ConnectorError], says: str
) -> None:
    by_browser, by_hand = ConsentRequest(tokens.address), ConsentRequest(tokens.address)
    with pytest.raises(kind, match=says) as no:
        await by_browser.after(by_browser.back(error=error))
    async with by_hand.asking:
        by_hand.asking.paste(f"{by_hand.redirect}?error={error}&error_description=secret-word")
        with pytest.raises(kind, match=says):
            await by_hand.asking.grant()
    assert "secret-word" not in no.value.message + no.value.hint
    assert tokens.asked == []


async def test_a_denied_consent(consenting: Sandbox) -> None:
    question = at_sandbox(consenting)
    async with question.asking:
        waiting = asyncio.ensure_future(question.asking.grant())
        page = await visit(await asyncio.to_thread(decide, question.asking.address, "deny"))
        with pytest.raises(RefusedError, match="did not give the permission"):
            await waiting
    assert "the permission was not given" in page.text


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (Reply({"error": "invalid_grant"}, 400), RefusedError, "used, or has expired, or http://localhost"),
        (Reply({"error": "invalid_grant"}, 401), RefusedError, "used, or has expired"),
        (Reply({"error": "invalid_client"}, 401), RefusedError, "client ID and secret"),
        (Reply({"error": "unauthorized_client"}, 400), RefusedError, "client ID and secret"),
        (Reply(b"", 401), RefusedError, "client ID and secret"),
        (Reply({"error": "redirect_uri_mismatch"}, 400), RefusedError, "another redirect address"),
        (Reply({"error": "invalid_request"}, 400), RefusedError, "gives no token"),
        (Reply({"error": "secret-word"}, 400), RefusedError, "gives no token"),
        (Reply(b"<html>", 400), NotThisServiceError, "status 400"),
        (Reply(b"<html>", 404), NotThisServiceError, "status 404"),
        (Reply(b"<html>"), NotThisServiceError, "holds no token"),
        (Reply({"access_token": ""}), NotThisServiceError, "holds no token"),
        (Reply({"access_token": "two\nlines"}), NotThisServiceError, "holds no token"),
        (Reply({"access_token": 7}), NotThisServiceError, "holds no token"),
        (Reply(b"", 500), UnreachableError, "500"),
        (
            Reply(status=302, headers={"Location": "https://x.example/?secret-word"}),
            NotThisServiceError,
            "ano",
        ),
    ],
)
async def test_a_code_that_brings_no_tokens_is_a_sentence(
    service: Service, reply: Reply, kind: type[ConnectorError], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    service.says("/oauth/token", reply)
    question = ConsentRequest(service.address)
    with pytest.raises(kind, match=says) as no:
        await question.after(question.back(code=CODE))
    logged = [one.getMessage() for one in caplog.records if one.name.startswith("marktui")]
    shown = "".join((*traceback.format_exception(no.value), no.value.hint, *logged))
    assert not [
        one for one in ("secret-code", "secret-client", "secret-word", question.state) if one in shown
    ]


async def test_a_code_is_good_once_and_not_for_long(consenting: Sandbox) -> None:
    question = at_sandbox(consenting)
    async with question.asking:
        back = await asyncio.to_thread(decide, question.asking.address)
        question.asking.paste(back)
        await question.asking.grant()
    again = at_sandbox(consenting)
    async with again.asking:
        again.asking.paste(fields_of(back)["code"])
        with pytest.raises(RefusedError, match="used, or has expired"):
            await again.asking.grant()
    consenting.move(faults=["code-expired"])
    late = at_sandbox(consenting)
    async with late.asking:
        late.asking.paste(await asyncio.to_thread(decide, late.asking.address))
        with pytest.raises(RefusedError, match="used, or has expired"):
            await late.asking.grant()


async def test_nobody_comes_back(consenting: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent, "LASTS", 0.05)
    question = at_sandbox(consenting)
    consenting.stage.application = Application("http://localhost:1/other")
    page = await visit(question.asking.address)
    assert page.status_code == 400
    with pytest.raises(UnreachableError, match="Nobody came back") as no:
        await question.after()
    assert "redirect address" in no.value.hint


@pytest.mark.parametrize("client", [Client("", "s"), Client("a", ""), Client("a b", "s"), Client("a", "ü")])
async def test_an_application_that_cannot_be_one(service: Service, client: Client) -> None:
    with pytest.raises(UsageError, match="client ID or secret"):
        ConsentRequest(service.address, client)


def test_nothing_secret_is_shown_by_what_carries_it() -> None:
    shown = f"{CLIENT!r}{Grant('secret-token', 'secret-refresh', 1, '2')!r}"
    assert "secret" not in shown
