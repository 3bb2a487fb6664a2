"""How cost grows with the school: `python -m benchmarks.growth` draws it from 200 to 100,000 people."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from benchmarks.big_school import hub_of, school, stored
from benchmarks.cost import scratch
from benchmarks.planning import ORDINARY, planned
from benchmarks.storing import seconds

SIZES = (200, 1_000, 5_000, 20_000, 50_000, 100_000)
_WIDTH = 40


def measured(sizes: Sequence[int] = SIZES) -> Mapping[str, Mapping[int, float]]:
    """Milliseconds of processor time of each job, by the number of people."""
    jobs: dict[str, Callable[[int], float]] = {
        "opening a hub": _opening,
        "planning an ordinary sync": lambda people: planned(ORDINARY, people)[0],
        "planning a sync that changes nothing": lambda people: planned("nothing changed", people)[0],
    }
    return {name: {people: job(people) * 1000 for people in sizes} for name, job in jobs.items()}


def drawn(costs: Mapping[str, Mapping[int, float]]) -> str:
    """The costs as bars, as long as what each person costs: of one length where growth is linear."""
    lines = []
    for name, by_size in costs.items():
        each = {people: cost / people for people, cost in by_size.items()}
        longest = max(each.values())
        lines.append(name)
        lines += [
            f"  {people:>7,}  {cost:>9,.1f} ms  {'█' * max(1, round(each[people] / longest * _WIDTH))}"
            f" {each[people] * 1000:,.1f} µs each"
            for people, cost in by_size.items()
        ]
    return "\n".join(lines)


def _opening(people: int) -> float:
    with scratch() as folder:
        files = stored(hub_of(school(people)), Path(folder, "hub"))
        return seconds(partial(files.load))


@click.command()
@click.option("--people", default=SIZES, multiple=True, help="How many people the school has.")
def main(people: tuple[int, ...]) -> None:
    """Print the bars."""
    click.echo(drawn(measured(people)))


if __name__ == "__main__":
    main()
