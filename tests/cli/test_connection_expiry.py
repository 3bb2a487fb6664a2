"""A connection that cannot renew itself says until when it holds, whatever the clock says later."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest
from connectors.browser import fields_of
from connectors.scripted_service import Service

from marktui.sync.session import Session

from .browser_consent import Waiting, application, authorise, authorise_words
from .process import set_environment
from .school import School

Move = Callable[[timedelta], None]
TOKEN = "MARKTUI_ASSEMBLY_TOKEN"


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Move marktui's clock."""

    def move(by: timedelta) -> None:
        clock = partial(Session, now=lambda: datetime.now(UTC) + by)
        monkeypatch.setattr("marktui.sync.session.Session", clock)

    return move


def with_token_alone(school: School) -> School:
    """Connect with a school token and nothing that renews it."""
    said = school.connect(**{TOKEN: school.sandbox.environment[TOKEN]}).ended(0)
    assert "This connection ends when its token does, on " in said.err
    assert "For a connection that renews itself: marktui connect assembly --authorise --hub" in said.err
    return school


def test_status_says_until_when_it_holds(school: School, move_clock: Move) -> None:
    with_token_alone(school)
    until = datetime.fromisoformat(school.status()["connection"]["holds_until"])
    assert timedelta(hours=23) < until - datetime.now(UTC) <= timedelta(days=1)
    said = school.run("status").ended(0).out
    assert "ends when its token does, on " in said
    assert "marktui connect assembly --authorise" in said
    move_clock(timedelta(hours=20))
    assert "in 3 h, and cannot renew itself." in school.run("status").ended(0).out
    move_clock(timedelta(hours=30))
    assert "This connection ended 6 h ago, and cannot renew itself." in school.run("status").ended(0).out
    assert school.status()["connection"]["holds_until"] is not None


def test_a_token_that_is_good_past_its_end_has_another_end(school: School, move_clock: Move) -> None:
    with_token_alone(school)
    move_clock(timedelta(hours=30))
    school.sync("pupils").ended(0)
    assert school.status()["connection"]["holds_until"] is None
    assert "This connection" not in school.run("status").ended(0).out


@pytest.mark.parametrize("lack", ["REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET"])
def test_without_all_of_the_renewal_it_ends(school: School, lack: str) -> None:
    secrets = {
        name: value for name, value in school.sandbox.environment.items() if not name.endswith(f"_{lack}")
    }
    assert "This connection ends" in school.connect(**secrets).ended(0).err
    assert school.status()["connection"]["holds_until"] is not None
    with set_environment(school.sandbox.environment):
        assert school.status()["connection"]["holds_until"] is None


@pytest.mark.parametrize(
    ("lasts", "seconds"), [(3600, 3600), ("7200", 7200), (None, 86_400), (0, 86_400), ("soon", 86_400)]
)
def test_a_consent_that_brings_nothing_to_renew_with_holds_as_long_as_it_says(
    school: School, service: Service, lasts: object, seconds: int
) -> None:
    for path, answer in (
        ("/me", {"token": {"access_level": "school"}}),
        ("/school", {"name": "Ashgrove"}),
        ("/academic_years", []),
        ("/oauth/token", {"access_token": "t", "expires_in": lasts}),
    ):
        service.says(path, answer)
    words = [*authorise_words(school.sandbox), "--api-url", service.address, "--auth-url", service.address]
    waiting = Waiting(school, *words, **application(school.sandbox))
    fields = fields_of(waiting.address)
    httpx.get(f"{fields['redirect_uri']}?code=c&state={fields['state']}", trust_env=False)
    assert "This connection ends" in waiting.ended(0).err
    until = datetime.fromisoformat(school.status()["connection"]["holds_until"])
    assert abs((until - datetime.now(UTC)).total_seconds() - seconds) < 60


@pytest.fixture
def service() -> Iterator[Service]:
    with Service().serve() as one:
        yield one


@pytest.mark.parametrize("way", ["all four", "authorised"])
def test_what_renews_itself_has_no_end(school: School, move_clock: Move, way: str) -> None:
    if way == "all four":
        assert "This connection" not in school.connect().ended(0).err
    else:
        authorise(school).ended(0)
    move_clock(timedelta(days=400))
    assert school.status()["connection"]["holds_until"] is None
    assert "This connection" not in school.run("status").ended(0).out


def test_the_clock_of_this_machine_ends_no_connection(school: School, move_clock: Move) -> None:
    """The service says whether a token is good; a clock that is wrong says nothing."""
    with_token_alone(school)
    for by in (timedelta(days=-3), timedelta(hours=25), timedelta(days=3)):
        move_clock(by)
        school.run("sync", "pupils", "--dry-run").ended(0)
