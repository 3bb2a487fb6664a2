"""What went wrong on the way to a service, in words of our own."""

import ssl

from marktui.connectors.base import UnreachableError


def connection_trouble(error: Exception, title: str, host: str) -> str:
    """A failed request as a sentence without its full stop."""
    import httpx

    # The last two are host names that only the resolver finds wrong.
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.InvalidURL | UnicodeError):
        return f"{title} could not be reached at {host}"
    if isinstance(error, httpx.TimeoutException):
        return f"{title} did not answer in time"
    if isinstance(error, httpx.ProxyError):
        return f"The proxy on the way to {host} did not let the request through"
    return f"The connection to {title} broke off"


def certificate_trouble(error: BaseException, host: str) -> UnreachableError | None:
    """The failure to raise if TLS could not be verified, which no retry mends."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    if cause is None:
        return None
    hint = "If a web filter inspects traffic, set SSL_CERT_FILE to the file of its certificate authority."
    return UnreachableError(f"The certificate of {host} cannot be verified, so nothing was sent.", hint)
