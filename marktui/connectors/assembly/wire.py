"""Assembly's objects as they come (docs/wire-assembly.md, Rows): the mapped fields, nothing else."""

import re
from typing import Any

from msgspec import Struct

from marktui.connectors.rows import Text

_WORD = re.compile(r"[a-z]+")
_FAILED = re.compile(r"fail\w*|err(?:or|ors|ored)?|unsuccessful|aborted|crashed")
_NOT = frozenset({"no", "not", "non", "without", "zero"})


class Wire(Struct):
    """What every row has."""

    id: Any = None
    """A whole number; judged where rows are made, for a row without one spoils the list."""


class PersonWire(Wire):
    """What pupils and staff share."""

    first_name: Text | None = None
    last_name: Text | None = None
    start_date: Text | None = None


class StudentWire(PersonWire):
    """A `student`."""

    dob: Text | None = None
    upn: Text | None = None
    year_code: int | Text | None = None


class EmailWire(Struct):
    """An `email`."""

    email: Text | None = None
    type: Text | None = None
    is_primary: bool | None = None


class StaffWire(PersonWire):
    """A `staff_member`."""

    email: Text | None = None
    emails: list[EmailWire] | None = None


class GroupWire(Wire):
    """A `registration_group` or a `year_group` (docs/wire-assembly.md, Groups)."""

    name: Text | None = None
    code: int | Text | None = None
    start_date: Any = None
    end_date: Any = None
    student_ids: Any = None
    """Whole numbers; judged where rows are made, for a missing list spoils the read."""


class LeaverWire(Wire):
    """A `student` or `staff_member` of a list of those who have left."""

    start_date: Any = None
    end_date: Any = None


class SingleWire(Wire):
    """A `student` or `staff_member` that was asked for by id; dates are judged where it is read."""

    start_date: Any = None
    end_date: Any = None


class StatusWire(Struct):
    """The `school_status`."""

    last_sync_at: Text | None = None
    last_sync_status: Text | None = None

    @property
    def is_failed(self) -> bool:
        """Whether the last collection from the MIS failed.

        `success`, `failure` and `no_changes` are known. Of anything else only a word for it is a failure.
        """
        words = _WORD.findall((self.last_sync_status or "").lower())
        return any(
            _FAILED.fullmatch(word) is not None and (at == 0 or words[at - 1] not in _NOT)
            for at, word in enumerate(words)
        )


class SchoolWire(Struct):
    """The `school` (docs/wire-assembly.md, The school)."""

    name: Text | None = None
    urn: Text | int | None = None


class AcademicYearWire(Struct):
    """An `academic_year` (docs/wire-assembly.md, Groups)."""

    start_date: Any = None
    end_date: Any = None


class TokenWire(Struct):
    """What `/me` says of the token (docs/wire-assembly.md, Tokens)."""

    access_level: Text | None = None
    scopes: list[Text] | None = None


class ApplicationWire(Struct):
    """The `application` of `/me`."""

    token: TokenWire | None = None
