"""What only one record may claim: a UPN, an address of the hub."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from marktui.hub.model.record import Pupil, Status, Teacher
from marktui.hub.model.roster import fold
from marktui.hub.model.upn import usable_upn

C = TypeVar("C", bound=Hashable)


def claimed_upn(pupil: Pupil) -> str | None:
    """The UPN that is no other pupil's, de-synced or not; None where it is missing or cannot be right."""
    return usable_upn(pupil.upn)


def claimed_address(teacher: Teacher) -> str | None:
    """The email, folded, that is no other teacher's; that of a de-synced one may be handed on."""
    if not teacher.email or teacher.status is Status.DESYNCED:
        return None
    return fold(teacher.email)


def claimed_twice(claims: Iterable[tuple[C | None, str]]) -> Iterator[tuple[C, tuple[str, ...]]]:
    """What more than one record claims, with the ids of those records.

    Args:
        claims: What each record claims, None for nothing, with the record's id.
    """
    claimants: dict[C, list[str]] = {}
    for claim, record_id in claims:
        if claim is not None:
            claimants.setdefault(claim, []).append(record_id)
    return ((claim, tuple(ids)) for claim, ids in claimants.items() if len(ids) > 1)
