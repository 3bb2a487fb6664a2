"""Somebody who connects a school with its consent, at the command line."""

import re
from collections.abc import Callable
from typing import IO

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
        self.out = self._read_until("/oauth/authorize?", self.process.stdout)
        self.err = self._read_until("Ctrl+C stops it", self.process.stderr)
        """What it says before it waits; a signal that came earlier would end it in the middle of that."""

    @staticmethod
    def _read_until(text: str, pipe: IO[str] | None) -> str:
        assert pipe is not None
        said = ""
        while text not in said and (line := pipe.readline()):
            said += line
        return said

    @property
    def address(self) -> str:
        """The address to open."""
        return address_in(self.out)

    def ended(self, code: int) -> Said:
        """Its end."""
        said = finish(self.process)
        return Said(said.exit, self.out + said.out, self.err + said.err).ended(code)


def authorise(
    school: School, act: Callable[[str], object] = follow, *more: str, **environment: str
) -> Waiting:
    """Connect a school with its consent; something is done with the address as soon as it is shown."""
    words = (*authorise_words(school.sandbox), *more)
    waiting = Waiting(school, *words, **(environment or application(school.sandbox)))
    act(waiting.address)
    return waiting
