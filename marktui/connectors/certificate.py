"""Whose certificates are believed: the usual authorities, or those of a file that the school names."""

import os
import ssl
from pathlib import Path

from marktui.hub.error import UsageError

VARIABLE = "SSL_CERT_FILE"
"""Names such a file for all programs that heed it."""
_HINT = "It has to hold certificates of authorities in PEM form, as text."


def authorities(bundle: str | None = None) -> ssl.SSLContext:
    """TLS in which every certificate is verified.

    Args:
        bundle: A file of authorities, believed in the place of the usual ones.

    Raises:
        UsageError: The file cannot be used.
    """
    import httpx

    file = bundle or os.environ.get(VARIABLE)
    try:
        if bundle:
            return _of_file(Path(bundle))
        return httpx.create_ssl_context()
    except OSError as error:
        # A file without certificates is an SSLError, which is an OSError.
        reason = (
            "it holds no certificate" if isinstance(error, ssl.SSLError) else (error.strerror or "").lower()
        )
        where = "" if bundle else f", which {VARIABLE} names,"
        raise UsageError(
            f"The certificate authorities in {file}{where} cannot be used: {reason}.", _HINT
        ) from None


def checked_bundle(path: str) -> str:
    """The whole name of a file of authorities, once it was found to be one.

    Raises:
        UsageError: The file cannot be used.
    """
    whole = str(Path(path.strip()).expanduser().absolute())
    authorities(whole)
    return whole


def _of_file(path: Path) -> ssl.SSLContext:
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no ordinary file.", _HINT)
    return ssl.create_default_context(cafile=path)
