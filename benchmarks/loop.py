"""What a key costs, how long the event loop stands still, what the line pays: `python -m benchmarks.loop`.

The interface runs in a terminal of its own, 80 by 24, with the stand-in in another process. Counted is what
the callbacks of its loop use of a processor: by the clock they take longer on a busy machine.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct, structs

from benchmarks.cost import scratch
from benchmarks.loop_watch import LoopTimes
from benchmarks.row import Row, cells
from benchmarks.school import open_hub
from benchmarks.stand_in import StandIn
from benchmarks.terminals import Terminal

SIZES = (2_000, 50_000)
LARGE = SIZES[-1]
GAPS = {2_000: 16.0, LARGE: 50.0}
"""The milliseconds for which the loop may stand still in a school of each size."""
_DOWN, _PAGE_DOWN, _ESC, _ENTER = b"j", b"\x1b[6~", b"\x1b", b"\r"
_IN_LISTS = (
    ("a screen on", _PAGE_DOWN),
    ("last line", b"G"),
    ("first line", b"g"),
    ("down", _DOWN * 5),
    ("mark all", b"a"),
    ("down, all marked", _DOWN * 5),
    ("unmark one", b" "),
    ("clear marks", b"A"),
    ("open filter", b"/"),
    ("type b", b"b"),
    ("type o", b"o"),
    ("rub out", b"\x7f"),
    ("clear filter", _ESC),
    ("next part", b"f"),
    ("sort", b"o"),
    ("turn round", b"O"),
    ("details", _ENTER),
    ("close details", _ENTER),
    ("page of a record", b"E"),
    ("close page", _ESC),
    ("classes", b"C"),
    ("teachers", b"T"),
    ("leavers", b"V"),
    ("history", b"H"),
    ("year groups", b"Y"),
    ("panel 6", b"S6"),
    ("panel 5", b"5"),
)
"""What is pressed before anything is read, in this order."""
_IN_REVIEW = (
    ("down in review", _DOWN),
    ("next group", b"n"),
    ("one group", b"f"),
    ("all groups", _ESC),
    ("tick", b" "),
    ("tick all", b"a"),
    ("filter review", b"/bo"),
    ("clear it", _ESC),
    ("match", b"m"),
    ("leave match", _ESC),
    ("save", b"s"),
    ("approve", b"approve\r"),
    ("leavers, then", b"V"),
    ("back", b"S"),
)
"""What is pressed once pupils are read."""
_QUIET = 0.1
"""Seconds without a byte and without work after which all is done that a key began."""
_AT_REST = 0.02
"""Processor seconds that a clock uses meanwhile, which ticks on a screen at rest."""
_LONGEST = 120
"""Seconds that a reading and its plan have at most."""
_PLANNED = (b" asks", b" saves this")
"""What the screen says once a reading is planned."""
_READING = 8
"""Seconds that the reading takes at least."""
_LINES = 14
"""So many lines are in view and more."""
_ROLLOVER = 3
"""The step at which nearly everybody changes."""


class Key(Struct, frozen=True):
    """What one key took."""

    name: str
    used: float
    """Processor milliseconds of the loop until nothing is left to do."""
    drawn: float
    """Those until the last frame was handed to the terminal."""
    longest: float
    """Those of its longest callback."""
    clock: float
    """The longest callback by the clock."""
    bytes: int


class Bench:
    """Somebody who presses keys and looks at the clocks."""

    def __init__(self, terminal: Terminal, times: LoopTimes) -> None:
        self._terminal = terminal
        self._times = times
        self.keys: list[Key] = []

    def press(self, name: str, keys: bytes, *, until: bytes = b"") -> Key:
        """Press keys one after the other; what is told is that of the costliest.

        Args:
            until: A text that comes last, where a service is asked.
        """
        singly = [keys] if keys.startswith(_ESC) else [keys[at : at + 1] for at in range(len(keys))]
        pressed = [self._press(name, one, until) for one in singly]
        return max(pressed, key=lambda one: one.drawn)

    def rest(self) -> int:
        """The bytes of five seconds in which nothing is pressed."""
        return self._terminal.take_for(5.0)

    def read(self) -> int:
        """Read the pupils; the most bytes of a second of it."""
        before = self._begin(b"p")
        seconds: list[int] = []
        while not any(word in self._terminal.seen for word in _PLANNED) and len(seconds) < _LONGEST:
            seconds.append(self._terminal.take_for(1.0))
        self._end("a sync of the pupils", before)
        # The first second draws the page of the reading, the last one the review.
        return max(seconds[1:-1], default=0)

    def settle(self) -> None:
        """Wait until nothing is drawn any more and nothing is worked out, in a thread either."""
        before = self._terminal.cpu
        while self._terminal.take_all(_QUIET) or self._terminal.cpu - before > _AT_REST:
            before = self._terminal.cpu

    def _press(self, name: str, key: bytes, until: bytes) -> Key:
        before = self._begin(key)
        if until:
            self._terminal.take_until(until, _LONGEST)
        return self._end(name, before)

    def _begin(self, key: bytes) -> int:
        """Press a key; gives how many bytes had been written before."""
        self._times.begin()
        self._terminal.seen = b""
        before = self._terminal.written
        self._terminal.press(key)
        return before

    def _end(self, name: str, before: int) -> Key:
        """What a key took, once all is done that it began."""
        end = time.monotonic() + _LONGEST
        while not self._times.keys and time.monotonic() < end:
            self._terminal.take(_QUIET)
        self.settle()
        times = self._times
        used, drawn, longest, clock = (
            1000 * one for one in (times.used, times.drawn, times.longest, times.longest_clock)
        )
        self.keys.append(Key(name, used, drawn, longest, clock, self._terminal.written - before))
        return self.keys[-1]


class Found(Struct, frozen=True):
    """What was measured in a school of one size."""

    keys: list[Key]
    down: Key
    down_marked: Key
    scroll: Key
    letter: Key
    idle_bytes: int
    reading_bytes: int
    """The most bytes of one second in which something is read, the first one aside: it draws the screen."""

    @property
    def longest(self) -> Key:
        """The key that held the loop up longest."""
        return max(self.keys, key=lambda one: one.longest)


def measured(pupils: int) -> Found:
    """Walk through the interface on a school of so many pupils."""
    with StandIn(pupils) as service, scratch() as folder:
        hub, told = Path(folder, "hub"), Path(folder, "times")
        asyncio.run(open_hub(hub, service))
        times = LoopTimes(told)
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": folder, "XDG_CONFIG_HOME": folder}
        command = (sys.executable, "-m", "benchmarks.loop_watch", str(hub), str(told))
        with Terminal(command, environment) as terminal:
            terminal.take_until(b"Re-sync", _LONGEST)
            bench = Bench(terminal, times)
            bench.settle()
            if not times.used:
                raise RuntimeError(f"The interface did not start: {terminal.seen.decode(errors='replace')}")
            return _walked(bench, service, pupils)


def _walked(bench: Bench, service: StandIn, pupils: int) -> Found:
    bench.press("pupils", b"P")
    down = [bench.press("down", _DOWN) for _ in range(_LINES)]
    scroll = [bench.press("scroll", _DOWN) for _ in range(_LINES)][_LINES // 2 :]
    named = {name: bench.press(name, keys) for name, keys in _IN_LISTS}
    idle = bench.rest()
    service.move(step=_ROLLOVER)
    # Eight pages of a hundred at a time: some seconds in a school of any size.
    service.move(delay=_READING * 1000 // max(1, pupils // 800))
    reading = bench.read()
    service.move(delay=0)
    for name, keys in _IN_REVIEW:
        bench.press(name, keys)
    bench.press("read everything", b"R", until=b"Everything read")
    return Found(
        keys=bench.keys,
        down=_usual(down),
        down_marked=named["down, all marked"],
        scroll=_usual(scroll),
        letter=max((named["type b"], named["type o"], named["rub out"]), key=lambda one: one.drawn),
        idle_bytes=idle,
        reading_bytes=reading,
    )


def _usual(keys: Sequence[Key]) -> Key:
    """The key in the middle, by the processor time; with the bytes in the middle."""
    middle = sorted(keys, key=lambda one: one.drawn)[len(keys) // 2]
    return structs.replace(middle, bytes=int(statistics.median(one.bytes for one in keys)))


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """A key, a letter, a line, a second of a reading, and the longest gap of the loop."""
    for size in sizes:
        yield from rows_of(size, measured(size))


def rows_of(size: int, found: Found) -> Iterator[Row]:
    """The rows of a school of one size."""
    those = f"{size:,} pupils"
    keys = (
        (f"a key in a table of {those}", found.down, 10.0),
        ("… with everybody marked", found.down_marked, 10.0),
        (f"a letter in the filter over {those}", found.letter, 50.0),
    )
    for what, key, reach in keys:
        unit, note = "ms CPU to the drawn frame", f"{key.used:.1f} ms until nothing is left to do"
        yield Row(part="loop", what=what, value=key.drawn, unit=unit, reach=reach, note=note)
    longest = found.longest
    yield Row(
        part="loop",
        what=f"longest gap of the event loop, {those}, in {len(found.keys)} keys and a sync",
        value=longest.longest,
        unit="ms CPU",
        reach=GAPS.get(size),
        note=f"{longest.name}; by the clock {max(one.clock for one in found.keys):.0f} ms",
    )
    lines = (
        ("cursor moved in view", found.down.bytes, 400),
        ("a line scrolled", found.scroll.bytes, 2_500),
        ("nothing pressed for five seconds", found.idle_bytes, 0),
        ("a second of a reading, the fullest", found.reading_bytes, 3_000),
    )
    for what, number, reach in lines:
        yield Row(part="loop", what=f"{what}, {those}", value=number, unit="bytes", reach=reach)


@click.command()
@click.option("--pupils", default=SIZES, multiple=True, help="How many pupils the school has.")
@click.option("--each", is_flag=True, help="Tell of each key what it took, too.")
def main(pupils: tuple[int, ...], each: bool) -> None:
    """Print the rows."""
    for size in pupils:
        found = measured(size)
        for key in found.keys if each else ():
            click.echo(
                f"{key.name:26}{key.drawn:8.1f} ms to the frame, {key.used:8.1f} ms in all, "
                f"longest {key.longest:6.1f} ms, "
                f"by the clock {key.clock:6.1f} ms, {key.bytes:7,} bytes"
            )
        for row in rows_of(size, found):
            click.echo("  ".join(filter(None, cells(row))))


if __name__ == "__main__":
    main()
