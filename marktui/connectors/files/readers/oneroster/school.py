"""Which school of a package is read: a package can hold a whole trust."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from marktui.connectors.files.readers.choices import Setting
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.readers.oneroster.records import Records, has_ended
from marktui.hub.model.text import enumerated, fold, natural_order, one_spaced

_SCHOOL = "school"


class School(Struct, frozen=True):
    """A school of a package."""

    id: str
    name: str


def schools_of(orgs: Records | None) -> dict[str, School]:
    """The schools of a package by id; every organisation that is not said to be something else."""
    if orgs is None:
        return {}
    rows = (values for _, values, _ in orgs.rows("id", "name", "type", "status"))
    return {
        org_id: School(org_id, one_spaced(name))
        for org_id, name, sort, status in rows
        if org_id and not has_ended(status) and (not sort or sort.casefold() == _SCHOOL)
    }


def one_school(schools: Mapping[str, School], orgs: Iterable[str], said: str) -> School | None:
    """The school to be read; None where nothing says which there are.

    Args:
        orgs: The organisation of each pupil.
        said: The school that a person has picked, by id or name; nothing where nobody has.

    Raises:
        ChoiceNeededError: There are several, and nobody has picked one, or one that is not among them.
    """
    counts = Counter(org for org in orgs if org in schools)
    if said:
        found = [one for one in schools.values() if said == one.id or fold(said) == fold(one.name)]
        if len(found) != 1:
            raise _which(schools, counts, f"The files have no school “{said}”")
        return found[0]
    if len(counts) > 1:
        raise _which(schools, counts, f"The files hold {len(counts)} schools")
    if counts:
        return schools[next(iter(counts))]
    return next(iter(schools.values())) if len(schools) == 1 else None


def _which(schools: Mapping[str, School], counts: Mapping[str, int], why: str) -> ChoiceNeededError:
    known = [schools[org] for org in counts] or list(schools.values())
    names = sorted({one.name or one.id for one in known}, key=natural_order)
    return ChoiceNeededError(f"{why}: {enumerated(names, 10)}.", "Say which one is this hub's.", Setting.ORG)
