"""The fields of each kind of record: names, headings, where a record keeps them, who changes them."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record


class Owner(Enum):
    """Who changes a field."""

    MIS = "mis"
    """People, until the record is Synced: then the MIS alone."""
    PEOPLE = "people"
    """People, even if the record is Synced."""
    MARKTUI = "marktui"
    """marktui itself; nobody enters it."""


class Field(Struct, frozen=True, kw_only=True):
    """One field of a record."""

    name: str
    """Its name in `marktui list --json`."""
    path: tuple[str, ...]
    """The attributes that lead to it: first the record's, then that of what is there."""
    attribute: str
    """The attribute of the record that holds it: the first of these."""
    read: Callable[[Record], Any]
    """Reads what is there; None where nothing is."""
    heading: str
    """What people call it: `Date of birth`."""
    short: str
    """The same where there is little room: `born`."""
    owner: Owner
    is_synced: bool
    """Whether a sync may set it."""
    is_coded: bool
    """Whether it holds a word of a fixed list."""

    def text(self, hub: Hub, record: Record) -> str | None:
        """What a record holds, as documents have it: a class by its name, a day as `2014-03-02`."""
        if self is CLASS and isinstance(record, Pupil):
            return hub.class_name(record)
        value = self.read(record)
        return value if value is None or type(value) is str else str(value)


def _read(attributes: tuple[str, ...], record: Record) -> Any:
    value: Any = record
    for attribute in attributes:
        value = getattr(value, attribute)
        if value is None:
            return None
    return value


def _field(
    name: str,
    path: str = "",
    *,
    heading: str = "",
    short: str = "",
    owner: Owner = Owner.MIS,
    is_synced: bool = True,
    is_coded: bool = False,
) -> Field:
    words, attributes = name.replace("_", " "), tuple((path or name).split("."))
    return Field(
        name=name,
        path=attributes,
        attribute=attributes[0],
        read=attrgetter(*attributes) if len(attributes) == 1 else partial(_read, attributes),
        heading=heading or words.capitalize(),
        short=short or words,
        owner=owner,
        is_synced=is_synced,
        is_coded=is_coded,
    )


def _kept(name: str, path: str = "", short: str = "", *, is_coded: bool = False) -> Field:
    """A field that marktui itself keeps."""
    return _field(name, path, short=short, owner=Owner.MARKTUI, is_coded=is_coded)


ID = _kept("id")
CONNECTOR = _kept("connector", "link.connector", "MIS")
MIS_ID = _kept("mis_id", "link.mis_id", "MIS id")
STATUS = _kept("status", is_coded=True)
ACCESS = _kept("access", is_coded=True)
DELETING_ON = _kept("deleting_on", short="deleting")
DESYNCED_SINCE = _kept("desynced_since", "desync.since")
DESYNCED_REASON = _kept("desynced_reason", "desync.reason", "reason", is_coded=True)
LEFT_ON = _kept("left_on", "desync.left_on")
KEPT_ON = _kept("kept_on", "kept.on")
NOTE = _kept("note", "kept.note")
REVIEW_ON = _kept("review_on", "kept.review_on")

FIRST_NAME = _field("first_name", short="first")
LAST_NAME = _field("last_name", short="last")
EMAIL = _field("email", owner=Owner.PEOPLE)
MIS_EMAIL = _field("mis_email", heading="MIS email", short="MIS email", owner=Owner.MARKTUI)
ACCOUNT_TYPE = _field("account_type", short="account", owner=Owner.PEOPLE, is_synced=False, is_coded=True)
CODE = _field("code")
NAME = _field("name")
DESCRIPTION = _field("description", short="described")
UPN = _field("upn", heading="UPN", short="UPN")
DATE_OF_BIRTH = _field("date_of_birth", short="born")
YEAR_GROUP = _field("year_group", short="year")
CLASS = _field("class", "class_id")
WEB_ID = _field("web_id", heading="User ID", short="User ID", owner=Owner.MARKTUI, is_synced=False)
"""The web hub's own id of a pupil."""

OWN_FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.TEACHER: (FIRST_NAME, LAST_NAME, EMAIL, MIS_EMAIL, ACCOUNT_TYPE),
    Kind.YEAR_GROUP: (CODE, NAME),
    Kind.CLASS: (NAME, DESCRIPTION),
    Kind.PUPIL: (UPN, FIRST_NAME, LAST_NAME, DATE_OF_BIRTH, YEAR_GROUP, CLASS, WEB_ID),
}
"""The fields of each kind, in the order of the lists."""
LINK_FIELDS = (CONNECTOR, MIS_ID)
_DECISIONS = (KEPT_ON, NOTE, REVIEW_ON, ACCESS, DELETING_ON)
"""What is decided about a teacher or pupil."""

SYNCED_FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    kind: (STATUS, *(field for field in fields if field.is_synced), *LINK_FIELDS)
    for kind, fields in OWN_FIELDS.items()
}
"""What the change of a record by a sync can show."""
CHANGED_FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    kind: (
        *SYNCED_FIELDS[kind],
        *(_DECISIONS if kind in (Kind.TEACHER, Kind.PUPIL) else ()),
        *(field for field in fields if not field.is_synced),
        DESYNCED_REASON,
    )
    for kind, fields in OWN_FIELDS.items()
}
"""What any change of a record can show."""

FIELDS: Mapping[str, Field] = {
    field.name: field
    for fields in (
        (ID, DESYNCED_SINCE, LEFT_ON),
        *CHANGED_FIELDS.values(),
    )
    for field in fields
}
"""All fields by name."""
