"""Only the Access Coordinator opens the sync panels, connects and disconnects."""

import pytest

from marktui.hub.accounts.permissions import Permission, actor_for, require_permission
from marktui.hub.model.errors import Exit, NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import Account, School

from .staff import ACCOUNTS, ADMIN, STAFF

HUB = Hub(
    school=School("Ashgrove"),
    accounts=(*ACCOUNTS, Account("ghost", "t000009")),
    teachers={one.id: one for one in STAFF},
)


@pytest.mark.parametrize("act", list(Permission))
def test_coordinator_may_do_everything(act: Permission) -> None:
    actor = actor_for(HUB, "jo")
    assert actor.teacher is not None
    assert actor.teacher.is_coordinator
    require_permission(HUB, actor, act)


@pytest.mark.parametrize("act", list(Permission)[1:])
def test_a_teacher_is_told_who_may_do_anything_but_look(act: Permission) -> None:
    with pytest.raises(NotAllowedError, match=r"^Only the Access Coordinator .* may [a-z]"):
        require_permission(HUB, actor_for(HUB, "gwen"), act)


@pytest.mark.parametrize("login", ["tariq", "gwen"])
@pytest.mark.parametrize(
    ("act", "words"),
    [(Permission.SYNC, "open the sync panels"), (Permission.CONNECT, "connect or disconnect the MIS")],
)
def test_everybody_else_is_told_who_may(login: str, act: Permission, words: str) -> None:
    actor = actor_for(HUB, login)
    assert not (actor.teacher and actor.teacher.is_coordinator)
    with pytest.raises(
        NotAllowedError, match=rf"^Only the Access Coordinator \(Jo Smith\) may {words}\.$"
    ) as no:
        require_permission(HUB, actor, act)
    assert no.value.exit is Exit.NOT_ALLOWED


@pytest.mark.parametrize(
    ("act", "words"),
    [(Permission.EDIT_ANY, "edit this record"), (Permission.EDIT_ACCOUNT_TYPE, "change an account type")],
)
def test_teacher_admin_edits_some_records_only(act: Permission, words: str) -> None:
    actor = actor_for(HUB, "tariq")
    require_permission(HUB, actor, Permission.EDIT)
    with pytest.raises(NotAllowedError, match=rf"^Only the Access Coordinator \(Jo Smith\) may {words}\.$"):
        require_permission(HUB, actor, act)


def test_teacher_edits_nothing() -> None:
    with pytest.raises(NotAllowedError) as no:
        require_permission(HUB, actor_for(HUB, "gwen"), Permission.EDIT)
    assert no.value.message == "Only the Access Coordinator (Jo Smith) or a Teacher Admin may edit records."


@pytest.mark.parametrize("login", ["jo", "tariq", "gwen"])
def test_every_account_may_see_the_records(login: str) -> None:
    require_permission(HUB, actor_for(HUB, login), Permission.VIEW)


@pytest.mark.parametrize("login", ["nobody", "ghost", ""])
@pytest.mark.parametrize("act", list(Permission))
def test_login_without_account_may_do_nothing(login: str, act: Permission) -> None:
    with pytest.raises(NotAllowedError, match="has no account in this hub") as no:
        require_permission(HUB, actor_for(HUB, login), act)
    assert no.value.exit is Exit.NOT_ALLOWED


def test_hub_without_coordinator_names_nobody() -> None:
    alone = HUB.with_(teachers={ADMIN.id: ADMIN})
    assert alone.coordinator is None
    with pytest.raises(NotAllowedError, match=r"^Only the Access Coordinator may open the sync panels\.$"):
        require_permission(alone, actor_for(alone, "tariq"), Permission.SYNC)
