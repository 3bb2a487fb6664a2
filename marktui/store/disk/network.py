"""Whether a folder is on another machine, where the lock of this one does not protect it."""

from pathlib import Path

from marktui.hub.model.next_step import HubStep
from marktui.store.disk.errors import NetworkDiskError

MOUNTS = Path("/proc/self/mounts")
"""The list of mounts of Linux."""

_NETWORK = frozenset(
    {
        "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
        "ocfs2", "smb3", "smbfs",
        "fuse.ceph", "fuse.ceph-fuse", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
        "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "vboxsf",
    }
)  # fmt: skip


def network_disk(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """The network file system that a folder is on; None if it is on this machine.

    Args:
        mounts: The system's list of mounts. Without one, every folder counts as being on this machine.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    real = folder.resolve()
    under = [
        (len(point.parts), place, kind)
        for place, (point, kind) in enumerate(map(_mount, lines))
        if real.is_relative_to(point)
    ]
    # The deepest mount holds the folder; of two at one place the later one counts.
    kind = max(under)[2] if under else ""
    return kind if kind in _NETWORK else None


def refuse_network_disk(folder: Path, mounts: Path = MOUNTS) -> None:
    """Refuse a folder on a network file system."""
    kind = network_disk(folder, mounts)
    if kind is not None:
        raise NetworkDiskError(
            f"{folder} is on a network file system ({kind}), where two machines could write at once.",
            "Keep the hub on a disk of this machine.",
            HubStep.USE_ANOTHER_FOLDER,
        )


def _mount(line: str) -> tuple[Path, str]:
    _, point, kind, *_ = line.split(" ")
    for code, mark in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\043", "#"), ("\\134", "\\")):
        point = point.replace(code, mark)
    return Path(point), kind
