"""What went wrong on the way to a service, in words of our own."""

import ssl

from msgspec import Struct

from marktui.connectors.errors import UnreachableError
from marktui.hub.model.next_step import ConnectionStep


class Trouble(Struct, frozen=True):
    """A try that failed."""

    sentence: str
    """Without its full stop."""
    slow: bool = False
    """Whether the service may have been asked for too much at a time."""
    wait: float = 0.0
    """For how many seconds the service asks to be left alone."""
    log_text: str = "no answer in time"
    """What the log says of it."""
    has_answered: bool = False
    """Whether the service did answer, so that the network is not the trouble."""


def connection_trouble(error: Exception, title: str, host: str) -> Trouble:
    """What a failed request ran into."""
    import httpx

    kind = type(error).__name__
    # The last two are host names that only the resolver finds wrong.
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.InvalidURL | UnicodeError):
        return Trouble(f"{title} could not be reached at {host}", log_text=kind)
    if isinstance(error, httpx.TimeoutException):
        return silence(title)
    if isinstance(error, httpx.ProxyError):
        return Trouble(f"The proxy on the way to {host} did not let the request through", log_text=kind)
    return Trouble(f"The connection to {title} broke off", log_text=kind)


def silence(title: str) -> Trouble:
    """No answer within the time that was left."""
    return Trouble(f"{title} did not answer in time", slow=True)


def certificate_trouble(error: BaseException, host: str) -> UnreachableError | None:
    """The failure to raise if TLS could not be verified, which no retry mends."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    if cause is None:
        return None
    return UnreachableError(
        f"The certificate of {host} cannot be verified, so nothing was sent.",
        "If a web filter inspects traffic, get the file of its certificate authority, and give it or set "
        "SSL_CERT_FILE.",
        ConnectionStep.GIVE_CERTIFICATES,
    )
