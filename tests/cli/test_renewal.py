"""A token is renewed so that no connection is lost: on disk before it is used, by one process at a time."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from connectors.scripted_service import Reply, Service, refused
from patience import PATIENCE, wait_until
from processes import has_heard
from stand_in import short_tokens

from marktui.sandbox.server import Sandbox

from .browser_consent import application, authorise
from .process import finish, set_environment, shell
from .school import School

KEPT = ("hub.json", "secrets.json")


def stored(school: School) -> dict[str, str]:
    """The secrets of Assembly in the secret store."""
    content: dict[str, dict[str, str]] = json.loads((school.folder / "secrets.json").read_text())
    return content["assembly"]


def renewals(sandbox: Sandbox) -> int:
    """How often a token was asked for since the last scene."""
    return sandbox.requests.count(("POST", "/oauth/token"))


@pytest.fixture
def authorised(school: School) -> School:
    """A synced school that has authorised an application, and has no token in any environment."""
    authorise(school).ended(0)
    school.sandbox.reset()
    return school


def test_a_sync_goes_on_past_the_end_of_its_token(
    authorised: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_them = short_tokens(monkeypatch)
    authorised.sandbox.move(faults=["short-tokens"])
    authorised.sync("pupils").ended(0)
    end_them()
    before = stored(authorised)
    authorised.sync("pupils").ended(0)
    after = stored(authorised)
    assert after["token"] != before["token"]
    assert after["refresh_token"] == before["refresh_token"]


@pytest.mark.parametrize("fault", ["token-expired", "refresh-rotates"])
def test_many_processes_that_renew_at_once_end_with_one_good_token(authorised: School, fault: str) -> None:
    authorised.sandbox.move(faults=[fault])
    authorised.sandbox.reset()
    authorised.sandbox.move(faults=[fault])
    processes = [authorised.start("sync", "pupils", "--dry-run") for _ in range(4)]
    for process in processes:
        finish(process).ended(0)
    assert renewals(authorised.sandbox) == 1
    authorised.sync("pupils").ended(0)
    authorised.sandbox.move(faults=[fault, "bare-dates"])
    authorised.sync("pupils").ended(0)


def test_a_refresh_token_that_the_service_rotates_is_kept(authorised: School) -> None:
    seen = {stored(authorised)["refresh_token"]}
    for scene in range(3):
        authorised.sandbox.move(faults=["refresh-rotates", *(["odd-status"] if scene % 2 else [])])
        authorised.sync("pupils").ended(0)
        seen.add(stored(authorised)["refresh_token"])
    assert len(seen) == 4


@pytest.mark.parametrize("fault", ["token-revoked", "refresh-401"])
def test_a_refused_renewal_says_that_the_school_has_to_authorise_again(
    authorised: School, fault: str
) -> None:
    authorised.sandbox.move(faults=[fault])
    before = authorised.files
    said = authorised.sync("pupils", "--json").ended(5)
    assert said.error["kind"] == "refused"
    assert "the school has to authorise again" in said.error["message"]
    assert "marktui connect assembly --authorise" in said.error["hint"]
    assert [authorised.files[name] for name in KEPT] == [before[name] for name in KEPT]
    authorised.sandbox.move(faults=[])
    authorise(authorised).ended(0)
    authorised.sync("pupils").ended(0)


def test_an_ended_token_without_the_means_to_renew_it_says_what_to_do(school: School) -> None:
    token = school.sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
    school.connect(MARKTUI_ASSEMBLY_TOKEN=token).ended(0)
    school.sandbox.move(faults=["token-expired"])
    said = school.sync("pupils").ended(5)
    assert "marktui: Assembly does not accept the school token: it is wrong, or it has expired" in said.err
    assert "marktui connect assembly --authorise" in said.err
    assert renewals(school.sandbox) == 0


@pytest.mark.parametrize("given", [("TOKEN",), ("TOKEN", "REFRESH_TOKEN"), ("REFRESH_TOKEN",)])
def test_what_lies_in_the_environment_is_never_written(school: School, given: tuple[str, ...]) -> None:
    before = stored(school)
    secrets = {
        f"MARKTUI_ASSEMBLY_{name}": school.sandbox.environment[f"MARKTUI_ASSEMBLY_{name}"] for name in given
    }
    school.sandbox.move(faults=["refresh-rotates"])
    with set_environment(secrets):
        school.sync("pupils").ended(0)
    after = stored(school)
    for name in given:
        assert after[name.lower()] == before[name.lower()]
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"token", "refresh_token"} - {name.lower() for name in given}


@pytest.fixture
def service() -> Iterator[Service]:
    with Service().serve() as one:
        yield one


def lead_to(school: School, service: Service) -> None:
    """Connect the school with a service of which each answer is written by the test."""
    for path, answer in (
        ("/me", {"token": {"access_level": "school"}}),
        ("/school", {"name": "Ashgrove"}),
        ("/academic_years", []),
    ):
        service.says(path, answer)
    words = ("connect", "assembly", "--api-url", service.address, "--auth-url", service.address)
    with set_environment(school.sandbox.environment):
        school.run(*words).ended(0)
    service.says("/school/status", refused("invalid_token"))
    service.says("/school", refused("invalid_token"))


def wait_for(service: Service, path: str) -> None:
    """Wait until something was asked for."""
    wait_until(lambda: path in service.paths(), service.paths)


RENEWED = {"access_token": "renewed-token-2", "refresh_token": "renewed-refresh-2"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_cancelled_sync_keeps_the_token_that_is_on_its_way(
    school: School, service: Service, number: signal.Signals
) -> None:
    lead_to(school, service)
    service.says("/oauth/token", Reply(RENEWED, after=(let_go := Event())))
    process = school.start("sync", "pupils")
    wait_for(service, "/oauth/token")
    process.send_signal(number)
    wait_until(lambda: has_heard(process.pid))
    let_go.set()
    finish(process).ended(130)
    assert (stored(school)["token"], stored(school)["refresh_token"]) == tuple(RENEWED.values())


def test_a_cancelled_sync_does_not_wait_for_ever_for_its_token(school: School, service: Service) -> None:
    lead_to(school, service)
    service.says("/oauth/token", Reply(RENEWED, after=10 * PATIENCE))
    process = school.start("sync", "pupils")
    wait_for(service, "/oauth/token")
    process.send_signal(signal.SIGINT)
    finish(process).ended(130)


def test_a_process_that_is_killed_while_it_renews_bars_nobody(school: School, service: Service) -> None:
    lead_to(school, service)
    service.says("/oauth/token", Reply(RENEWED, after=10 * PATIENCE), Reply({"error": "invalid_grant"}, 400))
    before = stored(school)
    process = school.start("sync", "pupils")
    wait_for(service, "/oauth/token")
    process.kill()
    finish(process)
    assert stored(school) == before
    school.sync("pupils").ended(5)


def test_a_disk_that_takes_nothing_is_noticed_before_a_token_is_spent(
    school: School, service: Service, tmp_path: Path
) -> None:
    lead_to(school, service)
    service.says("/oauth/token", RENEWED)
    before = stored(school)
    said = shell(f"ulimit -f 0; $marktui sync pupils --hub {school.folder}", home=tmp_path)
    assert said.exit == 6, said.everything
    assert "secrets.json" in said.err
    assert "/oauth/token" not in service.paths()
    assert stored(school) == before


def test_a_disconnect_waits_for_a_renewal_and_forgets_what_came_of_it(
    school: School, service: Service
) -> None:
    lead_to(school, service)
    service.says("/oauth/token", Reply(RENEWED, after=0.7))
    process = school.start("sync", "pupils")
    wait_for(service, "/oauth/token")
    school.run("disconnect").ended(0)
    finish(process)
    assert not (school.folder / "secrets.json").exists()


def test_a_check_that_fails_after_a_renewal_keeps_what_was_renewed(school: School, service: Service) -> None:
    """What is stored is tried again, renewed by it, and then something that is needed is not shared."""
    lead_to(school, service)
    service.says("/me", refused("invalid_token"), {"token": {"access_level": "school"}})
    service.says("/school", refused("insufficient_scope"))
    service.says("/oauth/token", RENEWED)
    words = ("connect", "assembly", "--api-url", service.address, "--auth-url", service.address)
    with set_environment(school.sandbox.environment):
        school.run(*words).ended(5)
    assert (stored(school)["token"], stored(school)["refresh_token"]) == tuple(RENEWED.values())


def test_an_application_that_is_not_known_any_more_is_told(authorised: School) -> None:
    authorised.sandbox.move(faults=["token-expired"])
    with set_environment(application(authorised.sandbox) | {"MARKTUI_ASSEMBLY_CLIENT_SECRET": "other"}):
        said = authorised.sync("pupils").ended(5)
    assert "does not renew it" in said.err
    assert "MARKTUI_ASSEMBLY_CLIENT_SECRET" in said.err
