"""Planning in the worst schools that there can be: `python -m benchmarks.planning`.

Each case runs in a process of its own, so that its memory is its own.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

import click
from msgspec import structs

from benchmarks.big_school import empty_hub, hub_of, reading_of, school
from benchmarks.cost import cost
from benchmarks.row import Row
from marktui.connectors.mis import MisPupil
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.store.garbage_collector import gc_paused
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import EVERYTHING
from marktui.sync.plan.make_plan import make_plan

Case = tuple[Hub, Reading, Decisions]


def _unchanged(people: int) -> Case:
    reading = school(people)
    return hub_of(reading), reading, Decisions()


def _ordinary(people: int) -> Case:
    """One in fifty has moved on or has a new name: what a sync usually finds."""
    hub, reading, _ = _unchanged(people)
    return hub, _altered(reading, lambda number, row: _renamed(row) if number % 50 == 0 else row), Decisions()


def _all_new(people: int) -> Case:
    return empty_hub(), school(people), Decisions()


def _one_birth_date(people: int) -> Case:
    reading = _altered(school(people), lambda _, row: structs.replace(row, date_of_birth=date(2015, 1, 2)))
    return hub_of(reading), _with_new_ids(reading), Decisions()


def _one_name(people: int) -> Case:
    reading = _altered(
        school(people), lambda _, row: structs.replace(row, first_name="Ada", last_name="Byron")
    )
    return hub_of(reading), _with_new_ids(reading), Decisions()


def _all_undone(people: int) -> Case:
    reading = school(people)
    return (
        empty_hub(),
        reading,
        Decisions(ticks={(Kind.PUPIL, row.mis_id): False for row in _pupils(reading)}),
    )


def _shifted_upns(people: int) -> Case:
    reading = school(people)
    rows = _pupils(reading)
    shifted = [structs.replace(row, upn=rows[number - 1].upn) for number, row in enumerate(rows)]
    return hub_of(reading), reading_of(tuple(shifted)), Decisions()


CASES: dict[str, Callable[[int], Case]] = {
    "nothing changed": _unchanged,
    "ordinary": _ordinary,
    "all new": _all_new,
    "one birth date for all, new ids": _one_birth_date,
    "all names equal, new ids": _one_name,
    "every tick undone": _all_undone,
    "UPNs shifted by one": _shifted_upns,
}
ORDINARY = "ordinary"


def rows(people: int = 50_000) -> Iterator[Row]:
    """Each case against the ordinary one, and that one at double the size."""
    ordinary, _ = planned(ORDINARY, people)
    yield _row(f"{people:,} pupils, {ORDINARY}", ordinary, "s CPU")
    for case in CASES:
        if case != ORDINARY:
            seconds, megabytes = planned(case, people)
            what = f"{people:,} pupils, {case}"
            yield _row(what, seconds / ordinary, "× the ordinary", reach=5)
            yield _row(what, megabytes, "MB", reach=400)
    double, _ = planned(ORDINARY, people * 2)
    yield _row(f"{people * 2:,} pupils, {ORDINARY}", double / ordinary, f"× {people:,}", reach=3, limit=2)


def _row(what: str, value: float, unit: str, reach: float | None = None, limit: float | None = None) -> Row:
    return Row(part="planning", what=what, value=value, unit=unit, reach=reach, limit=limit)


def planned(case: str, people: int) -> tuple[float, float]:
    """Seconds of planning, and the megabytes of the whole process."""
    took = cost((sys.executable, "-m", "benchmarks.planning", "--case", case, "--people", str(people)))
    return float(json.loads(took.output)["seconds"]), took.megabytes


def _pupils(reading: Reading) -> list[MisPupil]:
    return [row for row in reading.rows[Kind.PUPIL] if isinstance(row, MisPupil)]


def _altered(reading: Reading, alter: Callable[[int, MisPupil], MisPupil]) -> Reading:
    return reading_of(tuple(alter(number, row) for number, row in enumerate(_pupils(reading))))


def _renamed(row: MisPupil) -> MisPupil:
    return structs.replace(row, last_name=f"{row.last_name}-Marlow")


def _with_new_ids(reading: Reading) -> Reading:
    return _altered(reading, lambda _, row: structs.replace(row, mis_id=f"9{row.mis_id}", upn=None))


@click.command()
@click.option("--case", type=click.Choice(list(CASES)), default=ORDINARY, show_default=True)
@click.option("--people", default=50_000, show_default=True)
def main(case: str, people: int) -> None:
    """Plan one case once, and say how long it took."""
    hub, reading, decisions = CASES[case](people)
    with gc_paused():
        began = time.process_time()
        plan = make_plan(hub, reading, EVERYTHING, decisions)
        seconds = time.process_time() - began
    click.echo(json.dumps({"case": case, "people": people, "seconds": seconds, "plan": plan.id}))


if __name__ == "__main__":
    main()
