"""How alike a row of the MIS and a record of the hub are, so that the likeliest comes first."""

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from marktui.connectors.mis import MisClass, MisPerson, MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Record, SchoolClass
from marktui.hub.model.roster import fold
from marktui.hub.people.identity import Identity
from marktui.sync.match.comparison import SIMILAR, identity


class MatchOption(Struct, frozen=True, kw_only=True):
    """A row and a record that may be matched by hand."""

    record: Record
    row: MisRow
    score: float
    """The more, the likelier: how similar the names are; 1 more for the birth date, 2 for UPN or email."""
    why: str
    """What speaks for it: "similar name 0.94 and same birth date"; empty where nothing does."""

    @property
    def mis_id(self) -> str:
        """The id of the row."""
        return self.row.mis_id


def match_option(row: MisRow, record: Record) -> MatchOption:
    """How alike a row and a record are."""
    if isinstance(row, MisPerson) and isinstance(record, Person):
        score, why = alike(identity(row), identity(record), "email" if record.kind is Kind.TEACHER else "UPN")
    elif isinstance(row, MisClass) and isinstance(record, SchoolClass):
        score, why = _names(fold(row.name), fold(record.name))
    else:
        score, why = 0.0, ""
    return MatchOption(record=record, row=row, score=score, why=why)


def alike(one: Identity, other: Identity, key_name: str) -> tuple[float, str]:
    """How alike two people are, and what speaks for it.

    Args:
        key_name: How that is called which nobody shares: UPN, email.
    """
    likeness, why = _names(one.name, other.name)
    if one.key is not None and one.key == other.key:
        return likeness + 2, f"same {key_name}"
    if one.born is not None and one.born == other.born:
        return likeness + 1, f"{why} and same birth date" if why else "same birth date"
    return likeness, why


def _names(one: str, other: str) -> tuple[float, str]:
    if one == other:
        return 1.0, "same name"
    likeness = float(JaroWinkler.similarity(one, other))
    return likeness, f"similar name {likeness:.2f}" if likeness >= SIMILAR else ""
