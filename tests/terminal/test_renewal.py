"""The interface ends while a token is being renewed: what the service sends is kept all the same."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.process import set_environment
from connectors.scripted_service import Reply, Service, refused
from patience import wait_until

from .technician import Technician
from .tmux import Terminal

RENEWED = {"access_token": "renewed-token-2", "refresh_token": "renewed-refresh-2"}
ENDS: dict[str, Callable[[Terminal], None]] = {
    "quit": lambda terminal: terminal.press("q"),
    "interrupted": lambda terminal: terminal.press("C-c"),
    "hung up": lambda terminal: terminal.hang_up(),
}


@pytest.fixture
def service() -> Iterator[Service]:
    with Service().serve() as one:
        yield one


def connect(technician: Technician, service: Service) -> Path:
    """Connect a hub with a service of which the test writes each answer; gives the secret store."""
    for path, answer in (
        ("/me", {"token": {"access_level": "school"}}),
        ("/school", {"name": "Ashgrove"}),
        ("/academic_years", []),
    ):
        service.says(path, answer)
    school = technician.school
    school.init().ended(0)
    words = ("connect", "assembly", "--api-url", service.address, "--auth-url", service.address)
    with set_environment(technician.sandbox.environment):
        school.run(*words).ended(0)
    for path in ("/school", "/school/status", "/staff_members"):
        service.says(path, refused("invalid_token"))
    service.says("/oauth/token", Reply(RENEWED, after=1.0))
    return school.folder / "secrets.json"


def kept_in(store: Path) -> dict[str, str]:
    """The secrets that are kept."""
    kept: dict[str, str] = json.loads(store.read_text())["assembly"]
    return kept


@pytest.mark.parametrize("end", ENDS)
def test_a_renewal_outlives_the_interface(technician: Technician, service: Service, end: str) -> None:
    store = connect(technician, service)
    technician.open()
    technician.terminal.sees("Read teachers from Assembly")
    technician.terminal.press("r")
    wait_until(lambda: "/oauth/token" in service.paths(), technician.terminal.screen)
    ENDS[end](technician.terminal)
    wait_until(lambda: kept_in(store)["token"] == RENEWED["access_token"])
    assert kept_in(store)["refresh_token"] == RENEWED["refresh_token"]
