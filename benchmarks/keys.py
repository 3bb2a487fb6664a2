"""How much work a key makes in the review of a whole school: `python -m benchmarks.keys`."""

import asyncio
import asyncio.events
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import Struct
from textual.pilot import Pilot

from benchmarks.school import School
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp

KEYS = {
    "down": "j",
    "up": "k",
    "last line": "G",
    "first line": "g",
    "next group": "n",
    "tick": "space",
    "tick all": "a",
    "group before": "N",
    "one group": "f",
    "all groups": "escape",
    "open filter": "slash",
    "type b": "b",
    "type o": "o",
    "rub out": "backspace",
    "keep filter": "enter",
    "clear filter": "escape",
}
"""What is pressed one after the other, in this order."""
FRAME = 16.0
"""Milliseconds."""
_ROLLOVER = 3
"""The step at which nearly every line of the review changes."""
_REST = 0.2
"""Seconds without a key after which whatever it began is drawn."""


class Work(Struct):
    """The processor time that the event loop has used."""

    seconds: float = 0.0


@contextmanager
def _counted() -> Iterator[Work]:
    """Count what the callbacks of the event loop use; waiting for others costs nothing."""
    work, handle = Work(), asyncio.events.Handle
    run: Callable[[asyncio.Handle], None] = handle._run

    def timed(callback: asyncio.Handle) -> None:
        began = time.thread_time()
        run(callback)
        work.seconds += time.thread_time() - began

    setattr(handle, "_run", timed)  # noqa: B010 - asyncio has no door for this
    try:
        yield work
    finally:
        setattr(handle, "_run", run)  # noqa: B010


async def _measured(pilot: Pilot[None], rounds: int) -> dict[str, list[float]]:
    """The milliseconds of work of each key, beyond what as long a rest uses."""
    found: dict[str, list[float]] = {name: [] for name in KEYS}
    with _counted() as work:
        for _ in range(rounds):
            for name, key in KEYS.items():
                before = work.seconds
                await asyncio.sleep(_REST)
                idle, before = work.seconds - before, work.seconds
                pilot.app.simulate_key(key)
                await asyncio.sleep(_REST)
                found[name].append((work.seconds - before - idle) * 1000)
                await pilot.app.workers.wait_for_complete()
    return found


async def _measure(pupils: int, rounds: int) -> dict[str, list[float]]:
    sandbox = Sandbox(pupils)
    with sandbox.serve(), tempfile.TemporaryDirectory(prefix="marktui-keys-") as folder:
        school = School(Path(folder) / "hub", sandbox)
        await school.open()
        sandbox.move(step=_ROLLOVER)
        app = MarktuiApp(lambda: Session(school.folder, school.login, environment={}))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.press("p")
            await app.workers.wait_for_complete()
            await pilot.pause()
            return await _measured(pilot, rounds)


@click.command()
@click.option("--pupils", default=(200, 2_000, 20_000), multiple=True, help="How many pupils the school has.")
@click.option("--rounds", default=5, help="How often each key is pressed.")
def main(pupils: tuple[int, ...], rounds: int) -> None:
    """Measure each key in schools of several sizes, in milliseconds and against the smallest school."""
    tables = {size: asyncio.run(_measure(size, rounds)) for size in pupils}
    click.echo("key          " + "".join(f"{size:>18,}" for size in tables))
    for name in KEYS:
        numbers = [statistics.median(table[name]) for table in tables.values()]
        cells = (f"{number:6.1f} ms  x {number / max(numbers[0], 0.1):4.1f}" for number in numbers)
        click.echo(f"{name:<13}" + "".join(f"{cell:>18}" for cell in cells))
    slowest = max(statistics.median(times) for times in tables[pupils[-1]].values())
    click.echo(f"slowest in the largest school: {slowest / FRAME:.1f} frames of {FRAME:.0f} ms")


if __name__ == "__main__":
    main()
