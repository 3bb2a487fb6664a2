"""The rows of each person made into one: what one row lacks another has."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct, structs

from marktui.connectors.files.readers.people.across_files import joined
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.older_exports import newer_leaver
from marktui.connectors.files.readers.people.tell_apart import (
    Value,
    conflict,
    id_of,
    is_name_alone,
    may_be_one,
)
from marktui.connectors.files.roster import RejectedRow
from marktui.hub.model.text import fold

_FACTS = ("first", "last", "born", "upn", "email", "year", "year_code")
"""What the rows of one person can say together."""


class Merged(Struct, frozen=True):
    """The people of all rows."""

    people: Mapping[str, Draft]
    """What all rows of each say together, by MIS id."""
    several: Mapping[str, Sequence[Draft]]
    """The rows of those who have more than one."""
    of_several_people: Mapping[str, Sequence[Draft]]
    """Those of them that have another name or birth date each, so that one of the numbers is wrong."""
    newly_left: Sequence[str] = ()
    """The names of those who are on roll in an older file and have left in a newer one."""

    def rejected(self) -> tuple[RejectedRow, ...]:
        """The rows of people who cannot be used, in the order of the files; if rows differ, each of them."""
        rows = [
            (draft, draft.problem or one.problem)
            for mis_id, one in self.people.items()
            if one.problem
            for draft in self.several.get(mis_id, (one,))
        ]
        rows.sort(key=lambda row: (row[0].file, row[0].line))
        return tuple(RejectedRow(draft.file, draft.line, tuple(draft.cells), why) for draft, why in rows)


def merged(
    drafts: Iterable[Draft],
    sorts: Sequence[str],
    numbers: Mapping[str, Value],
    made: Mapping[str, datetime] = MappingProxyType({}),
) -> Merged:
    """The people of all rows, told apart by the numbers named.

    Args:
        made: When each file was made, by its name.
    """
    rows: dict[str, list[Draft]] = {}
    for draft in drafts:
        rows.setdefault(id_of(draft, sorts, numbers), []).append(draft)
    if len({its[0].file for its in rows.values()}) > 1:
        for mis_id, other in joined(rows, sorts, numbers).items():
            rows[other].extend(rows.pop(mis_id))
    several = {mis_id: its for mis_id, its in rows.items() if len(its) > 1}
    newer = {mis_id: left for mis_id, its in several.items() if (left := newer_leaver(its, made))}
    people = {
        mis_id: _together(newer.get(mis_id, its)) if len(its) > 1 else its[0] for mis_id, its in rows.items()
    }
    people.update(_namesakes(people))
    return Merged(
        people,
        several,
        {mis_id: its for mis_id, its in several.items() if not _may_all_be_one(its)},
        tuple(people[mis_id].label for mis_id in newer if people[mis_id].has_left),
    )


def _may_all_be_one(drafts: Sequence[Draft]) -> bool:
    return all(may_be_one(drafts[0], other) for other in drafts[1:])


def _namesakes(people: Mapping[str, Draft]) -> dict[str, Draft]:
    """The rows of nothing but a name that somebody with a number or birth date has too: no one can tell."""
    bare = {mis_id: one for mis_id, one in people.items() if is_name_alone(mis_id, one)}
    if not bare:
        return {}
    taken = {fold(one.label) for mis_id, one in people.items() if mis_id not in bare}
    why = "it has a name that another row has too, and no number or birth date"
    return {
        mis_id: structs.replace(one, problem=one.problem or why)
        for mis_id, one in bare.items()
        if fold(one.label) in taken
    }


def _in_files(drafts: Iterable[Draft]) -> str:
    """In which files the rows stand, where these are several."""
    files = sorted({draft.file for draft in drafts})
    return f": one in {', one in '.join(files)}" if len(files) > 1 else ""


def _together(drafts: Sequence[Draft]) -> Draft:
    """The rows of one person as one: what one lacks another has; the classes of all."""
    known = {
        name: next((value for draft in drafts if (value := getattr(draft, name))), None) for name in _FACTS
    }
    one = structs.replace(drafts[0], **known)
    different = next(filter(None, (conflict(one, other) for other in drafts)), "")
    problem = next((draft.problem for draft in drafts if draft.problem), "")
    if different and not problem:
        problem = f"two rows have the same number and differ in the {different}{_in_files(drafts)}"
    return structs.replace(
        one,
        classes=tuple(dict.fromkeys(name for draft in drafts for name in draft.classes)),
        oddities=tuple(dict.fromkeys(odd for draft in drafts for odd in draft.oddities)),
        # Somebody who is on roll in one row is on roll.
        has_left=all(draft.has_left for draft in drafts),
        left_on=max(filter(None, (draft.left_on for draft in drafts)), default=None),
        starts_on=min((draft.starts_on for draft in drafts if draft.starts_on), default=None)
        if all(draft.starts_on for draft in drafts)
        else None,
        # As long as one row is of somebody who is there.
        open_status=min((draft.open_status for draft in drafts if not draft.has_left), default=""),
        problem=problem,
        is_withheld=one.is_withheld and not different,
    )
