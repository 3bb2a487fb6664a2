"""Warnings before classes are set up: classes of several years, and possible duplicates."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from marktui.connectors.mis import MisClass
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, SchoolClass, year_order
from marktui.hub.model.text import fold
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import KindPlan, Plan
from marktui.sync.model.reading import Reading
from marktui.sync.plan.year_groups import mis_years

ALIKE = 0.90
"""The Jaro-Winkler similarity from which two class names may mean the same class."""


class MixedClass(Struct, frozen=True):
    """A class of the MIS with pupils of several year groups."""

    pair: Pair
    years: dict[str, int]
    """How many of its pupils are in each year group, by code in school order."""

    @property
    def words(self) -> str:
        """Its years: `Year 1: 12, Year 2: 15`."""
        return ", ".join(f"{_year(code)}: {number}" for code, number in self.years.items())


class NearDuplicate(Struct, frozen=True):
    """A new class whose name is nearly that of an unmatched class of the hub."""

    pair: Pair
    record: SchoolClass

    @property
    def words(self) -> str:
        """What would happen and what to do, as a sentence."""
        return (
            f"{self.pair.mis_label} would be a new class beside {self.record.label} of the hub: "
            "match the two if they are the same."
        )


def mixed_classes(plan: Plan, reading: Reading) -> tuple[MixedClass, ...]:
    """The classes of the MIS with pupils of several years, in the order of review.

    Args:
        reading: What was read; where it has no years, those of the hub's pupils are used.
    """
    part, years = plan.part(Kind.CLASS), _years(plan, reading)
    found = []
    for pair in part.pairs if part else ():
        if not isinstance(pair.row, MisClass):
            continue
        counts = Counter(years[one] for one in dict.fromkeys(pair.row.member_ids) if one in years)
        if len(counts) > 1:
            found.append(MixedClass(pair, dict(sorted(counts.items(), key=lambda item: year_order(item[0])))))
    return tuple(found)


def near_duplicates(part: KindPlan, classes: Mapping[str, SchoolClass]) -> tuple[NearDuplicate, ...]:
    """The new classes that may be duplicates, each with the most similar class of the hub."""
    met = {pair.record.id for pair in part.pairs if pair.record and pair.row}
    free = [one for one in classes.values() if one.id not in met]
    found = []
    for pair in part.pairs:
        if isinstance(pair.row, MisClass) and pair.status is PairStatus.NEW and pair.ticked:
            likeness = [(_likeness(pair.row.name, one.name), one.id) for one in free]
            best, record_id = max(likeness, default=(0.0, ""))
            if best >= ALIKE:
                found.append(NearDuplicate(pair, classes[record_id]))
    return tuple(found)


def _likeness(one: str, other: str) -> float:
    """How similar two class names are; 1 if only spaces and punctuation differ."""
    bare, other_bare = (_bare(name) for name in (one, other))
    if bare == other_bare and bare:
        return 1.0
    # Year 4A and Year 4B are similar in letters, but never the same class; nor are Class A and Class B.
    if _marks(one) != _marks(other):
        return 0.0
    return float(JaroWinkler.similarity(fold(one), fold(other)))


def _bare(name: str) -> str:
    return "".join(mark for mark in fold(name) if mark.isalnum())


def _marks(name: str) -> str:
    """The words that distinguish parallel classes: those with a digit, and single letters."""
    words = "".join(mark if mark.isalnum() else " " for mark in fold(name)).split()
    return "".join(word for word in words if len(word) == 1 or any(mark.isdigit() for mark in word))


def _years(plan: Plan, reading: Reading) -> dict[str, str]:
    """The year codes of the pupils of the MIS, by MIS id."""
    years = mis_years(reading)
    if years is not None:
        return years
    linked = plan.hub.linked(reading.connector, Kind.PUPIL).items()
    pupils = ((mis_id, one) for mis_id, one in linked if isinstance(one, Pupil) and one.is_synced)
    return {mis_id: one.year_group for mis_id, one in pupils if one.year_group}


def _year(code: str) -> str:
    return f"Year {code}" if code.isdecimal() else code
