"""Which login speaks for whom, whom the hub is shared with, and how it gets another Access Coordinator."""

from msgspec import Struct

from marktui.hub.error import NotAllowedError, UnknownIdError, UsageError
from marktui.hub.hub import Hub
from marktui.hub.login import is_login
from marktui.hub.ownership import Ownership
from marktui.hub.record import Access, AccountType, Teacher
from marktui.hub.role import Act, Actor, require
from marktui.hub.school import Account

_SEE = "See: marktui accounts."


class UnixGroup(Struct, frozen=True):
    """What the system tells of a group."""

    name: str
    exists: bool
    has_us: bool
    """Whether this process is in it, so that it can give files to it."""


class UnixLogin(Struct, frozen=True):
    """What the system tells of a login."""

    name: str
    exists: bool
    groups: frozenset[str]


def account_of(hub: Hub, login: str) -> Account | None:
    """The account that a login is mapped to."""
    return next((one for one in hub.accounts if one.login == login), None)


def logins_of(hub: Hub, teacher_id: str) -> tuple[str, ...]:
    """The logins that speak for a teacher."""
    return tuple(one.login for one in hub.accounts if one.teacher_id == teacher_id)


def mapped(hub: Hub, actor: Actor, login: str, teacher_id: str) -> Hub:
    """The hub with a login mapped to an account; several may be mapped to one.

    Args:
        hub: The hub as it is.
        actor: Who maps.
        login: The Unix login; one that the system gets only later may be mapped beforehand.
        teacher_id: The teacher whom it shall speak for.

    Raises:
        NotAllowedError: Only the Access Coordinator maps logins.
        UsageError: It is no login, is mapped already or cannot reach the hub, or there is no such teacher.
    """
    require(hub, actor, Act.MAP)
    if not is_login(login):
        raise UsageError(f"{login!r} is not the name of a login.", "Give the name that `id -un` prints.")
    teacher = _teacher(hub, teacher_id)
    present = account_of(hub, login)
    if present is not None and present.teacher_id == teacher_id:
        return hub
    if present is not None:
        raise UsageError(
            f"The login {login} is mapped to {present.teacher_id} already.",
            f"Unmap it first: marktui accounts unmap {login}.",
        )
    _require_access(teacher)
    if hub.shared_with is None:
        raise UsageError(
            f"The login {login} could not open this hub: it is private to {actor.login}.",
            "Share it with a Unix group first: marktui accounts share GROUP.",
        )
    return hub.with_(accounts=(*hub.accounts, Account(login, teacher_id)))


def out_of_reach(hub: Hub, login: UnixLogin) -> str | None:
    """Why a login cannot open the hub though it may be mapped, as a sentence; None where it can."""
    if not login.exists:
        return f"This machine has no login {login.name} yet."
    if hub.shared_with is not None and hub.shared_with not in login.groups:
        group = hub.shared_with
        return f"{login.name} is not in the group {group} yet; as root: usermod -aG {group} {login.name}"
    return None


def unmapped(hub: Hub, actor: Actor, login: str) -> Hub:
    """The hub in which a login speaks for nobody.

    Raises:
        NotAllowedError: Only the Access Coordinator unmaps logins.
        UsageError: It is mapped to nobody, or is the last one of the Access Coordinator.
    """
    require(hub, actor, Act.MAP)
    present = account_of(hub, login)
    if present is None:
        raise UsageError(f"The login {login!r} is not mapped.", _SEE)
    is_last = logins_of(hub, present.teacher_id) == (login,)
    if is_last and hub.coordinator is not None and present.teacher_id == hub.coordinator.id:
        raise UsageError(
            f"{login} is the last login of the Access Coordinator; nobody could look after the hub.",
            "Map another login to the account first, or let another Access Coordinator accept.",
        )
    return hub.with_(accounts=tuple(one for one in hub.accounts if one != present))


def shared(hub: Hub, actor: Actor, group: UnixGroup, whose: Ownership) -> Hub:
    """The hub as it is open to a Unix group.

    Raises:
        NotAllowedError: Only the Access Coordinator shares it, as the login that the folder belongs to.
        UsageError: There is no such group, this login is not in it, or another group has the hub.
    """
    require(hub, actor, Act.MAP)
    if not group.exists:
        raise UsageError(f"This machine has no group {group.name!r}.", "See the groups: getent group.")
    _require_owner(whose)
    if hub.shared_with not in (None, group.name):
        raise UsageError(
            f"The hub is shared with the group {hub.shared_with} already.",
            "End that first: marktui accounts unshare.",
        )
    if not group.has_us:
        raise UsageError(
            f"The login {actor.login} is not in the group {group.name}, so it cannot give files to it.",
            "Have it added; then log in again.",
        )
    return hub.with_(shared_with=group.name)


