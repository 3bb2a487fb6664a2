"""Whose hub folder it is, and who may open it at all, before anything in it is read."""

from msgspec import Struct

from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep, HubStep


class Ownership(Struct, frozen=True):
    """What the system tells of a hub folder. A folder that is not there yet is whoever's makes it."""

    folder: str
    owner: str = ""
    """The login that the folder belongs to."""
    is_own: bool = True
    """Whether that is the login of this process."""
    group: str | None = None
    """The group that the folder is open to, as a shared hub's is; None for any other folder."""
    other_files: tuple[str, ...] = ()
    """What else lies in the folder, if that was looked for."""
    is_member: bool = True
    """Whether this process may enter the folder, and write in it, as one of that group."""


def require_own_or_shared(whose: Ownership) -> None:
    """Refuse a folder that another login has not shared, however open it is."""
    if whose.is_own:
        return
    if whose.group is None:
        raise _another_login(whose)
    if not whose.is_member:
        raise NotAllowedError(
            f"The hub in {whose.folder} is shared with the group {whose.group}, and this login is not in it.",
            f"Ask whoever looks after this machine to add it to {whose.group}; then log in again.",
        )


def require_shared(hub: Hub, whose: Ownership) -> None:
    """Refuse a hub of another login unless its Access Coordinator has shared it, whatever the mode."""
    if not whose.is_own and hub.shared_with is None:
        raise _another_login(whose)


def no_folder_access_error(folder: str) -> NotAllowedError:
    """The refusal where the system does not even let this login look at the folder."""
    return NotAllowedError(
        f"{folder} cannot be entered by this login: it, or a folder above it, belongs to another one.",
        "Run marktui as the login that made the hub, or open another hub.",
        HubStep.USE_ANOTHER_FOLDER,
    )


def _another_login(whose: Ownership) -> NotAllowedError:
    owner = f" {whose.owner}" if whose.owner else ""
    return NotAllowedError(
        f"The hub in {whose.folder} belongs to the login{owner} and is not shared.",
        "Run marktui as that login, or ask its Access Coordinator to share the hub.",
        AccountStep.SHARE,
    )
