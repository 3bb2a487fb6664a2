"""Each rule that a hub's records keep, broken once, and told without anybody's name."""

from datetime import date, timedelta
from typing import Any

import pytest

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.model.school import Account, School
from marktui.hub.rules.integrity import BrokenRule, broken_rules, clashes, desynced_ahead

from .staff import COORDINATOR

TODAY = date(2026, 9, 14)
UPN = "B801200005001"
MIS = "assembly"
GONE = Desync(TODAY, Reason.GONE)
TEACHER = Teacher(id="t000002", first_name="Gwen", last_name="Doyle", email="gwen@ash.example")
YEAR = YearGroup(id="y000003", code="4", name="Year 4", link=Link(MIS, "7"))
CLASS = SchoolClass(id="c000004", name="4B", link=Link(MIS, "7"))
PUPIL = Pupil(
    id="p000005",
    first_name="Amal",
    last_name="Ahmed",
    upn=UPN,
    year_group="4",
    class_id="c000004",
    web_id="90",
    link=Link(MIS, "7"),
)
HUB = Hub(
    next_record=20,
    school=School("Ashgrove"),
    accounts=(Account("jo", "t000001"), Account("root", "t000001")),
).with_records([COORDINATOR, TEACHER, YEAR, CLASS, PUPIL])
OTHER = Pupil(id="p000006", first_name="Bo", last_name="Bell")
PRIVATE = ("Amal", "Ahmed", "Bo", "Bell", "Jo", "Smith", "Gwen", "Doyle", UPN, "ash.example")


def broken(*records: Record, **parts: Any) -> list[BrokenRule]:
    found = broken_rules(HUB.with_(**parts).with_records(records))
    for one in found:
        assert not [word for word in PRIVATE if word in one.sentence.split()]
        assert one.sentence.endswith(".")
    return found


def test_sound_hub_breaks_nothing() -> None:
    assert broken() == []
    assert broken(OTHER, PUPIL.with_(access=Access.PENDING_DELETION, deleting_on=TODAY)) == []


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (OTHER.with_(link=Link(MIS, "7")), "p000005 and p000006 are linked to the same pupil of the MIS."),
        (OTHER.with_(upn=UPN), "p000005 and p000006 have the same UPN."),
        (OTHER.with_(web_id="90"), "p000005 and p000006 have the same User ID of the web hub."),
        (YEAR.with_(id="y000007"), "y000003 and y000007 have the same code, '4'."),
    ],
)
def test_what_two_records_cannot_share(record: Record, sentence: str) -> None:
    two = tuple(sorted((record.id, "y000003" if isinstance(record, YearGroup) else "p000005")))
    assert broken(record) == [BrokenRule(sentence, two)]


def test_desynced_pupil_keeps_the_claim_to_a_upn_and_a_link() -> None:
    assert len(broken(OTHER.with_(upn=UPN, link=Link(MIS, "7"), desync=GONE))) == 2


@pytest.mark.parametrize("record", [TEACHER, CLASS, PUPIL])
def test_ids_of_the_mis_count_within_a_kind_and_a_connector(record: Record) -> None:
    assert broken(record.with_(link=Link(MIS, "7"))) == []
    assert broken(OTHER.with_(link=Link("arbor", "7"))) == []


def test_upn_that_cannot_be_right_is_nobodys() -> None:
    assert broken(PUPIL.with_(upn="A801200005001"), OTHER.with_(upn="A801200005001")) == []


def test_there_is_an_access_coordinator() -> None:
    demoted = COORDINATOR.with_(account_type=AccountType.TEACHER_ADMIN)
    assert broken(demoted) == [BrokenRule("No teacher is the Access Coordinator.", ())]


def test_there_is_one_access_coordinator() -> None:
    promoted = TEACHER.with_(account_type=AccountType.ACCESS_COORDINATOR)
    sentence = "t000001 and t000002 are all the Access Coordinator; there is only one."
    assert broken(promoted) == [BrokenRule(sentence, ("t000001", "t000002"))]


