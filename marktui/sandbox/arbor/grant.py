"""What the school has not granted, and how that is said."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

from graphql import FieldNode, GraphQLError

Place = tuple[str, str]
"""An entity and one of its fields, or '' for all of it."""


class ErrorShape(Enum):
    """What comes with the errors; the contract knows no certain shape."""

    EMPTY = auto()
    """Every list is there and empty."""
    NULL = auto()
    """`data` is null."""
    ABSENT = auto()
    """There is no `data`."""
    PARTIAL = auto()
    """Only the fields in question are null."""


_DENIED: Mapping[str, tuple[Place, ErrorShape]] = {
    "students-refused": (("Student", ""), ErrorShape.EMPTY),
    "groups-refused": (("RegistrationForm", ""), ErrorShape.ABSENT),
    "form-refused": (("Student", "registrationForm"), ErrorShape.NULL),
    "leaving-date-refused": (("Student", "leavingDate"), ErrorShape.EMPTY),
    "upn-refused": (("Student", "upn"), ErrorShape.EMPTY),
    "dob-refused": (("Student", "dateOfBirth"), ErrorShape.NULL),
    "staff-email-refused": (("Staff", "emailAddresses"), ErrorShape.PARTIAL),
}
GRANT_FAULTS = frozenset(_DENIED)


def denials(fields: Mapping[Place, FieldNode], faults: Iterable[str]) -> dict[str, tuple[Place, FieldNode]]:
    """The faults that forbid what a query reads, each with the place and where it is read."""
    found = {}
    for name in faults:
        if name not in _DENIED:
            continue
        (entity, field), _ = _DENIED[name]
        read = [place for place in fields if place[0] == entity and field in ("", place[1])]
        if read:
            found[name] = (entity, field), fields[read[0]]
    return found


def errors_of(denied: Mapping[str, tuple[Place, FieldNode]]) -> list[Any]:
    """One error for each place."""
    return [
        GraphQLError(f"You do not have access to `{'.'.join(filter(None, place))}`.", [node]).formatted
        for place, node in denied.values()
    ]


def error_shape(denied: Iterable[str]) -> ErrorShape:
    """The poorest of the shapes in which these come."""
    return min(
        (_DENIED[name][1] for name in denied), key=[ErrorShape.ABSENT, ErrorShape.NULL, *ErrorShape].index
    )
