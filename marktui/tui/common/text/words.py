"""Words that several screens share."""

from collections.abc import Iterable

from msgspec import Struct

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, unaccented
from marktui.tui.common.text.cells import Row
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.next_steps import with_steps
from marktui.wording.dates import duration_words


def effort_words(seconds: float, requests: int) -> str:
    """What a sync took: `0.4 s, 1 request`; of files there are no requests."""
    return listed((duration_words(seconds), counted(requests, "request") if requests else ""))


def listed(parts: Iterable[str]) -> str:
    """Those of some texts that are not empty, in one line: `31 new, 12 de-synced`."""
    return ", ".join(part for part in parts if part)


def from_to(before: str | None, after: str | None) -> str:
    """A value before and after a change: `4A → 5A`."""
    return f"{before or GLYPHS.dash} {GLYPHS.arrow} {after or GLYPHS.dash}"


class Failure(Struct, frozen=True):
    """A failure as the interface shows it."""

    message: str
    hint: str
    """What to do next, in its keys."""


def describe_failure(error: BaseException) -> Failure:
    """A failure as a sentence with what to do next in the interface, whatever it was."""
    if isinstance(error, MarktuiError):
        return Failure(error.message, with_steps(error.hint, error.next))
    return Failure("Something went wrong inside marktui.", "Nothing was changed. The log (L) says where.")


def failure_words(error: BaseException) -> str:
    """A failure in one go: the sentence, and what to do next in the interface."""
    failure = describe_failure(error)
    return " ".join(part for part in (failure.message, failure.hint) if part)


INTRODUCTIONS = {
    Kind.TEACHER: (
        "Reads all staff from {mis} and pairs them with the hub's teachers. All staff come "
        "through, teaching or not, so new ones start un-ticked: tick those who need an account."
    ),
    Kind.YEAR_GROUP: (
        "Reads the year groups from {mis}. Where the names differ, the MIS name wins. Un-tick those that "
        "the school does not use here; Nursery starts un-ticked. One that is set up cannot be un-ticked."
    ),
    Kind.CLASS: (
        "Reads the classes (registration groups) from {mis}. Classes of the same name are matched; tick "
        "those to set up. The next pupil sync puts the pupils into them."
    ),
    Kind.PUPIL: (
        "Reads every pupil on roll from {mis}, with class and year group, and pairs them with the hub's "
        "pupils. New ones start ticked. Pupils who are no longer in the MIS are de-synced, and stay."
    ),
}
"""What each panel does."""
INTRODUCTION_TO_EVERYTHING = (
    "Reads {kinds} from {mis} in one go, and sums up on one page what "
    "would change. You can open each of them from there. One save covers everything."
)
"""What the page does on which all of them are read."""

PROMISE = "Nothing changes until you have seen it and saved it. A sync never deletes."
"""Shown under every introduction."""


def outdated_words() -> str:
    """What stands above a review whose result may have changed since."""
    key = key_of("read", "r")
    return f"The hub has changed since this was read: {key} reads it again and keeps what you decided."


def searchable(row: Row) -> str:
    """What a text filter looks at in a line: everything it shows, without accents."""
    return unaccented(" ".join(cell if isinstance(cell, str) else cell.text for cell in row.cells))