def test_access_coordinator_has_access() -> None:
    out = COORDINATOR.with_(access=Access.WITHOUT_ACCESS)
    assert broken(out) == [BrokenRule("t000001 is the Access Coordinator and has no access.", ("t000001",))]


@pytest.mark.parametrize("teacher_id", ["t000009", "p000005"])
def test_account_is_a_teachers(teacher_id: str) -> None:
    sentence = f"An account refers to {teacher_id}, which is not a teacher."
    assert broken(accounts=(Account("gwen", teacher_id),)) == [BrokenRule(sentence, ())]


def test_login_has_one_account() -> None:
    found = broken(accounts=(Account("jo", "t000001"), Account("jo", "t000002")))
    two = ("t000001", "t000002")
    assert found == [BrokenRule("One login has several accounts: t000001 and t000002.", two)]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ({"class_id": "c000009"}, "p000005 is in the class c000009, which the hub does not have."),
        ({"class_id": "y000003"}, "p000005 is in the class y000003, which the hub does not have."),
        ({"year_group": "5"}, "p000005 is in the year group '5', which the hub does not have."),
    ],
)
def test_pupil_is_in_groups_of_the_hub(place: dict[str, str], sentence: str) -> None:
    assert broken(PUPIL.with_(**place)) == [BrokenRule(sentence, ("p000005",))]


def test_pupil_may_be_in_no_group() -> None:
    assert broken(PUPIL.with_(class_id=None, year_group=None)) == []


@pytest.mark.parametrize(
    "wrong", ["c000007", "p00007", "p0000007", "7", "", "p", "p00000x", "p" + "9" * 5000]
)
def test_id_has_the_letter_of_its_kind_and_six_digits(wrong: str) -> None:
    found = broken(OTHER.with_(id=wrong))
    assert found == [BrokenRule(f"{wrong!r} is not the id of a pupil.", (wrong,))]


def test_number_is_given_out_before_it_is_used() -> None:
    assert broken(OTHER.with_(id="p000019")) == []
    late = BrokenRule("p000020 has a number that has not been given out yet.", ("p000020",))
    assert broken(OTHER.with_(id="p000020")) == [late]
    assert broken(OTHER.with_(id="p1234567"), next_record=1_234_568) == []


def test_number_is_one_records_whatever_its_kind() -> None:
    found = broken(OTHER.with_(id="p000004"))
    assert found == [BrokenRule("c000004 and p000004 have the same number.", ("c000004", "p000004"))]


def test_record_lies_under_its_own_id() -> None:
    found = broken(pupils={"p000005": PUPIL, "p000008": OTHER})
    assert found == [BrokenRule("p000006 is stored under another id, 'p000008'.", ("p000006",))]


@pytest.mark.parametrize(
    "record",
    [
        PUPIL.with_(first_name="", last_name=" "),
        COORDINATOR.with_(first_name="", last_name=""),
        CLASS.with_(name=""),
        YEAR.with_(name=" "),
    ],
    ids=str,
)
def test_record_has_a_name(record: Record) -> None:
    assert broken(record) == [BrokenRule(f"{record.id} has no name.", (record.id,))]


@pytest.mark.parametrize("names", [("Madonna", ""), ("", "Madonna")])
def test_one_name_is_enough_for_a_person(names: tuple[str, str]) -> None:
    assert broken(PUPIL.with_(first_name=names[0], last_name=names[1])) == []


