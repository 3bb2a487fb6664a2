"""No sequence of syncs, decisions and undos loses a record that nobody purged."""

import asyncio
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.connectors.errors import ConnectorError
from marktui.connectors.mis import MisLeaver
from marktui.hub.leavers.decisions import Decision, DecisionRequest, decide
from marktui.hub.leavers.waiting import due_for_purge
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Person
from marktui.hub.people.snapshot import Snapshot
from marktui.hub.rules.integrity import broken_rules
from marktui.sync.decide.hub_decisions import HubDecisions
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.run.engine import Sync

from .builders import a_mis_class, a_mis_year, a_reading, a_row, a_staff_row, upn
from .fake_mis import COORDINATOR, NOW, PUPILS, FakeMis, HubUser

EVERYTHING = Scope(tuple(Kind), import_teachers=True)
NUMBERS = range(1, 8)
STEPS = ("sync", "sync", "decide", "decide", "decide", "undo", "purge", "match", "wait", "wait")


class Years(HubUser):
    """Some years of one hub: what was done, and whether anybody was lost by it."""

    def __init__(self, folder: Path, chance: Random) -> None:
        super().__init__(folder, FakeMis(a_reading()))
        self.chance = chance
        self.now = NOW
        self.purged: set[str] = set()
        self.seen: set[str] = set()
        self.taken_back: set[str] = set()
        """The records that a run had made and that are gone with it."""

    @property
    def sync(self) -> Sync:
        return Sync(self.store, self._connect, self.login, lambda: self.now)

    @property
    def decisions(self) -> HubDecisions:
        return HubDecisions(self.store, self.login, lambda: self.now)

    async def step(self, name: str) -> None:
        """Do something, and see that it did no more than that."""
        before = await self.store.load()
        if name == "sync":
            await self.sync_once()
        elif name == "decide":
            await self.decide(before)
        elif name == "undo":
            await self.undo(before)
        elif name == "purge":
            await self.purge(before)
        elif name == "match":
            await self.match(before)
        else:
            self.now += timedelta(days=self.chance.choice([1, 100, 200]))
        after = await self.store.load()
        CHECKS.get(name, require_same)(before, after)
        self.seen |= ids(before) | ids(after)
        assert self.seen - self.purged - self.taken_back == ids(after)
        assert broken_rules(after) == []

    async def sync_once(self) -> None:
        self.mis.reading = self.reading()
        scope = self.chance.choice([PUPILS, EVERYTHING])
        try:
            outcome = await self.run(scope)
        except ConnectorError:
            return
        if outcome.held:
            await self.run(scope, approve=outcome.plan.id)

    def reading(self) -> Reading:
        """Who happens to be on roll, under the id of last year or another one."""
        here = self.chance.sample(NUMBERS, self.chance.randint(1, len(NUMBERS)))
        staff = self.chance.sample(NUMBERS, self.chance.randint(1, 3))
        gone = [
            MisLeaver(mis_id=str(100 + n), left_on=NOW.date())
            for n in NUMBERS
            if n not in here and self.chance.random() < 0.5
        ]
        shift = self.chance.choice([100, 100, 100, 300])
        return a_reading(
            *(a_row(n, str(shift + n), upn=upn(n), year_code="4") for n in here),
            *(a_staff_row(n, email=f"{n}@ash.example") for n in staff),
            a_mis_class("4A", "c4", *(str(shift + n) for n in here)),
            a_mis_year("4"),
            leavers=gone,
        )

    async def decide(self, hub: Hub) -> None:
        verdict = self.verdict()
        everybody = [one.id for one in hub.people()]
        fit = [one for one in everybody if changes(hub, one, verdict)]
        some = self.some(fit if fit and self.chance.random() < 0.7 else everybody)
        try:
            decided = await self.decisions.decide(Snapshot.ids(some), verdict)
        except UsageError:
            assert await self.store.load() == hub
            return
        assert {*decided.changed, *decided.unchanged} == set(some)
        now = await self.store.load()
        assert {one for one in some if now.record(one) != hub.record(one)} == set(decided.changed)

    def verdict(self) -> DecisionRequest:
        today = self.now.date()
        return DecisionRequest(
            decision=self.chance.choice(list(Decision)),
            today=today,
            still_in_mis=self.chance.random() < 0.5,
            note=self.chance.choice([None, "brother"]),
            review_on=self.chance.choice([None, today + timedelta(days=100)]),
        )

    async def undo(self, hub: Hub) -> None:
        number = self.chance.choice([None, *range(1, hub.next_entry + 1)])
        try:
            undone = await self.decisions.undo(number)
        except UsageError:
            assert await self.store.load() == hub
            return
        self.taken_back |= set(undone.removed)
        self.taken_back -= {change.id for change in undone.changes if change.do == "create"}

    async def purge(self, hub: Hub) -> None:
        ready = [one.id for one in due_for_purge(hub.people(), self.now.date())]
        chosen = self.some(ready) if ready and self.chance.random() < 0.8 else self.some(list(ids(hub)))
        try:
            await self.decisions.purge(Snapshot.ids(chosen), still_in_mis=self.chance.random() < 0.5)
        except UsageError:
            assert await self.store.load() == hub
            return
        assert set(chosen) <= set(ready)
        assert COORDINATOR.id not in chosen
        self.purged |= set(chosen)

    async def match(self, hub: Hub) -> None:
        """Match a leaver to somebody, whether or not it makes sense."""
        gone = [one.id for one in hub.pupils.values() if one.desync]
        synced = [one.id for one in hub.pupils.values() if one.is_synced]
        pair = [self.chance.choice(part or ["p000000"]) for part in (gone, synced)]
        try:
            await self.decisions.rejoin(*(Snapshot(id=one) for one in pair))
        except UsageError:
            assert await self.store.load() == hub

    def some(self, of: list[str]) -> list[str]:
        return self.chance.sample(of, min(len(of), self.chance.choice([1, 1, 2, 3])))


