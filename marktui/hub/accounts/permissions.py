"""Who may do what. The rules themselves ask, so that no caller can forget it."""

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, AccountType, Teacher
from marktui.hub.model.text import is_visible_line

_NAMELESS = "uid "
"""How the name of a user id without a login begins; no login has a space."""


def uid_name(uid: int) -> str:
    """The name of a user id for which the system has no login."""
    return f"{_NAMELESS}{uid}"


def is_uid_name(login: str) -> bool:
    """Whether this is the name of a user id without a login."""
    return login.startswith(_NAMELESS)


def is_login(name: str) -> bool:
    """Whether the passwd file can hold a name."""
    is_odd = any(mark.isspace() or not mark.isprintable() or mark in ":/," for mark in name)
    return bool(name) and is_visible_line(name) and not is_odd


def no_login_error(login: str) -> NotAllowedError:
    """The error for a user id without a login: anybody may later get a name that the system does not know."""
    return NotAllowedError(
        f"This process runs as {login}, for which the system has no login.",
        "A hub knows people by their Unix login. Ask the administrator of this machine for one.",
    )


class Permission(Enum):
    """What an account may do."""

    VIEW = auto()
    SYNC = auto()
    CONNECT = auto()
    EDIT = auto()
    EDIT_ANY = auto()
    EDIT_ACCOUNT_TYPE = auto()
    ADD = auto()
    ADD_CLASS = auto()
    ADD_YEAR_GROUP = auto()
    REMOVE = auto()
    CHOOSE = auto()
    EXCHANGE = auto()
    DECIDE = auto()
    UNDO = auto()
    ERASE = auto()
    MEND = auto()
    MAP = auto()
    NOMINATE = auto()


_COORDINATOR = frozenset({AccountType.ACCESS_COORDINATOR})
_ADMINS = _COORDINATOR | {AccountType.TEACHER_ADMIN}
_ALLOWED = {
    Permission.VIEW: frozenset(AccountType),
    Permission.SYNC: _COORDINATOR,
    Permission.CONNECT: _COORDINATOR,
    Permission.EDIT: _ADMINS,
    Permission.EDIT_ANY: _COORDINATOR,
    Permission.EDIT_ACCOUNT_TYPE: _COORDINATOR,
    Permission.ADD: _ADMINS,
    Permission.ADD_CLASS: _COORDINATOR,
    Permission.ADD_YEAR_GROUP: _COORDINATOR,
    Permission.REMOVE: _COORDINATOR,
    Permission.CHOOSE: _COORDINATOR,
    Permission.EXCHANGE: _COORDINATOR,
    Permission.DECIDE: _COORDINATOR,
    Permission.UNDO: _COORDINATOR,
    Permission.ERASE: _COORDINATOR,
    Permission.MEND: _COORDINATOR,
    Permission.MAP: _COORDINATOR,
    Permission.NOMINATE: _COORDINATOR,
}
_ACTS: Mapping[Permission, str] = {
    Permission.VIEW: "see the records",
    Permission.SYNC: "open the sync panels",
    Permission.CONNECT: "connect or disconnect the MIS",
    Permission.EDIT: "edit records",
    Permission.EDIT_ANY: "edit this record",
    Permission.EDIT_ACCOUNT_TYPE: "change an account type",
    Permission.ADD: "add a teacher or pupil",
    Permission.ADD_CLASS: "add a class",
    Permission.ADD_YEAR_GROUP: "add a year group",
    Permission.REMOVE: "delete a class or year group",
    Permission.CHOOSE: "choose or forget what every sync remembers",
    Permission.EXCHANGE: "take pupils from the web hub's files or write them",
    Permission.DECIDE: "decide who has access or is deleted",
    Permission.UNDO: "undo what was done",
    Permission.ERASE: "erase people",
    Permission.MEND: "repair the hub or restore a backup",
    Permission.MAP: "map logins and share the hub",
    Permission.NOMINATE: "nominate another Access Coordinator",
}
"""How the sentence "Only … may …" ends."""


class Actor(Struct, frozen=True):
    """The person at the keyboard: a Unix login, and the hub account it is mapped to."""

    login: str
    teacher: Teacher | None = None

    @property
    def is_coordinator(self) -> bool:
        """Whether this is the Access Coordinator."""
        return self.teacher is not None and self.teacher.is_coordinator


def actor_for(hub: Hub, login: str) -> Actor:
    """The account of a Unix login in a hub."""
    account = hub.account_of(login)
    return Actor(login, hub.teachers.get(account.teacher_id) if account else None)


def require_permission(hub: Hub, actor: Actor, act: Permission) -> None:
    """Refuse what the actor's account type does not allow."""
    if is_uid_name(actor.login):
        raise no_login_error(actor.login)
    if actor.teacher is None:
        raise NotAllowedError(
            f"The login {actor.login} has no account in this hub.",
            "Ask the Access Coordinator of this hub.",
        )
    if actor.teacher.access is not Access.WITH_ACCESS:
        raise NotAllowedError(
            f"The account of {actor.teacher.label} is without access.", "Ask the Access Coordinator."
        )
    if actor.teacher.account_type not in _ALLOWED[act]:
        coordinator = hub.coordinator
        who = f" ({coordinator.label})" if coordinator else ""
        if AccountType.TEACHER_ADMIN in _ALLOWED[act]:
            who += " or a Teacher Admin"
        raise NotAllowedError(
            f"Only the Access Coordinator{who} may {_ACTS[act]}.", "Ask the Access Coordinator to do it."
        )


def permitted_actor(hub: Hub, login: str, act: Permission) -> Actor:
    """The account of a Unix login; refused if it may not do this."""
    actor = actor_for(hub, login)
    require_permission(hub, actor, act)
    return actor
