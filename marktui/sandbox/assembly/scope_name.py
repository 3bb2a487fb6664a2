"""All names of scopes, and how an application asks for them."""

from dataclasses import dataclass

_PLAIN = """
attendances attendances.summaries calendar exclusions groups groups.user learning_aims
registration_groups school teaching_groups timetables timetables.cover
"""
_PARTS = {
    "assessments": "examinations internal national write",
    "contacts": """
        addresses basic emails gender middle_names mis_id parental_responsibility priority
        telephone_numbers
    """,
    "staff_members": """
        absences addresses basic contracts dates disability dob emails ethnicity former_names gender
        included_in_census legal_names middle_names mis_id qualifications salaries teaching_status
        telephone_numbers
    """,
    "students": """
        addresses basic care country_of_birth dates dob eal emails enrolment_status ethnicity
        ever_in_care first_language former_names former_upn fsm fsm_history fsm_review_dates gender
        home_language legal_names middle_names mis_id nationality pan photo pp pp_history
        proficiency_in_eng sen_needs sen_provision sen_provision_history service_child siblings uln upn
        medical.conditions medical.dietary_needs medical.emergency_consent medical.nhs_number
        medical.notes medical.pregnancy
    """,
}
NAMES = frozenset(_PLAIN.split()) | {
    f"{kind}.{part}" for kind, parts in _PARTS.items() for part in parts.split()
}
_WITH_A_BASIC = ("students", "staff_members", "contacts")


class UnknownScope(ValueError):  # noqa: N818  it reads as what it says
    """There is no scope of that name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The scopes that an application asks a school for."""

    required: frozenset[str]
    optional: frozenset[str]


def read_scopes(text: str) -> Wanted:
    """What an application asks for.

    Args:
        text: names joined by spaces, each with `:required` or `:optional`; required if it says neither.

    Raises:
        UnknownScope: a name or an ending does not exist, or there is no name at all.
    """
    required, optional = set[str](), set[str]()
    for word in text.split():
        name, _, ending = word.partition(":")
        if name not in NAMES or ending not in ("", "required", "optional"):
            raise UnknownScope(word)
        (optional if ending == "optional" else required).add(name)
    if not required | optional:
        raise UnknownScope(text)
    return Wanted(with_basics(frozenset(required)), frozenset(optional - required))


def with_basics(names: frozenset[str]) -> frozenset[str]:
    """The scopes and what comes with them: any `students.*` brings `students.basic`, and so on."""
    kinds = {name.partition(".")[0] for name in names}
    return names | {f"{kind}.basic" for kind in kinds if kind in _WITH_A_BASIC}
