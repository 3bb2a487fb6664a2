"""The groups of leavers: by year of leaving, by run, by reason, kind, year group and age."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from marktui.hub.model.record import Pupil, Reason, year_order
from marktui.hub.model.time import local_day
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.records import KIND_WORDS
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.tui.leavers.view import Leaver, LeaverGroup
from marktui.wording.dates import shown_day
from marktui.wording.people.reasons import REASONS

_Trait = tuple[Any, str]
"""What somebody has in common with others: a sort key, and the words for it."""
_FOR_YEARS = (1, 2, 3, 5, 10)


def groups(leavers: Sequence[Leaver]) -> list[tuple[LeaverGroup, int]]:
    """Every group that has members, with their number."""
    return [(group, number) for group in _groups(leavers) if (number := sum(map(group.takes, leavers)))]


def _groups(leavers: Sequence[Leaver]) -> Iterator[LeaverGroup]:
    for name, trait in _TRAITS.items():
        if name == "why":
            for years in _FOR_YEARS:
                words = "a year" if years == 1 else f"{years} years"
                yield LeaverGroup(f"for-{years}", f"Gone for {words} or more", partial(_is_gone_for, years))
        found = Counter(one for leaver in leavers if (one := trait(leaver)) is not None)
        for key, label in sorted(found):
            yield LeaverGroup(f"{name}-{key}", label, partial(_has, trait, (key, label)))


def _has(trait: Callable[[Leaver], _Trait | None], wanted: _Trait, leaver: Leaver) -> bool:
    return trait(leaver) == wanted


def _is_gone_for(years: int, leaver: Leaver) -> bool:
    return leaver.years_gone >= years


def _year_left(leaver: Leaver) -> _Trait:
    return -leaver.gone_on.year, f"Left in {leaver.gone_on.year}"


def _run(leaver: Leaver) -> _Trait | None:
    run = leaver.run
    if run is None or run.number is None:
        return None
    return -run.number, f"De-synced by run {run.number}, {shown_day(local_day(run.at))}"


def _why(leaver: Leaver) -> _Trait | None:
    desync = leaver.person.desync
    if desync is None:
        return None
    words = REASONS[desync.reason]
    return list(Reason).index(desync.reason), f"{words[0].upper()}{words[1:]}"


def _kind(leaver: Leaver) -> _Trait:
    return leaver.person.kind.value, f"{KIND_WORDS[leaver.person.kind]}s"


def _year_group(leaver: Leaver) -> _Trait | None:
    if not isinstance(leaver.person, Pupil) or leaver.person.year_group is None:
        return None
    code = leaver.person.year_group
    return year_order(code), f"Last in year {code}"


def _age(leaver: Leaver) -> _Trait | None:
    return None if leaver.age is None else (leaver.age, f"Aged {leaver.age}")


_TRAITS: dict[str, Callable[[Leaver], _Trait | None]] = {
    "left": _year_left,
    "run": _run,
    "why": _why,
    "kind": _kind,
    "year": _year_group,
    "age": _age,
}


_COLUMNS = (Column("Group", 30, flex=1), Column("Leavers", 8, right=True))
_ALL = "all"


class GroupDialog(SearchDialog[tuple[LeaverGroup | None] | None]):
    """Answers with a group, with (None,) for all leavers, or with None where it stays as it is."""

    def __init__(self, leavers: Sequence[Leaver]) -> None:
        self._rows = {_ALL: Row(_ALL, ("All leavers", f"{len(leavers):,}"))}
        self._groups: dict[str, LeaverGroup] = {}
        for group, number in groups(leavers):
            self._groups[group.id] = group
            self._rows[group.id] = Row(group.id, (group.label, f"{number:,}"))
        super().__init__(
            "Which leavers?",
            _COLUMNS,
            list(self._rows),
            self._rows.__getitem__,
            hint="Type to search; Enter shows the group alone; esc leaves it as it is.",
        )

    def chosen(self, line_id: str) -> None:
        """Answer with the group."""
        self.dismiss((self._groups.get(line_id),))
