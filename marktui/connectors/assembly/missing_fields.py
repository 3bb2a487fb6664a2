"""Distinguishes a field that Assembly does not share from one that a few people lack."""

from collections.abc import Iterable, Iterator, Mapping

from marktui.connectors.mis import MisPerson, MisRow
from marktui.hub.model.kind import Kind

_FIELDS: Mapping[Kind, Mapping[str, tuple[str, str]]] = {
    Kind.PUPIL: {
        "upn": ("students.upn", "UPNs"),
        "date_of_birth": ("students.dob", "birth dates"),
    },
    Kind.TEACHER: {"email": ("staff_members.emails", "email addresses of staff")},
}
"""The optional fields of each kind: the scope that shows it, and its name in the hub."""


class MissingFields:
    """Looks through a list for fields that nobody has."""

    def __init__(self, kind: Kind) -> None:
        self._absent = dict(_FIELDS.get(kind, {}))
        self._people = False

    def look(self, rows: Iterable[MisRow]) -> None:
        """Take a page into account."""
        if self._people and not self._absent:
            return
        people = [row for row in rows if isinstance(row, MisPerson)]
        self._people = self._people or bool(people)
        for field in list(self._absent):
            if any(getattr(person, field) is not None for person in people):
                del self._absent[field]

    def warnings(self) -> Iterator[str]:
        """A sentence for each field that no row had: missing or null (docs/wire-assembly.md, Rows)."""
        if self._people:
            for scope, name in self._absent.values():
                yield f"Assembly does not share {scope}: {name} in the hub stay as they are."
