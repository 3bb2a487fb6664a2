"""What files say of a school, read whole, before any of it is compared with the hub."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from marktui.connectors.mis import MisLeaver, MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity


class FileContent(Struct, frozen=True):
    """One file, or one member of a zip, in memory; its size was checked before."""

    name: str
    """Its name without folders, for sentences."""
    content: bytes
    modified: datetime | None = None
    """When it was last written; None where nothing says so."""
    contents: str = ""
    """Who is in it, as a person said: `pupils` or `staff`; empty where nobody did."""
    place: str = ""
    """Its path or address; empty for a member of a zip."""
    within: str = ""
    """The name of the folder or zip that it is in."""
    is_found: bool = False
    """Whether it was found in a folder or a zip, and nobody named it."""


class RejectedRow(Struct, frozen=True):
    """A row that cannot be used, as it stands in its file."""

    file: str
    """The name of the file."""
    line: int
    """The line on which it begins; the first line of a file is 1."""
    cells: tuple[str, ...]
    reason: str
    """What is wrong with it, without a value of it: "the birth date is not a date"."""


class Roster(Struct, frozen=True, kw_only=True):
    """What the files of one school say.

    A MIS id says of what kind it is, since files tell people apart in different ways: `id:5112`, `upn:…`,
    `admission:004411`, `name:…` (a digest of name and birth date, where there is nothing else). It holds no
    space.
    """

    rows: Mapping[Kind, tuple[MisRow, ...]]
    """The rows of each kind that the files have; a kind that they lack is no key."""
    leavers: Mapping[Kind, Mapping[str, MisLeaver]] = {}
    """Who has left, where the files say so, by each MIS id that they could have."""
    rejected: tuple[RejectedRow, ...] = ()
    headings: Mapping[str, tuple[str, ...]] = {}
    """The headings of each file that has some, by its name."""
    warnings: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """What of the headings is not as it was when the hub was connected, in sentences."""
    doubt: str = ""
    """Why absence from the files proves nothing, as a sentence; empty where nothing speaks against it."""
    passed_over: str = ""
    """What was passed over, and why, as the rest of a sentence; empty where nothing was."""
    school: SchoolIdentity = SchoolIdentity()
    made_at: datetime | None = None
    """When the data was taken from the MIS: what the file itself says, else when it was last written."""