def test_two_classes_may_get_one_name_from_the_mis() -> None:
    assert broken(SchoolClass(id="c000007", name="4b")) == []


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (PUPIL.with_(link=None, desync=GONE), "is de-synced without a link"),
        (
            PUPIL.with_(desync=Desync(TODAY, Reason.GONE, TODAY)),
            "has a leaving date and is de-synced as 'gone'",
        ),
        (CLASS.with_(desync=Desync(TODAY, Reason.LEFT)), "cannot be de-synced as 'left'"),
        (YEAR.with_(desync=Desync(TODAY, Reason.OUT_OF_RANGE)), "cannot be de-synced as 'out_of_range'"),
        (
            TEACHER.with_(link=Link(MIS, "7"), desync=Desync(TODAY, Reason.OUT_OF_RANGE)),
            "cannot be de-synced as 'out_of_range'",
        ),
        (PUPIL.with_(access=Access.PENDING_DELETION), "is pending deletion without a date"),
        (PUPIL.with_(deleting_on=TODAY), "has a date of deletion and is not pending deletion"),
    ],
)
def test_state_of_a_record_makes_sense(record: Record, what: str) -> None:
    assert broken(record) == [BrokenRule(f"{record.id} {what}.", (record.id,))]


@pytest.mark.parametrize("reason", list(Reason))
def test_pupil_may_be_desynced_for_every_reason(reason: Reason) -> None:
    assert broken(PUPIL.with_(desync=Desync(TODAY, reason))) == []


def test_leaver_with_a_date_and_the_day_of_another_time_zone() -> None:
    assert broken(PUPIL.with_(desync=Desync(TODAY, Reason.LEFT, TODAY))) == []
    assert broken(PUPIL.with_(desync=Desync(TODAY + timedelta(days=1), Reason.GONE))) == []


def test_many_records_are_counted() -> None:
    many = [OTHER.with_(id=f"p{number:06}", link=Link(MIS, "7")) for number in range(6, 12)]
    (found,) = broken(*many)
    assert found.sentence == (
        "p000005, p000006, p000007, p000008, p000009 and 2 more are linked to the same pupil of the MIS."
    )
    assert len(found.records) == 7


def clashing(*records: Record) -> list[BrokenRule]:
    return clashes(HUB.with_records(records))


def test_two_classes_clash_over_a_name() -> None:
    two = BrokenRule("c000004 and c000007 have the same name.", ("c000004", "c000007"))
    assert clashing() == []
    assert clashing(SchoolClass(id="c000007", name=" 4b ")) == [two]
    assert clashing(SchoolClass(id="c000007", name="4b", link=Link(MIS, "8"), desync=GONE)) == [two]


def test_two_teachers_clash_over_an_address_unless_one_has_left() -> None:
    two = BrokenRule("t000001 and t000002 have the same email address.", ("t000001", "t000002"))
    shared = TEACHER.with_(email="JO@ash.example", link=Link(MIS, "8"))
    assert clashing(shared) == [two]
    assert clashing(shared.with_(desync=GONE)) == []
    assert clashing(TEACHER.with_(email=None), COORDINATOR.with_(email=None)) == []


@pytest.mark.parametrize(
    ("desync", "is_ahead"),
    [
        (Desync(TODAY + timedelta(days=2), Reason.GONE), True),
        (Desync(TODAY + timedelta(days=365), Reason.LEFT, TODAY), True),
        (Desync(TODAY + timedelta(days=1), Reason.GONE), False),
        (Desync(TODAY, Reason.LEFT, TODAY + timedelta(days=1)), False),
        (Desync(date(1970, 1, 1), Reason.LEFT, TODAY), False),
    ],
)
def test_what_a_wrong_clock_left_is_no_damage(desync: Desync, is_ahead: bool) -> None:
    hub = HUB.with_records([PUPIL.with_(desync=desync)])
    assert broken_rules(hub) == []
    assert desynced_ahead(hub, TODAY) == ((PUPIL.id,) if is_ahead else ())


def test_two_records_may_have_lost_one_mis_id_on_one_day() -> None:
    link = Link(MIS, "7").until(TODAY)
    assert broken(PUPIL.with_(link=link, desync=GONE), OTHER.with_(link=link, desync=GONE)) == []
