"""What a restored hub has of today: its accounts and what they may, and whom it is shared with."""

from marktui.hub.accounts.logins import account_of
from marktui.hub.accounts.nomination import with_coordinator
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Teacher
from marktui.hub.model.school import Account


def carried_over(restored: Hub, present: Hub, login: str) -> Hub:
    """A hub of former days with the accounts of today: nobody gets back by it what was taken from them since.

    Args:
        login: Who restores it. They need an account in it, today's or the one of then.
    """
    kept = tuple(one for one in present.accounts if one.teacher_id in restored.teachers)
    coordinator = restored.teachers.get(present.coordinator.id) if present.coordinator else None
    today = [] if coordinator is None else [_as_today(one, restored, present) for one in kept]
    own = account_of(restored, login)
    if own is not None and all(one.login != login for one in kept):
        kept = (own, *kept)
    after = restored.with_(accounts=kept, shared_with=present.shared_with, nominee=None).with_records(today)
    return after if coordinator is None else with_coordinator(after, coordinator)


def _as_today(account: Account, restored: Hub, present: Hub) -> Teacher:
    """A teacher who can come to the hub: as they were, but for what they may."""
    then = restored.teachers[account.teacher_id]
    now = present.teachers.get(account.teacher_id, then)
    return then.with_(account_type=now.account_type, access=now.access, deleting_on=now.deleting_on)
