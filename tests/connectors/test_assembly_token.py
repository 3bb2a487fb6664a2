"""The school token: refused, renewed, absent, and never shown."""

import asyncio
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

import pytest

from marktui.connectors.errors import ConnectorError, NotThisServiceError, RefusedError, UnreachableError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import ConnectionStep
from marktui.sandbox.server import Sandbox

from .assembly_school import RENEWAL, TOKEN, AssemblySchool, Pocket, secrets_of
from .scripted_service import Reply, Service, listed, refused

RENEWABLE = {"token": TOKEN, **RENEWAL}
SECRETS = (TOKEN, *RENEWAL.values())
FOUND = listed([{"id": 1, "first_name": "Amber"}])


async def test_an_expired_token_is_renewed_once(service: Service) -> None:
    service.says("/students", refused("invalid_token"), FOUND)
    service.says("/oauth/token", {"access_token": "secret-token-2", "scopes": ["school"]})
    async with AssemblySchool(service.address, RENEWABLE) as school:
        assert len(await school.rows(Kind.PUPIL)) == 1
        assert school.secrets.renewed == [{"token": "secret-token-2"}]
        assert school.assembly.requests == 3
    renewal, again = service.asked[1:]
    assert parse_qs(renewal.body) == {"grant_type": ["refresh_token"], "refresh_token": ["secret-refresh-1"]}
    assert renewal.headers["authorization"] == "Basic " + b64encode(b"app-7:secret-client-1").decode()
    assert renewal.query == {}
    assert again.headers["authorization"] == "Bearer secret-token-2"


async def test_a_new_refresh_token_is_kept(service: Service) -> None:
    service.says("/students", refused("invalid_token"), FOUND)
    service.says("/oauth/token", {"access_token": "secret-token-2", "refresh_token": "secret-refresh-2"})
    async with AssemblySchool(service.address, RENEWABLE) as school:
        await school.rows(Kind.PUPIL)
        assert school.secrets.renewed == [{"token": "secret-token-2", "refresh_token": "secret-refresh-2"}]


async def test_two_lists_at_once_renew_once(service: Service) -> None:
    service.says("/students", refused("invalid_token"), FOUND)
    service.says("/staff_members", refused("invalid_token"), FOUND)
    service.says("/oauth/token", Reply({"access_token": "secret-token-2"}, after=0.05))
    async with AssemblySchool(service.address, RENEWABLE) as school:
        await asyncio.gather(school.rows(Kind.PUPIL), school.rows(Kind.TEACHER))
    assert service.paths().count("/oauth/token") == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_renewal_is_not_led_elsewhere(service: Service, status: int) -> None:
    """Not to another host or port, not to another path, nor from https to http."""
    with Service().serve() as thief:
        for target in (f"{thief.address}/oauth/token", "/elsewhere", "//localhost/oauth/token"):
            service.says("/students", refused("invalid_token"))
            service.says("/oauth/token", Reply(status=status, headers={"Location": target}))
            async with AssemblySchool(service.address, RENEWABLE) as school:
                with pytest.raises(NotThisServiceError, match="sends marktui to another address"):
                    await school.rows(Kind.PUPIL)
                assert school.secrets.renewed == []
        assert thief.asked == []
    assert set(service.paths()) == {"/students", "/oauth/token"}


async def test_a_renewed_token_that_is_refused_too(service: Service) -> None:
    service.says("/students", refused("invalid_token"))
    service.says("/oauth/token", {"access_token": "secret-token-2"})
    async with AssemblySchool(service.address, RENEWABLE) as school:
        with pytest.raises(RefusedError, match="does not accept the school token"):
            await school.rows(Kind.PUPIL)
    assert service.paths() == ["/students", "/oauth/token", "/students"]


@pytest.mark.parametrize("absent", ["refresh_token", "client_id", "client_secret"])
async def test_without_all_of_the_renewal_nothing_is_renewed(service: Service, absent: str) -> None:
    service.says("/students", refused("invalid_token"))
    async with AssemblySchool(service.address, RENEWABLE | {absent: ""}) as school:
        with pytest.raises(RefusedError) as failed:
            await school.rows(Kind.PUPIL)
    assert failed.value.next == (ConnectionStep.AUTHORISE_IN_BROWSER,)
    assert service.paths() == ["/students"]


async def test_other_refusals_renew_nothing(service: Service) -> None:
    service.says("/students", refused("invalid_request"))
    async with AssemblySchool(service.address, RENEWABLE) as school:
        with pytest.raises(RefusedError):
            await school.rows(Kind.PUPIL)
    assert service.paths() == ["/students"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply({"error": "invalid_grant"}, 400),
        Reply({"error": "invalid_client"}, 401),
        Reply(b"<html>"),
        Reply(b"\xff"),
        Reply({"access_token": None}),
        Reply({"access_token": ""}),
        Reply({}),
        Reply(status=404),
    ],
)
async def test_a_renewal_that_fails(service: Service, reply: Reply) -> None:
    service.says("/students", refused("invalid_token"))
    service.says("/oauth/token", reply)
    async with AssemblySchool(service.address, RENEWABLE) as school:
        with pytest.raises(RefusedError, match="does not renew it"):
            await school.rows(Kind.PUPIL)
        assert school.secrets.renewed == []


@pytest.mark.parametrize(
    "token", [{}, {"token": ""}, {"token": " \n"}, {"token": "two\nlines"}, {"token": "käse"}]
)
async def test_without_a_usable_token_nothing_is_sent(service: Service, token: dict[str, str]) -> None:
    async with AssemblySchool(service.address, token) as school:
        with pytest.raises(RefusedError):
            await school.assembly.check()
        assert school.assembly.requests == 0
    assert service.asked == []


