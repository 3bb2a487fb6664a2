"""The form of a record: its fields as text, and why some of them are locked."""

from collections.abc import Callable

from msgspec import Struct

from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Record, YearGroup
from marktui.hub.rules.add import NEEDED
from marktui.hub.rules.edit import require_edit_right
from marktui.hub.rules.field_input import EDITABLE, ENTERED
from marktui.hub.rules.field_locks import why_locked

CODE_STAYS = "Pupils refer to a year group by its code, so it cannot be changed."


class FormField(Struct, frozen=True, kw_only=True):
    """One field of a form."""

    word: str
    """Its name in `marktui list --json`."""
    text: str = ""
    """What it holds, as a person would type it."""
    needed: bool = False
    """Whether a new record must have it."""
    locked: str | None = None
    """Why this account cannot edit it, as a sentence; None if it can."""
    choices: tuple[str, ...] | None = None
    """The texts to choose from; None if any text may be typed."""


def edit_form(hub: Hub, actor: Actor, record: Record) -> tuple[FormField, ...]:
    """The fields of a record, each open or locked for an account."""
    fields = tuple(
        FormField(
            word=word,
            text=editable.field.text(hub, record) or "",
            locked=_refusal(require_edit_right, hub, actor, record, (word,))
            or why_locked(record, editable.field.attribute),
            choices=editable.choices(hub) if editable.choices else None,
        )
        for word, editable in EDITABLE[record.kind].items()
    )
    if isinstance(record, YearGroup):
        locked = _refusal(require_edit_right, hub, actor, record, ("code",)) or CODE_STAYS
        return (FormField(word="code", text=record.code, locked=locked), *fields)
    return fields


def blank_form(hub: Hub, actor: Actor, kind: Kind) -> tuple[FormField, ...]:
    """The fields of a new record."""
    account_type_locked = _refusal(require_permission, hub, actor, Permission.EDIT_ACCOUNT_TYPE)
    return tuple(
        FormField(
            word=word,
            text=AccountType.TEACHER.value if word == "account_type" else "",
            needed=word in NEEDED[kind],
            locked=account_type_locked if word == "account_type" else None,
            choices=editable.choices(hub) if editable.choices else None,
        )
        for word, editable in ENTERED[kind].items()
    )


def _refusal(require: Callable[..., None], *arguments: object) -> str | None:
    """The sentence with which a requirement refuses; None if it does not."""
    try:
        require(*arguments)
    except NotAllowedError as refused:
        return refused.message
    return None
