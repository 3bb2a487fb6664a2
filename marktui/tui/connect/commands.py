"""Commands of the Authorisation panel."""

from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context
from marktui.tui.common.panel import Panel

BUSY = "Another panel is reading or saving just now; wait for it, or stop it there with esc."


class Authorise(Command):
    """Connect the hub to the MIS, or give it new credentials."""

    LABEL = "Authorise"
    KEYS = "a"
    FOOTER = "Authorise"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the first panel."""
        return at.in_sync and at.panel is Panel.AUTHORISATION

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Not for those who may not."""
        return at.refusal is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts, nor while something is read."""
        return at.refusal or (BUSY if at.working else None)


class StartSync(Command):
    """Start the sync: open the panel that the set-up has come to, else Teachers, the first one."""

    LABEL = "Start sync"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the first panel of a connected hub."""
        return Deauthorise.offered(at)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts."""
        return at.refusal


class Deauthorise(Command):
    """Disconnect the hub from the MIS; asks first. Records and their links stay unless you say otherwise."""

    LABEL = "Deauthorise"
    KEYS = "d"
    FOOTER = "Deauthorise"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the first panel of a connected hub."""
        return Authorise.offered(at) and at.hub is not None and at.hub.connection is not None

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """As for connecting."""
        return Authorise.in_footer(at)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """As for connecting."""
        return Authorise.why_not(at)


class AuthoriseInBrowser(Command):
    """Have a school authorise the application in a browser: a connection that renews itself."""

    LABEL = "Authorise in a browser"
    KEYS = "b"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the first panel."""
        return Authorise.offered(at)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """As for connecting."""
        return Authorise.why_not(at)
