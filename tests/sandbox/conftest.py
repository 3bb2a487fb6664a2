"""One running stand-in of each dialect for all tests; each finds it at step 0, without faults or a past."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from patience import PATIENCE
from stand_in import at_its_start, served_sandbox

from marktui.sandbox.server import Sandbox

from .arbor_client import ArborClient

VERSION = "application/vnd.assembly+json; version=1.1"


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with served_sandbox(pupils=240, seed=7) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    return at_its_start(served)


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    token = sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
    headers = {"Accept": VERSION, "Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=sandbox.address, headers=headers, timeout=PATIENCE) as http:
        yield http


@pytest.fixture(scope="session")
def served_arbor() -> Iterator[Sandbox]:
    with served_sandbox(pupils=240, seed=7, dialect="arbor", today=date(2026, 11, 23)) as sandbox:
        yield sandbox


@pytest.fixture
def arbor(served_arbor: Sandbox) -> Sandbox:
    return at_its_start(served_arbor)


@pytest.fixture
def graph(arbor: Sandbox) -> Iterator[ArborClient]:
    client = ArborClient(arbor)
    yield client
    client.close()
