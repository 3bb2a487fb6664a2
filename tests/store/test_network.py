"""A hub is not written where two machines could write at once; it can be read there."""

from pathlib import Path

import pytest

from marktui.hub.model.errors import Exit
from marktui.hub.model.next_step import HubStep
from marktui.store.disk.errors import NetworkDiskError
from marktui.store.disk.network import network_disk
from marktui.store.file.entry import What
from marktui.store.store import HubStore

from .builders import FULL, entry, renamed


def mounts(folder: Path, *lines: tuple[str | Path, str]) -> Path:
    """A system's list of mounts: points and kinds."""
    path = folder / "mounts"
    text = "".join(f"server:/export {point} {kind} rw,relatime 0 0\n" for point, kind in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "lustre"])
def test_network_disk_is_known_by_its_kind(tmp_path: Path, kind: str) -> None:
    table = mounts(tmp_path, ("/", "ext4"), (tmp_path, kind))
    assert network_disk(tmp_path / "hub", table) == kind
    assert network_disk(tmp_path, table) == kind


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuse.ntfs-3g", "vfat"])
def test_disk_of_this_machine_is_none(tmp_path: Path, kind: str) -> None:
    assert network_disk(tmp_path / "hub", mounts(tmp_path, ("/", "nfs4"), (tmp_path, kind))) is None


def test_deepest_mount_holds_the_folder(tmp_path: Path) -> None:
    table = mounts(tmp_path, (tmp_path / "srv", "nfs4"), (tmp_path / "srv/local", "ext4"), ("/", "ext4"))
    assert network_disk(tmp_path / "srv/hub", table) == "nfs4"
    assert network_disk(tmp_path / "srv/local/hub", table) is None
    assert network_disk(tmp_path / "srv-not/hub", table) is None


def test_later_mount_hides_the_earlier_one(tmp_path: Path) -> None:
    local_over = mounts(tmp_path, (tmp_path, "nfs4"), (tmp_path, "ext4"))
    assert network_disk(tmp_path / "hub", local_over) is None
    network_over = mounts(tmp_path, (tmp_path, "autofs"), (tmp_path, "cifs"))
    assert network_disk(tmp_path / "hub", network_over) == "cifs"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("school share", "school\\040share"),
        ("a\tb", "a\\011b"),
        ("a\\040b", "a\\134040b"),
        ("a#b", "a\\043b"),
    ],
)
def test_marks_in_paths_are_as_the_system_writes_them(tmp_path: Path, name: str, code: str) -> None:
    table = mounts(tmp_path, ("/", "ext4"), (f"{tmp_path}/{code}", "cifs"))
    assert network_disk(tmp_path / name / "hub", table) == "cifs"


def test_link_is_followed_to_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "hub").symlink_to(tmp_path / "share")
    table = mounts(tmp_path, ("/", "ext4"), (tmp_path / "share", "nfs"))
    assert network_disk(tmp_path / "hub", table) == "nfs"


def test_system_without_a_list_counts_as_this_machine(tmp_path: Path) -> None:
    assert network_disk(tmp_path, tmp_path / "none") is None


async def test_nothing_is_made_on_a_network_disk(tmp_path: Path) -> None:
    store = HubStore(tmp_path / "share/hub", mounts=mounts(tmp_path, (tmp_path / "share", "nfs4")))
    with pytest.raises(NetworkDiskError, match=r"is on a network file system \(nfs4\)") as no:
        await store.create(FULL, entry(What.INIT))
    assert (no.value.exit, no.value.next) == (Exit.STORE, (HubStep.USE_ANOTHER_FOLDER,))
    assert not await store.exists()


async def test_hub_on_a_network_disk_is_read_and_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "share/hub"
    hub = await HubStore(folder).create(FULL, entry(What.INIT))
    store = HubStore(folder, mounts=mounts(tmp_path, (tmp_path / "share", "fuse.sshfs")))
    assert await store.load() == hub
    assert len(await store.history()) == 1
    for refused in (
        store.commit(hub, renamed(hub, "Ada"), entry()),
        store.note(entry()),
        store.erase(hub, ["p000009"], entry()),
    ):
        with pytest.raises(NetworkDiskError):
            await refused
    assert await store.load() == hub
    assert len(await store.history()) == 1
