"""No decision lands on somebody who is not as they were seen, whatever is written in between."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from pathlib import Path
from random import Random

import pytest
from given_hub import put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json

from marktui.hub.leavers.decisions import Decision, DecisionRequest
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Pupil
from marktui.hub.people.identity import Identifier
from marktui.hub.people.people_list import Line
from marktui.hub.people.snapshot import Snapshot
from marktui.store.file.entry import Entry
from marktui.store.store import HubStore
from marktui.sync.decide.hub_decisions import HubDecisions

from .builders import a_mis_class, a_mis_year, a_pupil, a_reading, desynced, linked, row_of, upn
from .fake_mis import NOW, FakeMis, HubUser

TODAY = NOW.date()
NUMBERS = range(1, 7)
Act = Callable[[], Awaitable[None]]
Attempt = Callable[[Path, int], Coroutine[None, None, str]]


class Interrupted(HubStore):
    """A store to which somebody else writes just before we do, a few times."""

    def __init__(self, folder: Path, acts: list[Act]) -> None:
        super().__init__(folder)
        self.acts = acts
        self.has_written = False
        self.erased: list[Pupil] = []
        """The people who were erased, as they were at that moment."""

    async def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        if self.acts:
            await self.acts.pop(0)()
        written = await super().commit(before, after, entry)
        self.has_written = True
        return written

    async def erase(self, hub: Hub, ids: Collection[str], entry: Entry) -> Hub:
        if self.acts:
            await self.acts.pop(0)()
        written = await super().erase(hub, ids, entry)
        self.has_written, self.erased = True, [hub.pupils[one] for one in ids]
        return written


class Office(HubUser):
    """Some people, and others who sync, decide and edit while somebody looks at a list."""

    def __init__(self, folder: Path, chance: Random) -> None:
        super().__init__(folder, FakeMis(a_reading()))
        self.chance = chance
        self.others = HubDecisions(self.store, self.login, lambda: NOW)

    async def begin(self) -> Hub:
        people = [a_pupil(number, upn=upn(number)) for number in NUMBERS]
        ties = [
            linked(one, one.id) if self.chance.random() < 0.3 else desynced(one, one.id) for one in people
        ]
        return await self.open(*(self.with_access(one) for one in ties))

    def with_access(self, person: Pupil) -> Pupil:
        access = self.chance.choice(list(Access))
        return person.with_(access=access, deleting_on=TODAY if access is Access.PENDING_DELETION else None)

    async def sync_some(self) -> None:
        """Some come back, and some leave."""
        hub = await self.store.load()
        here = [one for one in hub.pupils.values() if one.link and self.chance.random() < 0.7]
        if not here:
            return
        self.mis.reading = a_reading(*map(row_of, here), a_mis_class("4A", "c4"), a_mis_year("4"))
        outcome = await self.run()
        if outcome.held:
            await self.run(approve=outcome.plan.id)

    async def decide_something(self) -> None:
        person = self.chance.choice(list((await self.store.load()).pupils))
        verdict = DecisionRequest(decision=self.chance.choice(list(Decision)), today=TODAY, still_in_mis=True)
        await _ignoring_refusals(self.others.decide(Snapshot.ids([person]), verdict))

    async def rename(self) -> None:
        hub = await self.store.load()
        person = self.chance.choice(list(hub.pupils.values()))
        await put(self.store, [person.with_(last_name=f"{person.last_name}x")], NOW)

    async def undo(self) -> None:
        await _ignoring_refusals(self.others.undo())

    async def swap(self) -> None:
        hub = await self.store.load()
        gone = [one.id for one in hub.pupils.values() if one.desync]
        here = [one.id for one in hub.pupils.values() if one.is_synced]
        if gone and here:
            pair = Snapshot(id=self.chance.choice(gone)), Snapshot(id=self.chance.choice(here))
            await _ignoring_refusals(self.others.rejoin(*pair))

    def acts(self, most: int) -> list[Act]:
        every = [self.sync_some, self.sync_some, self.decide_something, self.rename, self.undo, self.swap]
        return [self.chance.choice(every) for _ in range(self.chance.randint(0, most))]

    def verdict(self) -> DecisionRequest:
        return DecisionRequest(
            decision=self.chance.choice(list(Decision)), today=TODAY, still_in_mis=self.chance.random() < 0.3
        )


async def _ignoring_refusals(decision: Awaitable[object]) -> None:
    """Somebody else tries something that may not be possible."""
    try:
        await decision
    except UsageError:
        return


def who(person: Pupil) -> tuple[object, ...]:
    """Who somebody is, as the test itself reads the record."""
    return (person.first_name, person.last_name, person.upn, person.date_of_birth, person.link)


def stands(person: Pupil) -> tuple[object, ...]:
    """Who somebody is, and what a decision about them depends on."""
    since = person.desync.since if person.desync else None
    return (*who(person), since, person.access, person.deleting_on, person.kept)


def possible(person: Pupil, verdict: DecisionRequest) -> bool:
    """Whether a decision makes sense for somebody, by the test's own rules."""
    with_access, pending = (person.access is one for one in (Access.WITH_ACCESS, Access.PENDING_DELETION))
    present = person.is_synced and not verdict.still_in_mis
    return {
        Decision.KEEP: person.desync is not None and not pending,
        Decision.REVOKE: not pending and not (present and with_access),
        Decision.GRANT: not pending,
        Decision.DELETE: pending or (not with_access and not present),
        Decision.CANCEL: not with_access,
    }[verdict.decision]


