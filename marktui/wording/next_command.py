"""Commands that marktui tells its user to run."""

import shlex
from contextvars import ContextVar

NAMED_HUB: ContextVar[str | None] = ContextVar("named_hub", default=None)
"""The hub folder that was named on the command line of this call."""


def next_command(command: str) -> str:
    """A command that can be copied as it stands: it names the hub wherever this call did.

    Args:
        command: The command without it: `marktui sync pupils`.
    """
    folder = NAMED_HUB.get()
    return f"{command} --hub {shlex.quote(folder)}" if folder else command
