"""Each step that the disk can refuse is refused: the sentence is true, and nothing is half done."""

import errno
import shutil
from asyncio import to_thread
from pathlib import Path

import pytest
from msgspec import structs

from marktui.hub.model.errors import Exit
from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import StoreError
from marktui.store.file.entry import Entry
from marktui.store.store import HubStore

from .builders import entry, renamed
from .erased_pupil import traces
from .failing_disk import FailingDisk
from .folder_view import HASTY, View, altered_lines, temporary_files, view, view_of_copy
from .operations import OPERATIONS, Operation

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
IN_PLACE = "/hub.json was replaced, but the disk did not confirm it"
"""What is said of a change that can neither be finished nor taken back."""
OUT_OF_THE_HUB = "They were erased from the hub, but not yet from its history and backups"


class Attempt:
    """An operation on a disk that fails at some step.

    Args:
        operation: The operation.
        folder: A hub folder that was made ready for it.
        disk: The disk.
    """

    def __init__(self, operation: Operation, folder: Path, disk: FailingDisk) -> None:
        self.operation = operation
        self.folder = folder
        self.disk = disk
        self.store = HubStore(folder, disk=disk)
        self.failure: StoreError | None = None

    async def make(self) -> None:
        try:
            await self.operation.act(self.store)
        except StoreError as failure:
            self.failure = failure
        self.disk.mended = True


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_every_step_may_fail(operation: Operation, for_good: bool, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    await operation.prepare(ready)
    before = await view_of_copy(ready, tmp_path / "before")
    whole = Attempt(operation, await _copied(ready, tmp_path / "whole"), FailingDisk())
    await whole.make()
    after = await view(whole.folder)
    for number in range(1, len(whole.disk.steps) + 1):
        folder = await _copied(ready, tmp_path / f"failed-{number}")
        error = ERRORS[number % len(ERRORS)]
        attempt = Attempt(operation, folder, FailingDisk(number, error, for_good=for_good))
        await attempt.make()
        await _prove(attempt, before, after, for_good, f"{number} {attempt.disk.steps[number - 1]}")
        await to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _prove(attempt: Attempt, before: View, after: View, for_good: bool, step: str) -> None:
    left = temporary_files(attempt.folder)
    seen = await view(attempt.folder)
    assert _plain(seen) in [_plain(one) for one in _expected(attempt, before, after, for_good)], step
    assert altered_lines(attempt.folder) == (), step
    failure = attempt.failure
    if failure is not None:
        assert (failure.exit, failure.message[-1], failure.hint[-1]) == (Exit.STORE, ".", "."), step
    if not for_good and attempt.operation.name != "erase":
        assert left == [], step
    if attempt.operation.is_erasure and seen.hub != before.hub:
        assert traces(attempt.folder) == set(), step
    await _go_on(attempt, seen, step)


def _expected(attempt: Attempt, before: View, after: View, for_good: bool) -> list[View]:
    """What may be found, going by what was said."""
    if attempt.failure is None:
        return [after]
    if IN_PLACE in attempt.failure.message or attempt.failure.message.startswith(OUT_OF_THE_HUB):
        return [after]
    # A note is there once it is written, and a disk that refuses everything does not let it be taken back.
    if attempt.operation.name == "note" and (for_good or attempt.disk.steps[-1] == "close"):
        return [before, after]
    return [before]


async def _go_on(attempt: Attempt, seen: View, step: str) -> None:
    """The same process succeeds with what it does next, now that the disk is well again."""
    if seen.hub is None:
        await attempt.operation.act(attempt.store)
        seen = await view(attempt.folder)
    hub = await attempt.store.load()
    assert hub == seen.hub, step
    done = await attempt.store.commit(hub, renamed(hub, "Next"), entry(text="next", number=99))
    afresh = HubStore(attempt.folder, disk=HASTY)
    assert await afresh.load() == done, step
    newest, *others = await afresh.history()
    assert (newest.text, tuple(others)) == ("next", seen.entries), step
    assert temporary_files(attempt.folder) == [], step


def _plain(seen: View) -> tuple[Hub | None, tuple[Entry, ...]]:
    """A view without the digests of the erased, which no two erasures make alike."""
    hub = seen.hub.with_(erasure_key=None, erased=()) if seen.hub else None
    return hub, tuple(structs.replace(one, erased=()) for one in seen.entries)


async def _copied(folder: Path, to: Path) -> Path:
    if await to_thread(folder.exists):
        await to_thread(shutil.copytree, folder, to)
    return to
