"""Which fields of a record belong to the MIS and cannot be edited by hand."""

from msgspec import structs

from marktui.hub.record import Access, Person, Record, Teacher

_NEVER_EDITED = frozenset({"id", "link", "desync", "mis_email", "access", "deleting_on"})
_OPEN_ON_SYNCED_TEACHER = frozenset({"email", "account_type"})


def why_locked(record: Record, field: str) -> str | None:
    """Why a field cannot be edited by hand, as a sentence; None where it can."""
    if field in _NEVER_EDITED:
        return f"{field} is kept by marktui itself."
    if isinstance(record, Person) and record.access is Access.PENDING_DELETION:
        return f"{record.label} is pending deletion; cancel the deletion first."
    if not record.is_synced:
        return None
    if isinstance(record, Teacher):
        if field in _OPEN_ON_SYNCED_TEACHER:
            return None
        return "The MIS keeps this teacher; only account type and email can be edited here."
    return f"The MIS keeps this {record.kind.value.replace('_', ' ')}; change it there and sync again."


def locked_fields(record: Record) -> dict[str, str]:
    """Each locked field of a record, with the reason."""
    reasons = {field.name: why_locked(record, field.name) for field in structs.fields(record)}
    return {name: reason for name, reason in reasons.items() if reason is not None}
