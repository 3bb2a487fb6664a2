"""`marktui connect assembly --authorise`: by the browser that comes back, and by what is pasted."""

import json
import re
import signal
import socket
import termios
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from connection_faults import CONSENT
from connectors.browser import decide, fields_of, spend
from processes import at_home_in, command_of

from marktui.sandbox.server import Sandbox

from .browser_consent import Waiting, address_in, application, authorise, authorise_words, follow
from .school import School
from .terminal import Terminal, terminal

PASTE = "paste the address of that page"
STORE = "secrets.json"


@pytest.fixture
def found(new_school: School) -> School:
    """A hub that is not connected."""
    new_school.init().ended(0)
    return new_school


def client_id(sandbox: Sandbox) -> str:
    """The id of the application, which may be shown."""
    return sandbox.environment["MARKTUI_ASSEMBLY_CLIENT_ID"]


def stored(school: School) -> dict[str, str]:
    """The secrets of Assembly in the secret store."""
    content: dict[str, dict[str, str]] = json.loads((school.folder / "secrets.json").read_text())
    return content["assembly"]


def shows_address(screen: Terminal) -> str:
    """The address to open, once it is on the screen."""
    screen.sees("/oauth/authorize?")
    screen.sees("is not shown")
    return address_in(screen.seen)


def test_the_browser_comes_back_by_itself(found: School) -> None:
    said = authorise(found).ended(0)
    assert "Connected to Assembly: Ashgrove Primary." in said.out
    assert said.out.startswith(f"{found.sandbox.address}/oauth/authorize?")
    assert PASTE not in said.err
    assert "ends" not in said.err
    status = found.status()["connection"]
    assert (status["holds_until"], status["school_id"]) == (None, "1231")
    found.sync("all").ended(0)


@pytest.mark.parametrize("what", ["address", "without scheme", "query", "code"])
def test_the_answer_is_pasted_and_not_shown(found: School, what: str) -> None:
    words = ("--hub", str(found.folder), *authorise_words(found.sandbox))
    with terminal(*words, home=found.folder.parent, **application(found.sandbox)) as screen:
        back = decide(shows_address(screen))
        code = fields_of(back)["code"]
        text = {
            "address": back,
            "without scheme": back.removeprefix("http://"),
            "query": back.partition("?")[2],
            "code": code,
        }[what]
        screen.type(f"{text}\n")
        assert screen.exit() == 0, screen.seen
    assert code not in screen.seen
    assert ("has no state to check" in screen.seen) == (what == "code")
    assert "Connected to Assembly: Ashgrove Primary." in screen.seen


def test_id_and_secret_are_asked_for_and_the_secret_is_not_shown(found: School) -> None:
    secrets = application(found.sandbox)
    client_id, secret = secrets.values()
    words = ("--hub", str(found.folder), *authorise_words(found.sandbox))
    with terminal(*words, home=found.folder.parent) as screen:
        screen.sees("client ID:")
        screen.type(f"{client_id}\n")
        screen.sees("client secret:")
        screen.type(f"{secret}\n")
        follow(shows_address(screen))
        assert screen.exit() == 0
    assert client_id in screen.seen
    assert secret not in screen.seen
    assert stored(found)["client_secret"] == secret


def test_what_is_pasted_wrongly_is_told_and_the_wait_goes_on(found: School) -> None:
    words = ("--hub", str(found.folder), *authorise_words(found.sandbox))
    with terminal(*words, home=found.folder.parent, **application(found.sandbox)) as screen:
        address = shows_address(screen)
        redirect = fields_of(address)["redirect_uri"]
        for text, told in (
            ("two words", "neither an address nor a code"),
            (address, "and not with"),
            (f"{redirect}?code=a&state=b", "another state"),
            ("http://localhost:1/cb?code=a", "localhost:1/cb"),
            (redirect, "holds no code"),
        ):
            screen.type(f"{text}\n")
            screen.sees(told)
        assert httpx.get(f"{redirect}?code=a&state=b", trust_env=False).status_code == 400
        screen.sees("goes on waiting")
        screen.type(f"\n{decide(address)}\n")
        assert screen.exit() == 0, screen.seen


def test_what_is_pasted_too_late_is_not_left_for_the_shell(found: School) -> None:
    words = ("--hub", str(found.folder), *authorise_words(found.sandbox))
    with terminal(*words, home=found.folder.parent, **application(found.sandbox)) as screen:
        back = decide(shows_address(screen))
        keyboard = screen._keyboard
        assert not termios.tcgetattr(keyboard)[3] & termios.ECHO
        screen.type(back)
        httpx.get(back, trust_env=False)
        screen.sees("Next: marktui sync")
        assert screen.exit() == 0
        assert termios.tcgetattr(keyboard)[3] & termios.ECHO
    assert fields_of(back)["code"] not in screen.seen


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_ends_the_wait(found: School, number: signal.Signals) -> None:
    before = found.files
    words = ("--hub", str(found.folder), *authorise_words(found.sandbox))
    with terminal(*words, home=found.folder.parent, **application(found.sandbox)) as screen:
        address = shows_address(screen)
        screen.process.send_signal(number)
        assert screen.exit() == 130
        assert termios.tcgetattr(screen._keyboard)[3] & termios.ECHO
    assert "Traceback" not in screen.seen
    assert found.files == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(fields_of(address)["redirect_uri"], trust_env=False)


