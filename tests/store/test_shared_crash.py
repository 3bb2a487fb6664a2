"""A process that dies at any step in a shared hub leaves what others of its group can go on from."""

import grp
import os
import shutil
import stat
from pathlib import Path

import pytest

from marktui.store.disk.sharing import HubDisk
from marktui.store.store import HubStore

from .builders import entry, renamed
from .failing_disk import Died, SteppedDisk
from .operations import OPERATIONS, Operation

GROUP = grp.getgrgid(os.getegid()).gr_name
SHARED = {0o2770, 0o660}


class MortalDisk(SteppedDisk, HubDisk):
    """That of a real hub, whose process dies before one of its steps.

    Args:
        folder: The hub folder.
        steps: How many steps it lives to take; None for all of them.
    """

    def __init__(self, folder: Path, steps: int | None = None) -> None:
        super().__init__(folder)
        self.taken = 0
        self._steps = steps

    def before(self, step: str) -> None:
        if self.taken == self._steps:
            raise Died
        self.taken += 1


def modes(folder: Path) -> set[int]:
    """The modes of all that is in a hub folder, itself included, but for what a crash left half-made."""
    paths = (one for one in folder.rglob("*") if not one.name.startswith("."))
    return {stat.S_IMODE(one.stat().st_mode) for one in (folder, *paths)}


async def shared(operation: Operation, folder: Path) -> None:
    """What the operation starts from, in a hub that is shared with a group."""
    await operation.prepare(folder)
    store = HubStore(folder)
    hub = await store.load()
    await store.commit(hub, hub.with_(shared_with=GROUP), entry())


LIVE = [
    one
    for one in OPERATIONS
    if one.name in ("commit", "commit that drops backups", "note", "erase", "restore")
]


@pytest.mark.parametrize("operation", LIVE, ids=str)
async def test_every_step(operation: Operation, tmp_path: Path) -> None:
    former = os.umask(0o077)
    try:
        folder = tmp_path / "start" / "hub"
        await shared(operation, folder)
        assert modes(folder) == SHARED
        whole = MortalDisk(tmp_path / "whole")
        shutil.copytree(folder, tmp_path / "whole")
        await operation.act(HubStore(tmp_path / "whole", disk=whole))
        assert whole.taken >= 4
        for steps in range(whole.taken):
            copy = tmp_path / str(steps)
            shutil.copytree(folder, copy)
            with pytest.raises(Died):
                await operation.act(HubStore(copy, disk=MortalDisk(copy, steps)))
            assert modes(copy) == SHARED, steps
            store = HubStore(copy)
            hub = await store.load()
            assert hub.shared_with == GROUP
            await store.commit(hub, renamed(hub, "Next"), entry(number=99))
            assert modes(copy) == SHARED, steps
            assert [one.name for one in copy.rglob(".*")] == []
    finally:
        os.umask(former)
