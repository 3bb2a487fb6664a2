"""What was chosen in the palette among the people and classes that were found."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from marktui.tui.main.find.finder import Found


@dataclass
class FoundChosen(Message):
    """A record was chosen: it is to be shown."""

    found: "Found"


@dataclass
class AllPupilsWanted(Message):
    """All pupils with some words are to be shown."""

    text: str
