"""The counts of a measurement, and how they are told."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from benchmarks.leftovers import Leftovers
from benchmarks.result import Broken


class Place(StrEnum):
    """Where in its course a process died."""

    BEFORE = "before the saving"
    DURING = "during the saving"
    AFTER = "after the saving"
    ENDED = "ended by itself"


class Stats:
    """What was counted so far."""

    def __init__(self) -> None:
        self.rounds = 0
        self.acknowledged = 0
        self.places: Counter[Place] = Counter()
        self.during: Counter[str] = Counter()
        """How those that died during the saving left the hub: old or new."""
        self.leftovers: Counter[str] = Counter()
        self.broken: Counter[Broken] = Counter()

    def count(self, place: Place, before: Leftovers, after: Leftovers) -> None:
        """Count a death and what it left."""
        self.rounds += 1
        self.places[place] += 1
        if place is Place.DURING:
            # What an earlier death left lies there still, until somebody writes.
            self.during["new" if after.hub.generation > before.hub.generation else "old"] += 1
            self.leftovers["temporary files"] += after.temporary
            self.leftovers["history lines ahead of the hub"] += after.ahead
            self.leftovers["history lines cut off"] += max(0, after.torn - before.torn)
            self.leftovers["signed locks"] += 1

    def lines(self) -> Iterator[str]:
        """The counts as lines of text."""
        yield f"{self.rounds:,} rounds, {self.acknowledged:,} runs acknowledged"
        for place in Place:
            yield f"  {place.value + ':':<19}{self.places[place]:>6,}"
        yield f"  during the saving: old state {self.during['old']:,}, new state {self.during['new']:,}"
        yield f"leftovers seen: {', '.join(f'{number:,} {what}' for what, number in self.leftovers.items())}"
        yield ", ".join(f"{one.value} {self.broken[one]:,}" for one in Broken)
