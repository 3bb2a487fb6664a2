"""What a user would pick instead: two rosters compared by other tools, and how quickly other programs start.

`python -m benchmarks.rivals` measures those that are installed. Each tool is asked for the same answer: how
many pupils are new, how many have gone, and how many have changed, by their id.
"""

import csv
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click
from msgspec import Struct, structs

from benchmarks.big_school import hub_of, pupil_row, reading_of, stored
from benchmarks.cost import Cost, cost, scratch
from benchmarks.row import Row, cells
from benchmarks.terminals import Terminal
from marktui.connectors.mis import MisPupil

CONNECT = ("connect", "files", "--yes", "--whole-school")
_START, _SETTLED = 30.0, 5.0
"""Seconds that a program has to begin to draw, and to draw all after that."""
HEADINGS = {
    "mis_id": "Student ID",
    "first_name": "Forename",
    "last_name": "Surname",
    "date_of_birth": "Date of birth",
    "upn": "UPN",
    "year_code": "Year",
}
"""The columns of the rosters, by what they hold."""
_POLARS = """
import json, sys
import polars
old, new = (polars.read_csv(path, infer_schema=False) for path in sys.argv[1:])
both = old.join(new, on="Student ID", how="inner", suffix="_new")
changed = both.filter(polars.any_horizontal(
    polars.col(name) != polars.col(f"{name}_new") for name in old.columns if name != "Student ID"))
print(json.dumps([len(new) - len(both), len(old) - len(both), len(changed)]))
"""
_CSV_DIFF = """
import json, sys
from csv_diff import compare, load_csv
found = compare(*(load_csv(open(path), key="Student ID") for path in sys.argv[1:]))
print(json.dumps([len(found["added"]), len(found["removed"]), len(found["changed"])]))
"""
_SCRIPT = """
import csv, json, sys
old, new = ({row["Student ID"]: row for row in csv.DictReader(open(path))} for path in sys.argv[1:])
changed = sum(new[one] != old[one] for one in old.keys() & new.keys())
print(json.dumps([len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed]))
"""
_SQL = """
CREATE INDEX by_id ON old ("Student ID");
SELECT '[' || (SELECT count(*) FROM new WHERE "Student ID" NOT IN (SELECT "Student ID" FROM old)) || ','
  || (SELECT count(*) FROM old WHERE "Student ID" NOT IN (SELECT "Student ID" FROM new)) || ','
  || (SELECT count(*) FROM new JOIN old USING ("Student ID")
      WHERE (new.Forename, new.Surname, new.UPN) <> (old.Forename, old.Surname, old.UPN)) || ']';
"""
_JQ = """
[.[0][] | {id: ."Student ID", old: .}] + [.[1][] | {id: ."Student ID", new: .}] | group_by(.id)
| [(map(select(length == 1 and .[0].new)) | length),
   (map(select(length == 1 and .[0].old)) | length),
   (map(select(length == 2 and .[0].old != .[1].new)) | length)]
"""


class Rosters(Struct, frozen=True):
    """Two exports of one school, half a year apart."""

    old: tuple[MisPupil, ...]
    new: tuple[MisPupil, ...]

    @property
    def answer(self) -> list[int]:
        """How many are new, gone and changed."""
        old, new = ({row.mis_id: row for row in rows} for rows in (self.old, self.new))
        both = old.keys() & new.keys()
        return [len(new) - len(both), len(old) - len(both), sum(old[one] != new[one] for one in both)]


def rosters(people: int) -> Rosters:
    """One in a hundred has left, as many came, and one in fifty has a new name."""
    hundredth = people // 100
    old = tuple(map(pupil_row, range(people)))
    stayed = (_renamed(row) if number % 50 == 0 else row for number, row in enumerate(old[hundredth:]))
    return Rosters(old, (*stayed, *map(pupil_row, range(people, people + hundredth))))


