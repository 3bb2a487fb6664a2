"""The documents of `marktui list --json` hold exactly the promised keys."""

from datetime import date

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import LEAVER_KEYS, keys, leaver_documents, record_documents
from marktui.hub.model.record import Access, Desync, Link, Pupil, Reason, SchoolClass, Teacher, YearGroup
from marktui.hub.model.roster import leavers, roster
from marktui.hub.model.school import School

LEFT = Desync(date(2026, 7, 20), Reason.LEFT, date(2026, 7, 12))
PUPIL = Pupil(
    id="r7",
    link=Link("assembly", "5112"),
    desync=LEFT,
    first_name="Amal",
    last_name="Ahmed",
    access=Access.PENDING_DELETION,
    deleting_on=date(2027, 1, 20),
    upn="A801200001001",
    date_of_birth=date(2014, 3, 2),
    year_group="4",
    class_id="r5",
    web_id="40017",
)
HUB = Hub(
    school=School("Ashgrove"),
    teachers={"r1": Teacher(id="r1", first_name="Jo", last_name="Smith", email="jo@ashgrove.example")},
    year_groups={
        "r3": YearGroup(id="r3", code="4", name="Year 4"),
        "r4": YearGroup(id="r4", code="5", name="Y5"),
    },
    classes={"r5": SchoolClass(id="r5", name="4B"), "r6": SchoolClass(id="r6", name="5A")},
    pupils={"r7": PUPIL, "r8": Pupil(id="r8", first_name="Bo", last_name="Bell", class_id="r5")},
)


def test_pupil_is_told_in_full() -> None:
    assert record_documents(HUB, [PUPIL]) == [
        {
            "id": "r7",
            "connector": "assembly",
            "mis_id": "5112",
            "upn": "A801200001001",
            "first_name": "Amal",
            "last_name": "Ahmed",
            "date_of_birth": "2014-03-02",
            "year_group": "4",
            "class": "4B",
            "web_id": "40017",
            "status": "desynced",
            "access": "pending_deletion",
            "desynced_since": "2026-07-20",
            "desynced_reason": "left",
            "left_on": "2026-07-12",
            "deleting_on": "2027-01-20",
        }
    ]


def test_keys_come_in_the_promised_order_and_are_null_if_unknown() -> None:
    for kind in Kind:
        for document in record_documents(HUB, roster(HUB, kind)):
            assert tuple(document) == keys(kind)
    (teacher,) = record_documents(HUB, roster(HUB, Kind.TEACHER))
    assert teacher["mis_id"] is None
    assert teacher["mis_email"] is None
    assert teacher["account_type"] == "teacher"
    assert teacher["status"] == "not_linked"


def test_groups_count_their_members() -> None:
    first, second = record_documents(HUB, [HUB.classes["r5"], HUB.classes["r6"]])
    assert (first["year_groups"], first["pupils"], first["leavers"]) == (["4"], 2, 1)
    assert (second["year_groups"], second["pupils"], second["leavers"]) == ([], 0, 0)
    assert [document["pupils"] for document in record_documents(HUB, roster(HUB, Kind.YEAR_GROUP))] == [1, 0]


def test_leavers_say_their_kind() -> None:
    (leaver,) = leaver_documents(HUB, leavers(HUB))
    assert leaver["kind"] == "pupil"
    assert {"kind", *keys(Kind.PUPIL)} == set(leaver)


def test_leaver_columns_hold_both_kinds_once() -> None:
    assert set(LEAVER_KEYS) == {"kind", *keys(Kind.PUPIL), *keys(Kind.TEACHER)}
    assert len(set(LEAVER_KEYS)) == len(LEAVER_KEYS)
