"""Group and modes of a hub folder and its files, private or shared with a Unix group.

The mode of the folder says which, so that every login makes the files of the hub in the same way.
"""

import errno
import grp
import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from marktui.hub.accounts.logins import UnixLogin
from marktui.hub.accounts.sharing import UnixGroup
from marktui.store.disk.atomic import leftovers, replace_file
from marktui.store.disk.disk import PRIVATE_FILE, PRIVATE_FOLDER, Disk
from marktui.store.disk.file_access import may_read
from marktui.store.disk.ownership import SHARED_FOLDER, group_name, group_of
from marktui.store.disk.paths import BACKUPS, NAMES, REPORT_FILE, SECRETS_FILE, UNSAVED_FILE
from marktui.store.disk.regular_file import read_regular_file

SHARED_FILE = 0o660
_OWN_ALONE = frozenset({SECRETS_FILE, REPORT_FILE, UNSAVED_FILE})
"""Files that stay private to the login that made them, even in a shared hub."""


def group_number(name: str) -> int | None:
    """The number of a group; None if the system does not know it."""
    with suppress(KeyError):
        return grp.getgrnam(name).gr_gid
    return None


def unix_group(name: str) -> UnixGroup:
    """A group, as the system knows it."""
    number = group_number(name)
    ours = {os.getegid(), *os.getgroups()}
    return UnixGroup(name, number is not None, os.geteuid() == 0 or number in ours)


def unix_login(name: str) -> UnixLogin:
    """A login, as the system knows it."""
    try:
        known = pwd.getpwnam(name)
    except KeyError:
        return UnixLogin(name, exists=False, groups=frozenset())
    return UnixLogin(
        name,
        exists=True,
        groups=frozenset(group_name(one) for one in os.getgrouplist(name, known.pw_gid)),
    )


def other_files(folder: Path) -> tuple[str, ...]:
    """The names of files in a hub folder that are not the hub's."""
    ours = set(own_paths(folder))
    return tuple(sorted(path.name for path in folder.iterdir() if path not in ours))


class HubDisk(Disk):
    """Gives new files in a shared hub to its group, whatever the umask is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, path: Path) -> int:
        """Make a file that is private, or the group's in a shared folder."""
        handle = super().create(path)
        self._give(handle)
        return handle

    def extend(self, path: Path) -> int:
        """Open a file to append to it; a new one is private, or the group's in a shared folder."""
        is_new = not path.exists()
        handle = super().extend(path)
        if is_new:
            self._give(handle)
        return handle

    def make_folder(self, folder: Path) -> None:
        """Make a folder; inside a shared hub it is shared too."""
        is_new = not folder.exists()
        super().make_folder(folder)
        group = group_of(self._folder)
        if is_new and group is not None and folder != self._folder:
            os.chown(folder, -1, group)
            folder.chmod(SHARED_FOLDER)

    def _give(self, handle: int) -> None:
        group = group_of(self._folder)
        if group is not None:
            # Most disks have done this already. A login that is no longer in the group could not do it.
            if os.fstat(handle).st_gid != group:
                os.fchown(handle, -1, group)
            os.fchmod(handle, SHARED_FILE)


def own_paths(folder: Path) -> Iterator[Path]:
    """The hub's own files in a hub folder, which may hold other files too."""
    yield from (path for name in NAMES if (path := folder / name).is_file())
    yield from leftovers(folder, NAMES)
    backups = folder / BACKUPS
    if backups.is_dir() and not backups.is_symlink():
        yield backups
        # A folder that is closed to its owner cannot be listed; the check of its mode reports it.
        yield from sorted(backups.iterdir() if may_read(backups) else ())


def wanted_mode(path: Path, folder: Path, group: int | None) -> int:
    """The mode that a file or folder of a hub should have."""
    if path in (folder, folder / BACKUPS):
        return PRIVATE_FOLDER if group is None else SHARED_FOLDER
    return PRIVATE_FILE if group is None or is_always_private(path) else SHARED_FILE


def is_always_private(path: Path) -> bool:
    """Whether a file stays private to the login that made it, even in a shared hub."""
    return any(path.name == name or path.name.startswith(f".{name}.") for name in _OWN_ALONE)


def set_modes(folder: Path, group: int | None, disk: Disk) -> None:
    """Share a hub folder with a group, or end that. The folder is closed first and opened last.

    Args:
        group: The number of the group; None makes the folder private.
        disk: What rewrites the files that belong to other logins.
    """
    if group is None:
        set_mode(folder, folder, None, disk)
    for path in own_paths(folder):
        set_mode(path, folder, group, disk)
    if group is not None:
        set_mode(folder, folder, group, disk)


def set_mode(path: Path, folder: Path, group: int | None, disk: Disk) -> None:
    """Give a file or folder of a hub the mode that it should have."""
    facts = path.stat() if path == folder else path.lstat()
    if stat.S_ISLNK(facts.st_mode):
        return
    if facts.st_uid == os.geteuid():
        _set_own_mode(path, wanted_mode(path, folder, group), group, follows=path == folder)
    elif stat.S_ISREG(facts.st_mode):
        # Only the owner can change a mode; but we can replace a file that we can read by our own copy.
        if not is_always_private(path):
            replace_file(path, read_regular_file(path), disk)
        elif group is None:
            # Nobody needs the secrets of a login that can no longer open the hub.
            disk.remove(path)
    else:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))


def _set_own_mode(path: Path, mode: int, group: int | None, *, follows: bool) -> None:
    # Through the open file, so that nobody can put another in its place; only the hub folder may be a link.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | (0 if follows else os.O_NOFOLLOW))
    try:
        if group is not None and os.fstat(handle).st_gid != group:
            os.fchown(handle, -1, group)
        os.fchmod(handle, mode)
    finally:
        os.close(handle)
