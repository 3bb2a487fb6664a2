"""What was chosen in the palette among the people and classes that were found."""

from typing import TYPE_CHECKING

from textual.message import Message

from marktui.tui.common.messages import with_fields

if TYPE_CHECKING:
    from marktui.tui.main.find.finder import Found


@with_fields
class FoundChosen(Message):
    """A record was chosen: it is to be shown."""

    found: "Found"


@with_fields
class AllPupilsWanted(Message):
    """All pupils with some words are to be shown."""

    text: str
