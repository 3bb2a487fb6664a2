"""Rows of the wire: each is one record, and holds the rows that it refers to."""

from datetime import date
from typing import Any

from marktui.sandbox.new_pupil import FIRST_ID
from marktui.sandbox.new_staff import FIRST_STAFF_ID

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""The rows of every entity, by its name and by id."""

_FIRST_STUDENT, _FIRST_STAFF = 101, 17


class Figure(str):
    """A text that goes over the wire as a number."""


def record(entity: str, number: int, name: str, **fields: object) -> Row:
    """A row with the three fields that every record has.

    Args:
        entity: the name of its kind.
        number: its id, unique within the kind only.
        name: how people read it.
        fields: everything else.
    """
    return {"id": str(number), "entityType": entity, "displayName": name, **fields}


def written(day: date | None) -> str | None:
    """A day as this service writes it."""
    return day.isoformat() if day else None


def student_number(pupil: int) -> int:
    """The id of a student here, from the pupil's number in the school."""
    return pupil - FIRST_ID + _FIRST_STUDENT


def staff_number(person: int) -> int:
    """The id of a member of staff here, from the number in the school."""
    return person - FIRST_STAFF_ID + _FIRST_STAFF
