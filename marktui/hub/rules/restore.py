"""What a restored hub keeps of the present one: accounts and their rights, and sharing."""

from marktui.hub.accounts.nomination import with_coordinator
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Teacher
from marktui.hub.model.school import Account


def carried_over(restored: Hub, present: Hub, login: str) -> Hub:
    """A restored hub with the present accounts, so that nobody regains rights that they have lost since.

    Args:
        login: The login that restores it. It needs an account in it, the present or the former one.
    """
    kept = tuple(one for one in present.accounts if one.teacher_id in restored.teachers)
    coordinator = restored.teachers.get(present.coordinator.id) if present.coordinator else None
    today = [] if coordinator is None else [_as_today(one, restored, present) for one in kept]
    own = restored.account_of(login)
    if own is not None and all(one.login != login for one in kept):
        kept = (own, *kept)
    after = restored.with_(accounts=kept, shared_with=present.shared_with, nominee=None).with_records(today)
    return after if coordinator is None else with_coordinator(after, coordinator)


def _as_today(account: Account, restored: Hub, present: Hub) -> Teacher:
    """A teacher with a mapped login as they were, but with their present rights."""
    then = restored.teachers[account.teacher_id]
    now = present.teachers.get(account.teacher_id, then)
    return then.with_(account_type=now.account_type, access=now.access, deleting_on=now.deleting_on)
