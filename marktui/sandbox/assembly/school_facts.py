"""The facts about the school."""

from typing import Any

from marktui.sandbox.layout import PRIMARY
from marktui.sandbox.stage import Stage

_URN, _OTHER_URN = "199123", "199456"
_OTHER_NAME = "Oakfield Primary"
"""The school whose token one has by mistake."""


def school_name(stage: Stage) -> str:
    """What the service calls the school of the token."""
    return _OTHER_NAME if _other(stage) else stage.school.name


def urn(stage: Stage) -> str:
    """The unique reference number of the school of the token."""
    return _OTHER_URN if _other(stage) else _URN


def school_fact(stage: Stage) -> dict[str, Any]:
    """A `school` object."""
    name, phase = school_name(stage), stage.school.phase
    return {
        "object": "school",
        "name": name,
        "slug": name.lower().replace(" ", "-"),
        "urn": urn(stage),
        "mis_provider": "SIMS",
        "la_code": 899,
        "la_name": "Ashgroveshire",
        "establishment_number": 2001 if phase == PRIMARY else 4001,
        "establishment_type": "Community school",
        "phase": phase.capitalize().replace("-", " "),
        "street": "1 Ashgrove Lane",
        "town": "Ashgrove",
        "postcode": "ZZ1 1AG",
        "head_teacher": "Dr A Thornbury",
    }


def _other(stage: Stage) -> bool:
    return "other-school" in stage.faults
