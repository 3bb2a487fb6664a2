"""A sync of a big school against the bare download of the same pages: `python -m benchmarks.sync`."""

import asyncio
import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import click
from msgspec import Struct

from benchmarks.big_school import NOW, empty_hub, pupil_row, school, stored
from benchmarks.cost import Cost, cost, scratch
from benchmarks.rivals import roster_file, synced_from
from benchmarks.row import Row
from marktui.cli.shared.session import system_login
from marktui.connectors.base import Connector, Notify
from marktui.store.garbage_collector import gc_paused
from marktui.store.store import HubStore
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.sync.run.engine import Sync
from marktui.sync.session import Session

_ROUNDS = 3
_TICK = 0.001
"""Seconds."""


class Service(Struct, frozen=True):
    """A far service, and the hub folder that is connected to it."""

    address: str
    environment: dict[str, str]
    folder: Path

    @property
    def token(self) -> str:
        """The school token."""
        return self.environment["MARKTUI_ASSEMBLY_TOKEN"]

    def delay(self, milliseconds: int) -> None:
        """Let each answer take so long."""
        urlopen(f"{self.address}/_delay/{milliseconds}").close()  # noqa: S310 - our own, on loopback

    def asked(self) -> list[str]:
        """What was asked for since."""
        with urlopen(f"{self.address}/_asked") as answer:  # noqa: S310
            found: list[str] = json.load(answer)
        return found

    def run(self, *verb: str) -> tuple[float, Cost]:
        """Run marktui as a process of its own; gives the seconds too."""
        return _timed((sys.executable, "-m", "marktui", "--hub", str(self.folder), *verb), self.environment)


def rows(people: int = 50_000) -> Iterator[Row]:
    """First the whole school, then again with nothing changed, at two distances."""
    with scratch() as folder, serving(people, Path(folder)) as service:
        _, first = service.run("sync", "--import-teachers", "all", "--yes", "--json")
        yield _row(f"first sync of {people:,} pupils, whole process", first.megabytes, "MB", 300)
        service.delay(0)
        service.run("sync", "pupils", "--json")
        asked = service.asked()
        again = [service.run("sync", "pupils", "--json")[1] for _ in range(_ROUNDS)]
        yield _row(f"re-sync of {people:,} pupils, whole process", _middle_memory(again), "MB", 220)
        script = _script(service, asked, str(Path(folder, "pupils.json")))
        scripts = [_timed(script)[1] for _ in range(_ROUNDS + 1)][1:]
        mine, theirs = _middle_seconds(again), _middle_seconds(scripts)
        note = f"{mine:.2f} s against {theirs:.2f} s"
        yield _row("… its CPU", mine / theirs, "× a script that reads, compares and writes", 4, note=note)
        files = _from_a_file(people, Path(folder, "files"))
        note = f"{files:.2f} s against {mine:.2f} s"
        what = f"re-sync of {people:,} pupils from a CSV file, its CPU"
        yield _row(what, files / mine, "× a re-sync from Assembly", 1.2, note=note)
        for milliseconds, reach, limit in ((150, 0.5, 0.28), (50, 1.0, 0.5)):
            yield _at_a_distance(service, asked, milliseconds, reach, limit)
        yield _row("… longest gap of the event loop", longest_gap(service) * 1000, "ms CPU", 50)
    seconds = committed(people)
    yield _row(f"read in memory to committed hub, {people:,} new", seconds, "s CPU", 1.0, 0.4)


def _from_a_file(people: int, folder: Path) -> float:
    """The processor seconds of a sync of pupils from a CSV file that has nothing new."""
    folder.mkdir()
    marktui = synced_from(roster_file(folder / "pupils.csv", tuple(map(pupil_row, range(people)))))
    return _middle_seconds([cost((*marktui, "sync", "pupils", "--json")) for _ in range(_ROUNDS)])


def _row(what: str, value: float, unit: str, reach: float, limit: float | None = None, note: str = "") -> Row:
    return Row(part="sync", what=what, value=value, unit=unit, reach=reach, limit=limit, note=note)


