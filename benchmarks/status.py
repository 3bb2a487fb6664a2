"""Compares `marktui status` with the start of an empty Python: `python -m benchmarks.status`."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import click

from benchmarks.school import PUPILS, School
from marktui.sandbox.server import Sandbox

REACH = 8.0
"""How many times as long as an empty Python it may take."""
_EMPTY = (sys.executable, "-c", "pass")


@click.command()
@click.option("--rounds", default=30, show_default=True, help="How often each of the two is started.")
def main(rounds: int) -> None:
    """Start both in turn, so that both meet the same machine, and compare the medians."""
    with tempfile.TemporaryDirectory() as folder:
        hub = Path(folder, "hub")
        sandbox = Sandbox(pupils=PUPILS)
        with sandbox.serve():
            asyncio.run(School(hub, sandbox).open())
        command = (sys.executable, "-m", "marktui", "--hub", str(hub), "status")
        pairs = [(_seconds(_EMPTY), _seconds(command)) for _ in range(rounds)]
    empty, status = (statistics.median(column) for column in zip(*pairs, strict=True))
    click.echo(f"python -c pass {empty * 1000:.1f} ms, marktui status {status * 1000:.1f} ms")
    click.echo(f"ratio {status / empty:.1f}, to reach {REACH:.0f}")
    sys.exit(status / empty > REACH)


def _seconds(command: Sequence[str]) -> float:
    began = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own program
    return perf_counter() - began


if __name__ == "__main__":
    main()
