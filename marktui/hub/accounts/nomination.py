"""How a hub gets another Access Coordinator: they are nominated, and nothing changes until they accept."""

from marktui.hub.accounts.logins import require_access, teacher_of
from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep
from marktui.hub.model.record import Access, AccountType, Teacher


def nominated(hub: Hub, actor: Actor, teacher_id: str) -> Hub:
    """The hub with a nominee for the next Access Coordinator."""
    require_permission(hub, actor, Permission.NOMINATE)
    teacher = teacher_of(hub, teacher_id)
    if hub.nominee == teacher_id:
        return hub
    if teacher.is_coordinator:
        raise UsageError(f"{teacher_id} is the Access Coordinator already.", next=AccountStep.SEE)
    require_access(teacher)
    if hub.nominee is not None:
        raise UsageError(f"{hub.nominee} is nominated already.", next=AccountStep.WITHDRAW)
    return hub.with_(nominee=teacher_id)


def withdrawn(hub: Hub, actor: Actor, teacher_id: str | None = None) -> Hub:
    """The hub without a nominee.

    Args:
        teacher_id: The teacher who was shown as nominated; None if that was not shown.
    """
    require_permission(hub, actor, Permission.NOMINATE)
    if hub.nominee is None:
        raise UsageError("Nobody is nominated.", next=AccountStep.NOMINATE)
    if teacher_id is not None and hub.nominee != teacher_id:
        raise UsageError(f"{hub.nominee} is nominated now, not {teacher_id}.", next=AccountStep.SEE)
    return hub.with_(nominee=None)


def accepted(hub: Hub, actor: Actor) -> Hub:
    """The hub with the nominee as its Access Coordinator; the former one becomes a Teacher Admin."""
    require_permission(hub, actor, Permission.VIEW)
    if hub.nominee is None:
        raise UsageError("Nobody is nominated, so there is nothing to accept.", next=AccountStep.SEE)
    nominee = actor.teacher
    if nominee is None or nominee.id != hub.nominee:
        raise NotAllowedError("Only the nominee may accept.", next=AccountStep.SEE)
    return with_coordinator(hub.with_(nominee=None), nominee)


def with_coordinator(hub: Hub, teacher: Teacher) -> Hub:
    """The hub with a teacher as its only Access Coordinator; a former one becomes a Teacher Admin."""
    former = hub.coordinator
    role = AccountType.ACCESS_COORDINATOR
    changed = [teacher.with_(account_type=role, access=Access.WITH_ACCESS, deleting_on=None)]
    if former is not None and former.id != teacher.id:
        changed.append(former.with_(account_type=AccountType.TEACHER_ADMIN))
    return hub.with_records(changed)
