"""Rows of files made into people: one row for each person, who has left, and who is in which group."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from marktui.connectors.files.readers.people.draft import Draft, People
from marktui.connectors.files.readers.people.ids import SHORTENED
from marktui.connectors.files.readers.people.tell_apart import (
    PUPIL_NUMBERS,
    STAFF_NUMBERS,
    Value,
    best_number,
    conflict,
    id_of,
)
from marktui.connectors.files.roster import RejectedRow
from marktui.connectors.mis import InvalidRow, MisLeaver, MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted


def gather(kind: Kind, drafts: Sequence[Draft], said: str = "") -> People:
    """The pupils, or the staff, of all rows.

    Args:
        said: The number by which a person wants pupils told apart; nothing where nobody has said.
    """
    numbers = PUPIL_NUMBERS if kind is Kind.PUPIL else STAFF_NUMBERS
    best = best_number(drafts, numbers, said)
    people = _people(drafts, best, numbers)
    build = _pupil if kind is Kind.PUPIL else _teacher
    rows: dict[str, MisRow] = {}
    leavers: dict[str, MisLeaver] = {}
    for mis_id, draft in people.items():
        if draft.problem:
            rows[mis_id] = InvalidRow(mis_id=mis_id, problem=draft.problem, label=draft.label)
        elif draft.has_left:
            leavers[mis_id] = MisLeaver(mis_id=mis_id, left_on=draft.left_on)
        else:
            rows[mis_id] = build(mis_id, draft)
    on_roll = {mis_id: draft for mis_id, draft in people.items() if mis_id in rows}
    years: dict[str, tuple[str | None, list[str]]] = {}
    classes: dict[str, list[str]] = {}
    for mis_id, draft in on_roll.items():
        if draft.year:
            years.setdefault(draft.year, (draft.year_code, []))[1].append(mis_id)
        for name in draft.classes:
            classes.setdefault(name, []).append(mis_id)
    return People(
        rows=tuple(rows.values()),
        leavers=leavers,
        rejected=tuple(_rejected(drafts, people, best, numbers)),
        ids=best,
        years=years,
        classes=classes,
        doubt=_doubt(kind, drafts),
    )


def _people(drafts: Sequence[Draft], best: str, numbers: Mapping[str, Value]) -> dict[str, Draft]:
    """What all rows of each person say together."""
    people: dict[str, Draft] = {}
    for draft in drafts:
        mis_id = id_of(draft, best, numbers)
        known = people.setdefault(mis_id, draft)
        if known is not draft:
            people[mis_id] = _together(known, draft)
    return people


def _together(one: Draft, other: Draft) -> Draft:
    """Two rows as one person: what one lacks the other has; classes of both."""
    different = conflict(one, other)
    problem = one.problem or other.problem
    if different and not problem:
        problem = f"two rows have the same number and differ in the {different}"
    return structs.replace(
        one,
        first=one.first or other.first,
        last=one.last or other.last,
        born=one.born or other.born,
        upn=one.upn or other.upn,
        email=one.email or other.email,
        year=one.year or other.year,
        year_code=one.year_code or other.year_code,
        classes=tuple(dict.fromkeys(one.classes + other.classes)),
        oddities=tuple(dict.fromkeys(one.oddities + other.oddities)),
        # Whoever is on roll in one row is on roll.
        has_left=one.has_left and other.has_left,
        left_on=max(filter(None, (one.left_on, other.left_on)), default=None),
        problem=problem,
    )


def _pupil(mis_id: str, draft: Draft) -> MisRow:
    return MisPupil(
        mis_id=mis_id,
        first_name=draft.first,
        last_name=draft.last,
        oddities=draft.oddities,
        date_of_birth=draft.born,
        starts_on=draft.starts_on,
        upn=draft.upn,
        year_code=draft.year_code,
    )


def _teacher(mis_id: str, draft: Draft) -> MisRow:
    return MisTeacher(
        mis_id=mis_id,
        first_name=draft.first,
        last_name=draft.last,
        starts_on=draft.starts_on,
        oddities=draft.oddities,
        email=draft.email,
    )


def _rejected(
    drafts: Sequence[Draft], people: Mapping[str, Draft], best: str, numbers: Mapping[str, Value]
) -> Iterator[RejectedRow]:
    """The rows that cannot be used; of people whose rows contradict each other, every one."""
    if not any(draft.problem for draft in people.values()):
        return
    for draft in drafts:
        problem = draft.problem or people[id_of(draft, best, numbers)].problem
        if problem:
            yield RejectedRow(draft.file, draft.line, tuple(draft.cells), problem)


def _doubt(kind: Kind, drafts: Sequence[Draft]) -> str:
    """Why absence proves nothing: with a number that is spoilt it is not known whose row it is."""
    spoilt = sum(draft.problem == SHORTENED for draft in drafts)
    if not spoilt:
        return ""
    return (
        f"{counted(spoilt, 'row')} of the {kind.nouns} {'has' if spoilt == 1 else 'have'} a number that a "
        "spreadsheet has shortened."
    )