def rows(people: int = 50_000) -> Iterator[Row]:
    """The processor time of each tool that is here, start included; a sync of the same files first."""
    both = rosters(people)
    with scratch() as folder:
        old, new = (
            roster_file(Path(folder, "old.csv"), both.old),
            roster_file(Path(folder, "new.csv"), both.new),
        )
        yield _row(f"two rosters of {people:,}: marktui sync pupils --dry-run", _dry_run(old, new))
        for tool, command in _tools(old, new).items():
            took = cost(command)
            if json.loads(took.output) != both.answer:
                raise RuntimeError(f"{tool} finds {took.output!r}, and the answer is {both.answer}")
            yield _row(f"two rosters of {people:,}: {tool}", took)
    yield from starts()


def starts(people: int = 2_000) -> Iterator[Row]:
    """The processor time until a program has drawn all that it begins with, of those that are here."""
    with scratch() as folder:
        both = rosters(people)
        table, hub = roster_file(Path(folder, "new.csv"), both.new), Path(folder, "hub")
        stored(hub_of(reading_of(both.new)), hub)
        asked = {
            f"marktui, a hub of {people:,}": (sys.executable, "-m", "marktui", "--hub", str(hub)),
            f"visidata, a table of {people:,}": ("vd", str(table)),
            "harlequin, no database": ("harlequin", "--no-download-tzdata"),
        }
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": folder, "XDG_CONFIG_HOME": folder}
        for what, command in asked.items():
            if shutil.which(command[0]):
                with Terminal(command, environment) as terminal:
                    terminal.take_until(b"", _START)
                    terminal.take_for(_SETTLED)
                    yield Row(part="instead", what=f"start of {what}", value=terminal.cpu, unit="s CPU")


def _row(what: str, took: Cost) -> Row:
    note = f"{took.megabytes:,.0f} MB"
    return Row(part="instead", what=what, value=took.seconds, unit="s CPU", note=note)


def synced_from(file: Path) -> tuple[str, ...]:
    """A hub that has a file synced, as the beginning of a command about it."""
    marktui = (sys.executable, "-m", "marktui", "--hub", str(file.with_name("hub")))
    init = ("init", "--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
    for command in (init, (*CONNECT, str(file)), ("sync", "--yes")):
        cost((*marktui, *command))
    return marktui


def _dry_run(old: Path, new: Path) -> Cost:
    """A hub that has the old file synced looks at the new one."""
    marktui = synced_from(old)
    cost((*marktui, *CONNECT, str(new)))
    # So many leavers are held for approval, which is worked out all the same.
    return cost((*marktui, "sync", "pupils", "--dry-run", "--json"), ends=(0, 3))


def _tools(old: Path, new: Path) -> Mapping[str, Sequence[str]]:
    """How each tool that is installed is asked."""
    files, tools = (str(old), str(new)), {"a script with csv and dict": (sys.executable, "-c", _SCRIPT)}
    if importlib.util.find_spec("polars"):
        tools["polars"] = (sys.executable, "-c", _POLARS)
    if importlib.util.find_spec("csv_diff"):
        tools["csv-diff"] = (sys.executable, "-c", _CSV_DIFF)
    asked: dict[str, Sequence[str]] = {name: (*command, *files) for name, command in tools.items()}
    if shutil.which("jq"):
        asked["jq"] = ("jq", "-sc", _JQ, *map(str, (_as_json(old), _as_json(new))))
    if shutil.which("sqlite3"):
        commands = (*(f".import {file} {file.stem}" for file in (old, new)), ".mode list")
        before = chain.from_iterable(("-cmd", one) for one in commands)
        asked["sqlite3"] = ("sqlite3", "-csv", *before, ":memory:", _SQL)
    return asked


def roster_file(path: Path, pupils: Sequence[MisPupil]) -> Path:
    """A file of pupils as a MIS exports it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(HEADINGS.values())
        written.writerows([getattr(row, name) for name in HEADINGS] for row in pupils)
    return path


def _as_json(path: Path) -> Path:
    with path.open(newline="", encoding="utf-8") as file:
        written = path.with_suffix(".json")
        written.write_text(json.dumps(list(csv.DictReader(file))))
    return written


def _renamed(row: MisPupil) -> MisPupil:
    return structs.replace(row, last_name=f"{row.last_name}-Marlow")


@click.command()
@click.option("--people", default=50_000, show_default=True)
def main(people: int) -> None:
    """Print the rows."""
    for row in rows(people):
        click.echo("  ".join(cells(row)))


if __name__ == "__main__":
    main()
