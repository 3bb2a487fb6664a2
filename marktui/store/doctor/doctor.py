"""Examines a hub folder, and repairs what can be repaired without losing anything."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from marktui.hub.accounts.folder_owner import require_shared
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HubStep, NextStep
from marktui.store.disk.errors import NoHubError, StoreError, as_store_error
from marktui.store.disk.ownership import ownership, require_folder_access
from marktui.store.doctor.content import ContentCheck
from marktui.store.doctor.files import check_erasure, check_files, check_lock
from marktui.store.doctor.finding import Finding
from marktui.store.file.hub_file import no_hub_error
from marktui.store.file.load import load_hub_file
from marktui.store.folder import HubFolder
from marktui.store.save_report import report_saved


class CheckResult(Struct, frozen=True):
    """A finding, and whether it was repaired."""

    sentence: str
    grave: bool
    advice: str = ""
    next: tuple[NextStep, ...] = ()
    mended: bool = False


def load_unchanged(files: HubFolder) -> Hub:
    """The hub as it is on disk; unlike `HubFolder.load` this finishes no erasure that was cut off."""
    require_folder_access(files.folder)
    with as_store_error("read", files.file):
        if not files.file.exists():
            raise no_hub_error(files.folder)
    hub = load_hub_file(files.file)
    require_shared(hub, ownership(files.folder))
    return hub


def examine(files: HubFolder, login: str, now: datetime) -> tuple[CheckResult, ...]:
    """All problems of the folder; nothing is changed."""
    _require_trace(files)
    return tuple(
        CheckResult(one.sentence, one.grave, next=(HubStep.REPAIR,))
        if one.repair
        else CheckResult(one.sentence, one.grave, one.advice, one.next)
        for one in _findings(files, login, now)
    )


def repair(files: HubFolder, login: str, now: datetime) -> tuple[CheckResult, ...]:
    """Repair what can be repaired, and report the rest as `examine` does."""
    _require_trace(files)
    # Loading finishes an erasure, and locking replaces a dead process's name; both are reported too.
    before = [*check_erasure(files), *(one for one in check_lock(files) if one.repair)]
    with suppress(StoreError, NoHubError):
        files.load()
    with files.locked(login):
        found = [one for one in _findings(files, login, now) if one.repair]
        with as_store_error("repaired", files.folder):
            for one in found:
                _repair(one)
    after = examine(files, login, now)
    left = {one.sentence for one in after}
    mended = (one for one in (*before, *found) if one.sentence not in left)
    return (*(CheckResult(one.sentence, one.grave, mended=True) for one in mended), *after)


def _repair(finding: Finding) -> None:
    if finding.repair is not None:
        finding.repair()
        report_saved(f"a repair ({finding.sentence.rstrip('.')})")


def _require_trace(files: HubFolder) -> None:
    if not files.exists() and not list(files.backups):
        raise no_hub_error(files.folder)


def _findings(files: HubFolder, login: str, now: datetime) -> Iterator[Finding]:
    # Everything is checked before anything is repaired, so that the findings still hold.
    with as_store_error("examined", files.folder):
        found = list(check_files(files))
    yield from found
    yield from list(ContentCheck(files, login, now).findings())
