"""Which login speaks for whom, whom the hub is shared with, and how it gets another Access Coordinator."""

from collections.abc import Callable
from datetime import date

import pytest

from marktui.hub.accounts.folder_owner import Ownership, require_own_or_shared, require_shared
from marktui.hub.accounts.logins import UnixLogin, logins_of, mapped, unmapped, why_cannot_open
from marktui.hub.accounts.nomination import accepted, nominated, withdrawn
from marktui.hub.accounts.permissions import Permission, actor_for, require_permission, uid_name
from marktui.hub.accounts.sharing import UnixGroup, shared, unshared
from marktui.hub.leavers.decisions import Decision, DecisionRequest, decide
from marktui.hub.leavers.refusals import DecisionRefusedError
from marktui.hub.model.errors import Exit, MarktuiError, NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep, Grant, NextStep
from marktui.hub.model.record import Access, AccountType, Teacher
from marktui.hub.model.school import Account, School
from marktui.hub.people.snapshot import Snapshot
from marktui.hub.rules.create import new_hub
from marktui.hub.rules.integrity import broken_rules
from marktui.hub.rules.restore import carried_over

TODAY = date(2026, 9, 14)


def teacher(number: int, account_type: AccountType, access: Access = Access.WITH_ACCESS) -> Teacher:
    name = ["Jo", "Tariq", "Gwen", "Rae"][number - 1]
    return Teacher(
        id=f"t00000{number}", first_name=name, last_name="Smith", account_type=account_type, access=access
    )


HUB = Hub(
    next_record=5,
    school=School("Ashgrove"),
    shared_with="staff",
    accounts=(Account("jo", "t000001"), Account("tariq", "t000002"), Account("gwen", "t000003")),
    teachers={
        one.id: one
        for one in (
            teacher(1, AccountType.ACCESS_COORDINATOR),
            teacher(2, AccountType.TEACHER_ADMIN),
            teacher(3, AccountType.TEACHER),
            teacher(4, AccountType.TEACHER, Access.WITHOUT_ACCESS),
        )
    },
)
PRIVATE = HUB.with_(shared_with=None, accounts=HUB.accounts[:1])
NOMINATED = HUB.with_(nominee="t000002")
JO, TARIQ, GWEN = (actor_for(HUB, login) for login in ("jo", "tariq", "gwen"))
STAFF = UnixGroup("staff", exists=True, has_us=True)
OWN, ANOTHERS = Ownership("/hub", "jo"), Ownership("/hub", "founder", is_own=False, group="staff")


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda: mapped(PRIVATE, JO, "cron", "t000001"), AccountStep.SHARE),
        (lambda: mapped(HUB, JO, "gwen", "t000001"), "mapped to t000003 already"),
        (lambda: mapped(HUB, JO, "cron", "t000009"), "There is no teacher 't000009'"),
        (lambda: mapped(HUB, JO, "rae", "t000004"), Grant(("t000004",))),
        *((lambda one=one: mapped(HUB, JO, one, "t000001"), "not the name of a login")
          for one in ("", "two words", uid_name(54321), "a:b", "a/b", "a\u202eb", "a\n")),
        (lambda: unmapped(HUB, JO, "cron"), "not mapped"),
        (lambda: unmapped(HUB, JO, "jo"), "the last login of the Access Coordinator"),
        (lambda: shared(PRIVATE, JO, UnixGroup("x", exists=False, has_us=False), OWN), "no group 'x'"),
        (lambda: shared(PRIVATE, JO, UnixGroup("x", exists=True, has_us=False), OWN), "not in the group x"),
        (lambda: shared(HUB, JO, UnixGroup("x", exists=True, has_us=True), OWN), AccountStep.END_SHARING),
        (
            lambda: shared(PRIVATE, JO, STAFF, Ownership("/hub", "jo", other_files=("notes.txt",))),
            "holds more than a hub: notes.txt",
        ),
        (lambda: unshared(HUB, JO, OWN), "are still mapped: tariq, gwen"),
        (lambda: nominated(HUB, JO, "t000001"), "the Access Coordinator already"),
        (lambda: nominated(HUB, JO, "t000004"), "without access"),
        (lambda: nominated(HUB, JO, "p000009"), "There is no teacher"),
        (lambda: nominated(NOMINATED, JO, "t000003"), AccountStep.WITHDRAW),
        (lambda: withdrawn(HUB, JO), "Nobody is nominated"),
        (lambda: accepted(HUB, TARIQ), "nothing to accept"),
    ],
)  # fmt: skip
def test_impossible_as_the_hub_stands(act: Callable[[], Hub], says: str | NextStep) -> None:
    with pytest.raises(UsageError) as no:
        act()
    assert no.value.exit is Exit.USAGE
    if isinstance(says, str):
        assert says in f"{no.value.message} {no.value.hint}"
    else:
        assert no.value.next == (says,)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor: mapped(HUB, actor, "cron", "t000003"),
        lambda actor: unmapped(HUB, actor, "gwen"),
        lambda actor: shared(PRIVATE, actor, STAFF, OWN),
        lambda actor: unshared(HUB, actor, OWN),
        lambda actor: nominated(HUB, actor, "t000003"),
        lambda actor: withdrawn(NOMINATED, actor),
    ],
)
@pytest.mark.parametrize("login", ["tariq", "gwen", "stranger"])
def test_only_the_coordinator(act: Callable[[object], Hub], login: str) -> None:
    with pytest.raises(NotAllowedError):
        act(actor_for(HUB, login))


