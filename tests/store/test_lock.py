"""One writer at a time, and whoever waits in vain is told who it is."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marktui.hub.model.errors import Exit
from marktui.store.disk.errors import ChangedElsewhereError, LockedError
from marktui.store.disk.lock import hub_lock, is_lock_held, lock_holder
from marktui.store.file.entry import What
from marktui.store.store import HubStore

from .builders import FULL, entry, mode, renamed


async def test_who_waits_in_vain_is_told_who_writes(tmp_path: Path) -> None:
    store = HubStore(tmp_path, patience=0.05)
    hub = await store.create(FULL, entry(What.INIT))
    with hub_lock(tmp_path / "hub.lock", "tariq"):
        with pytest.raises(
            LockedError, match=r"^The hub is being written by tariq on .+ \(process \d+, since"
        ) as no:
            await store.commit(hub, renamed(hub, "Ada"), entry())
        with pytest.raises(LockedError):
            await store.note(entry())
        assert await store.load() == hub
    assert no.value.exit is Exit.STORE
    await store.commit(hub, renamed(hub, "Ada"), entry())


async def test_patient_writer_gets_its_turn(tmp_path: Path) -> None:
    store = HubStore(tmp_path)
    hub = await store.create(FULL, entry(What.INIT))
    with hub_lock(tmp_path / "hub.lock", "tariq"):
        waiting = asyncio.create_task(store.commit(hub, renamed(hub, "Ada"), entry()))
        await asyncio.sleep(0.02)
        assert not waiting.done()
    assert (await waiting).generation == 2


def test_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    path = tmp_path / "hub.lock"
    script = (
        "import os, sys; from pathlib import Path; from marktui.store.disk.lock import hub_lock\n"
        "with hub_lock(Path(sys.argv[1]), 'ghost'): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9
    left = lock_holder(path)
    assert left is not None
    assert (left.login, is_lock_held(path)) == ("ghost", False)
    with hub_lock(path, "jo", patience=0.05):
        signed = lock_holder(path)
        assert signed is not None
        assert (signed.login, signed.process, is_lock_held(path)) == ("jo", os.getpid(), True)
    assert (lock_holder(path), path.read_bytes(), is_lock_held(path)) == (None, b"", False)


async def test_name_left_by_a_process_that_died_locks_nobody_out(tmp_path: Path) -> None:
    store = HubStore(tmp_path, patience=0.05)
    hub = await store.create(FULL, entry(What.INIT))
    ghost = b'{"login":"ghost","host":"x","process":4194305,"since":"2026-09-14T08:30:00Z"}'
    (tmp_path / "hub.lock").write_bytes(ghost)
    done = await store.commit(hub, renamed(hub, "Ada"), entry())
    assert await HubStore(tmp_path).load() == done
    assert lock_holder(tmp_path / "hub.lock") is None


async def test_nobody_is_named_after_a_failure_either(tmp_path: Path) -> None:
    store = HubStore(tmp_path, patience=0.05)
    hub = await store.create(FULL, entry(What.INIT))
    with pytest.raises(ChangedElsewhereError):
        await store.commit(FULL, renamed(hub, "Ada"), entry())
    assert lock_holder(tmp_path / "hub.lock") is None


def test_looking_does_not_touch_the_lock_file(tmp_path: Path) -> None:
    path = tmp_path / "hub.lock"
    assert not is_lock_held(path)
    assert not path.exists()
    path.write_bytes(b"as it is")
    assert not is_lock_held(path)
    assert path.read_bytes() == b"as it is"


def test_lock_is_freed_when_the_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "hub.lock"
    with pytest.raises(RuntimeError), hub_lock(path, "jo"):
        raise RuntimeError
    with hub_lock(path, "tariq", patience=0.05):
        assert mode(path) == 0o600


@pytest.mark.parametrize("content", [b"", b"garbage", b"[]", b'{"login": "x"}', b'{"login": []}'])
def test_holder_that_cannot_be_read_is_somebody_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hub.lock"
    with hub_lock(path, "jo"):
        path.write_bytes(content)
        with pytest.raises(LockedError, match="by somebody else"), hub_lock(path, "tariq", patience=0.01):
            pass
