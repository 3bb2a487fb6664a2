"""Commands that marktui tells its user to run."""

import shlex

import click

NAMED_HUB = "marktui.hub"
"""Where a call keeps the hub folder that was named on its command line."""


def next_command(command: str) -> str:
    """A command that can be copied as it stands: it names the hub wherever this call did.

    Args:
        command: The command without it: `marktui sync pupils`.
    """
    ctx = click.get_current_context(silent=True)
    folder = ctx.meta.get(NAMED_HUB) if ctx else None
    return f"{command} --hub {shlex.quote(folder)}" if folder else command
