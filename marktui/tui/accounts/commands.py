"""The command that shows who may open the hub."""

from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context


class ShowAccounts(Command):
    """Show which login speaks for whom; map and unmap logins, nominate another Access Coordinator."""

    LABEL = "Accounts"
    KEYS = "U"

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not before the hub is there."""
        return "The hub is still being opened." if at.hub is None else None


ACCOUNTS = (ShowAccounts,)
"""In the order of help and palette."""
