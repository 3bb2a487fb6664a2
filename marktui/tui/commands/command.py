"""What a command is declared with: label, keys, word in the footer, where it exists, what it needs."""

import inspect
import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import cache
from typing import ClassVar, TypedDict, Unpack

from textual.binding import Binding
from textual.message import Message

from marktui.tui.commands.context import Context

Condition = Callable[[Context], bool]
"""Something that holds in a context or does not."""
Need = Callable[[Context], str | None]
"""Something that a command needs: says as a sentence why it is missing, or gives None where it is there."""


def always(at: Context) -> bool:
    """A condition that always holds."""
    return True


class Rank(IntEnum):
    """What a key is for. The footer has them in this order everywhere."""

    ACT = 1
    """What the screen is there for: read, save."""
    DECIDE = 2
    """Something done to what is under the cursor, or marked."""
    LIST = 3
    """Another look at the list: filter, sort, show a part."""
    LEAVE = 4
    """Back, or out."""
    HELP = 5


class Declared(TypedDict, total=False):
    """What a command can be declared with; what it leaves out is as in its base class."""

    label: str
    """The name in help and palette."""
    keys: str
    """The keys, divided by commas; none for what only the palette offers."""
    other_words: str
    """Other words that the palette finds it by."""
    footer: str
    """The word in the footer; none keeps the command out of it."""
    rank: Rank
    """Its place in the footer."""
    dangerous: bool
    """Whether it changes the hub or its connection: gone in read-only mode."""
    where: Condition
    """Where the command has any meaning; elsewhere its keys are free for others."""
    needs: tuple[Need, ...]
    """What it needs. The key says the first thing that is missing."""
    footer_when: Condition
    """When the footer shows it; the help always does."""
    dims: bool
    """Whether the footer shows it, dimmed, even where something is missing."""


class Command(Message):
    """Something a person asks for. The docstring of each command is its help sentence.

    A command is declared in the line of its class: `class Quit(Command, label="Quit", keys="q"):`.
    """

    LABEL: ClassVar[str] = ""
    KEYS: ClassVar[str] = ""
    OTHER_WORDS: ClassVar[str] = ""
    FOOTER: ClassVar[str] = ""
    RANK: ClassVar[Rank] = Rank.DECIDE
    DANGEROUS: ClassVar[bool] = False
    WHERE: ClassVar[Condition] = always
    NEEDS: ClassVar[tuple[Need, ...]] = ()
    FOOTER_WHEN: ClassVar[Condition] = always
    DIMS: ClassVar[bool] = False

    def __init_subclass__(cls, **declared: Unpack[Declared]) -> None:
        """Declare a command."""
        super().__init_subclass__()
        for name, value in declared.items():
            setattr(cls, name.upper(), value)

    @classmethod
    @cache
    def id(cls) -> str:
        """The name by which a keymap knows the command: `sync-pupils`."""
        return re.sub(r"(?<=.)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def sentence(cls) -> str:
        """What the command does."""
        return inspect.getdoc(cls) or cls.LABEL

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Why the command is not possible just now, as a sentence; None where it is."""
        return next((reason for need in cls.NEEDS if (reason := need(at))), None)

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Whether the footer shows the command here."""
        return bool(cls.FOOTER) and cls.FOOTER_WHEN(at) and (cls.DIMS or cls.why_not(at) is None)

    @classmethod
    def allowed(cls, at: Context) -> bool:
        """Whether the command exists here: it has a meaning, and does no harm if the hub is only read."""
        return cls.WHERE(at) and not (cls.DANGEROUS and at.read_only)


class ListCommand(Command):
    """Something asked for about the rows of a list; the list that is shown hears it first."""


def bindings(commands: Sequence[type[Command]]) -> list[Binding]:
    """The key bindings of commands; each calls the action `command` with the command's id."""
    return [
        Binding(
            command.KEYS,
            f"command('{command.id()}')",
            command.FOOTER or command.LABEL,
            show=bool(command.FOOTER),
            tooltip=command.sentence(),
            id=command.id(),
        )
        for command in commands
        if command.KEYS
    ]
