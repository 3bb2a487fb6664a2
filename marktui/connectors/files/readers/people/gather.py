"""Rows of files made into people: one row for each person, and who has left."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from marktui.connectors.files.readers.choices import ANSWERS, Setting
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.readers.people.draft import Draft, People
from marktui.connectors.files.readers.people.groups import members_of
from marktui.connectors.files.readers.people.merge import Merged, merged
from marktui.connectors.files.readers.people.tell_apart import (
    PUPIL_NUMBERS,
    STAFF_NUMBERS,
    best_numbers,
    ids_of,
    shared_number_messages,
)
from marktui.connectors.mis import InvalidRow, MisLeaver, MisPerson, MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, enumerated
from marktui.hub.people.identity import Identifier

BY_NAME = "name"
"""What tells people apart who have no number."""
_FEW = 3
"""How many people a sentence names."""
_SAID = {"id": "an id of the MIS", "upn": "a UPN", "admission": "an admission number"}
_MADE_OF = {"upn": Identifier.UPN, "email": Identifier.EMAIL}
"""The MIS ids that are made of another fact, by their first part."""


def gather(
    kind: Kind, drafts: Sequence[Draft], said: str = "", made: Mapping[str, datetime] = MappingProxyType({})
) -> People:
    """The pupils, or the staff, of all rows.

    Args:
        made: When each file was made, by its name.
        said: The number by which a person wants pupils told apart; nothing where nobody has said.
    """
    numbers = PUPIL_NUMBERS if kind is Kind.PUPIL else STAFF_NUMBERS
    if said and drafts and not any(map(numbers[said], drafts)):
        raise _nobody_has(kind, said)
    sorts = best_numbers(drafts, numbers, said)
    best = sorts[0] if sorts else BY_NAME
    found = merged(drafts, sorts, numbers, made)
    # By UPN or email the sync finds them itself, and looks whether it is the same person.
    own_numbers = {sort: value for sort, value in numbers.items() if sort not in _MADE_OF}
    build = _pupil if kind is Kind.PUPIL else _teacher
    rows: list[MisRow] = []
    leavers: dict[str, MisLeaver] = {}
    for mis_id, draft in found.people.items():
        if draft.problem:
            rows.append(_unusable(mis_id, draft))
        elif _is_leaver(draft):
            leaver = MisLeaver(mis_id=mis_id, left_on=draft.left_on, who=build(mis_id, draft))
            # People who left while the files changed to another way of telling people apart have another id.
            leavers |= dict.fromkeys((*ids_of(draft, own_numbers), mis_id), leaver)
        else:
            rows.append(build(mis_id, draft))
    years, classes = members_of(one for one in found.people.items() if not _is_leaver(one[1]))
    return People(
        rows=tuple(rows),
        leavers=leavers,
        rejected=found.rejected(),
        years=years,
        classes=classes,
        warnings=(
            *_messages(kind, best),
            *shared_number_messages(drafts, numbers),
            *_leaver_messages(kind, found.newly_left),
        ),
        doubt=_doubt(kind, found, best),
    )


def _nobody_has(kind: Kind, said: str) -> ChoiceNeededError:
    return ChoiceNeededError(
        f"No {kind.noun} in the files has {_SAID[said]}, which was chosen to tell them apart.",
        "Choose another number, or pick the column that has it.",
        Setting.IDS,
        ANSWERS[Setting.IDS],
    )


def _is_leaver(draft: Draft) -> bool:
    return draft.has_left and not draft.problem


def _unusable(mis_id: str, draft: Draft) -> InvalidRow:
    return InvalidRow(mis_id=mis_id, problem=draft.problem, label=draft.label, is_withheld=draft.is_withheld)


def _pupil(mis_id: str, draft: Draft) -> MisPerson:
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
        open_status=draft.open_status,
        id_made_of=_made_of(mis_id),
    )


def _teacher(mis_id: str, draft: Draft) -> MisPerson:
    return MisTeacher(
        mis_id=mis_id,
        first_name=draft.first,
        last_name=draft.last,
        is_case_known=draft.is_case_known,
        starts_on=draft.starts_on,
        oddities=draft.oddities,
        email=draft.email,
        open_status=draft.open_status,
        id_made_of=_made_of(mis_id),
    )


def _made_of(mis_id: str) -> Identifier | None:
    return _MADE_OF.get(mis_id.partition(":")[0])


def _doubt(kind: Kind, found: Merged, best: str) -> str:
    """Why absence proves nothing: a row that cannot be used is anybody's, unless its number says whose."""
    strays = sum(
        len(found.of_several_people.get(mis_id, ())) or (best == BY_NAME or not mis_id.startswith(f"{best}:"))
        for mis_id, draft in found.people.items()
        if draft.problem
    )
    if not strays:
        return ""
    whose = "does not say whose it is" if strays == 1 else "do not say whose they are"
    return f"{counted(strays, 'row')} of the {kind.nouns} cannot be used and {whose}."


def _leaver_messages(kind: Kind, names: Sequence[str]) -> Iterator[str]:
    if names:
        are = "is" if len(names) == 1 else "are"
        yield (
            f"{kind.counted(len(names))} {are} on roll in an older file and a leaver in a newer one, which "
            f"counts: {enumerated(names, _FEW)}."
        )


def _messages(kind: Kind, best: str) -> Iterator[str]:
    if best == BY_NAME:
        how = "name and birth date" if kind is Kind.PUPIL else "name"
        yield f"The files have no number that tells {kind.nouns} apart: they are known by {how} alone."
