"""What a restored hub has of today: its accounts, and whom it is shared with."""

from marktui.hub.account import account_of
from marktui.hub.hub import Hub
from marktui.hub.nomination import with_coordinator


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
    return after if coordinator is None else with_coordinator(after, coordinator)
