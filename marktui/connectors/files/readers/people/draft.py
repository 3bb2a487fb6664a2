"""One person as one row of a file has them, not yet told apart from others."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from marktui.connectors.files.roster import RejectedRow
from marktui.connectors.mis import MisLeaver, MisRow, Oddity


class Draft(Struct, frozen=True, kw_only=True, gc=False):
    """A pupil or a member of staff as one row has them."""

    file: str
    line: int
    cells: Sequence[str] = ()
    """The row as it stands; empty where the file has no cells."""
    number: str = ""
    """The id in the MIS, clean; empty for none."""
    upn: str | None = None
    """A UPN, right or wrong."""
    admission: str = ""
    code: str = ""
    """The code of a member of staff."""
    email: str | None = None
    first: str | None = None
    last: str | None = None
    is_case_known: bool = True
    """Whether capitals in the name are those of the file."""
    born: date | None = None
    oddities: tuple[Oddity, ...] = ()
    year: str | None = None
    """The year group as the file writes it."""
    year_code: str | None = None
    classes: tuple[str, ...] = ()
    starts_on: date | None = None
    """A first day in the future."""
    has_left: bool = False
    left_on: date | None = None
    open_status: str = ""
    """A status that says neither that they are on roll nor that they have left."""
    problem: str = ""
    """Why the row cannot be used; empty where it can."""
    is_withheld: bool = False
    """Whether that is all there is against it: the MIS wants it to be left out."""

    @property
    def label(self) -> str:
        """What there is of a name."""
        return " ".join(filter(None, (self.first, self.last)))


class People(Struct, frozen=True, kw_only=True):
    """The people of one kind, told apart."""

    rows: tuple[MisRow, ...]
    leavers: Mapping[str, MisLeaver] = {}
    """By each MIS id that they could have."""
    rejected: tuple[RejectedRow, ...] = ()
    years: Mapping[str, tuple[str | None, list[str]]] = {}
    """The year groups by name as the files write it, each with its code and its members."""
    classes: Mapping[str, list[str]] = {}
    """The classes by name, each with the ids of its members."""
    warnings: tuple[str, ...] = ()
    doubt: str = ""
    """Why nobody's absence is proved, though the files can be read; empty where nothing speaks against it."""