def test_the_school_refuses(found: School) -> None:
    said = authorise(found, lambda address: follow(address, "deny")).ended(5)
    assert "marktui: The school did not give the permission." in said.err
    assert "marktui connect assembly --authorise" in said.err
    assert not (found.folder / "secrets.json").exists()


@pytest.mark.parametrize("fault", CONSENT)
def test_what_goes_wrong_is_a_sentence_and_nothing_is_kept(found: School, fault: str) -> None:
    found.sandbox.move(faults=[fault])
    before = found.files
    said = authorise(found).ended(5)
    assert re.search(CONSENT[fault], said.err), said.err
    assert "Traceback" not in said.err
    assert found.files == before


def test_a_code_that_was_used_already_brings_nothing(found: School) -> None:
    before = found.files

    def spend_and_follow(address: str) -> None:
        back = decide(address)
        spend(back, found.sandbox)
        httpx.get(back, trust_env=False)

    said = authorise(found, spend_and_follow).ended(5)
    assert re.search(CONSENT["code-expired"], said.err), said.err
    assert found.files == before


def test_another_state_is_told_and_the_wait_goes_on(found: School) -> None:
    found.sandbox.move(faults=["wrong-state"])
    waiting = authorise(found)
    found.sandbox.move(faults=[])
    follow(waiting.address)
    assert "another state" in waiting.ended(0).err


def test_a_redirect_address_that_is_not_the_registered_one(found: School) -> None:
    words = authorise_words(found.sandbox)
    found.sandbox.stage.application.redirect_uri = "http://localhost:1/other"
    waiting = Waiting(found, *words, **application(found.sandbox))
    page = httpx.get(waiting.address)
    assert page.status_code == 400
    waiting.process.send_signal(signal.SIGINT)
    said = waiting.ended(130)
    assert f"The application has to be registered with {words[-1]}" in said.err


@pytest.mark.parametrize("name", ["CLIENT_ID", "CLIENT_SECRET"])
def test_an_application_that_assembly_does_not_know(found: School, name: str) -> None:
    words = authorise_words(found.sandbox)
    wrong = application(found.sandbox) | {f"MARKTUI_ASSEMBLY_{name}": "wrong-secret-7"}
    waiting = Waiting(found, *words, **wrong)
    page = httpx.get(waiting.address)
    if name == "CLIENT_ID":
        assert page.status_code == 400
        waiting.process.send_signal(signal.SIGINT)
        waiting.ended(130)
        return
    follow(waiting.address)
    said = waiting.ended(5)
    assert "client ID and secret" in said.err
    assert "MARKTUI_ASSEMBLY_CLIENT_SECRET" in said.err
    assert "wrong-secret-7" not in said.everything


def test_a_port_in_use_is_told_and_the_answer_pasted(found: School) -> None:
    words = authorise_words(found.sandbox)
    port = int(words[-1].partition("localhost:")[2].partition("/")[0])
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        alone = found.run_with(*words, **application(found.sandbox)).ended(2)
        assert f"Port {port} is in use" in alone.err
        assert "no terminal to paste" in alone.err
        hub = ("--hub", str(found.folder))
        with terminal(*hub, *words, home=found.folder.parent, **application(found.sandbox)) as screen:
            address = shows_address(screen)
            assert f"Port {port} is in use" in screen.seen
            screen.type(f"{decide(address)}\n")
            assert screen.exit() == 0


@pytest.mark.parametrize("redirect", ["https://school.example/cb", "http://192.0.2.7:4567/cb"])
def test_a_redirect_address_elsewhere_is_for_pasting_alone(found: School, redirect: str) -> None:
    words = authorise_words(found.sandbox, redirect)
    alone = found.run_with(*words, **application(found.sandbox)).ended(2)
    assert f"marktui cannot wait at {redirect}" in alone.err
    hub = ("--hub", str(found.folder))
    with terminal(*hub, *words, home=found.folder.parent, **application(found.sandbox)) as screen:
        screen.type(f"{decide(shows_address(screen))}\n")
        assert screen.exit() == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--redirect", "http://localhost:1/a"], "--redirect is for --authorise"),
        (["--authorise", "--redirect", "nonsense"], "The redirect address cannot be used"),
        (
            ["--authorise", "--redirect", "http://u:secret-word@localhost/a"],
            "must not hold a login or a fragment",
        ),
        (["--authorise", "--auth-url", "http://assembly.example"], "does not use https"),
        (["--authorise", "--api-url", "ftp://assembly.example"], "does not use https"),
    ],
)
def test_what_makes_no_sense(found: School, words: list[str], says: str) -> None:
    said = found.run_with("connect", "assembly", *words, **application(found.sandbox)).ended(2)
    assert says in said.err
    assert "secret-word" not in said.everything


