"""Which year groups and classes a school of a given size has."""

from dataclasses import dataclass
from math import ceil
from string import ascii_uppercase

PRIMARY_LIMIT = 700
"""Schools with more pupils than this are all-through, if nothing else is said."""
PRIMARY, SECONDARY, ALL_THROUGH = PHASES = "primary", "secondary", "all-through"
_YEARS = {PRIMARY: range(7), SECONDARY: range(7, 14), ALL_THROUGH: range(12)}
"""The year groups above Nursery; 0 is Reception."""
NURSERY = "N2"
MIXED = "Swans"
"""The class of a middle-sized primary that takes some of Year 1 and some of Year 2."""
_MIXED_SIZES = range(200, 501)
_MIXED_YEARS = ("1", "2")
MIXED_SHARE = 5
"""One in so many of Years 1 and 2 is in the mixed class."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Year codes from the youngest up, each with its classes and its size at step 0."""

    classes: dict[str, tuple[str, ...]]
    sizes: dict[str, int]

    @property
    def years(self) -> tuple[str, ...]:
        """All year codes, youngest first."""
        return tuple(self.classes)

    @property
    def mainstream(self) -> tuple[str, ...]:
        """The year codes above Nursery."""
        return tuple(code for code in self.classes if code != NURSERY)

    @property
    def class_names(self) -> tuple[str, ...]:
        """Every class once, by year."""
        return tuple(dict.fromkeys(name for names in self.classes.values() for name in names))

    def mixed(self, code: str) -> bool:
        """Whether part of this year is in the mixed class."""
        return MIXED in self.classes[code]

    def place(self, code: str, index: int) -> str:
        """The class of the index-th pupil of a year, so that classes fill evenly."""
        plain = [name for name in self.classes[code] if name != MIXED]
        if self.mixed(code) and index % MIXED_SHARE == 0:
            return MIXED
        return plain[index % len(plain)]


def year_name(code: str) -> str:
    """The name of a year group, such as *Year 4*."""
    return {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"}.get(code, f"Year {code}")


def code_of(name: str) -> str:
    """The code of a year group that has such a name."""
    known = {"Nursery 1": "N1", "Nursery 2": "N2", "Reception": "R"}
    return known.get(name) or name.removeprefix("Year ")


def age_step(code: str) -> int:
    """How many years a year group is above Reception; Nursery is below it."""
    below = {"N1": -2, "N2": -1, "R": 0}
    return below[code] if code in below else int(code)


def usual_phase(pupils: int) -> str:
    """What a school of that size is, if nothing else is said."""
    return PRIMARY if pupils <= PRIMARY_LIMIT else ALL_THROUGH


def plan_layout(pupils: int, phase: str) -> Layout:
    """The layout of a school with so many pupils on roll.

    Args:
        pupils: how many, Nursery included.
        phase: one of `PHASES`; a secondary school has a sixth form, and the others a Nursery.
    """
    codes = tuple(str(year) if year else "R" for year in _YEARS[phase])
    nursery = 0 if phase == SECONDARY else pupils // 50
    share, rest = divmod(pupils - nursery, len(codes))
    sizes = {code: share + (1 if place < rest else 0) for place, code in enumerate(codes)}
    count = max(ceil(max(sizes.values()) / 30), 2 if share >= 8 else 1)
    classes = {code: tuple(code + _letters(i) for i in range(count)) for code in codes}
    if pupils in _MIXED_SIZES and phase == PRIMARY:
        classes |= {code: (*classes[code], MIXED) for code in _MIXED_YEARS}
    if not nursery:
        return Layout(classes, sizes)
    rooms = ceil(nursery / 30)
    names = ("Nursery",) if rooms == 1 else tuple(f"Nursery {_letters(i)}" for i in range(rooms))
    return Layout({NURSERY: names, **classes}, {NURSERY: nursery, **sizes})


def _letters(index: int) -> str:
    tens, ones = divmod(index, 26)
    return (ascii_uppercase[tens - 1] if tens else "") + ascii_uppercase[ones]
