"""Commands that marktui tells its user to run."""

from contextvars import ContextVar

NAMED_HUB: ContextVar[str | None] = ContextVar("named_hub", default=None)
"""The hub folder that was named on the command line of this call."""


def next_command(command: str) -> str:
    """A command that can be copied as it stands: it names the hub if this call did.

    Args:
        command: The command without it: `marktui sync pupils`.
    """
    folder = NAMED_HUB.get()
    if not folder:
        return command
    from shlex import quote  # here, because most calls name no command

    return f"{command} --hub {quote(folder)}"
