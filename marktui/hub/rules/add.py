"""Adding a record by hand: who may, which fields it needs, and that it is not in the hub already."""

from collections.abc import Mapping
from datetime import date

from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import FieldError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import (
    AccountType,
    Pupil,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
    usual_year_name,
)
from marktui.hub.model.text import fold
from marktui.hub.rules.entered_text import checked_text
from marktui.hub.rules.field_input import ENTERED, FieldInput
from marktui.hub.rules.integrity import has_name

ADDING = {
    Kind.TEACHER: Permission.ADD,
    Kind.PUPIL: Permission.ADD,
    Kind.CLASS: Permission.ADD_CLASS,
    Kind.YEAR_GROUP: Permission.ADD_YEAR_GROUP,
}
"""The permission that adding a record of each kind needs."""

NEEDED = {
    Kind.TEACHER: ("email",),
    Kind.PUPIL: ("date_of_birth",),
    Kind.CLASS: ("name",),
    Kind.YEAR_GROUP: ("code",),
}
"""The fields that a new record of each kind must have, besides a person's name."""
EXAMPLES = {"email": "jo@school.example", "date_of_birth": "2014-03-02", "name": "4B", "code": "R"}
"""An example of each of these fields."""


def added(
    hub: Hub, actor: Actor, kind: Kind, values: Mapping[str, str], *, today: date | None = None
) -> Record:
    """A new record without a link, as somebody entered it; a later sync may match it.

    Args:
        values: The text of each field, by its name in `marktui list --json`; an empty one is left out.
        today: The day; no birth date is later.
    """
    require_permission(hub, actor, ADDING[kind])
    given = {word: text for word, value in values.items() if (text := checked_text(word, value))}
    if fold(given.get("account_type", AccountType.TEACHER)) != AccountType.TEACHER:
        require_permission(hub, actor, Permission.EDIT_ACCOUNT_TYPE)
    _require_fields(kind, values, given)
    record = _blank(kind, f"{kind.value[0]}{hub.next_record:06d}")
    fields = {
        editable.field.attribute: editable.value(FieldInput(hub, record, text, today))
        for editable, text in ((ENTERED[kind][word], text) for word, text in given.items())
    }
    after = record.with_(**fields)
    if isinstance(after, YearGroup) and not after.name:
        after = after.with_(name=usual_year_name(after.code))
    if not has_name(after):
        raise UsageError(f"A {kind.value} needs a name.", "Give a first name, a last name, or both.")
    if isinstance(after, Pupil):
        _refuse_same_pupil(hub, after)
    return after


def _require_fields(kind: Kind, values: Mapping[str, str], given: Mapping[str, str]) -> None:
    for word in values:
        if word not in ENTERED[kind]:
            raise UsageError(
                f"A {kind.noun} has no field {word!r} to enter.", f"There are: {', '.join(ENTERED[kind])}."
            )
    for word in NEEDED[kind]:
        if word not in given:
            shown = "an email" if word == "email" else f"a {word.replace('_', ' ')}"
            raise FieldError(word, f"A {kind.noun} needs {shown}.", f"Give one, such as {EXAMPLES[word]}.")


def _blank(kind: Kind, record_id: str) -> Record:
    if kind is Kind.CLASS:
        return SchoolClass(id=record_id, name="")
    if kind is Kind.YEAR_GROUP:
        return YearGroup(id=record_id, code="", name="")
    person = Teacher if kind is Kind.TEACHER else Pupil
    return person(id=record_id, first_name="", last_name="")


def _refuse_same_pupil(hub: Hub, pupil: Pupil) -> None:
    """Refuse a pupil with the name and birth date of another, unless both have a UPN."""
    for other in hub.pupils.values():
        is_same = fold(other.label) == fold(pupil.label) and other.date_of_birth == pupil.date_of_birth
        if is_same and not (pupil.upn and other.upn):
            raise UsageError(
                f"The pupil {other.id} has that name and birth date already.",
                "If they are two people, give both a UPN; else edit that pupil.",
            )
