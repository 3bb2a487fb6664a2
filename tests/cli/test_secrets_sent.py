"""Secrets go to the addresses they were given for, whatever somebody wrote into the hub file."""

import asyncio
from collections.abc import Iterator

import pytest
from connectors.service import Service
from msgspec import structs

from marktui.store.door import HubStore
from marktui.store.entry import Entry, What
from marktui.sync.session import utc_now

from .process import set_environment
from .school import School


@pytest.fixture
def thief() -> Iterator[Service]:
    """Another service, which would like to know the secrets."""
    with Service().serve() as service:
        yield service


def lead_astray(school: School, **settings: str) -> None:
    """Write other addresses into the hub file, with a digest that fits, as anybody of its group can."""

    async def write() -> None:
        store = HubStore(school.folder)
        hub = await store.load()
        assert hub.connection is not None
        astray = structs.replace(hub.connection, settings={**hub.connection.settings, **settings})
        entry = Entry(what=What.CONNECT, at=utc_now(), login="mallory")
        await store.commit(hub, hub.with_(connection=astray), entry)

    asyncio.run(write())


@pytest.mark.parametrize("name", ["api_url", "auth_url", "ca_bundle"])
def test_secrets_are_not_sent_where_they_were_not_meant_to_go(
    school: School, thief: Service, name: str
) -> None:
    connection = school.status()["connection"]
    lead_astray(school, **{name: thief.address})
    school.sandbox.reset()
    said = school.sync("pupils", "--json").ended(2)
    assert "given for another address" in said.error["message"]
    assert "marktui connect assembly" in said.error["hint"]
    with set_environment(school.sandbox.environment):
        school.sync("pupils").ended(2)
    assert (thief.asked, school.sandbox.requests) == ([], [])
    school.connect().ended(0)
    school.sync("pupils").ended(0)
    assert school.status()["connection"].keys() == connection.keys()


def test_a_renewed_token_stays_tied_to_its_address(school: School, thief: Service) -> None:
    school.sandbox.move(faults=["token-expired"])
    school.sync("pupils").ended(0)
    lead_astray(school, api_url=thief.address)
    school.sync("pupils").ended(2)
    assert thief.asked == []
