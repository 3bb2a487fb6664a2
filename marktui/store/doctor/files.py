"""Checks the folder itself: disk, owners and modes, lock, leftovers, secrets."""

import os
from collections.abc import Iterator
from functools import partial

import msgspec

from marktui.hub.model.next_step import Connect, HubStep
from marktui.store.disk.atomic import leftovers
from marktui.store.disk.errors import DamagedError, NetworkDiskError, StoreError, as_store_error
from marktui.store.disk.file_access import is_closed_to_owner, is_read_only, may_write
from marktui.store.disk.lock import clear_lock_holder, is_lock_held, lock_holder
from marktui.store.disk.network import refuse_network_disk
from marktui.store.disk.paths import (
    ERASING_FILE,
    HISTORY_FILE,
    HUB_FILE,
    LOCK_FILE,
    NAMES,
    REPORT_FILE,
    SECRETS_FILE,
    UNSAVED_FILE,
)
from marktui.store.disk.regular_file import is_not_regular, read_regular_file
from marktui.store.doctor.finding import Finding
from marktui.store.doctor.modes import check_modes
from marktui.store.folder import HubFolder


def check_files(files: HubFolder) -> Iterator[Finding]:
    """What is wrong with the folder, apart from the content of its files."""
    yield from _disk(files)
    yield from check_modes(files)
    yield from _writable(files)
    yield from _planted(files)
    yield from check_lock(files)
    yield from _leftovers(files)
    yield from check_erasure(files)
    yield from _secrets(files)


def _disk(files: HubFolder) -> Iterator[Finding]:
    try:
        refuse_network_disk(files.folder, files.mounts)
    except NetworkDiskError as error:
        yield Finding.of_error(error)


def _writable(files: HubFolder) -> Iterator[Finding]:
    """What prevents saving although owners and modes are right."""
    folder, backups = files.folder, files.backups.folder
    if is_read_only(folder):
        yield Finding(
            sentence=f"{folder} is on a disk that is mounted read-only, so nothing can be saved.",
            grave=False,
            advice="Find out why, and mount it for writing.",
        )
        return
    if backups.exists() and not backups.is_dir():
        yield Finding(
            sentence=f"{backups} is not a folder, so no backup can be kept and nothing can be saved.",
            advice="Move it to another place; marktui makes a new folder.",
        )
    for path in (folder, files.history.path, backups):
        # The check of modes reports a file that is closed to its owner.
        if path.exists() and not may_write(path) and not is_closed_to_owner(path.stat()):
            yield Finding(
                sentence=f"This login cannot write {path}, so nothing can be saved.",
                grave=False,
                advice="Check who owns it, and its permissions.",
            )


def _planted(files: HubFolder) -> Iterator[Finding]:
    """Links and pipes in the place of our files; the check of content reports hub file and history."""
    names = [files.folder / name for name in NAMES if name not in (HUB_FILE, HISTORY_FILE)]
    for path in (*(one for one in names if is_not_regular(one)), *files.backups.not_regular()):
        yield Finding(
            sentence=f"{path}: a link or something else is in its place, and is left alone.",
            advice="See what it is and who put it there with ls -l, and remove it.",
        )


def check_lock(files: HubFolder) -> Iterator[Finding]:
    """A process that is writing, or died while it was writing."""
    path = files.folder / LOCK_FILE
    if is_not_regular(path):
        return
    signed = lock_holder(path)
    if is_read_only(files.folder):
        # Nobody can write there, and trying the lock would write.
        return
    try:
        held = is_lock_held(path)
    except StoreError as error:
        yield Finding.of_error(error)
        return
    if held:
        who = signed or "somebody else"
        yield Finding(sentence=f"The hub is being written by {who} at this moment.", grave=False)
    elif signed is not None:
        yield Finding(
            sentence=f"{signed} died while writing and left the lock; it does not lock anybody out.",
            grave=False,
            repair=partial(clear_lock_holder, path),
        )


def _leftovers(files: HubFolder) -> Iterator[Finding]:
    for path in (*files.leftovers(), *leftovers(files.folder, (SECRETS_FILE, REPORT_FILE, UNSAVED_FILE))):
        yield Finding(
            sentence=f"A crash left {path} while a file was being replaced; it is not needed.",
            grave=False,
            repair=partial(path.unlink, missing_ok=True),
        )
    try:
        set_aside = list(files.backups.set_aside_files())
    except StoreError as error:
        yield Finding.of_error(error)
        return
    if set_aside:
        yield Finding(
            sentence=f"Copies of damaged files are in {files.backups.folder}: {len(set_aside)}.",
            grave=False,
            advice="Delete them when you no longer need them; their names begin with set-aside.",
        )


def check_erasure(files: HubFolder) -> Iterator[Finding]:
    """An erasure that is not finished. Any writer finishes it first, so a repair does too."""
    path = files.folder / ERASING_FILE
    if is_not_regular(path):
        return
    try:
        if files.erasure.read() is not None:
            yield Finding(
                sentence="An erasure was interrupted; it will be finished when the hub is opened next.",
                grave=False,
                next=(HubStep.REPAIR,),
            )
    except DamagedError as error:
        yield Finding(
            sentence=error.message,
            advice=f"Delete {path}, restore a backup that still holds them, and erase again.",
        )


def _secrets(files: HubFolder) -> Iterator[Finding]:
    path = files.folder / SECRETS_FILE
    # In a shared hub they may be another login's, which alone can read them.
    if is_not_regular(path) or not path.exists() or path.stat().st_uid != os.geteuid():
        return
    try:
        with as_store_error("read", path):
            content = read_regular_file(path)
        msgspec.json.decode(content, type=dict[str, dict[str, str]])
    except StoreError as error:
        yield Finding.of_error(error)
    except msgspec.DecodeError:
        yield Finding(sentence=f"{path} is damaged.", advice="Delete it.", next=(Connect(),))
