"""The command that shows who may open the hub."""

from marktui.tui.commands.command import Command
from marktui.tui.commands.needs import open_hub


class ShowAccounts(Command, label="Accounts", keys="U", needs=(open_hub,)):
    """Show which login opens which account; map and unmap logins, nominate another Access Coordinator."""


ACCOUNTS = (ShowAccounts,)
"""In the order of help and palette."""
