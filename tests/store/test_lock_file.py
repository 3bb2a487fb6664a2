"""One writer at a time, and whoever waits in vain is told who it is."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from marktui.hub.error import Exit
from marktui.store.door import HubStore
from marktui.store.entry import What
from marktui.store.error import LockedError
from marktui.store.lock import writing

from .make import FULL, entry, mode, renamed


async def test_who_waits_in_vain_is_told_who_writes(tmp_path: Path) -> None:
    store = HubStore(tmp_path, patience=0.05)
    hub = await store.create(FULL, entry(What.INIT))
    with writing(tmp_path / "hub.lock", "tariq"):
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
    with writing(tmp_path / "hub.lock", "tariq"):
        waiting = asyncio.create_task(store.commit(hub, renamed(hub, "Ada"), entry()))
        await asyncio.sleep(0.02)
        assert not waiting.done()
    assert (await waiting).generation == 2


def test_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    path = tmp_path / "hub.lock"
    script = (
        "import os, sys; from pathlib import Path; from marktui.store.lock import writing\n"
        "with writing(Path(sys.argv[1]), 'ghost'): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9
    with writing(path, "jo", patience=0.05):
        assert b"jo" in path.read_bytes()


def test_lock_is_freed_when_the_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "hub.lock"
    with pytest.raises(RuntimeError), writing(path, "jo"):
        raise RuntimeError
    with writing(path, "tariq", patience=0.05):
        assert mode(path) == 0o600


@pytest.mark.parametrize("content", [b"", b"garbage", b"[]", b'{"login": "x"}', b'{"login": []}'])
def test_holder_that_cannot_be_read_is_somebody_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hub.lock"
    with writing(path, "jo"):
        path.write_bytes(content)
        with pytest.raises(LockedError, match="by somebody else"), writing(path, "tariq", patience=0.01):
            pass