def unshared(hub: Hub, actor: Actor, whose: Ownership) -> Hub:
    """The hub as it is private again.

    Raises:
        NotAllowedError: Only the Access Coordinator does that, as the login that the folder belongs to.
        UsageError: Other logins are mapped still, which would be locked out.
    """
    require(hub, actor, Act.MAP)
    if hub.shared_with is None:
        return hub
    _require_owner(whose)
    others = [one.login for one in hub.accounts if one.login != actor.login]
    if others:
        raise UsageError(
            f"Other logins are mapped still: {', '.join(others)}.",
            "They could not open the hub any more. Unmap them first: marktui accounts unmap LOGIN.",
        )
    return hub.with_(shared_with=None)


def nominated(hub: Hub, actor: Actor, teacher_id: str) -> Hub:
    """The hub with somebody nominated as the next Access Coordinator, who has to accept.

    Raises:
        NotAllowedError: Only the Access Coordinator nominates.
        UsageError: There is no such teacher, they cannot be it, or somebody else is nominated.
    """
    require(hub, actor, Act.NOMINATE)
    teacher = _teacher(hub, teacher_id)
    if hub.nominee == teacher_id:
        return hub
    if teacher.account_type is AccountType.ACCESS_COORDINATOR:
        raise UsageError(f"{teacher_id} is the Access Coordinator already.", _SEE)
    _require_access(teacher)
    if hub.nominee is not None:
        raise UsageError(
            f"{hub.nominee} is nominated already.", "Withdraw that first: marktui accounts withdraw."
        )
    return hub.with_(nominee=teacher_id)


def withdrawn(hub: Hub, actor: Actor) -> Hub:
    """The hub in which nobody is nominated any more.

    Raises:
        NotAllowedError: Only the Access Coordinator withdraws a nomination.
        UsageError: Nobody is nominated.
    """
    require(hub, actor, Act.NOMINATE)
    if hub.nominee is None:
        raise UsageError("Nobody is nominated.", "Nominate somebody with: marktui accounts nominate ID.")
    return hub.with_(nominee=None)


def accepted(hub: Hub, actor: Actor) -> Hub:
    """The hub with the nominee as its Access Coordinator; the one before becomes a Teacher Admin.

    Raises:
        NotAllowedError: Only the nominee accepts, and only with access.
        UsageError: Nobody is nominated.
    """
    require(hub, actor, Act.VIEW)
    if hub.nominee is None:
        raise UsageError("Nobody is nominated, so there is nothing to accept.", _SEE)
    nominee = actor.teacher
    if nominee is None or nominee.id != hub.nominee:
        raise NotAllowedError("Only the person who is nominated may accept.", _SEE)
    return _with_coordinator(hub.with_(nominee=None), nominee)


def carried_over(restored: Hub, present: Hub, login: str) -> Hub:
    """A hub of former days with the accounts of today: nobody gets back by it what was taken from them since.

    Args:
        restored: The hub as it was.
        present: The hub that it takes the place of.
        login: Whoever restores it; they need an account in it, be it the one of then.
    """
    kept = tuple(one for one in present.accounts if one.teacher_id in restored.teachers)
    own = account_of(restored, login)
    if own is not None and all(one.login != login for one in kept):
        kept = (own, *kept)
    after = restored.with_(accounts=kept, shared_with=present.shared_with, nominee=None)
    coordinator = restored.teachers.get(present.coordinator.id) if present.coordinator else None
    return after if coordinator is None else _with_coordinator(after, coordinator)


def _with_coordinator(hub: Hub, teacher: Teacher) -> Hub:
    """The hub with somebody as its only Access Coordinator; another one becomes a Teacher Admin."""
    former = hub.coordinator
    role = AccountType.ACCESS_COORDINATOR
    changed = [teacher.with_(account_type=role, access=Access.WITH_ACCESS, deleting_on=None)]
    if former is not None and former.id != teacher.id:
        changed.append(former.with_(account_type=AccountType.TEACHER_ADMIN))
    return hub.with_records(changed)


def _teacher(hub: Hub, teacher_id: str) -> Teacher:
    teacher = hub.teachers.get(teacher_id)
    if teacher is None:
        raise UnknownIdError(f"There is no teacher {teacher_id!r} in the hub.", "See: marktui list teachers.")
    return teacher


def _require_access(teacher: Teacher) -> None:
    if teacher.access is not Access.WITH_ACCESS:
        raise UsageError(
            f"{teacher.id} is without access.", f"Grant it first: marktui leavers grant {teacher.id}."
        )


def _require_owner(whose: Ownership) -> None:
    """The system lets nobody but a folder's owner change its mode."""
    if not whose.is_own:
        raise NotAllowedError(
            f"The hub folder belongs to the login {whose.owner}, and only that one can open or close it.",
            f"To give it to another login, as root: chown -R LOGIN {whose.folder}.",
        )
