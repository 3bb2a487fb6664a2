"""Deleting classes and year groups: who may, and only what is neither synced nor used."""

from datetime import date

import pytest

from marktui.hub.accounts.permissions import actor_for
from marktui.hub.model.errors import Exit, MarktuiError, NotAllowedError, UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Desync, Link, Pupil, Reason, SchoolClass, YearGroup
from marktui.hub.model.school import School
from marktui.hub.rules.delete import InUseError, removable_groups
from marktui.hub.rules.integrity import broken_rules

from .staff import ACCOUNTS, ADMIN, COORDINATOR

LINK = Link("assembly", "7")
TODAY = date(2026, 9, 1)
GONE = Desync(TODAY, Reason.GONE)
HUB = Hub(
    next_record=20,
    school=School("Ashgrove"),
    accounts=ACCOUNTS[:2],
).with_records(
    [
        COORDINATOR,
        ADMIN,
        SchoolClass(id="c000003", name="By hand"),
        SchoolClass(id="c000004", name="Synced", link=LINK),
        SchoolClass(id="c000005", name="Gone", link=Link("assembly", "8"), desync=GONE),
        SchoolClass(id="c000006", name="Used"),
        YearGroup(id="y000007", code="1", name="Year 1", link=LINK),
        YearGroup(id="y000008", code="2", name="Year 2"),
        YearGroup(id="y000009", code="3", name="Year 3", link=LINK, desync=GONE),
        Pupil(id="p000010", first_name="Amal", last_name="Ahmed", class_id="c000006", year_group="2"),
        Pupil(
            id="p000011",
            first_name="Bo",
            last_name="Bell",
            class_id="c000006",
            year_group="2",
            link=LINK,
            desync=GONE,
        ),
    ]
)


def refused(*ids: str, login: str = "jo") -> MarktuiError:
    with pytest.raises(MarktuiError) as no:
        removable_groups(HUB, actor_for(HUB, login), ids)
    return no.value


def test_what_is_not_synced_and_empty_goes_each_once() -> None:
    gone = removable_groups(HUB, actor_for(HUB, "jo"), ["c000003", "c000005", "y000009", "c000003"])
    assert [one.id for one in gone] == ["c000003", "c000005", "y000009"]
    after = HUB.without_records(one.id for one in gone)
    assert broken_rules(after) == broken_rules(HUB) == []


@pytest.mark.parametrize(
    ("record_id", "kind", "message"),
    [
        ("c000004", InUseError, "Synced (c000004) is synced: the MIS still has this class."),
        ("y000007", InUseError, "Year 1 (y000007) is synced: the MIS still has this year group."),
        ("c000006", InUseError, "Used (c000006) is not empty: 2 pupils are in it, 1 of them de-synced."),
        ("y000008", InUseError, "Year 2 (y000008) is not empty: 2 pupils are in it, 1 of them de-synced."),
        ("p000010", UsageError, "p000010 is a pupil, not a class or year group."),
        ("t000002", UsageError, "t000002 is a teacher, not a class or year group."),
        ("c999999", UnknownIdError, "There is no record 'c999999' in the hub."),
    ],
)
def test_one_that_cannot_go_keeps_all(record_id: str, kind: type[MarktuiError], message: str) -> None:
    no = refused("c000003", record_id)
    assert (type(no), no.message, no.exit) == (kind, message, Exit.USAGE)
    assert no.next


def test_leavers_alone_keep_a_group_as_well() -> None:
    hub = HUB.without_records(["p000010"])
    with pytest.raises(InUseError, match=r"1 pupil is in it, de-synced\.$"):
        removable_groups(hub, actor_for(hub, "jo"), ["c000006"])


def test_only_the_coordinator_deletes() -> None:
    no = refused("c000003", login="tariq")
    assert isinstance(no, NotAllowedError)
    assert no.message.endswith("may delete a class or year group.")
