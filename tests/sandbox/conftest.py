"""One running stand-in of each dialect for all tests; each finds it at step 0, without faults or a past."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from patience import PATIENCE

from marktui.sandbox.server import Sandbox

from .arbor_client import ArborClient

VERSION = "application/vnd.assembly+json; version=1.1"


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    sandbox = Sandbox(pupils=240, seed=7)
    with sandbox.serve():
        yield sandbox


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    served.move(0, [])
    served.reset()
    return served


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    token = sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
    headers = {"Accept": VERSION, "Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=sandbox.address, headers=headers, timeout=PATIENCE) as http:
        yield http


@pytest.fixture(scope="session")
def served_arbor() -> Iterator[Sandbox]:
    sandbox = Sandbox(pupils=240, seed=7, dialect="arbor", today=date(2026, 11, 23))
    with sandbox.serve():
        yield sandbox


@pytest.fixture
def arbor(served_arbor: Sandbox) -> Sandbox:
    served_arbor.move(0, [])
    served_arbor.reset()
    return served_arbor


@pytest.fixture
def graph(arbor: Sandbox) -> Iterator[ArborClient]:
    client = ArborClient(arbor)
    yield client
    client.close()