async def test_the_sandbox_renews(sandbox: Sandbox) -> None:
    sandbox.move(faults=["token-expired"])
    async with AssemblySchool(sandbox.address, secrets_of(sandbox.environment)) as school:
        assert len(await school.rows(Kind.PUPIL)) == 120
        assert [one.keys() for one in school.secrets.renewed] == [{"token"}]


@pytest.mark.parametrize(
    "reply",
    [
        refused("invalid_token"),
        refused("insufficient_scope"),
        Reply(status=500),
        Reply({"message": TOKEN}, 400),
        Reply({"message": TOKEN}, 418),
        Reply(status=302, headers={"Location": f"https://elsewhere.example/?token={TOKEN}"}),
        Reply(b"<html>" + TOKEN.encode()),
        listed([{"id": TOKEN}]),
    ],
)
async def test_no_failure_shows_a_secret(
    service: Service, caplog: pytest.LogCaptureFixture, reply: Reply
) -> None:
    caplog.set_level(0)
    service.says("/students", reply)
    service.says("/oauth/token", Reply({"error": " ".join(SECRETS)}, 400))
    async with AssemblySchool(service.address, RENEWABLE) as school:
        with pytest.raises(ConnectorError) as failed:
            await school.rows(Kind.PUPIL)
    shown = "".join(traceback.format_exception(failed.value)) + repr(failed.value.hint) + caplog.text
    assert not [secret for secret in SECRETS if secret in shown]


async def test_an_unreachable_service_shows_no_secret(service: Service) -> None:
    async with AssemblySchool("http://127.0.0.1:1", RENEWABLE) as school:
        with pytest.raises(UnreachableError) as failed:
            await school.assembly.check()
    assert TOKEN not in "".join(traceback.format_exception(failed.value))


class Shelf(Pocket):
    """Secrets that another process may renew, and whose keeping may fail or take its time."""

    def __init__(self, secrets: Mapping[str, str], service: Service) -> None:
        super().__init__(secrets)
        self._service = service
        self.renewed_elsewhere: dict[str, str] = {}
        self.full = False
        self.asked_when_kept: list[str] = []

    @asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        self.kept |= self.renewed_elsewhere
        yield

    async def renew(self, values: Mapping[str, str]) -> None:
        await asyncio.sleep(0.02)
        if self.full:
            raise UnreachableError("The disk is full.")
        self.asked_when_kept = self._service.paths()
        await super().renew(values)


@pytest.fixture
def shelf(service: Service) -> Shelf:
    service.says("/students", refused("invalid_token"), FOUND)
    service.says("/staff_members", refused("invalid_token"), FOUND)
    service.says("/oauth/token", {"access_token": "secret-token-2", "refresh_token": "secret-refresh-2"})
    return Shelf(RENEWABLE, service)


async def test_a_renewed_token_is_kept_before_it_is_used(service: Service, shelf: Shelf) -> None:
    async with AssemblySchool(service.address, secrets=shelf) as school:
        await asyncio.gather(school.rows(Kind.PUPIL), school.rows(Kind.TEACHER))
    assert sorted(shelf.asked_when_kept) == ["/oauth/token", "/staff_members", "/students"]


async def test_a_renewed_token_that_cannot_be_kept_is_not_used(service: Service, shelf: Shelf) -> None:
    shelf.full = True
    async with AssemblySchool(service.address, secrets=shelf) as school:
        with pytest.raises(UnreachableError, match="disk is full"):
            await school.rows(Kind.PUPIL)
    assert "Bearer secret-token-2" not in [one.headers.get("authorization") for one in service.asked]


async def test_what_another_process_has_renewed_is_used(service: Service, shelf: Shelf) -> None:
    shelf.renewed_elsewhere = {"token": "secret-token-3", "refresh_token": "secret-refresh-3"}
    async with AssemblySchool(service.address, secrets=shelf) as school:
        await school.rows(Kind.PUPIL)
    assert service.paths() == ["/students", "/students"]
    assert service.asked[-1].headers["authorization"] == "Bearer secret-token-3"


async def test_a_refresh_token_that_another_process_got_is_sent(service: Service, shelf: Shelf) -> None:
    """The token itself lies in the environment, where nobody else can renew it."""
    shelf.renewed_elsewhere = {"refresh_token": "secret-refresh-3"}
    async with AssemblySchool(service.address, secrets=shelf) as school:
        await school.rows(Kind.PUPIL)
    assert parse_qs(service.asked[1].body)["refresh_token"] == ["secret-refresh-3"]


@pytest.mark.parametrize("status", [400, 401, 403])
@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("invalid_grant", "the school has to authorise again"),
        ("invalid_token", "the school has to authorise again"),
        ("", "the school has to authorise again"),
        ("invalid_client", "does not know the client ID and secret any more"),
        ("unauthorized_client", "does not know the client ID and secret any more"),
    ],
)
async def test_a_refused_renewal_says_what_to_do(service: Service, status: int, word: str, says: str) -> None:
    service.says("/students", refused("invalid_token"))
    service.says("/oauth/token", Reply({"error": word, "error_description": "secret-word"}, status))
    async with AssemblySchool(service.address, RENEWABLE) as school:
        with pytest.raises(RefusedError, match=says) as no:
            await school.rows(Kind.PUPIL)
    is_client = word.endswith("_client")
    step = ConnectionStep.GIVE_CLIENT if is_client else ConnectionStep.AUTHORISE_IN_BROWSER
    assert no.value.next == (step,)
    assert "secret-word" not in no.value.message + no.value.hint
