"""A school some of whose pupils have left, as its Access Coordinator decides about them."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import given_hub

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person, Pupil
from marktui.store.store import HubStore

from .school import School


def hub_of(school: School) -> Hub:
    """The hub as it is on disk."""
    return asyncio.run(HubStore(school.folder).load())


def people_of(school: School) -> dict[str, Person]:
    """Teachers and pupils by id, with what no list shows."""
    return {one.id: one for one in hub_of(school).people()}


def put(school: School, people: Iterable[Person]) -> None:
    """Have people in the hub as they are given."""
    asyncio.run(given_hub.put(HubStore(school.folder), people))


def ids_of(school: School) -> list[str]:
    """The leavers' ids, in the order of the list."""
    return [one["id"] for one in school.run("leavers", "--json").ended(0).document]


def let_some_leave(school: School) -> Pupil:
    """Sync a school at step 1; gives the one of its leavers who is on roll again at step 2."""
    school.sandbox.move(2)
    roll = {str(one.id) for one in school.sandbox.truth.roll}
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    (found,) = [one["id"] for mis_id, one in school.leavers().items() if mis_id in roll]
    person = people_of(school)[found]
    assert isinstance(person, Pupil)
    return person


def be_due(school: School, *ids: str) -> None:
    """Let six months be over."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    people = people_of(school)
    put(school, [people[one].with_(deleting_on=yesterday) for one in ids])