def _at_a_distance(service: Service, asked: list[str], milliseconds: int, reach: float, limit: float) -> Row:
    """A re-sync against the same pages one after the other, in turns."""
    service.delay(milliseconds)
    pairs = []
    for _ in range(_ROUNDS):
        bare, _ = _timed(_script(service, asked))
        pairs.append((bare, service.run("sync", "pupils", "--json")[0]))
    bare, sync = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Row(
        part="sync",
        what=f"re-sync at {milliseconds} ms a page",
        value=sync / bare,
        unit="× the bare download, page by page",
        reach=reach,
        limit=limit,
        note=f"{sync:.1f} s against {bare:.1f} s for {len(asked)} requests",
    )


@contextmanager
def serving(people: int, folder: Path) -> Iterator[Service]:
    """A far service in a process of its own, and a new hub that is connected to it."""
    command = (sys.executable, "-m", "benchmarks.far_service", "--pupils", str(people))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101 - it is piped
            said: dict[str, str] = json.loads(process.stdout.readline())
            address, name = said.pop("address"), said.pop("school")
            service = Service(address, said, folder / "hub")
            who = ("--coordinator", "Robin Marlow", "--email", "robin@hub.example")
            service.run("init", "--school", name, *who)
            service.run("connect", "assembly", "--api-url", address, "--auth-url", address, "--yes")
            yield service
        finally:
            process.terminate()


def _script(service: Service, asked: list[str], *file: str) -> tuple[str, ...]:
    arguments = (service.address, service.token, " ".join(asked), *file)
    return (sys.executable, "-m", "benchmarks.plain_script", *arguments)


def _timed(command: tuple[str, ...], environment: Mapping[str, str] = {}) -> tuple[float, Cost]:
    began = time.monotonic()
    took = cost(command, environment)
    return time.monotonic() - began, took


def longest_gap(service: Service) -> float:
    """The longest time in which nothing else has its turn, in seconds of the processor; the best of some.

    Seconds of the clock would be those of whatever else the machine does.
    """
    service.delay(0)
    return min(asyncio.run(_gap(service)) for _ in range(_ROUNDS))


async def _gap(service: Service) -> float:
    session = Session(service.folder, system_login(), environment=service.environment)
    longest, last = 0.0, time.process_time()

    async def tick() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(_TICK)
            now = time.process_time()
            longest, last = max(longest, now - last), now

    sync = session.sync(await session.load())
    ticking = asyncio.create_task(tick())
    last = time.process_time()
    async for _ in sync.propose(Scope((EVERYTHING.kinds[-1],))):
        pass
    ticking.cancel()
    return longest


def committed(people: int) -> float:
    """The processor seconds from a reading in memory to the hub on disk."""
    reading, hub, login = school(people), empty_hub(), system_login()
    with scratch() as folder:
        files = stored(hub, Path(folder, "hub"))
        hub = files.load()
        sync = Sync(HubStore(files.folder), _nobody, login, lambda: NOW)
        gc.collect()
        began = time.process_time()
        with gc_paused():
            plan = make_plan(hub, reading, EVERYTHING, Decisions())
        proposal = Proposal(scope=EVERYTHING, reading=reading, decisions=Decisions(), plan=plan)

        async def save() -> None:
            async for _ in sync.save(proposal):
                pass

        asyncio.run(save())
        return time.process_time() - began


def _nobody(_: Notify) -> Connector:
    raise AssertionError("nobody is asked")


def _middle_seconds(costs: list[Cost]) -> float:
    return statistics.median(one.seconds for one in costs)


def _middle_memory(costs: list[Cost]) -> float:
    return statistics.median(one.megabytes for one in costs)


@click.command()
@click.option("--people", default=50_000, show_default=True)
def main(people: int) -> None:
    """Print the rows."""
    for row in rows(people):
        click.echo(f"{row.what}: {row.value:.2f} {row.unit}  {row.note}")


if __name__ == "__main__":
    main()
