"""Moves that no school makes: down a year, over a year, to a year of another age, to a class of another year.

A column of year groups or classes that has slipped by a row looks like a new school year at first sight, and
so does an export of last year. Birth dates, and who was in a class before, tell them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import YEARS, Pupil, usual_year_name, year_order
from marktui.hub.people.identity import known_birth
from marktui.sync.model.pair import Change
from marktui.sync.review.clashes import record_words, some_words

_SEPTEMBER = 9
_SEVERAL = 5
_PLACE = attrgetter("year_group", "class_id", "date_of_birth")
"""Reads what a pupil moves by."""


class Move(Struct, frozen=True):
    """A pupil before and after a run."""

    before: Pupil
    after: Pupil

    @property
    def is_over_a_year(self) -> bool:
        """Whether it leaves out a year group on the way up."""
        return year_order(self.after.year_group)[0] > year_order(self.before.year_group)[0] + 1

    @property
    def is_down(self) -> bool:
        """Whether it is into a lower year group."""
        return year_order(self.after.year_group) < year_order(self.before.year_group)


class OddMoves(Struct, frozen=True):
    """The moves of a plan that no school makes."""

    years: tuple[Move, ...] = ()
    """Down, over a year, or to a year group that does not fit the birth date."""
    births: tuple[Move, ...] = ()
    """A new birth date that does not fit the year group, unlike the one before."""
    classes: tuple[Move, ...] = ()
    """To a class in which nobody was of their year group, while they stay in that year group."""

    def words(self, after: Hub) -> Iterator[str]:
        """Who moves so, in sentences."""
        if self.years:
            named = (
                f"{record_words(one.before)} from {_year_words(one.before)} to {_year_words(one.after)}"
                for one in self.years
            )
            who = _who(self.years, "moves", "move")
            how = "down, over a year, or to a year that does not fit the birth date"
            down = sum(one.is_down for one in self.years)
            is_old = down >= _SEVERAL and down > len(self.years) // 2
            hint = " Perhaps what was read is of last year." if is_old else ""
            yield f"{who} {how}: {some_words(named)}.{hint}"
        if self.births:
            named = (f"{record_words(one.before)}, {_year_words(one.after)}" for one in self.births)
            who = _who(self.births, "gets", "get")
            yield f"{who} a birth date that does not fit the year group: {some_words(named)}."
        if self.classes:
            named = (f"{record_words(one.before)} to {after.class_name(one.after)}" for one in self.classes)
            who = _who(self.classes, "moves", "move")
            yield f"{who} to a class where nobody was of their year group: {some_words(named)}."


def odd_moves(hub: Hub, after: Hub, changes: Iterable[Change]) -> OddMoves:
    """The moves of Synced pupils that no school makes.

    Args:
        hub: The hub before the run.
        after: The hub as it will be.
    """
    moves = [
        Move(one.before, one.after)
        for one in changes
        if isinstance(one.before, Pupil)
        and isinstance(one.after, Pupil)
        and _PLACE(one.before) != _PLACE(one.after)
        and one.before.is_synced
    ]
    to_years = [one for one in moves if _changes(one, lambda pupil: pupil.year_group)]
    to_classes = [
        one
        for one in moves
        if one.before.year_group == one.after.year_group and _changes(one, lambda pupil: pupil.class_id)
    ]
    born_anew = [one for one in moves if one.before.date_of_birth != one.after.date_of_birth]
    return OddMoves(
        tuple(_odd_years(hub, after, to_years)) if to_years else (),
        tuple(_odd_births(hub, after, born_anew)) if born_anew else (),
        tuple(_odd_classes(hub, to_classes)) if to_classes else (),
    )


def _changes(move: Move, value: Callable[[Pupil], str | None]) -> bool:
    before, after = value(move.before), value(move.after)
    return before is not None and after is not None and before != after


def _odd_years(hub: Hub, after: Hub, moves: Iterable[Move]) -> Iterator[Move]:
    """Moves down, and moves away from people of the same age.

    What is usual is what most pupils have, so it does not matter when a school changes years, or in which
    country it is.
    """
    usual, then = _usual_offset(hub), _usual_offset(after)
    for move in moves:
        if move.is_down or move.is_over_a_year or _loses_fit(move, usual, then):
            yield move


def _odd_births(hub: Hub, after: Hub, moves: Iterable[Move]) -> Iterator[Move]:
    usual, then = _usual_offset(hub), _usual_offset(after)
    for move in moves:
        if move.before.year_group == move.after.year_group and _loses_fit(move, usual, then):
            yield move


def _loses_fit(move: Move, usual: int | None, then: int | None) -> bool:
    """Whether age and year group fitted before, within a year, and do not any more."""
    was, will_be = _offset(move.before), _offset(move.after)
    if was is None or will_be is None or usual is None or then is None:
        return False
    return abs(was - usual) <= 1 < abs(will_be - then)


def _usual_offset(hub: Hub) -> int | None:
    offsets = Counter(_offset(one) for one in hub.pupils.values() if one.is_synced)
    del offsets[None]
    return offsets.most_common(1)[0][0] if offsets else None


def _offset(pupil: Pupil) -> int | None:
    """The school year in which a pupil of this age and year group was four; None where unknown."""
    place, born = YEARS.get(pupil.year_group or ""), known_birth(pupil.date_of_birth)
    if place is None or born is None:
        return None
    return place + born.year - (born.month < _SEPTEMBER)


def _odd_classes(hub: Hub, moves: Iterable[Move]) -> Iterator[Move]:
    years: dict[str, set[str | None]] = defaultdict(set)
    for one in hub.pupils.values():
        if one.class_id is not None and one.is_synced:
            years[one.class_id].add(one.year_group)
    for move in moves:
        known = years[move.after.class_id or ""] - {None}
        if known and move.after.year_group is not None and move.after.year_group not in known:
            yield move


def _year_words(pupil: Pupil) -> str:
    return usual_year_name(pupil.year_group or "")


def _who(moves: tuple[Move, ...], one: str, many: str) -> str:
    return f"{Kind.PUPIL.counted(len(moves))} {one if len(moves) == 1 else many}"
