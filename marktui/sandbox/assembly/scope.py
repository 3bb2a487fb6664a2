"""Which scope shows which field."""

from collections.abc import Iterable, Mapping
from functools import cache

GRANTED = frozenset(
    {
        "school",
        "registration_groups",
        *(
            f"students.{part}"
            for part in (
                "basic",
                "dates",
                "dob",
                "emails",
                "enrolment_status",
                "legal_names",
                "middle_names",
                "mis_id",
                "pan",
                "upn",
            )
        ),
        *(
            f"staff_members.{part}"
            for part in ("basic", "dates", "emails", "legal_names", "mis_id", "teaching_status")
        ),
    }
)
"""What the school has granted to the app."""

BASE = {
    "students": "students.basic",
    "students/left": "students.basic",
    "staff_members": "staff_members.basic",
    "staff_members/left": "staff_members.basic",
    "year_groups": "school",
    "registration_groups": "registration_groups",
    "academic_years": "school",
}
"""The scope without which a list is refused."""

_STUDENT = {
    "legal_first_name": "students.legal_names",
    "legal_last_name": "students.legal_names",
    "middle_name": "students.middle_names",
    "former_last_name": "students.former_names",
    "upn": "students.upn",
    "former_upn": "students.former_upn",
    "uln": "students.uln",
    "mis_id": "students.mis_id",
    "pan": "students.pan",
    "dob": "students.dob",
    "start_date": "students.dates",
    "end_date": "students.dates",
    "enrolment_status": "students.enrolment_status",
    "emails": "students.emails",
}
_STAFF = {
    "legal_first_name": "staff_members.legal_names",
    "legal_last_name": "staff_members.legal_names",
    "middle_name": "staff_members.middle_names",
    "former_last_name": "staff_members.former_names",
    "mis_id": "staff_members.mis_id",
    "dob": "staff_members.dob",
    "email": "staff_members.emails",
    "emails": "staff_members.emails",
    "telephone_numbers": "staff_members.telephone_numbers",
    "is_teaching_staff": "staff_members.teaching_status",
    "included_in_census": "staff_members.included_in_census",
    "start_date": "staff_members.dates",
    "end_date": "staff_members.dates",
}
_GROUP = {"student_ids": "students.basic", "supervisor_ids": "staff_members.basic"}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "student": _STUDENT,
    "staff_member": _STAFF,
    "year_group": _GROUP,
    "registration_group": _GROUP,
}

_MISSING = {
    "students-refused": "students.basic",
    "groups-refused": "registration_groups",
    "upn-scope-missing": "students.upn",
    "dob-scope-missing": "students.dob",
    "staff-email-scope-missing": "staff_members.emails",
}
SCOPE_FAULTS = frozenset(_MISSING)


def without_faults(scopes: frozenset[str], faults: Iterable[str]) -> frozenset[str]:
    """The scopes that these faults leave of a token's."""
    return scopes - {_MISSING[name] for name in faults if name in _MISSING}


@cache
def hidden(kind: str, scopes: frozenset[str]) -> frozenset[str]:
    """The fields of one kind of object for which no scope was granted."""
    return frozenset(field for field, scope in _FIELDS.get(kind, {}).items() if scope not in scopes)
