"""The first state of the school: everybody on roll, the older leavers, and the pupils worth a test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from marktui.sandbox.layout import Layout
from marktui.sandbox.names import AWKWARD, PLANNED_LEAVER, PLANNED_STARTER, SHARED, TWINS
from marktui.sandbox.new_pupil import Admission
from marktui.sandbox.person import Pupil
from marktui.sandbox.state import State
from marktui.sandbox.term import SUMMER

_NOTICE = timedelta(days=21)
"""How far ahead the planned leaver leaves and the planned starter starts."""

_LEAVER_YEAR, _STARTER_YEAR = 1, 3
"""Places among the year groups above Nursery."""


def open_school(layout: Layout, admission: Admission, today: date, leaver_years: int) -> State:
    """The state at step 0.

    Args:
        layout: year groups, classes and sizes.
        admission: invents the people, with the day and the chance of step 0.
        today: the day after which the planned changes happen.
        leaver_years: how many former top years are still known.
    """
    left = tuple(_older_leavers(layout, admission))
    places = [(code, i) for code, size in layout.sizes.items() for i in range(size)]
    numbers = list(range(len(left), len(left) + len(places)))
    admission.rng.shuffle(numbers)
    seats = zip(numbers, places, strict=True)
    roll = [admission.admit(n, code, layout.place(code, i)) for n, (code, i) in seats]
    special = frozenset(_place_special(layout, roll, admission.rng, today + _NOTICE))
    following = len(left) + len(roll)
    first, last = PLANNED_STARTER
    starter = admission.admit(following, layout.mainstream[_STARTER_YEAR], None, today + _NOTICE)
    starter = replace(starter, first_name=first, last_name=last, legal_first_name=first)
    former = tuple(_former_top_years(layout, admission, following + 1, leaver_years))
    return State(
        step=0,
        roll=tuple(sorted(roll, key=lambda pupil: pupil.id)),
        ahead=(starter,),
        left=(*left, *former),
        vanished=(),
        special=special,
        departed=(),
        next_number=following + 1 + len(former),
        regrouped=dict.fromkeys(layout.class_names, 0),
    )


def _older_leavers(layout: Layout, admission: Admission) -> Iterator[Pupil]:
    codes = layout.mainstream
    for number in range(max(2, sum(layout.sizes.values()) // 25)):
        code = codes[number % len(codes)]
        pupil = admission.admit(number, code, layout.place(code, number))
        gone = admission.day - timedelta(days=5 + admission.rng.randrange(300))
        yield replace(pupil, start_date=min(pupil.start_date, gone - timedelta(days=90)), end_date=gone)


def _former_top_years(layout: Layout, admission: Admission, number: int, years: int) -> Iterator[Pupil]:
    """Those who left at the end of each former academic year, from the latest back."""
    code = layout.years[-1]
    for back in range(1, years + 1):
        label = admission.label - back
        then = replace(admission, label=label, day=date(label, 10, 1))
        for place in range(layout.sizes[code]):
            pupil = then.admit(number, code, layout.place(code, place))
            yield replace(pupil, end_date=date(label + 1, *SUMMER))
            number += 1


def _place_special(layout: Layout, roll: list[Pupil], rng: Random, leaving: date) -> Iterator[int]:
    """Make some of the roll special, in place, and yield their ids; a sixth of a tiny school at most."""
    by_year = {code: [i for i, p in enumerate(roll) if p.year_code == code] for code in layout.mainstream}
    free = {code: iter(rng.sample(places, len(places))) for code, places in by_year.items()}
    codes = layout.mainstream
    most = len(roll) // 6
    yield _name(roll, next(free[codes[_LEAVER_YEAR]]), *PLANNED_LEAVER, end_date=leaving)
    if most >= 6:
        yield _name(roll, next(free[codes[1]]), *SHARED)
        yield _name(roll, next(free[codes[5]]), *SHARED)
        for code, (one, other, family) in zip((codes[2], codes[4]), TWINS, strict=True):
            elder, younger = next(free[code]), next(free[code])
            yield _name(roll, elder, one, family)
            yield _name(roll, younger, other, family, date_of_birth=roll[elder].date_of_birth)
    for turn, (first, last) in enumerate(AWKWARD[: max(0, most - 1)]):
        yield _name(roll, next(free[codes[turn % len(codes)]]), first, last)


def _name(roll: list[Pupil], place: int, first: str, last: str, **others: date) -> int:
    legal = "Samuel" if "[samuel]" in first else first
    pupil = replace(roll[place], first_name=first, last_name=last, legal_first_name=legal, **others)  # type: ignore[arg-type]
    roll[place] = pupil
    return pupil.id
