"""From consent to revocation in the interface: nothing secret is anywhere but in the secret store."""

import json
from pathlib import Path

import httpx
import pytest
from connectors.browser import decide, fields_of
from processes import at_home_in, command_of

from marktui.sandbox.server import Sandbox

from .technician import Technician
from .test_authorise import at_work, client, in_interface, school
from .tmux import Terminal

__all__ = ["at_work", "school"]
STORE = "secrets.json"
FRAME = " │╭╮╰╯─▆▇▅▄▃▂▁█\n"


class Traces:
    """All that a person's work leaves behind: files, screens, copied texts, the list of processes.

    Of the processes only those of that person: another test may be typing the same secrets just now.
    """

    def __init__(self, technician: Technician, home: Path) -> None:
        self._terminal = technician.terminal
        self._store = technician.school.folder / STORE
        self._home = home
        self._screens: list[str] = []
        self._processes: list[bytes] = []
        self.secrets = {client(technician.sandbox)[1]}

    def see(self, *texts: str) -> None:
        """Wait until something is on the screen, and take note of it all."""
        self._screens.append(self._terminal.sees(*texts))
        found = [command_of(one) for one in at_home_in(self._home)]
        assert any(b"marktui" in one for one in found)
        self._processes.extend(found)

    def know_stored(self) -> None:
        """Take note of the tokens that are stored by now."""
        kept = json.loads(self._store.read_text())["assembly"]
        self.secrets |= {kept["token"], kept["refresh_token"]}

    def picture(self) -> str:
        """Save a picture of the screen by the palette; gives its name."""
        before = set(self._home.glob("*.svg"))
        self._terminal.press("C-p")
        self._terminal.sees("Find a person")
        self._terminal.type("picture")
        self._terminal.sees("Save a picture of the screen")
        self._terminal.press("Enter")
        self.see("Saved, readable by you alone")
        (one,) = set(self._home.glob("*.svg")) - before
        return one.name

    @property
    def files(self) -> dict[str, bytes]:
        """Every file that was written under the home folder, but the secret store."""
        paths = (path for path in self._home.rglob("*") if path.is_file() and path.name != STORE)
        return {str(path.relative_to(self._home)): path.read_bytes() for path in paths}

    def everything(self) -> str:
        """All of it, without what breaks a long text into lines."""
        named = (name.encode() + content for name, content in self.files.items())
        texts = b"".join((*named, *self._processes)).decode(errors="replace") + "".join(self._screens)
        copied = "".join(self._terminal.copied())
        return "".join(mark for mark in texts + copied if mark not in FRAME)


@pytest.mark.parametrize("way", ["pasted", "the browser comes back"])
def test_nothing_secret_is_anywhere_but_in_the_secret_store(
    at_work: Technician, tmp_path: Path, way: str
) -> None:
    home, terminal = tmp_path / "home", at_work.terminal
    traces = Traces(at_work, home)
    address = in_interface(at_work, "--log", str(home / "log"))
    # The address itself is shown and copied: that is what it is for.
    terminal.press("Enter")
    terminal.sees("Copied")
    assert terminal.copied() == [address]
    back = decide(address)
    passing = {fields_of(back)[name] for name in ("code", "state")}
    come_back(traces, terminal, back, way)
    renew(traces, terminal, at_work.sandbox)
    pictures = [traces.picture()]
    revoke(traces, terminal, at_work.sandbox)
    look_round(traces, terminal)
    pictures.append(traces.picture())
    assert len(traces.secrets) == 5
    assert {"log", *pictures} <= traces.files.keys()
    assert any("/confirmed/" in name for name in traces.files)
    everything = traces.everything().replace(address, "")
    assert "Ashgrove" in everything
    assert [one for one in traces.secrets | passing if one in everything] == []
    kept = (at_work.school.folder / STORE).read_text()
    assert [one for one in passing if one in kept] == []
    deauthorise(traces, terminal)
    left = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()).decode()
    assert [one for one in traces.secrets | passing if one in left] == []


def come_back(traces: Traces, terminal: Terminal, back: str, way: str) -> None:
    """Give marktui what the browser ended on, by hand or by the browser itself."""
    if way == "pasted":
        terminal.type(back)
        terminal.press("Enter")
    else:
        httpx.get(back, trust_env=False)
    traces.see("Connected", "Ashgrove Primary", STORE)
    traces.know_stored()
    terminal.press("Enter")
    traces.see("Read teachers from Assembly")


def renew(traces: Traces, terminal: Terminal, sandbox: Sandbox) -> None:
    """Read with a token that has ended: it is renewed, with a new refresh token."""
    sandbox.move(faults=["refresh-rotates"])
    terminal.press("Enter")
    traces.see("teachers read")
    traces.know_stored()


def revoke(traces: Traces, terminal: Terminal, sandbox: Sandbox) -> None:
    """Read after the school has revoked its permission."""
    sandbox.move(faults=["token-revoked"])
    terminal.press("r")
    traces.see("does not renew it", "authorise again: panel 1, then b")


def look_round(traces: Traces, terminal: Terminal) -> None:
    """Open everything that could show a secret."""
    terminal.press("L")
    traces.see("Error: ", "has to authorise again")
    terminal.press("Escape")
    traces.see("Read teachers from Assembly")
    terminal.press("H")
    traces.see("History")
    terminal.press("1", "a")
    traces.see("Authorise Assembly", "found already")
    terminal.press("Escape")
    traces.see("> Assembly", "q Quit")
    terminal.press("b")
    traces.see("Client secret")
    terminal.press("Escape")
    traces.see("> Assembly", "q Quit")


def deauthorise(traces: Traces, terminal: Terminal) -> None:
    """Forget the connection."""
    terminal.press("d")
    traces.see("Deauthorise Assembly?")
    terminal.press("Tab", "Enter")
    traces.see("Not connected.")
