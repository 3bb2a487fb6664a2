"""A school authorises in both faces, in tmux: by the browser that comes back, and by what is pasted."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from connectors.browser import decide, fields_of, free_port
from stand_in import short_tokens

from marktui.sandbox.application import Application
from marktui.sandbox.server import Sandbox

from .technician import Technician
from .tmux import Terminal

FACES = ("command line", "interface")
RENEWAL = ("POST", "/oauth/token")


@pytest.fixture
def school() -> Iterator[Sandbox]:
    """A stand-in with an application that comes back to a free port."""
    redirect = f"http://localhost:{free_port()}/auth/assembly/callback"
    sandbox = Sandbox(60, seed=3, application=Application(redirect))
    with sandbox.serve():
        yield sandbox


@pytest.fixture
def at_work(terminal: Terminal, school: Sandbox, tmp_path: Path) -> Technician:
    """Somebody with a hub that is not connected."""
    home = tmp_path / "home"
    home.mkdir()
    technician = Technician(terminal, home, school)
    technician.school.init().ended(0)
    return technician


def client(school: Sandbox) -> list[str]:
    """What the application is known by."""
    return [school.environment[f"MARKTUI_ASSEMBLY_{name}"] for name in ("CLIENT_ID", "CLIENT_SECRET")]


def ask(technician: Technician, face: str) -> str:
    """Ask the school, and read the address off the screen."""
    return _on_command_line(technician) if face == FACES[0] else in_interface(technician)


def _on_command_line(technician: Technician) -> str:
    terminal, school = technician.terminal, technician.sandbox
    technician.open(
        "connect",
        "assembly",
        "--authorise",
        *("--api-url", school.address, "--auth-url", school.address),
        *("--redirect", school.stage.application.redirect_uri),
    )
    for question, answer in zip(("client ID:", "client secret:"), client(school), strict=True):
        terminal.sees(question)
        terminal.type(answer)
        terminal.press("Enter")
    return _address(terminal.sees("&state", "is not shown"))


def in_interface(technician: Technician, *words: str) -> str:
    """Ask the school in the interface, and read the address off the screen."""
    terminal, school = technician.terminal, technician.sandbox
    technician.open(*words)
    terminal.sees("> Assembly")
    terminal.press("a")
    terminal.sees("Authorise Assembly", "Token service")
    terminal.press("Tab", "Tab", "Tab", "Tab")
    for _ in range(2):
        terminal.press("C-u")
        terminal.type(school.address)
        terminal.press("Tab")
    terminal.press("Tab", "Tab", "Enter")
    terminal.sees("Redirect address")
    for answer in (*client(school), school.stage.application.redirect_uri):
        terminal.press("C-u")
        terminal.type(answer)
        terminal.press("Enter")
    return _address(terminal.sees("&state", "Copy the address", "left."))


def _address(screen: str) -> str:
    """The address, which stands on several lines."""
    lines = [line.strip(" │▆▇▅▄▃▂▁█") for line in screen.splitlines()]
    first = next(place for place, line in enumerate(lines) if "/oauth/authorize?" in line)
    ends = ("Copy the address", "marktui waits")
    last = next(n for n, line in enumerate(lines) if n > first and line.startswith(ends))
    return "".join(lines[first:last])


def is_connected(technician: Technician) -> str:
    """Wait until it says so, and give the screen."""
    return technician.terminal.sees("Connected", "Ashgrove Primary", "secrets.json")


@pytest.mark.parametrize("face", FACES)
def test_by_the_browser_that_comes_back(at_work: Technician, face: str) -> None:
    page = httpx.get(decide(ask(at_work, face)), trust_env=False)
    assert "You can close this page." in page.text
    is_connected(at_work)
    assert at_work.school.status()["connection"]["holds_until"] is None


@pytest.mark.parametrize("face", FACES)
def test_by_the_address_that_is_pasted(at_work: Technician, face: str) -> None:
    terminal = at_work.terminal
    back = decide(ask(at_work, face))
    if face == "interface":
        terminal.press("Enter")
        terminal.sees("Copied")
        assert terminal.clipboard().startswith(at_work.sandbox.address)
    terminal.type(back)
    assert fields_of(back)["code"] not in terminal.screen()
    terminal.press("Enter")
    assert fields_of(back)["code"] not in is_connected(at_work)


@pytest.mark.parametrize("face", FACES)
def test_a_pasted_address_is_taken_as_a_terminal_pastes_it(at_work: Technician, face: str) -> None:
    back = decide(ask(at_work, face))
    at_work.terminal.paste(back)
    if face == FACES[0]:
        at_work.terminal.press("Enter")
    is_connected(at_work)


def test_a_sync_goes_on_past_the_end_of_the_token_until_the_school_revokes_it(
    at_work: Technician, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpx.get(decide(ask(at_work, FACES[0])), trust_env=False)
    is_connected(at_work)
    school, sandbox = at_work.school, at_work.sandbox
    school.sync("all").ended(0)
    end_them = short_tokens(monkeypatch)
    sandbox.move(faults=["short-tokens"])
    school.sync("pupils").ended(0)
    before = sandbox.requests.count(RENEWAL)
    end_them()
    school.sync("pupils").ended(0)
    assert sandbox.requests.count(RENEWAL) == before + 1
    for fault in ("token-revoked", "refresh-401"):
        sandbox.move(faults=[fault])
        said = school.sync("pupils").ended(5)
        assert said.err.count("marktui: ") == 1
        assert "the school has to authorise again" in said.err


def test_in_the_interface_a_revoked_permission_says_where_to_go(at_work: Technician) -> None:
    httpx.get(decide(ask(at_work, FACES[1])), trust_env=False)
    is_connected(at_work)
    terminal = at_work.terminal
    terminal.press("Enter")
    terminal.sees("Read teachers from Assembly")
    at_work.sandbox.move(faults=["refresh-401"])
    terminal.press("Enter")
    terminal.sees("does not renew it", "authorise again: panel 1, then b")
