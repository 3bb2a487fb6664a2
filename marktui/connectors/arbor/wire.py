"""Arbor's objects as they come (docs/wire-arbor.md, Rows): the mapped fields, everything else is skipped."""

from typing import Any

from msgspec import Struct

from marktui.connectors.rows import Text


class Wire(Struct, rename="camel"):
    """What every object has."""

    id: Any = None
    """Text or a whole number; judged where rows are made."""
    display_name: Text | None = None


class LevelWire(Wire, rename="camel"):
    """An `AcademicLevel`, in a list or within a pupil."""

    short_name: int | Text | None = None


class FormWire(Wire, rename="camel"):
    """A `RegistrationForm`."""


class YearWire(Wire, rename="camel"):
    """An `AcademicYear`."""

    start_date: Text | None = None
    end_date: Text | None = None


class PersonWire(Wire, rename="camel"):
    """What pupils and staff share."""

    legal_first_name: Text | None = None
    legal_last_name: Text | None = None
    preferred_first_name: Text | None = None
    preferred_last_name: Text | None = None
    leaving_date: Text | None = None


class StudentWire(PersonWire, rename="camel"):
    """A `Student`."""

    date_of_birth: Text | None = None
    upn: Text | None = None
    most_recent_entry_date: Text | None = None
    academic_level: LevelWire | list[Any] | None = None
    display_academic_level: LevelWire | list[Any] | None = None
    registration_form: Wire | list[Any] | None = None


class EmailWire(Wire, rename="camel"):
    """An `EmailAddress`."""

    email_address: Text | None = None
    email_address_type: Text | None = None
    data_order: int | None = None


class StaffWire(PersonWire, rename="camel"):
    """A member of `Staff`."""

    is_active_in_school: bool | None = None
    joining_date: Text | None = None
    email_addresses: list[EmailWire] | None = None
