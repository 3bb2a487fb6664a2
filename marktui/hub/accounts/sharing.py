"""Sharing a hub with a Unix group, and ending that."""

from msgspec import Struct

from marktui.hub.accounts.folder_owner import Ownership
from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep, Unmap


class UnixGroup(Struct, frozen=True):
    """A group, as the system knows it."""

    name: str
    exists: bool
    has_us: bool
    """Whether this process is in the group, so that it can give files to it."""


def shared(hub: Hub, actor: Actor, group: UnixGroup, ownership: Ownership) -> Hub:
    """The hub shared with a Unix group."""
    require_permission(hub, actor, Permission.MAP)
    if not group.exists:
        raise UsageError(f"This machine has no group {group.name!r}.", "See the groups: getent group.")
    _require_owner(ownership)
    if hub.shared_with not in (None, group.name):
        raise UsageError(
            f"The hub is shared with the group {hub.shared_with} already.", next=AccountStep.END_SHARING
        )
    if hub.shared_with is None:
        _require_alone(ownership)
    if not group.has_us:
        raise UsageError(
            f"The login {actor.login} is not in the group {group.name}, so it cannot give files to it.",
            "Ask the administrator of this machine to add it; then log in again.",
        )
    return hub.with_(shared_with=group.name)


def unshared(hub: Hub, actor: Actor, ownership: Ownership) -> Hub:
    """The hub made private again."""
    require_permission(hub, actor, Permission.MAP)
    if hub.shared_with is None:
        return hub
    _require_owner(ownership)
    others = [one.login for one in hub.accounts if one.login != actor.login]
    if others:
        raise UsageError(
            f"Other logins are still mapped: {', '.join(others)}.",
            "They could not open the hub any more.",
            Unmap(),
        )
    return hub.with_(shared_with=None)


def _require_owner(ownership: Ownership) -> None:
    """Refuse anybody but the owner of the folder: only they can change its mode."""
    if not ownership.is_own:
        raise NotAllowedError(
            f"The hub folder belongs to the login {ownership.owner}, and only that login can share it.",
            f"To give it to another login, as root: chown -R LOGIN {ownership.folder}.",
        )


def _require_alone(ownership: Ownership) -> None:
    """Refuse a folder with other files in it: the group gets the whole folder."""
    if ownership.other_files:
        raise UsageError(
            f"{ownership.folder} holds more than a hub: {ownership.other_files[0]}."
            " The group could read that too.",
            "Move everything else to another place first.",
        )