def test_several_logins_for_one_account_and_the_last_one_stays() -> None:
    two = mapped(HUB, JO, "cron", "t000001")
    assert logins_of(two, "t000001") == ("jo", "cron")
    require_permission(two, actor_for(two, "cron"), Permission.SYNC)
    assert mapped(two, JO, "cron", "t000001") == two
    one = unmapped(two, JO, "jo")
    with pytest.raises(NotAllowedError, match="jo has no account"):
        require_permission(one, actor_for(one, "jo"), Permission.VIEW)
    with pytest.raises(UsageError, match="last login"):
        unmapped(one, actor_for(one, "cron"), "cron")


def test_a_login_that_is_mapped_and_cannot_come() -> None:
    for login, hub, says in (
        (UnixLogin("gwen", exists=False, groups=frozenset()), PRIVATE, "no login gwen yet"),
        (UnixLogin("gwen", exists=True, groups=frozenset({"users"})), HUB, "usermod -aG staff gwen"),
        (UnixLogin("gwen", exists=True, groups=frozenset({"users", "staff"})), HUB, None),
    ):
        told = why_cannot_open(hub, login)
        assert (told is None) if says is None else says in (told or "")


def test_sharing_and_its_end() -> None:
    assert shared(PRIVATE, JO, STAFF, OWN).shared_with == "staff"
    assert shared(HUB, JO, STAFF, OWN) == HUB
    alone = HUB.with_(accounts=HUB.accounts[:1])
    assert unshared(alone, JO, OWN).shared_with is None
    assert unshared(PRIVATE, JO, ANOTHERS) == PRIVATE
    with pytest.raises(NotAllowedError, match="belongs to the login founder") as no:
        shared(PRIVATE, JO, STAFF, ANOTHERS)
    assert "chown" in no.value.hint
    with pytest.raises(NotAllowedError, match="belongs to the login founder"):
        unshared(alone, JO, ANOTHERS)


def test_nobody_is_coordinator_before_they_accept() -> None:
    hub = nominated(HUB, JO, "t000002")
    assert hub.with_(nominee=None) == HUB
    assert nominated(hub, JO, "t000002") == hub
    assert withdrawn(hub, JO) == HUB
    for actor in (JO, GWEN):
        with pytest.raises(NotAllowedError, match="Only the nominee"):
            accepted(hub, actor)
    with pytest.raises(NotAllowedError, match="no account"):
        accepted(hub, actor_for(hub, "stranger"))
    without = hub.with_records([teacher(2, AccountType.TEACHER_ADMIN, Access.WITHOUT_ACCESS)])
    with pytest.raises(NotAllowedError, match="without access"):
        accepted(without, actor_for(without, "tariq"))


