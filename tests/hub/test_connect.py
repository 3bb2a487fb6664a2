"""Disconnecting keeps what is known; clearing MIS ids takes the links alone."""

from datetime import date

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Link,
    Pupil,
    Reason,
    SchoolClass,
    Status,
    Teacher,
    YearGroup,
)
from marktui.hub.model.roster import leavers
from marktui.hub.model.school import Choices, Connection, School, TickChoice
from marktui.hub.rules.connect import connected, disconnected, unlinked
from marktui.hub.rules.field_locks import why_locked

LINK = Link("assembly", "7")
PUPIL = Pupil(
    id="p1",
    first_name="Amal",
    last_name="Ahmed",
    upn="B801200005001",
    link=LINK,
    desync=Desync(date(2026, 9, 1), Reason.LEFT, date(2026, 7, 12)),
    access=Access.PENDING_DELETION,
    deleting_on=date(2027, 3, 1),
    year_group="4",
    class_id="c1",
)
BY_HAND = Pupil(id="p2", first_name="Bo", last_name="Bell")
HUB = connected(
    Hub(
        school=School("Ashgrove"),
        choices=Choices(ticks=(TickChoice(BY_HAND.kind, "assembly", "9", ticked=False),)),
        teachers={
            "t1": Teacher(
                id="t1",
                first_name="Gwen",
                last_name="Doyle",
                email="own@ashgrove.example",
                mis_email="mis@ashgrove.example",
                account_type=AccountType.TEACHER_ADMIN,
                link=LINK,
            )
        },
        year_groups={"y1": YearGroup(id="y1", code="4", name="Year 4", link=LINK)},
        classes={"c1": SchoolClass(id="c1", name="4B", link=LINK)},
        pupils={"p1": PUPIL, "p2": BY_HAND},
    ),
    Connection("assembly", {"api_url": "https://api.example"}),
)
ALL = ("t1", "y1", "c1", "p1", "p2")


def test_disconnecting_leaves_records_and_choices_as_they_were() -> None:
    apart = disconnected(HUB)
    assert apart.connection is None
    assert apart == HUB.with_(connection=None)
    assert why_locked(apart.classes["c1"], "name") is not None


def test_clearing_takes_every_link() -> None:
    hub, pairs = unlinked(HUB)
    records = [hub.record(one) for one in ALL]
    assert all(record and record.status is Status.NOT_LINKED for record in records)
    assert {before.id for before, _ in pairs} == {"t1", "y1", "c1", "p1"}
    assert all(before == HUB.record(before.id) and after == hub.record(after.id) for before, after in pairs)


def test_clearing_takes_the_link_alone() -> None:
    hub, _ = unlinked(HUB)
    assert hub.pupils["p1"] == PUPIL.with_(link=None, desync=None)
    assert hub.teachers["t1"] == HUB.teachers["t1"].with_(link=None)
    assert hub.choices == HUB.choices


def test_cleared_records_are_editable_and_leave_leavers() -> None:
    hub, _ = unlinked(HUB)
    assert why_locked(hub.classes["c1"], "name") is None
    assert why_locked(hub.teachers["t1"], "last_name") is None
    assert (len(leavers(HUB)), len(leavers(hub))) == (1, 0)


def test_hub_without_links_has_nothing_to_clear() -> None:
    once, _ = unlinked(HUB)
    assert unlinked(once) == (once, [])
