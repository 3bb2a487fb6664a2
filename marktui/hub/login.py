"""Unix logins as a hub knows them."""

from marktui.hub.error import NotAllowedError

_NAMELESS = "uid "
"""Begins what a user id without a login is called; the blank keeps it from being anybody's login."""


def nameless(uid: int) -> str:
    """What stands in the place of a login where the system has none for a user id."""
    return f"{_NAMELESS}{uid}"


def is_nameless(login: str) -> bool:
    """Whether this is no login, but a user id without one."""
    return login.startswith(_NAMELESS)


def is_login(name: str) -> bool:
    """Whether a name can be that of a login, as the passwd file can hold it."""
    return bool(name) and not any(mark.isspace() or not mark.isprintable() or mark in ":/," for mark in name)


def nameless_error(login: str) -> NotAllowedError:
    """The refusal of whoever has no login: a name that the system does not have may be anybody's tomorrow."""
    return NotAllowedError(
        f"This process runs as {login}, for which the system has no login.",
        "A hub knows people by their Unix login. Ask whoever looks after this machine for one.",
    )
