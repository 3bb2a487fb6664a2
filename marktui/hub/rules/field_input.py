"""What people enter for each field: how it is read and checked, and what they can choose from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from marktui.hub.model import fields
from marktui.hub.model.errors import FieldError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import AccountStep
from marktui.hub.model.record import YEAR_CODES, AccountType, Record, SchoolClass, year_order
from marktui.hub.model.text import fold, natural_order
from marktui.hub.people.birth_date import EARLIEST, is_possible
from marktui.hub.people.email import is_address
from marktui.hub.people.upn import is_valid_upn, tidy_upn
from marktui.hub.people.written_date import DATES_ARE_WRITTEN, written_day
from marktui.hub.rules.uniqueness import claimed_address, claimed_upn

_ACCOUNT_TYPES = (AccountType.TEACHER_ADMIN, AccountType.TEACHER)


Choices = Callable[[Hub], tuple[str, ...]]


class FieldInput(Struct, frozen=True):
    """A text that was entered for a field of a record."""

    hub: Hub
    record: Record
    text: str
    """Trimmed, in NFC, without invisible characters."""
    today: date | None
    """The day, which no birth date is after; None if it is not known."""

    def is_others(self, claim: Callable[[Any], str | None], value: str) -> str | None:
        """The id of another record of the kind that already has a value."""
        records = self.hub.records(self.record.kind).values()
        return next((one.id for one in records if claim(one) == value and one.id != self.record.id), None)


class EditableField(Struct, frozen=True):
    """A field that can be edited by hand."""

    field: fields.Field
    read: Callable[[FieldInput], object]
    """Makes its value. Raises `UsageError` for a text that cannot be used."""
    choices: Choices | None = None
    """The texts to choose from; None if any text may be typed."""
    may_be_empty: bool = True
    """Whether an empty text means no value; else it is read as well."""

    def value(self, entered: FieldInput) -> object:
        """The value of what was entered."""
        if not entered.text and self.may_be_empty:
            return None
        try:
            return self.read(entered)
        except UsageError as refused:
            raise FieldError(self.field.name, refused.message, refused.hint, refused.next) from refused


def _text(entered: FieldInput) -> str:
    return entered.text


def _class_name(entered: FieldInput) -> str:
    """A name that no other class has, since people find a class by its name."""
    other = entered.is_others(lambda one: fold(one.name), fold(entered.text))
    if other:
        raise UsageError(f"The class {other} has that name already.", "Choose another name.")
    return entered.text


def _email(entered: FieldInput) -> str:
    if not is_address(entered.text):
        raise UsageError("The email is not an email address.", "It looks like name@school.example.")
    other = entered.is_others(claimed_address, fold(entered.text))
    if other:
        raise UsageError(f"The teacher {other} has that email already.", "Two teachers cannot share one.")
    return entered.text


def _account_type(entered: FieldInput) -> AccountType:
    given = fold(entered.text)
    if given == AccountType.ACCESS_COORDINATOR:
        raise UsageError("Only a nomination makes an Access Coordinator.", next=AccountStep.NOMINATE)
    if given not in _ACCOUNT_TYPES:
        raise UsageError("There is no such account type.", f"There are: {', '.join(_ACCOUNT_TYPES)}.")
    return AccountType(given)


def _upn(entered: FieldInput) -> str:
    upn = tidy_upn(entered.text)
    if not is_valid_upn(upn):
        raise UsageError(
            "The UPN is not well-formed.",
            "It has 13 characters, and its first letter checks the others.",
        )
    other = entered.is_others(claimed_upn, upn)
    if other:
        raise UsageError(f"The pupil {other} has that UPN already.", "A UPN belongs to one pupil for life.")
    return upn


def _date_of_birth(entered: FieldInput) -> date:
    born = written_day(entered.text, entered.today or date.max, is_ahead=False)
    if born is None:
        raise UsageError("The date of birth is not a valid date.", f"Dates are written {DATES_ARE_WRITTEN}.")
    if not is_possible(born, entered.today):
        raise UsageError("The date of birth cannot be right.", f"It must be between {EARLIEST} and today.")
    return born


def _year_group(entered: FieldInput) -> str:
    code = entered.text.upper()
    codes = year_codes(entered.hub)
    if code not in codes:
        raise UsageError(f"There is no year group {code!r} in the hub.", _choice(codes))
    return code


def _new_code(entered: FieldInput) -> str:
    """A code that no other year group has, since pupils refer to a year group by its code."""
    code = entered.text.upper()
    if code not in YEAR_CODES:
        raise UsageError(f"There is no year group {code!r} in any school.", _choice(YEAR_CODES))
    other = entered.is_others(lambda one: one.code, code)
    if other:
        raise UsageError(f"The year group {other} has that code already.", "Rename that one instead.")
    return code


def _class_id(entered: FieldInput) -> str:
    classes = list(entered.hub.classes.values())
    named = [one for one in classes if fold(one.name) == fold(entered.text)]
    if not named:
        names = class_names(entered.hub)
        raise UsageError(f"There is no class {entered.text!r} in the hub.", _choice(names))
    return _the_one(named, entered.text).id


def _the_one(named: list[SchoolClass], name: str) -> SchoolClass:
    """The class that a name means: of several, the one spelled exactly so, else the one still in the MIS."""
    exact = [one for one in named if one.name == name] or named
    present = [one for one in exact if one.desync is None] or exact
    if len(present) > 1:
        ids = ", ".join(one.id for one in present)
        raise UsageError(f"Several classes have that name: {ids}.", "Rename one of them first.")
    return present[0]


def year_codes(hub: Hub) -> tuple[str, ...]:
    """The codes of the year groups of a hub, in school order."""
    return tuple(sorted({one.code for one in hub.year_groups.values()}, key=year_order))


def class_names(hub: Hub) -> tuple[str, ...]:
    """The names of the classes of a hub, in order."""
    return tuple(sorted({one.name for one in hub.classes.values()}, key=natural_order))


def _free_codes(hub: Hub) -> tuple[str, ...]:
    return tuple(code for code in YEAR_CODES if code not in year_codes(hub))


def _choice(words: tuple[str, ...]) -> str:
    return f"There are: {', '.join(words)}." if words else "There is none yet."


def _by_name(*fields: EditableField) -> dict[str, EditableField]:
    return {one.field.name: one for one in fields}


def _required(
    field: fields.Field, read: Callable[[FieldInput], object], choices: Choices | None = None
) -> EditableField:
    return EditableField(field, read, choices, may_be_empty=False)


_NAMES = (_required(fields.FIRST_NAME, _text), _required(fields.LAST_NAME, _text))

EDITABLE: dict[Kind, dict[str, EditableField]] = {
    Kind.TEACHER: _by_name(
        *_NAMES,
        EditableField(fields.EMAIL, _email),
        _required(fields.ACCOUNT_TYPE, _account_type, lambda _hub: _ACCOUNT_TYPES),
    ),
    Kind.YEAR_GROUP: _by_name(_required(fields.NAME, _text)),
    Kind.CLASS: _by_name(_required(fields.NAME, _class_name), EditableField(fields.DESCRIPTION, _text)),
    Kind.PUPIL: _by_name(
        *_NAMES,
        EditableField(fields.UPN, _upn),
        EditableField(fields.DATE_OF_BIRTH, _date_of_birth),
        EditableField(fields.YEAR_GROUP, _year_group, lambda hub: ("", *year_codes(hub))),
        EditableField(fields.CLASS, _class_id, lambda hub: ("", *class_names(hub))),
    ),
}
"""The fields of each kind that can be edited, by name and in the order of the forms."""

ENTERED: dict[Kind, dict[str, EditableField]] = {
    **EDITABLE,
    Kind.YEAR_GROUP: _by_name(_required(fields.CODE, _new_code, _free_codes)) | EDITABLE[Kind.YEAR_GROUP],
}
"""The fields of a new record of each kind; the code of a year group never changes after that."""
