"""Year groups and classes worked out from the people who are in them (docs/files.md, Groups)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.ids import mis_id
from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.record import usual_year_name
from marktui.hub.model.text import fold, natural_order

_SHORT = 4
"""A year group's name that is shorter is a code: `5`, `Y5`, `Rec`."""

Years = Mapping[str, tuple[str | None, Sequence[str]]]


def members_of(
    people: Iterable[tuple[str, Draft]],
) -> tuple[dict[str, tuple[str | None, list[str]]], dict[str, list[str]]]:
    """The year groups and the classes by name, as the files write it, each with the MIS ids of its pupils."""
    years: dict[str, tuple[str | None, list[str]]] = {}
    classes: dict[str, list[str]] = {}
    for person, draft in people:
        if draft.year:
            if draft.year not in years:
                years[draft.year] = draft.year_code, []
            years[draft.year][1].append(person)
        for name in draft.classes:
            if name not in classes:
                classes[name] = []
            classes[name].append(person)
    return years, classes


def year_groups(years: Years) -> tuple[MisYearGroup, ...]:
    """The year groups, each code once.

    Args:
        years: The code and the members of each name that the files write.
    """
    names: dict[str, Counter[str]] = {}
    codes: dict[str, str | None] = {}
    members: dict[str, list[str]] = {}
    for name, (code, people) in years.items():
        key = code or fold(name)
        codes[key] = code
        names.setdefault(key, Counter())[name] += len(people)
        members.setdefault(key, []).extend(people)
    return tuple(
        MisYearGroup(
            mis_id=mis_id("year", key),
            code=codes[key],
            name=_year_name(codes[key], names[key]),
            member_ids=tuple(dict.fromkeys(members[key])),
        )
        for key in sorted(members, key=natural_order)
    )


def _year_name(code: str | None, names: Counter[str]) -> str:
    """The name that most rows have; the usual one where that is a mere code."""
    name = names.most_common(1)[0][0]
    return usual_year_name(code) if code and len(name) < _SHORT else name


def classes(members: Mapping[str, Sequence[str]]) -> tuple[MisClass, ...]:
    """The classes, each name once, whatever its case."""
    names: dict[str, Counter[str]] = {}
    people: dict[str, list[str]] = {}
    for name, ids in members.items():
        key = fold(name)
        names.setdefault(key, Counter())[name] += len(ids)
        people.setdefault(key, []).extend(ids)
    return tuple(
        MisClass(
            mis_id=mis_id("class", key),
            name=names[key].most_common(1)[0][0],
            member_ids=tuple(dict.fromkeys(people[key])),
        )
        for key in sorted(people, key=natural_order)
    )
