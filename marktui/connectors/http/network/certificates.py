"""Whose certificates are believed: the usual authorities, or those of a file that the school names."""

import os
import re
import ssl
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from marktui.hub.model.errors import UsageError

FILE, FOLDERS = "SSL_CERT_FILE", "SSL_CERT_DIR"
"""Variables that name authorities for many programs: a file, or folders between colons."""
_LARGEST = 16 * 1024**2
"""No list of authorities is larger; the usual one has 300 kB."""
_HASHED = re.compile(r"[0-9a-f]{8}\.r?\d+")
"""The names by which OpenSSL finds certificates in a folder; it opens no others."""
_HINT = "It has to hold certificates of authorities in PEM form, as text."


def authorities(bundle: str | None = None, usual: str = "") -> ssl.SSLContext:
    """TLS in which every certificate is verified.

    Args:
        bundle: The file of authorities that the connection names.
        usual: The file that the settings name, for where the environment names none.
    """
    if bundle:
        return _of_file(Path(bundle))
    if file := os.environ.get(FILE):
        return _of_file(Path(file), f", which {FILE} names,")
    if folders := os.environ.get(FOLDERS):
        return _of_folders(folders)
    if usual:
        with suppress(RuntimeError):  # the home of nobody, which is no file either
            usual = str(Path(usual).expanduser())
        return _of_file(Path(usual), ", which the settings file names,")
    import certifi

    return _of_file(Path(certifi.where()))


def checked_bundle(path: str) -> str:
    """The whole name of a file of authorities; raises `UsageError` for one that cannot be used."""
    try:
        whole = str(Path(path.strip()).expanduser().absolute())
    except (RuntimeError, OSError):
        message = f"{path} cannot be found: there is no such login, or no present folder."
        raise UsageError(message, "Give the whole name of the file, from / on.") from None
    authorities(whole)
    return whole


def _of_file(path: Path, where: str = "") -> ssl.SSLContext:
    try:
        # Looked at before it is opened: a pipe would wait for ever, and no signal would end that.
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise UsageError(f"{path}{where} is not a regular file.", _HINT)
        if facts.st_size > _LARGEST:
            raise UsageError(f"{path}{where} is far too big for a file of certificate authorities.", _HINT)
        return _of_certificates(str(path), facts.st_mtime_ns, facts.st_size)
    except (OSError, ValueError) as error:
        # A file without certificates is an SSLError, which is an OSError.
        reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else _reason(error)
        message = f"The certificate authorities in {path}{where} cannot be used: {reason}."
        raise UsageError(message, _HINT) from None


@lru_cache(maxsize=4)
def _of_certificates(path: str, changed: int, size: int) -> ssl.SSLContext:
    """What a file of authorities comes to as long as it is the same: to read the usual one takes 40 ms."""
    return _verifying(cafile=path)


def _of_folders(folders: str) -> ssl.SSLContext:
    there = [one for one in map(Path, folders.split(os.pathsep)) if one.is_dir()]
    if not there:
        message = f"{FOLDERS} names no folder that is there: {folders}."
        raise UsageError(message, "Name a folder of certificate authorities, or unset it.")
    for path in there:
        odd = next(_odd_certificates(path), None)
        if odd is not None:
            message = f"{odd}, in a folder that {FOLDERS} names, is not a regular file."
            raise UsageError(message, "Remove it, or name another folder.")
    return _verifying(capath=folders)


def _odd_certificates(folder: Path) -> Iterator[Path]:
    """What OpenSSL would open in a folder though it is not a file."""
    try:
        for one in sorted(folder.iterdir()):
            if _HASHED.fullmatch(one.name) and one.exists() and not one.is_file():
                yield one
    except OSError as error:
        message = f"The certificate authorities in {folder}, which {FOLDERS} names, cannot be used: "
        raise UsageError(f"{message}{_reason(error)}.", "Check its permissions, or unset it.") from None


def _verifying(cafile: str | None = None, capath: str | None = None) -> ssl.SSLContext:
    """TLS for a client.

    Not by `ssl.create_default_context`: that writes the keys of each connection into the file that
    `SSLKEYLOGFILE` names, which opens the secrets to anybody who recorded the line.
    """
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.load_verify_locations(cafile, capath)
    return tls


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or "the system refused").lower()
