"""Measures everything that is promised in numbers: `python -m benchmarks`.

It prints one table, and writes it as Markdown and JSON where one says. It ends with exit 1 where a promise is
not kept.
"""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import structs

from benchmarks import growth, loop, planning, rivals, start, storing, sync, verbs
from benchmarks.row import HEADINGS, Row, cells

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "start": start.rows,
    "sync": sync.rows,
    "verbs": verbs.rows,
    "planning": planning.rows,
    "store": storing.rows,
    "loop": loop.rows,
    "instead": rivals.rows,
}
"""The parts of the table, each with what measures it."""


@click.command()
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="Measure only these parts.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Write the table there too.")
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write the numbers there too.")
@click.option("--grow/--no-grow", default=None, help="Draw how cost grows; usual where all is measured.")
def main(only: tuple[str, ...], markdown: Path | None, as_json: Path | None, grow: bool | None) -> None:
    """Measure, and print each row as soon as it is known."""
    rows = []
    for part in only or PARTS:
        for row in PARTS[part]():
            rows.append(row)
            click.echo("  ".join(filter(None, cells(row))))
    costs = growth.measured() if grow or (grow is None and not only) else {}
    bars = growth.drawn(costs)
    click.echo(bars)
    if markdown:
        markdown.write_text("\n\n".join(filter(None, (machine(), table(rows), _fenced(bars)))) + "\n")
    if as_json:
        found = {"machine": machine(), "rows": [structs.asdict(row) for row in rows], "growth": costs}
        as_json.write_text(json.dumps(found, indent=1))
    sys.exit(not all(row.holds for row in rows))


def machine() -> str:
    """Where and when it was measured."""
    day = datetime.now(UTC).date()
    busy = os.getloadavg()[0]
    python = f"Python {platform.python_version()}"
    return f"{day}, {platform.machine()}, {os.cpu_count()} cores, load {busy:.1f}, {python}"


def table(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines: list[Sequence[str]] = [HEADINGS, ["---"] * len(HEADINGS), *map(cells, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _fenced(text: str) -> str:
    return f"```\n{text}\n```" if text else ""


if __name__ == "__main__":
    main()
