"""What every command has: a label, keys, a help sentence, a place in the footer, and when it is possible."""

import inspect
import re
from collections.abc import Sequence
from functools import cache
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from marktui.tui.commands.context import Context


class Command(Message):
    """Something a person asks for. The docstring of each command is its help sentence."""

    LABEL: ClassVar[str] = ""
    """The name in help and palette."""
    KEYS: ClassVar[str] = ""
    """The keys, divided by commas; none for what only the palette offers."""
    FOOTER: ClassVar[str] = ""
    """The word in the footer; none keeps the command out of it."""
    DANGEROUS: ClassVar[bool] = False
    """Whether it changes the hub or its connection: gone in read-only mode."""

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
    def offered(cls, at: Context) -> bool:
        """Whether the command has any meaning here; if not, its keys are free for others."""
        return True

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Why the command is not possible just now, as a sentence; None where it is."""
        return None

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Whether the footer shows the command here; the help always does."""
        return bool(cls.FOOTER)

    @classmethod
    def allowed(cls, at: Context) -> bool:
        """Whether the command exists at all here: offered, and harmless if the hub is only to be read."""
        return cls.offered(at) and not (cls.DANGEROUS and at.read_only)


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
