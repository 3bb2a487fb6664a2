"""The stand-in MIS, and a service that says what it is told; both on loopback."""

from collections.abc import AsyncIterator, Iterator

import pytest
from stand_in import at_its_start, served_sandbox

from marktui.sandbox.server import Sandbox

from .arbor_school import ArborSchool, at_sandbox
from .assembly_school import AssemblySchool, secrets_of
from .scripted_service import Service


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with served_sandbox(pupils=120, seed=1) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    """The stand-in at step 0, without faults."""
    return at_its_start(served)


@pytest.fixture
async def ashgrove(sandbox: Sandbox) -> AsyncIterator[AssemblySchool]:
    """The stand-in's school, connected."""
    secrets = secrets_of(sandbox.environment)
    async with AssemblySchool(sandbox.address, secrets, today=sandbox.school.today) as school:
        yield school


@pytest.fixture
def service() -> Iterator[Service]:
    with Service().serve() as running:
        yield running


@pytest.fixture
async def school(service: Service) -> AsyncIterator[AssemblySchool]:
    """A school at the scripted service, connected."""
    async with AssemblySchool(service.address) as one:
        yield one


@pytest.fixture(scope="session")
def arbor_served() -> Iterator[Sandbox]:
    with served_sandbox(pupils=120, seed=1, dialect="arbor") as sandbox:
        yield sandbox


@pytest.fixture
def arbor_sandbox(arbor_served: Sandbox) -> Sandbox:
    """The stand-in's Arbor at step 0, without faults."""
    return at_its_start(arbor_served)


@pytest.fixture
async def oakwell(arbor_sandbox: Sandbox) -> AsyncIterator[ArborSchool]:
    """The stand-in's school by its Arbor, connected."""
    async with at_sandbox(arbor_sandbox) as school:
        yield school


@pytest.fixture
async def scripted(service: Service) -> AsyncIterator[ArborSchool]:
    """An Arbor at the scripted service, connected."""
    async with ArborSchool(service.address) as one:
        yield one


@pytest.fixture
def tokens(service: Service) -> Service:
    """A service that gives tokens for any code."""
    service.says(
        "/oauth/token",
        {
            "access_token": "secret-token-9",
            "refresh_token": "secret-refresh-9",
            "expires_in": 86400,
            "school_id": 123,
        },
    )
    return service
