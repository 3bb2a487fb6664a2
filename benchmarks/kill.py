"""Kills real syncs at random moments and looks whether the hub lost anything: `python -m benchmarks.kill`."""

import asyncio
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click
import orjson
from msgspec import structs

from benchmarks.leftovers import Leftovers, look
from benchmarks.result import Broken, broken_promises, synced
from benchmarks.school import PUPILS, STEPS, School
from benchmarks.stats import Place, Stats
from benchmarks.target import Course, Watch, shot
from marktui.hub.model.errors import MarktuiError
from marktui.sandbox.server import Sandbox

_TRIALS = 4
"""Syncs that are left alone at first: each step is met for the second time, and the usual course measured."""
_KILLED = -signal.SIGKILL


class Killing:
    """A school whose syncs are killed.

    Args:
        school: The school.
        chance: Decides when.
    """

    def __init__(self, school: School, chance: Random) -> None:
        self._school = school
        self._chance = chance
        self._acknowledged: dict[int, str] = {}
        self.stats = Stats()

    def rounds(self, number: int) -> Iterator[str]:
        """Kill so many syncs; ends at the first broken promise, and gives a sentence for each."""
        course, before = self._course(), look(self._school)
        for _ in range(number):
            process = self._start(before)
            Watch(process, self._school.folder).kill(shot(self._chance, course))
            said, complained = process.communicate()
            self._acknowledge(said)
            try:
                after = look(self._school)
            except MarktuiError as error:
                self.stats.broken[Broken.UNREADABLE] += 1
                yield error.message
                return
            self.stats.count(_place(process, before, after), before, after)
            if process.returncode not in (0, _KILLED):
                self.stats.broken[Broken.FAILED] += 1
                yield complained
            for what, details in broken_promises(before, after, self._acknowledged, self._school.roll):
                self.stats.broken[what] += 1
                yield f"{what.value}: {details}"
            if self.stats.broken:
                return
            before = after

    def _course(self) -> Course:
        """Sync a few times unharmed; gives the usual course."""
        seen = [Watch(self._start(look(self._school)), self._school.folder).observe() for _ in range(_TRIALS)]
        times = zip(*map(structs.astuple, seen), strict=True)
        return Course(*map(statistics.median, times))

    def _start(self, before: Leftovers) -> subprocess.Popen[str]:
        """Start a sync that has something to change."""
        if synced(before.hub) == self._school.roll:
            here = self._school.sandbox.stage.step
            self._school.sandbox.move(next(step for step in STEPS if step != here))
        return self._school.start()

    def _acknowledge(self, said: str) -> None:
        """Take a process at its word, even one that was killed while it said more."""
        try:
            document = orjson.loads(said)
        except orjson.JSONDecodeError:
            return
        if document.get("applied"):
            self._acknowledged[document["run"]] = document["plan"]
            self.stats.acknowledged += 1


def _place(process: subprocess.Popen[str], before: Leftovers, after: Leftovers) -> Place:
    if process.returncode != _KILLED:
        return Place.ENDED
    if after.signed_by == process.pid:
        return Place.DURING
    return Place.AFTER if after.hub.generation > before.hub.generation else Place.BEFORE


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=1_000, show_default=True, help="How many syncs.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other moments.")
def main(rounds: int, seed: int) -> None:
    """Kill real syncs at random moments; ends with 1 if the hub lost anything."""
    sandbox = Sandbox(PUPILS)
    with tempfile.TemporaryDirectory() as folder, sandbox.serve():
        school = School(Path(folder) / "hub", sandbox)
        asyncio.run(school.open())
        killing = Killing(school, Random(seed))  # noqa: S311 - moments, not secrets
        for sentence in killing.rounds(rounds):
            click.echo(sentence, err=True)
    click.echo("\n".join(killing.stats.lines()))
    sys.exit(1 if killing.stats.broken else 0)


if __name__ == "__main__":
    main()
