"""The keyring of the machine or the desktop, for schools that want secrets there. An optional extra."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import Connect, ConnectionStep
from marktui.store.disk.errors import StoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class NoKeyringError(UsageError):
    """There is no keyring that could be used."""

    kind = "no_keyring"


def keyring_name() -> str:
    """The name of this machine's keyring."""
    return str(getattr(_backend(), "name", "keyring"))


def new_entry() -> str:
    """A new entry name, different for every hub."""
    return f"marktui {os.urandom(8).hex()}"


def put(entry: str, connector: str, values: Mapping[str, str]) -> None:
    """Store a connector's secrets, and check that they were stored."""
    content = msgspec.json.encode(dict(values)).decode()
    with _keyring_errors("does not take the secrets"):
        _backend().set_password(entry, connector, content)
        kept = _backend().get_password(entry, connector)
    if kept != content:
        raise StoreError("The keyring did not store the secrets.", next=ConnectionStep.LEAVE_OUT_KEYRING)


def take(entry: str, connector: str) -> dict[str, str]:
    """A connector's secrets; empty if the keyring has none."""
    with _keyring_errors("does not give the secrets"):
        content = _backend().get_password(entry, connector)
    try:
        return msgspec.json.decode(content, type=dict[str, str]) if content else {}
    except msgspec.DecodeError:
        raise StoreError("What the keyring holds is not what marktui put there.", next=Connect()) from None


def drop(entry: str, connector: str) -> None:
    """Remove a connector's secrets."""
    with _keyring_errors("does not forget the secrets"):
        if _backend().get_password(entry, connector) is not None:
            _backend().delete_password(entry, connector)


def _backend() -> "KeyringBackend":
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        raise NoKeyringError(
            "The keyring needs an extra that is not installed.",
            "Install it with: pip install 'marktui[keyring]'.",
            ConnectionStep.LEAVE_OUT_KEYRING,
        ) from None
    try:
        found: KeyringBackend | None = keyring.get_keyring()
    except (ImportError, AttributeError, ValueError, TypeError, RuntimeError):
        # The keyring that its settings name cannot be loaded.
        found = None
    if found is None or isinstance(found, fail.Keyring | null.Keyring):
        raise NoKeyringError(
            "There is no keyring on this machine that marktui could use.",
            "Unlock or set one up (python -m keyring diagnose says more).",
            ConnectionStep.LEAVE_OUT_KEYRING,
        )
    return found


@contextmanager
def _keyring_errors(what: str) -> Iterator[None]:
    """Turn a keyring's error into a sentence of ours; its own text may hold anything."""
    try:
        yield
    except NoKeyringError:
        raise
    except (OSError, RuntimeError, _keyring_error()) as error:
        raise StoreError(
            f"The keyring {what} ({type(error).__name__}).",
            "Unlock it and try again.",
            ConnectionStep.LEAVE_OUT_KEYRING,
        ) from None


def _keyring_error() -> type[Exception]:
    from keyring.errors import KeyringError

    return KeyringError
