"""Opening and changing a big hub: `python -m benchmarks.storing`."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import orjson
from msgspec import structs

from benchmarks.big_school import NOW, hub_of, school, stored
from benchmarks.cost import scratch
from benchmarks.row import Row
from marktui.cli.shared.session import system_login
from marktui.store.disk.paths import HUB_FILE
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.store.folder import HubFolder

_ROUNDS = 5


def rows(people: int = 50_000) -> Iterator[Row]:
    """Opening against the decoding of its file by orjson; committing one changed pupil."""
    with scratch() as folder:
        files = stored(hub_of(school(people)), Path(folder, "hub"))
        content = Path(folder, "hub", HUB_FILE).read_bytes()
        opening, decoding = seconds(files.load), seconds(lambda: orjson.loads(content))
        commit = seconds(lambda: _change_one(files), paused=False)
    yield Row(
        part="store",
        what=f"opening a hub of {people:,}",
        value=opening / decoding,
        unit="× orjson.loads of its file",
        reach=1.0,
        limit=0.5,
        note=f"{opening * 1000:.0f} ms",
    )
    yield Row(
        part="store",
        what=f"committing one changed pupil among {people:,}, loading included",
        value=commit,
        unit="s CPU",
        reach=None,
    )
    yield Row(
        part="store",
        what=f"committing one changed pupil among {people:,}",
        value=max(0.0, commit - opening),
        unit="s CPU",
        reach=0.2,
        limit=0.05,
    )


def _change_one(files: HubFolder) -> None:
    hub = files.load()
    before = next(iter(hub.pupils.values()))
    after = structs.replace(before, first_name=f"{before.first_name}a")
    changed = hub.with_records([after]).with_(next_entry=hub.next_entry + 1)
    entry = Entry(
        what=What.EDIT,
        at=NOW,
        login=system_login(),
        number=hub.next_entry,
        changes=(record_change(before, after),),
    )
    files.commit(hub, changed, entry)


def seconds(work: Callable[[], object], *, paused: bool = True) -> float:
    """The median processor time of some rounds, with the collector paused or not."""
    times = []
    for _ in range(_ROUNDS):
        gc.collect()
        if paused:
            gc.disable()
        began = time.process_time()
        kept = work()
        times.append(time.process_time() - began)
        gc.enable()
        del kept
    return statistics.median(times)


@click.command()
@click.option("--people", default=50_000, show_default=True)
def main(people: int) -> None:
    """Print the rows."""
    for row in rows(people):
        click.echo(f"{row.what}: {row.value:.3f} {row.unit}")


if __name__ == "__main__":
    main()
