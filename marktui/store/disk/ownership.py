"""Who owns a hub folder, and whether it is private or shared with a Unix group; its mode says which."""

import os
import pwd
import stat
from contextlib import suppress
from pathlib import Path

from marktui.hub.accounts.folder_owner import Ownership, no_folder_access_error, require_own_or_shared
from marktui.hub.accounts.permissions import uid_name

SHARED_FOLDER = 0o2770


def group_of(folder: Path) -> int | None:
    """The number of the group that a folder is shared with; None if its mode is not that of a shared hub."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_gid if stat.S_IMODE(facts.st_mode) == SHARED_FOLDER else None


def group_name(number: int) -> str:
    """The name of a group, else its number."""
    import grp  # here, because most hubs are private

    with suppress(KeyError):
        return grp.getgrgid(number).gr_name
    return str(number)


def shared_group(folder: Path) -> str | None:
    """The name of the group that a folder is shared with; None if its mode is not that of a shared hub."""
    group = group_of(folder)
    return None if group is None else group_name(group)


def ownership(folder: Path) -> Ownership:
    """Who owns a folder."""
    try:
        facts = folder.stat()
    except PermissionError as error:
        raise no_folder_access_error(str(folder)) from error
    except OSError:
        # A missing folder has no owner; any other problem shows when it is read.
        return Ownership(str(folder))
    is_own = facts.st_uid == os.geteuid()
    return Ownership(
        folder=str(folder),
        owner=_login_of(facts.st_uid),
        is_own=is_own,
        group=shared_group(folder),
        is_member=is_own or _may_use(folder),
    )


def require_folder_access(folder: Path) -> None:
    """Refuse a folder of another login that is not shared, before anything in it is read."""
    require_own_or_shared(ownership(folder))


def _may_use(folder: Path) -> bool:
    """Whether this process may read and write a folder of another login."""
    from marktui.store.disk.file_access import is_read_only, may_read, may_write  # most hubs are our own

    # On a read-only disk a member cannot write either.
    return may_write(folder) or (is_read_only(folder) and may_read(folder))


def _login_of(uid: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return uid_name(uid)
