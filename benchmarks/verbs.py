"""What the short verbs cost beside an empty Python: `python -m benchmarks.verbs`."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import click
from msgspec import Struct

from benchmarks.big_school import NOW, hub_of, school, stored
from benchmarks.cost import EMPTY, can_count, instructions, scratch, usual_cost
from benchmarks.row import Row
from marktui.cli.shared.session import system_login
from marktui.hub.model.kind import Kind
from marktui.store.disk.paths import HISTORY_FILE, HUB_FILE
from marktui.store.file.entry import Entry, What
from marktui.store.history.history import history_line

REACH = {"status": 7.0, "list pupils": 8.0, "leavers": 8.0, "--help": 8.0}
"""How many times as much as an empty Python they may cost in a school of 200."""
_LEAST = 5.4
"""Of an empty Python are what click, msgspec and Python's own paths and digests cost to import."""
_DECODED = "import orjson; lines = open({0!r}, 'rb').read().splitlines()"
_LOADED = "import orjson; content = open({0!r}, 'rb').read()"


class Counter(Struct, frozen=True):
    """Counts what a command costs, with everything compiled beforehand."""

    environment: dict[str, str]

    def marktui(self, hub: Path, verb: str) -> float:
        """What a verb costs on a hub."""
        words = verb.split() if verb == "--help" else ("--hub", str(hub), *verb.split())
        return self.of((sys.executable, "-m", "marktui", *words))

    def of(self, command: Sequence[str]) -> float:
        """Instructions where they can be counted, else processor seconds."""
        usual_cost(command, self.environment, rounds=1)
        if can_count():
            return instructions(command, self.environment)
        return usual_cost(command, self.environment, rounds=15).seconds

    def python(self, code: str) -> float:
        """What a line of Python costs."""
        return self.of((sys.executable, "-c", code))


def rows() -> Iterator[Row]:
    """The verbs in a school of 200, and what a big hub and a long history add to them."""
    with scratch() as folder:
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
        counter = Counter(compiled)
        small, large = (_hub(Path(folder, str(people)), people) for people in (200, 50_000))
        empty = counter.of(EMPTY)
        for verb, reach in REACH.items():
            yield Row(
                part="verbs",
                what=f"`marktui {verb}`, 200 people",
                value=counter.marktui(small, verb) / empty,
                unit="× an empty Python",
                reach=reach,
                limit=_LEAST,
            )
        status = counter.marktui(small, "status")
        code = _LOADED.format(str(large / HUB_FILE))
        loads = counter.python(f"{code}; orjson.loads(content)") - counter.python(code)
        yield Row(
            part="verbs",
            what="what 50,000 people add to `marktui status`",
            value=(counter.marktui(large, "status") - status) / loads,
            unit="× orjson.loads of the hub file",
            reach=1.0,
            limit=0.5,
        )
        yield from _of_history(small, counter)


def _of_history(hub: Path, counter: Counter) -> Iterator[Row]:
    """What a long history adds, against the decoding of its lines."""
    before = {verb: counter.marktui(hub, verb) for verb in ("history", "status")}
    for number, verb, reach in ((10_000, "history", 2.0), (100_000, "status", None)):
        _lengthen(hub / HISTORY_FILE, number)
        code = _DECODED.format(str(hub / HISTORY_FILE))
        decoding = counter.python(f"{code}; [orjson.loads(line) for line in lines]") - counter.python("")
        yield Row(
            part="verbs",
            what=f"what {number:,} entries add to `marktui {verb}`",
            value=(counter.marktui(hub, verb) - before[verb]) / decoding,
            unit="× reading and decoding its lines",
            reach=reach,
        )


def _hub(folder: Path, people: int) -> Path:
    """A hub that has been synced."""
    files = stored(hub_of(school(people)), folder)
    counts = {kind.plural: {"read": len(files.load().records(kind))} for kind in Kind}
    files.note(Entry(what=What.NOTHING, at=NOW, login=system_login(), kinds=tuple(Kind), counts=counts))
    return folder


def _lengthen(path: Path, number: int) -> None:
    """Add notes of syncs that changed nothing, the newest of them last."""
    counts = {kind.plural: {"read": 200, "synced": 200} for kind in Kind}
    with path.open("ab") as file:
        for ago in reversed(range(number)):
            at = NOW - timedelta(minutes=ago)
            note = Entry(what=What.NOTHING, at=at, login="jsmith", kinds=tuple(Kind), counts=counts)
            file.write(history_line(note))


@click.command()
def main() -> None:
    """Print the rows."""
    for row in rows():
        click.echo(f"{row.what}: {row.value:.2f} {row.unit}{'' if row.holds else f', to reach {row.reach}'}")


if __name__ == "__main__":
    main()
