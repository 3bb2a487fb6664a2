"""Editing a record by hand: who may, which fields, and what they may hold."""

from collections.abc import Collection, Mapping
from datetime import date

from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import ListRecords
from marktui.hub.model.record import AccountType, Record, Teacher
from marktui.hub.rules.entered_text import checked_text
from marktui.hub.rules.field_input import EDITABLE, EditableField, FieldInput
from marktui.hub.rules.field_locks import is_always_locked, require_unlocked
from marktui.hub.rules.integrity import has_name


def edited(
    hub: Hub, actor: Actor, record_id: str, values: Mapping[str, str], *, today: date | None = None
) -> Record:
    """A record with edited fields: all of them, or none.

    Args:
        values: The new text of each field, by its name in `marktui list --json`; an empty one blanks it.
        today: The day; no birth date is later.
    """
    require_permission(hub, actor, Permission.EDIT)
    record = hub.record(record_id)
    if record is None:
        raise UnknownIdError(
            f"There is no record {record_id!r} in the hub.", next=ListRecords.like(record_id)
        )
    require_edit_right(hub, actor, record, values)
    fields = {word: _open_field(record, word) for word in values}
    changes = {}
    for word, text in values.items():
        editable, entered = fields[word], FieldInput(hub, record, checked_text(word, text), today)
        # What is so already is not judged again: the MIS may have set what a person could not.
        if entered.text != (editable.field.text(hub, record) or ""):
            changes[editable.field.attribute] = editable.value(entered)
    after = record.with_(**changes)
    if not has_name(after):
        raise UsageError(f"{record_id} needs a name.", "A first or a last name is enough for a person.")
    return after


def require_edit_right(hub: Hub, actor: Actor, record: Record, words: Collection[str]) -> None:
    """Refuse what an account may not edit: a Teacher Admin edits teachers only, but no account type."""
    require_permission(hub, actor, Permission.EDIT)
    if not isinstance(record, Teacher) or record.account_type is not AccountType.TEACHER:
        require_permission(hub, actor, Permission.EDIT_ANY)
    if "account_type" in words:
        require_permission(hub, actor, Permission.EDIT_ACCOUNT_TYPE)


def _open_field(record: Record, word: str) -> EditableField:
    """A field of a record by its name, if it can be edited."""
    editable = EDITABLE[record.kind]
    if word not in editable and not is_always_locked(record, word):
        raise UsageError(
            f"A {record.kind.noun} has no field {word!r} to edit.", f"There are: {', '.join(editable)}."
        )
    require_unlocked(record, editable[word].field.attribute if word in editable else word, word)
    return editable[word]