def test_who_accepts_is_the_only_coordinator_and_the_former_one_may_be_deleted_from_then_on() -> None:
    revoke, delete = (
        DecisionRequest(decision=one, today=TODAY) for one in (Decision.REVOKE, Decision.DELETE)
    )
    for verdict in (revoke, delete):
        with pytest.raises(DecisionRefusedError, match="is the Access Coordinator"):
            decide(NOMINATED, Snapshot.ids(["t000001"]), verdict)
    hub = accepted(NOMINATED, TARIQ)
    types = [one.account_type for one in hub.teachers.values()]
    assert types[:2] == [AccountType.TEACHER_ADMIN, AccountType.ACCESS_COORDINATOR]
    assert hub.nominee is None
    assert broken_rules(hub) == []
    with pytest.raises(NotAllowedError, match=r"Only the Access Coordinator \(Tariq Smith\)"):
        require_permission(hub, actor_for(hub, "jo"), Permission.SYNC)
    (former,), _ = decide(hub, Snapshot.ids(["t000001"]), revoke)
    (former,), _ = decide(hub.with_records([former]), Snapshot.ids(["t000001"]), delete)
    assert former.access is Access.PENDING_DELETION
    with pytest.raises(DecisionRefusedError, match="is the Access Coordinator"):
        decide(hub, Snapshot.ids(["t000002"]), revoke)


def test_a_restore_gives_no_login_back_that_was_unmapped_since() -> None:
    present = HUB.with_(
        accounts=(Account("jo", "t000001"), Account("gwen", "t000003"), Account("new", "t000009"))
    )
    then = PRIVATE.with_(accounts=(*HUB.accounts, Account("cron", "t000001")), nominee="t000002")
    restored = carried_over(then, present, "jo")
    assert [one.login for one in restored.accounts] == ["jo", "gwen"]
    assert (restored.shared_with, restored.nominee) == ("staff", None)
    assert broken_rules(restored) == []


def test_a_restore_makes_nobody_coordinator_again() -> None:
    present = accepted(NOMINATED, TARIQ)
    restored = carried_over(HUB, present, "tariq")
    require_permission(restored, actor_for(restored, "tariq"), Permission.MEND)
    assert restored.teachers["t000001"].account_type is AccountType.TEACHER_ADMIN
    assert broken_rules(restored) == []
    # Of a hub that does not know today's Access Coordinator, the one of then has to decide.
    then = HUB.with_(teachers={"t000001": HUB.teachers["t000001"]}, accounts=HUB.accounts[:1])
    before_tariq = carried_over(then, present, "tariq")
    with pytest.raises(NotAllowedError, match="tariq has no account"):
        require_permission(before_tariq, actor_for(before_tariq, "tariq"), Permission.MEND)


def test_a_restore_leaves_logins_with_what_they_may_today() -> None:
    present = HUB.with_records(
        [teacher(2, AccountType.TEACHER), teacher(3, AccountType.TEACHER, Access.WITHOUT_ACCESS)]
    )
    then = HUB.with_records([teacher(2, AccountType.TEACHER_ADMIN).with_(email="t@ash.example")])
    restored = carried_over(then, present, "jo")
    found = [(one.account_type, one.access, one.email) for one in restored.teachers.values()]
    assert found[1:3] == [
        (AccountType.TEACHER, Access.WITH_ACCESS, "t@ash.example"),
        (AccountType.TEACHER, Access.WITHOUT_ACCESS, None),
    ]
    assert broken_rules(restored) == []


def test_a_nominee_must_be_a_teacher() -> None:
    for nominee in ("t000009", "t000001"):
        (broken,) = broken_rules(HUB.with_(nominee=nominee))
        assert f"{nominee} is nominated" in broken.sentence


def test_a_user_id_without_a_login() -> None:
    login = uid_name(54321)
    for act in (
        lambda: require_permission(HUB, actor_for(HUB, login), Permission.VIEW),
        lambda: new_hub(school="A", coordinator="Jo Smith", email="jo@ash.example", login=login),
    ):
        with pytest.raises(NotAllowedError, match="uid 54321, for which the system has no login"):
            act()


@pytest.mark.parametrize(
    ("whose", "says"),
    [
        (Ownership("/hub", "jo", is_own=False), "belongs to the login jo and is not shared"),
        (Ownership("/hub", "jo", is_own=False, group="staff", is_member=False), "this login is not in it"),
        (Ownership("/hub", "jo"), None),
        (Ownership("/hub"), None),
        (ANOTHERS, None),
    ],
)
def test_the_way_into_a_folder(whose: Ownership, says: str | None) -> None:
    if says is None:
        require_own_or_shared(whose)
        require_shared(HUB, whose)
        return
    with pytest.raises(MarktuiError, match=says) as no:
        require_own_or_shared(whose)
    assert no.value.exit is Exit.NOT_ALLOWED


def test_a_folder_that_only_looks_shared() -> None:
    require_shared(PRIVATE, OWN)
    with pytest.raises(NotAllowedError, match="is not shared"):
        require_shared(PRIVATE, ANOTHERS)
