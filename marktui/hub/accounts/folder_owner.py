"""Which login owns a hub folder, and who may open it. Checked before anything in it is read."""

from msgspec import Struct

from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub


class Ownership(Struct, frozen=True):
    """Who owns a hub folder, as the system says. A folder that does not exist yet counts as our own."""

    folder: str
    owner: str = ""
    """The login that the folder belongs to."""
    is_own: bool = True
    """Whether this process runs as that login."""
    group: str | None = None
    """The group that the folder is shared with; None if it is not shared."""
    other_files: tuple[str, ...] = ()
    """Files in the folder that are not the hub's, if somebody looked for them."""
    is_member: bool = True
    """Whether this process may read and write the folder, as its owner or as a member of that group."""


def require_own_or_shared(ownership: Ownership) -> None:
    """Refuse a folder of another login that is not shared, even if its mode is open."""
    if ownership.is_own:
        return
    if ownership.group is None:
        raise _another_login(ownership)
    if not ownership.is_member:
        raise NotAllowedError(
            f"The hub in {ownership.folder} is shared with the group {ownership.group},"
            " and this login is not in it.",
            f"Ask the administrator of this machine to add it to {ownership.group}; then log in again.",
        )


def require_shared(hub: Hub, ownership: Ownership) -> None:
    """Refuse a hub of another login unless its Access Coordinator has shared it, even if its mode is open."""
    if not ownership.is_own and hub.shared_with is None:
        raise _another_login(ownership)


def no_folder_access_error(folder: str) -> NotAllowedError:
    """The error for a folder that this login may not even look at."""
    from marktui.hub.model.next_step import HubStep

    return NotAllowedError(
        f"This login cannot enter {folder}: it, or a folder above it, belongs to another login.",
        "Run marktui as the login that made the hub, or open another hub.",
        HubStep.USE_ANOTHER_FOLDER,
    )


def _another_login(ownership: Ownership) -> NotAllowedError:
    from marktui.hub.model.next_step import AccountStep

    owner = f" {ownership.owner}" if ownership.owner else ""
    return NotAllowedError(
        f"The hub in {ownership.folder} belongs to the login{owner} and is not shared.",
        "Run marktui as that login, or ask its Access Coordinator to share the hub.",
        AccountStep.SHARE,
    )
