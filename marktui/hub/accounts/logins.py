"""Which Unix login is mapped to which teacher."""

from msgspec import Struct

from marktui.hub.accounts.permissions import Actor, Permission, is_login, require_permission
from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import AccountStep, Grant, ListRecords, Unmap
from marktui.hub.model.record import Access, Teacher
from marktui.hub.model.school import Account


class UnixLogin(Struct, frozen=True):
    """A login, as the system knows it."""

    name: str
    exists: bool
    groups: frozenset[str]


def logins_of(hub: Hub, teacher_id: str) -> tuple[str, ...]:
    """The logins that are mapped to a teacher."""
    return tuple(one.login for one in hub.accounts if one.teacher_id == teacher_id)


def mapped(hub: Hub, actor: Actor, login: str, teacher_id: str) -> Hub:
    """The hub with a login mapped to a teacher; the login need not exist on this machine yet."""
    require_permission(hub, actor, Permission.MAP)
    if not is_login(login):
        raise UsageError(f"{login!r} is not the name of a login.", "Give the name that `id -un` prints.")
    teacher = teacher_of(hub, teacher_id)
    present = hub.account_of(login)
    if present is not None and present.teacher_id == teacher_id:
        return hub
    if present is not None:
        raise UsageError(
            f"The login {login} is mapped to {present.teacher_id} already.",
            next=Unmap(login),
        )
    require_access(teacher)
    _require_open(hub, actor, login)
    return hub.with_(accounts=(*hub.accounts, Account(login, teacher_id)))


def why_cannot_open(hub: Hub, login: UnixLogin) -> str | None:
    """Why a mapped login cannot open the hub yet, as a sentence; None if it can."""
    if not login.exists:
        return f"This machine has no login {login.name} yet."
    if hub.shared_with is not None and hub.shared_with not in login.groups:
        group = hub.shared_with
        return f"{login.name} is not in the group {group} yet; as root: usermod -aG {group} {login.name}"
    return None


def unmapped(hub: Hub, actor: Actor, login: str, teacher_id: str | None = None) -> Hub:
    """The hub with a login no longer mapped.

    Args:
        teacher_id: The teacher that it was shown to be mapped to; None if that was not shown.
    """
    require_permission(hub, actor, Permission.MAP)
    present = hub.account_of(login)
    if present is None:
        raise UsageError(f"The login {login!r} is not mapped.", next=AccountStep.SEE)
    if teacher_id is not None and present.teacher_id != teacher_id:
        raise UsageError(
            f"The login {login} is mapped to {present.teacher_id}, not to {teacher_id}.", next=AccountStep.SEE
        )
    is_last = logins_of(hub, present.teacher_id) == (login,)
    if is_last and hub.coordinator is not None and present.teacher_id == hub.coordinator.id:
        raise UsageError(
            f"{login} is the last login of the Access Coordinator; without it nobody could manage the hub.",
            "Map another login to the account first, or let another Access Coordinator accept.",
        )
    return hub.with_(accounts=tuple(one for one in hub.accounts if one != present))


def teacher_of(hub: Hub, teacher_id: str) -> Teacher:
    """The teacher with an id."""
    teacher = hub.teachers.get(teacher_id)
    if teacher is None:
        raise UnknownIdError(
            f"There is no teacher {teacher_id!r} in the hub.", next=ListRecords(Kind.TEACHER)
        )
    return teacher


def require_access(teacher: Teacher) -> None:
    """Refuse an account without access."""
    if teacher.access is not Access.WITH_ACCESS:
        raise UsageError(f"{teacher.id} is without access.", next=Grant((teacher.id,)))


def _require_open(hub: Hub, actor: Actor, login: str) -> None:
    """Refuse to map a second login to a private hub."""
    if hub.shared_with is None:
        raise UsageError(
            f"The login {login} could not open this hub: it is private to {actor.login}.",
            next=AccountStep.SHARE,
        )