async def _decide_amid_others(folder: Path, seed: int) -> str:
    """Look at people, let others write, decide; tells what came of it."""
    office = Office(folder, Random(seed))  # noqa: S311 - no secret
    shown = await office.begin()
    chosen = office.chance.sample(sorted(shown.pupils), office.chance.randint(1, 4))
    verdict, is_list = office.verdict(), office.chance.random() < 0.5
    for act in office.acts(2):
        await act()
    store = Interrupted(folder, office.acts(2))
    decisions = HubDecisions(store, office.login, lambda: NOW)
    people = [shown.pupils[one] for one in chosen]
    seen, listed = (
        ([], [line_of(one) for one in people]) if is_list else ([Snapshot.of(one) for one in people], [])
    )
    try:
        decided = await decisions.decide(seen, verdict, listed=listed)
    except UsageError as error:
        assert not store.has_written
        return type(error).__name__
    assert {*decided.changed, *decided.unchanged} == set(chosen)
    if decided.entry is None:
        return "nothing"
    entry = next(one for one in await office.store.history() if one.number == decided.entry)
    as_it_was = who if is_list else stands
    for change in entry.changes:
        before = json.decode(change.before, type=Pupil)
        assert as_it_was(before) == as_it_was(shown.pupils[change.id])
        assert possible(before, verdict)
    assert {change.id for change in entry.changes} == set(decided.changed)
    return "decided"


def line_of(person: Pupil) -> Line:
    """The line of a list that somebody was given."""
    says = ((Identifier.NAME, person.label), (Identifier.UPN, person.upn or ""))
    return Line(where=person.id, id=person.id, says=says)


async def _purge_amid_others(folder: Path, seed: int) -> str:
    """Look at who is due, let others write, erase some of them; tells what came of it."""
    office = Office(folder, Random(seed))  # noqa: S311 - no secret
    shown = await office.begin()
    due = [one.id for one in shown.pupils.values() if one.access is Access.PENDING_DELETION]
    if not due:
        return "nobody due"
    chosen = office.chance.sample(due, office.chance.randint(1, len(due)))
    for act in office.acts(1):
        await act()
    store = Interrupted(folder, office.acts(2))
    insists = office.chance.random() < 0.5
    seen = [Snapshot.of(shown.pupils[one]) for one in chosen]
    try:
        await HubDecisions(store, office.login, lambda: NOW).purge(seen, still_in_mis=insists)
    except UsageError as error:
        assert not store.has_written
        return type(error).__name__
    assert {one.id: stands(one) for one in store.erased} == {one: stands(shown.pupils[one]) for one in chosen}
    assert insists or not any(one.is_synced for one in store.erased)
    return "erased"


async def _undo_amid_others(folder: Path, seed: int) -> str:
    """Look at what an undo would do, let others write, undo; tells what came of it."""
    office = Office(folder, Random(seed))  # noqa: S311 - no secret
    await office.begin()
    for act in [office.decide_something, *office.acts(3)]:
        await act()
    try:
        shown = await office.others.undo(dry_run=True)
    except UsageError:
        return "nothing to undo"
    for act in office.acts(1):
        await act()
    store = Interrupted(folder, office.acts(2))
    try:
        undone = await HubDecisions(store, office.login, lambda: NOW).undo(shown.undone.number)
    except UsageError as error:
        assert not store.has_written
        return type(error).__name__
    assert (undone.undone, undone.changes) == (shown.undone, shown.changes)
    return "undone"


AMID_OTHERS: dict[Attempt, set[str]] = {
    _decide_amid_others: {"decided", "nothing", "OutdatedError", "ListError", "DecisionRefusedError"},
    _purge_amid_others: {"erased", "OutdatedError", "DecisionRefusedError"},
    _undo_amid_others: {"undone", "UndoBlockedError"},
}
"""What is tried, and what it has to come to in some hub or other."""


@pytest.mark.parametrize("attempt", AMID_OTHERS, ids=lambda one: one.__name__)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_nobody_is_decided_about_who_is_not_as_seen(
    tmp_path_factory: pytest.TempPathFactory, attempt: Attempt, seed: int
) -> None:
    asyncio.run(attempt(tmp_path_factory.mktemp("office") / "hub", seed))


@pytest.mark.parametrize("attempt", AMID_OTHERS, ids=lambda one: one.__name__)
async def test_such_offices_come_to_everything(tmp_path: Path, attempt: Attempt) -> None:
    """So that the property does not hold only because nothing ever happens."""
    ends = {await attempt(tmp_path / f"{seed}", seed) for seed in range(45)}
    assert ends >= AMID_OTHERS[attempt]
