"""Who may do what. Asked by every layer above, so that none of them can forget it."""

from enum import StrEnum

from msgspec import Struct

from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, AccountType, Teacher

_NAMELESS = "uid "
"""Begins what a user id without a login is called; the blank keeps it from being anybody's login."""


def uid_name(uid: int) -> str:
    """What stands in the place of a login where the system has none for a user id."""
    return f"{_NAMELESS}{uid}"


def is_uid_name(login: str) -> bool:
    """Whether this is no login, but a user id without one."""
    return login.startswith(_NAMELESS)


def is_login(name: str) -> bool:
    """Whether a name can be that of a login, as the passwd file can hold it."""
    return bool(name) and not any(mark.isspace() or not mark.isprintable() or mark in ":/," for mark in name)


def no_login_error(login: str) -> NotAllowedError:
    """The refusal of whoever has no login: a name that the system does not have may be anybody's tomorrow."""
    return NotAllowedError(
        f"This process runs as {login}, for which the system has no login.",
        "A hub knows people by their Unix login. Ask whoever looks after this machine for one.",
    )


class Permission(StrEnum):
    """What an account can ask the hub for. The value finishes the sentence "Only … may …"."""

    VIEW = "see the records"
    SYNC = "open the sync panels"
    CONNECT = "connect or disconnect the MIS"
    EDIT = "edit records"
    EDIT_ANY = "edit this record"
    EDIT_ACCOUNT_TYPE = "change an account type"
    ADD = "add a teacher or pupil"
    ADD_CLASS = "add a class"
    ADD_YEAR_GROUP = "add a year group"
    REMOVE = "delete a class or year group"
    CHOOSE = "choose or forget what every sync remembers"
    DECIDE = "decide who has access or is deleted"
    UNDO = "undo what was done"
    ERASE = "erase people"
    MEND = "repair the hub or restore a backup"
    MAP = "map logins and share the hub"
    NOMINATE = "nominate another Access Coordinator"


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
    Permission.DECIDE: _COORDINATOR,
    Permission.UNDO: _COORDINATOR,
    Permission.ERASE: _COORDINATOR,
    Permission.MEND: _COORDINATOR,
    Permission.MAP: _COORDINATOR,
    Permission.NOMINATE: _COORDINATOR,
}


class Actor(Struct, frozen=True):
    """The person at the keyboard: a Unix login, and the hub account it is mapped to."""

    login: str
    teacher: Teacher | None = None

    @property
    def is_coordinator(self) -> bool:
        """Whether this is the Access Coordinator."""
        return self.teacher is not None and self.teacher.is_coordinator


def actor_for(hub: Hub, login: str) -> Actor:
    """The actor whom a Unix login stands for in a hub."""
    account = next((one for one in hub.accounts if one.login == login), None)
    return Actor(login, hub.teachers.get(account.teacher_id) if account else None)


def require_permission(hub: Hub, actor: Actor, act: Permission) -> None:
    """Refuse an act that the actor's account type does not allow."""
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
            f"Only the Access Coordinator{who} may {act}.", "Ask the Access Coordinator to do it."
        )


def permitted_actor(hub: Hub, login: str, act: Permission) -> Actor:
    """The actor whom a Unix login stands for; refused if the account may not do this."""
    actor = actor_for(hub, login)
    require_permission(hub, actor, act)
    return actor