def changes(hub: Hub, record_id: str, verdict: DecisionRequest) -> bool:
    """Whether a decision about somebody is possible and not taken already."""
    try:
        return bool(decide(hub, Snapshot.ids([record_id]), verdict)[0])
    except UsageError:
        return False


def ids(hub: Hub) -> set[str]:
    return {one for kind in Kind for one in hub.records(kind)}


def decisions(hub: Hub) -> dict[str, tuple[object, ...]]:
    return {one.id: (one.access, one.deleting_on, one.kept) for one in hub.people()}


def undecided(hub: Hub) -> dict[str, Person]:
    """Everything of the people but what is decided about them."""
    plain = {"access": Access.WITH_ACCESS, "deleting_on": None, "kept": None}
    return {one.id: one.with_(**plain) for one in hub.people()}


def require_kept(before: Hub, after: Hub) -> None:
    """A sync loses nobody, and what was decided stays decided."""
    assert ids(before) <= ids(after)
    now = decisions(after)
    assert {one: now[one] for one in decisions(before)} == decisions(before)


def require_decided(before: Hub, after: Hub) -> None:
    """A decision changes neither a link nor anything else that the MIS gives."""
    assert undecided(after) == undecided(before)
    assert (after.classes, after.year_groups) == (before.classes, before.year_groups)


def require_others(before: Hub, after: Hub) -> None:
    """A purge leaves everybody else as they are."""
    assert all(after.record(one) == before.record(one) for one in ids(after))


def require_swapped(before: Hub, after: Hub) -> None:
    """Matching in place gives nobody anything that nobody had, and takes nobody's access."""
    assert ids(before) == ids(after)
    links = [[str(one.link) for one in hub.pupils.values()] for hub in (before, after)]
    assert sorted(links[0]) == sorted(links[1])
    assert [one.access for one in before.people()] == [one.access for one in after.people()]


def require_same(before: Hub, after: Hub) -> None:
    assert after == before


CHECKS = {
    "sync": require_kept,
    "decide": require_decided,
    "purge": require_others,
    "match": require_swapped,
    "undo": lambda *_: None,
}


async def live(folder: Path, seed: int, steps: list[str]) -> Years:
    years = Years(folder, Random(seed))  # noqa: S311 - no secret
    await years.open()
    for step in steps:
        await years.step(step)
    return years


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=14))
def test_nobody_is_lost(tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[str]) -> None:
    asyncio.run(live(tmp_path_factory.mktemp("years") / "hub", seed, ["sync", *steps]))


async def test_such_years_come_to_everything(tmp_path: Path) -> None:
    """A long one, so that the others are not sound only because nothing ever happens in them."""
    chance = Random(0)  # noqa: S311 - no secret
    steps = ["sync", *(chance.choice(STEPS) for _ in range(240))]
    years = await live(tmp_path / "hub", 1, steps)
    happened = {entry.what.value for entry in await years.store.history()}
    assert happened >= {"run", "keep", "revoke", "grant", "delete", "cancel", "undo", "purge", "edit"}
    assert years.purged
    assert years.taken_back
