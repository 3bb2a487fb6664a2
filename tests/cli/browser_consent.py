"""Somebody who connects a school with its consent, at the command line."""

import re
import subprocess
from collections.abc import Callable

import httpx
from connectors.browser import decide, free_port

from marktui.sandbox.server import Sandbox

from .process import finish
from .result import Said
from .school import School

_ADDRESS = re.compile(r"https?://\S+/oauth/authorize\?\S+")
APPLICATION = ("MARKTUI_ASSEMBLY_CLIENT_ID", "MARKTUI_ASSEMBLY_CLIENT_SECRET")


def application(sandbox: Sandbox) -> dict[str, str]:
    """The environment of somebody who has an application and no token."""
    return {name: sandbox.environment[name] for name in APPLICATION}


def authorise_words(sandbox: Sandbox, redirect: str = "") -> list[str]:
    """The command; the stand-in's application is registered with the same address, on a port that is free."""
    sandbox.stage.application.redirect_uri = redirect or f"http://localhost:{free_port()}/cb"
    address = sandbox.address
    words = ["connect", "assembly", "--authorise", "--api-url", address, "--auth-url", address]
    return [*words, "--redirect", sandbox.stage.application.redirect_uri]


def address_in(text: str) -> str:
    """The address to open, in what was said."""
    found = _ADDRESS.search(text)
    assert found is not None, text
    return found[0]


def follow(address: str, answer: str = "allow") -> None:
    """Play a browser that reaches this machine."""
    httpx.get(decide(address, answer), trust_env=False)


class Waiting:
    """The command as a process without a terminal, which waits for the browser."""

    def __init__(self, school: School, *words: str, **environment: str) -> None:
        self.process = school.start(*words, **environment)
        assert self.process.stdout is not None
        self.out = ""
        self._read(self.process)

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        while "/oauth/authorize?" not in self.out and (line := process.stdout.readline()):
            self.out += line

    @property
    def address(self) -> str:
        """The address to open."""
        return address_in(self.out)

    def ended(self, code: int) -> Said:
        """Its end."""
        said = finish(self.process)
        return Said(said.exit, self.out + said.out, said.err).ended(code)


def authorise(
    school: School, act: Callable[[str], object] = follow, *more: str, **environment: str
) -> Waiting:
    """Connect a school with its consent; something is done with the address as soon as it is shown."""
    words = (*authorise_words(school.sandbox), *more)
    waiting = Waiting(school, *words, **(environment or application(school.sandbox)))
    act(waiting.address)
    return waiting
