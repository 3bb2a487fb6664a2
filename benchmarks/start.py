"""The start of the interface against the smallest program of Textual: `python -m benchmarks.start`.

Instructions are counted, which are the same on a busy machine: until the first frame is drawn, and until the
School tab is there with its content.
"""

import compileall
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import marktui
from benchmarks.big_school import hub_of, school, stored
from benchmarks.cost import can_count, scratch
from benchmarks.row import Row, cells
from benchmarks.terminals import Terminal

FRAME, CONTENT, SMALLEST = "upils", "Proceed", "Hello"
"""What is drawn: a part of a tab of the first frame, the button of the School tab, the smallest program."""
SIZES = {200: 1.8, 50_000: 2.5}
"""How many people, and at most how many times the smallest program until the content is there."""
_REACH = 1.15
_PATIENCE = 300.0
"""Seconds: each counted instruction takes as long as fifty."""
_COLLECTED = re.compile(r"Collected : (\d+)")


def rows() -> Iterator[Row]:
    """The first frame and the School tab; nothing where instructions cannot be counted."""
    if not can_count():
        return
    compileall.compile_dir(Path(marktui.__file__).parent, quiet=1)
    with scratch() as folder:
        smallest = counted(Path(folder), SMALLEST, ["smallest"])
        for people, reach in SIZES.items():
            hub = Path(folder) / f"hub-{people}"
            stored(hub_of(school(people)), hub)
            for what, text, most in (("first frame", FRAME, _REACH), ("School tab", CONTENT, reach)):
                ratio = counted(Path(folder), text, ["--hub", str(hub)]) / smallest
                unit = "× the smallest program of Textual"
                yield Row(part="start", what=f"{what}, {people:,} people", value=ratio, unit=unit, reach=most)


def counted(folder: Path, text: str, arguments: Sequence[str]) -> int:
    """The instructions that a program executes until it draws a text.

    Raises:
        RuntimeError: It never drew it.
    """
    log = folder / "instructions"
    log.unlink(missing_ok=True)
    count = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}")
    program = (sys.executable, "-m", "benchmarks.first_paint", text, os.devnull, *arguments)
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONHASHSEED": "0",
    }
    with Terminal((*count, *program), environment) as terminal:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            terminal.take(0.1)
            if log.exists() and (found := _COLLECTED.search(log.read_text())):
                return int(found[1])
    raise RuntimeError(f"{' '.join(program)} never drew {text!r}: {terminal.seen[-500:]!r}")


@click.command()
def main() -> None:
    """Count, and print each ratio."""
    for row in rows():
        click.echo("  ".join(filter(None, cells(row))))


if __name__ == "__main__":
    main()
