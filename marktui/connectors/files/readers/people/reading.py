"""What one file, or one set of files that belong together, says of a school."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from marktui.connectors.files.readers.people.draft import Draft
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity


class Reading(Struct, frozen=True, kw_only=True):
    """The rows of one source, before people are told apart over all of them."""

    pupils: tuple[Draft, ...] = ()
    staff: tuple[Draft, ...] = ()
    kinds: frozenset[Kind]
    """The kinds that it has."""
    says_who_left: frozenset[Kind] = frozenset()
    """The kinds of which it says who has left."""
    classes: tuple[str, ...] = ()
    """Classes that it lists, also those that nobody is in."""
    headings: Mapping[str, tuple[str, ...]] = {}
    """The headings of each file that has some, by its name."""
    warnings: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """What of its headings is not as it was when the hub was connected, in sentences."""
    doubt: str = ""
    """Why absence from it proves nothing, as a sentence; empty where nothing speaks against it."""
    school: SchoolIdentity = SchoolIdentity()
    made_at: datetime | None = None