def test_without_a_terminal_the_application_is_not_asked_for(found: School) -> None:
    words = authorise_words(found.sandbox)
    for given, missing in (
        ({}, "CLIENT_ID and MARKTUI_ASSEMBLY_CLIENT_SECRET"),
        ({"MARKTUI_ASSEMBLY_CLIENT_ID": "app"}, "Set MARKTUI_ASSEMBLY_CLIENT_SECRET"),
    ):
        assert missing in found.run_with(*words, **given).ended(2).err


def test_another_school_is_refused_without_yes_and_taken_with_it(found: School) -> None:
    found.sandbox.move(faults=["other-school"])
    refused = authorise(found).ended(2)
    assert "Oakfield" in refused.err
    assert not (found.folder / "secrets.json").exists()
    authorise(found, follow, "--yes").ended(0)


def test_a_stored_application_serves_when_the_school_authorises_again(found: School) -> None:
    authorise(found).ended(0)
    before = stored(found)
    words = authorise_words(found.sandbox)
    waiting = Waiting(found, *words)
    follow(waiting.address)
    waiting.ended(0)
    after = stored(found)
    assert after["client_secret"] == before["client_secret"]
    assert after["refresh_token"] != before["refresh_token"]


def test_a_token_of_the_environment_that_goes_before_is_told(found: School) -> None:
    said = authorise(found, follow, **found.sandbox.environment).ended(0)
    assert "MARKTUI_ASSEMBLY_TOKEN is set, and is used instead of what is stored now" in said.err
    assert stored(found)["token"] != found.sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]


class Traces:
    """All that one way from the consent to a renewed token leaves behind, and the secrets of it."""

    def __init__(self, school: School, home: Path) -> None:
        self._school = school
        self._home = home
        self._environment = {"XDG_STATE_HOME": str(home / "state")}
        self._words = ("--log", str(home / "log"))
        self.shown = ""
        self.processes = b""
        self.state = self.code = ""
        self.secrets = set(application(school.sandbox).values()) - {client_id(school.sandbox)}

    def authorise(self) -> None:
        """Answer every question at a terminal, and paste what the browser ends on."""
        sandbox = self._school.sandbox
        words = ("--hub", str(self._school.folder), *self._words, *authorise_words(sandbox))
        with terminal(*words, home=self._home, **self._environment) as screen:
            for question, answer in zip(("ID:", "secret:"), application(sandbox).values(), strict=True):
                screen.sees(f"client {question}")
                screen.type(f"{answer}\n")
            address = shows_address(screen)
            self.processes = b"\n".join(map(command_of, at_home_in(self._home)))
            assert b"--authorise" in self.processes
            back = decide(address)
            self.state, self.code = (fields_of(back)[name] for name in ("state", "code"))
            screen.type(f"{back}\n")
            assert screen.exit() == 0
        # The address itself may be shown: that is what it is for.
        self.shown += screen.seen.replace(address, "")
        self.secrets |= {stored(self._school)[name] for name in ("token", "refresh_token")}

    def run(self, *verb: str) -> None:
        """Call the program."""
        self.shown += self._school.run_with(*self._words, *verb, **self._environment).ended(0).everything
        self.secrets |= {stored(self._school)[name] for name in ("token", "refresh_token")}

    @property
    def files(self) -> dict[str, bytes]:
        """Every file that was written but the secret store."""
        found = (path for folder in (self._home, self._school.folder) for path in folder.rglob("*"))
        return {str(path): path.read_bytes() for path in found if path.is_file() and path.name != STORE}


def test_nothing_secret_is_anywhere_but_in_the_secret_store(found: School, tmp_path: Path) -> None:
    """Files, log, JSON, the list of processes, and the terminal."""
    (tmp_path / "home").mkdir()
    traces = Traces(found, tmp_path / "home")
    traces.authorise()
    found.sandbox.move(faults=["refresh-rotates"])
    traces.run("sync", "all", "--json")
    for verb in ("status", "status --json", "history --json", "doctor --report -"):
        traces.run(*verb.split())
    assert len(traces.secrets) == 5
    assert any(name.endswith("/log") and content for name, content in traces.files.items())
    assert any("/confirmed/" in name for name in traces.files)
    everything = b"\n".join((*traces.files.values(), traces.shown.encode(), traces.processes)).decode()
    assert not [one for one in (*traces.secrets, traces.code, traces.state) if one in everything]
    kept = (found.folder / STORE).read_text()
    assert not [one for one in (traces.code, traces.state) if one in kept]
