"""Rows of files made into people: one row for each person, who has left, and who is in which group."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from marktui.connectors.files.readers.people.draft import Draft, People
from marktui.connectors.files.readers.people.tell_apart import (
    PUPIL_NUMBERS,
    STAFF_NUMBERS,
    Value,
    best_numbers,
    conflict,
    id_of,
)
from marktui.connectors.files.roster import RejectedRow
from marktui.connectors.mis import InvalidRow, MisLeaver, MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted

BY_NAME = "name"
"""What tells people apart who have no number."""
_FACTS = ("first", "last", "born", "upn", "email", "year", "year_code")
"""What the rows of one person can say together."""


def gather(kind: Kind, drafts: Sequence[Draft], said: str = "") -> People:
    """The pupils, or the staff, of all rows.

    Args:
        said: The number by which a person wants pupils told apart; nothing where nobody has said.
    """
    numbers = PUPIL_NUMBERS if kind is Kind.PUPIL else STAFF_NUMBERS
    sorts = best_numbers(drafts, numbers, said)
    best = sorts[0] if sorts else BY_NAME
    rows_of = _by_id(drafts, sorts, numbers)
    people = {mis_id: _together(same) for mis_id, same in rows_of.items()}
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
        rejected=tuple(_rejected(rows_of, people)),
        ids=best,
        years=years,
        classes=classes,
        warnings=tuple(_told(kind, best)),
        doubt=_doubt(kind, people, best),
    )


def _by_id(
    drafts: Sequence[Draft], sorts: Sequence[str], numbers: Mapping[str, Value]
) -> dict[str, list[Draft]]:
    """The rows of each person."""
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(id_of(draft, sorts, numbers), []).append(draft)
    return found


def _together(drafts: Sequence[Draft]) -> Draft:
    """The rows of one person as one: what one lacks another has; the classes of all."""
    if len(drafts) == 1:
        return drafts[0]
    known = {
        name: next((value for draft in drafts if (value := getattr(draft, name))), None) for name in _FACTS
    }
    one = structs.replace(drafts[0], **known)
    different = next(filter(None, (conflict(one, other) for other in drafts)), "")
    problem = next((draft.problem for draft in drafts if draft.problem), "")
    if different and not problem:
        problem = f"two rows have the same number and differ in the {different}"
    return structs.replace(
        one,
        classes=tuple(dict.fromkeys(name for draft in drafts for name in draft.classes)),
        oddities=tuple(dict.fromkeys(odd for draft in drafts for odd in draft.oddities)),
        # Whoever is on roll in one row is on roll.
        has_left=all(draft.has_left for draft in drafts),
        left_on=max(filter(None, (draft.left_on for draft in drafts)), default=None),
        starts_on=min((draft.starts_on for draft in drafts if draft.starts_on), default=None)
        if all(draft.starts_on for draft in drafts)
        else None,
        problem=problem,
    )


def _pupil(mis_id: str, draft: Draft) -> MisRow:
    return MisPupil(
        mis_id=mis_id,
        first_name=draft.first,
        last_name=draft.last,
        is_case_known=draft.is_case_known,
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
        is_case_known=draft.is_case_known,
        starts_on=draft.starts_on,
        oddities=draft.oddities,
        email=draft.email,
    )


def _rejected(rows_of: Mapping[str, Sequence[Draft]], people: Mapping[str, Draft]) -> Iterator[RejectedRow]:
    """The rows of people who cannot be used, in the order of the files."""
    rejected = [
        (draft, draft.problem or people[mis_id].problem)
        for mis_id, drafts in rows_of.items()
        if people[mis_id].problem
        for draft in drafts
    ]
    for draft, problem in sorted(rejected, key=lambda one: (one[0].file, one[0].line)):
        yield RejectedRow(draft.file, draft.line, tuple(draft.cells), problem)


def _doubt(kind: Kind, people: Mapping[str, Draft], best: str) -> str:
    """Why absence proves nothing: a row that cannot be used is anybody's, unless its number says whose."""
    strays = sum(
        bool(draft.problem) and (best == BY_NAME or not mis_id.startswith(f"{best}:"))
        for mis_id, draft in people.items()
    )
    if not strays:
        return ""
    whose = "does not say whose it is" if strays == 1 else "do not say whose they are"
    return f"{counted(strays, 'row')} of the {kind.nouns} cannot be used and {whose}."


def _told(kind: Kind, best: str) -> Iterator[str]:
    if best == BY_NAME:
        how = "name and birth date" if kind is Kind.PUPIL else "name"
        yield f"The files have no number that tells {kind.nouns} apart: they are known by {how} alone."
