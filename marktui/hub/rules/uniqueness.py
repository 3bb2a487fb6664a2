"""What only one record may have: a UPN, an email."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from marktui.hub.model.record import Pupil, Status, Teacher
from marktui.hub.model.text import fold
from marktui.hub.people.upn import usable_upn

C = TypeVar("C", bound=Hashable)


def claimed_upn(pupil: Pupil) -> str | None:
    """The UPN that no other pupil may have, de-synced or not; None if it is missing or not valid."""
    return usable_upn(pupil.upn)


def claimed_address(teacher: Teacher) -> str | None:
    """The email, folded, that no other teacher may have; None if de-synced, as another may get it then."""
    if not teacher.email or teacher.status is Status.DESYNCED:
        return None
    return fold(teacher.email)


def claimed_twice(claims: Iterable[tuple[C | None, str]]) -> Iterator[tuple[C, tuple[str, ...]]]:
    """What more than one record has, with their ids.

    Args:
        claims: What each record has, or None, with the record's id.
    """
    claimants: dict[C, list[str]] = {}
    for claim, record_id in claims:
        if claim is not None:
            claimants.setdefault(claim, []).append(record_id)
    return ((claim, tuple(ids)) for claim, ids in claimants.items() if len(ids) > 1)
