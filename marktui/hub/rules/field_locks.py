"""Which fields of a record are locked, and why: nobody can edit them by hand."""

from msgspec import Struct

from marktui.hub.model.errors import LockedFieldError
from marktui.hub.model.fields import FIELDS, Owner
from marktui.hub.model.next_step import CancelDeletion, NextStep, Sync
from marktui.hub.model.record import Access, Person, Record, Teacher

_NEVER_EDITED = frozenset(one.attribute for one in FIELDS.values() if one.owner is Owner.MARKTUI)
_ALWAYS_OPEN = frozenset(one.attribute for one in FIELDS.values() if one.owner is Owner.PEOPLE)


def why_locked(record: Record, field: str) -> str | None:
    """Why a field is locked, as a sentence; None if it is not."""
    lock = _lock(record, field)
    return lock.why if lock else None


def is_always_locked(record: Record, field: str) -> bool:
    """Whether a record has a field that is locked in every state."""
    return field in _NEVER_EDITED and field in record.__struct_fields__


def require_unlocked(record: Record, field: str, word: str) -> None:
    """Refuse to edit a locked field."""
    lock = _lock(record, field)
    if lock is not None:
        raise LockedFieldError(
            f"The field {word} of {record.id} is locked. {lock.why}", lock.instead, lock.next
        )


class _Lock(Struct, frozen=True):
    why: str
    instead: str = ""
    next: NextStep | None = None


def _lock(record: Record, field: str) -> _Lock | None:
    if field in _NEVER_EDITED:
        return _Lock(f"{field} is kept by marktui itself.")
    if isinstance(record, Person) and record.access is Access.PENDING_DELETION:
        why = f"This {record.kind.value} is pending deletion; cancel the deletion first."
        return _Lock(why, next=CancelDeletion((record.id,)))
    if isinstance(record, Teacher) and field == "account_type" and record.is_coordinator:
        return _Lock("There is exactly one Access Coordinator.", "Only a nomination makes another one.")
    if not record.is_synced:
        return None
    instead = ("Change it in the MIS.", Sync(record.kind))
    if isinstance(record, Teacher):
        if field in _ALWAYS_OPEN:
            return None
        why = "The MIS keeps this teacher; only account type and email can be edited here."
        return _Lock(why, *instead)
    return _Lock(f"The MIS keeps this {record.kind.noun}; change it there and sync again.", *instead)
