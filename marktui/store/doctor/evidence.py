"""Collects what is in a hub folder for a report to support, in whatever state it is."""

import os
import re
import socket
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.lock import lock_holder
from marktui.store.disk.paths import LOCK_FILE, REPORT_FILE
from marktui.store.disk.regular_file import is_not_regular, read_regular_file
from marktui.store.disk.sharing import other_files, own_paths
from marktui.store.file.entry import Entry
from marktui.store.file.load import load_hub_file
from marktui.store.file.safe_json import clean_json
from marktui.store.folder import HubFolder

_BACKUP = r"hub-\d{6,}-\d{8}T\d{6}Z(-format-\d+)?\.json"
_ROOT = r"(hub|secrets|erasing|connection-report)\.json|history\.jsonl"
_OWN_NAME = re.compile(
    rf"hub\.lock|\.?({_ROOT})(\.[0-9a-f]{{8}})?"
    rf"|backups(/{_BACKUP}|/set-aside-\d{{8}}T\d{{6}}Z(-\d+)?-({_ROOT}|{_BACKUP}))?"
)
"""The names that marktui gives. Any other file may be named after a child."""
_LARGEST_REPORT = 1024**2


class FileFacts(Struct, frozen=True):
    """One of marktui's own files."""

    name: str
    mode: str
    size: int
    changed_at: datetime


class Evidence(Struct, frozen=True, kw_only=True):
    """What was found. It holds names of people; a report is made from it, and it is never written itself."""

    folder: Path
    hub: Hub | None
    failure: str | None
    """The kind of error when the hub was read."""
    entries: tuple[Entry, ...]
    """The history, newest first, with entries that were never committed."""
    files: tuple[FileFacts, ...]
    others: tuple[str, ...]
    """The names of files in the folder that are not marktui's."""
    strangers: frozenset[str]
    """Words that reveal whose machine it is: its name, and the login that holds the lock."""
    interface: Any
    """What the service said about its interface when it was connected."""


def gather_evidence(files: HubFolder) -> Evidence:
    """Collect everything."""
    folder = files.folder
    hub, failure = _hub(files.file)
    with as_store_error("read", folder):
        ours = list(own_paths(folder)) if folder.is_dir() else []
        others = other_files(folder) if ours else ()
        facts = tuple(_facts(path, folder) for path in ours if path.exists())
    entries = files.history.read_all().entries
    signed = lock_holder(folder / LOCK_FILE)
    return Evidence(
        folder=folder,
        hub=hub,
        failure=failure,
        entries=entries,
        files=facts,
        others=others,
        strangers=frozenset({socket.gethostname(), *({signed.login, signed.host} if signed else ())}),
        interface=_interface(folder / REPORT_FILE),
    )


def _hub(path: Path) -> tuple[Hub | None, str | None]:
    if not path.exists():
        return None, "no_hub"
    try:
        return load_hub_file(path), None
    except MarktuiError as error:
        return None, error.kind


def _facts(path: Path, folder: Path) -> FileFacts:
    facts = path.stat()
    changed_at = datetime.fromtimestamp(int(facts.st_mtime), UTC)
    return FileFacts(
        _shown(str(path.relative_to(folder))), f"{stat.S_IMODE(facts.st_mode):o}", facts.st_size, changed_at
    )


def _shown(name: str) -> str:
    return name if _OWN_NAME.fullmatch(name) else "(another file)"


def _interface(path: Path) -> Any:
    with as_store_error("read", path):
        if is_not_regular(path) or not path.is_file() or path.stat().st_size > _LARGEST_REPORT:
            return None
        if path.stat().st_uid != os.geteuid():
            # In a shared hub it is private to the login that connected; another login's file is not used.
            return "another login's"
        content = read_regular_file(path)
    try:
        return clean_json(content)
    except msgspec.DecodeError:
        return "damaged"
