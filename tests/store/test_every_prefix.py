"""Whenever the power goes, and whatever the disk has lost of it: the hub is the old one or the new one."""

import asyncio
import shutil
from pathlib import Path

import pytest

from marktui.store.store import HubStore

from .builders import entry, renamed
from .crashes import Content, Crash, crashes, lay
from .erased_pupil import traces
from .folder_view import HASTY, View, altered_lines, temporary_files, view, view_of_copy
from .operations import OPERATIONS, Operation, without_numbers
from .recording_disk import RecordingDisk


class Recorded:
    """An operation that was done once, with all the crashes that could have come.

    Args:
        operation: The operation.
        root: A folder to do it in.
    """

    def __init__(self, operation: Operation, root: Path) -> None:
        self.operation = operation
        self.folder = root / "over" / "hub"
        self.root = root
        self.cases = 0
        self.folders: dict[tuple[Content, bool], Crash] = {}

    async def record(self) -> None:
        await self.operation.prepare(self.folder)
        self.before = await view_of_copy(self.folder, self.root.parent / "before")
        disk = RecordingDisk(self.root)
        await self.operation.act(HubStore(self.folder, disk=disk))
        self.after = await view(self.folder)
        for crash in crashes(disk):
            self.cases += 1
            acknowledged = crash.done == len(disk.steps)
            self.folders.setdefault((crash.content(disk.before, self.root), acknowledged), crash)


@pytest.fixture(scope="module")
def recordings() -> dict[str, Recorded]:
    """What was recorded so far."""
    return {}


async def _recorded(operation: Operation, recordings: dict[str, Recorded], root: Path) -> Recorded:
    if operation.name not in recordings:
        await asyncio.to_thread((root / "root").mkdir, parents=True)
        made = Recorded(operation, root / "root")
        await made.record()
        recordings[operation.name] = made
    return recordings[operation.name]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_every_crash_leaves_old_or_new(
    operation: Operation, recordings: dict[str, Recorded], tmp_path: Path
) -> None:
    recorded = await _recorded(operation, recordings, tmp_path / "made")
    for place, ((content, acknowledged), crash) in enumerate(recorded.folders.items()):
        root = tmp_path / f"crash-{place}"
        lay(content, root)
        try:
            await _prove(recorded, root / "over" / "hub", acknowledged)
        except Exception as error:
            raise AssertionError(
                f"{recorded.operation} crashed after step {crash.done}: {crash.steps}"
            ) from error
        await asyncio.to_thread(shutil.rmtree, root)


async def _prove(recorded: Recorded, folder: Path, acknowledged: bool) -> None:
    before, after = recorded.before, recorded.after
    seen = await view(folder)
    allowed = [after] if acknowledged else [before, after]
    assert (seen.hub, seen.entries) in [(one.hub, one.entries) for one in allowed]
    assert altered_lines(folder) == ()
    for generation, held in seen.backups.items():
        assert held in [one.backups[generation] for one in (before, after) if generation in one.backups]
    if recorded.operation.is_erasure and seen.hub == after.hub:
        assert (traces(folder), seen.backups) == (set(), after.backups)
    await _go_on(recorded, folder, seen)
    assert temporary_files(folder) == []


async def _go_on(recorded: Recorded, folder: Path, seen: View) -> None:
    """What is done next succeeds."""
    store = HubStore(folder, disk=HASTY)
    if seen.hub is None:
        await recorded.operation.act(store)
        seen = await view(folder)
        assert without_numbers(seen.hub) == without_numbers(recorded.after.hub)
    hub = await store.load()
    done = await store.commit(hub, renamed(hub, "Next"), entry(text="next", number=99))
    afresh = HubStore(folder, disk=HASTY)
    assert await afresh.load() == done == renamed(hub, "Next").with_(generation=hub.generation + 1)
    newest, *others = await afresh.history()
    assert (newest.text, tuple(others)) == ("next", seen.entries)


async def test_thousands_of_crashes_are_tried(recordings: dict[str, Recorded], tmp_path: Path) -> None:
    """Guards against a recording that misses what the store does."""
    cases = {one.name: (await _recorded(one, recordings, tmp_path / one.name)).cases for one in OPERATIONS}
    assert min(cases.values()) >= 50
    assert sum(cases.values()) > 2_000, cases
