"""Files that hold a second school: a big part of their UPNs was given by another school than the hub's."""

from collections import Counter
from collections.abc import Iterable

from marktui.connectors.mis import MisPupil, MisRow
from marktui.hub.model.record import Pupil
from marktui.hub.people.upn import usable_upn

_SEVERAL = 10
_SHARE = 1 / 3
"""Pupils bring the UPN of the school that they came from, so only big parts say anything."""
_SCHOOL = slice(1, 8)
"""The local authority and the establishment in a UPN."""


def second_school_words(pupils: Iterable[Pupil], rows: Iterable[MisRow]) -> str:
    """That the UPNs are of two schools, if the hub has those of one alone; else nothing.

    Args:
        pupils: Those who are Synced.
    """
    had = _big_parts(one.upn for one in pupils)
    now = _big_parts(row.upn for row in rows if isinstance(row, MisPupil))
    if len(had) != 1 or len(now) < 2 or not had.keys() <= now.keys():
        return ""
    parts = " and ".join(f"{number:,} from {school[:3]}/{school[3:]}" for school, number in now.items())
    return (
        f"The UPNs in the files are of two schools ({parts}), and those in the hub of one. If the files hold "
        "two schools, export yours alone, or pick the column that names the school."
    )


def _big_parts(upns: Iterable[str | None]) -> dict[str, int]:
    """How many of these UPNs each school has given, of schools that have given a big part."""
    schools = Counter(upn[_SCHOOL] for one in upns if (upn := usable_upn(one)))
    enough = max(_SEVERAL, _SHARE * schools.total())
    return {school: number for school, number in schools.most_common(2) if number >= enough}
