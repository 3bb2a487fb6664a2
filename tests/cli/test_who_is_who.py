"""Nobody is taken for somebody else: no key is believed alone, in both services, through the command line."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .written_mis import Child, Colleague, WrittenMis, child, colleague, upn


@pytest.fixture(params=["assembly", "arbor"], scope="module")
def synced(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WrittenMis]:
    """A school that was synced whole, at either service."""
    with WrittenMis(request.param, tmp_path_factory.mktemp("synced") / "hub").serve() as served:
        yield served.start()


@pytest.fixture
def mis(synced: WrittenMis, tmp_path: Path) -> Iterator[WrittenMis]:
    """A copy of that school for one test."""
    folder = synced.folder
    shutil.copytree(folder, tmp_path / "hub")
    synced.reset(tmp_path / "hub")
    yield synced
    synced.reset(folder)


@pytest.fixture(params=["assembly", "arbor"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WrittenMis]:
    """A school without a hub yet."""
    with WrittenMis(request.param, tmp_path / "hub").serve() as served:
        yield served


def counted(said: dict[str, Any], **numbers: int) -> None:
    """The counts that are named, and that every row counts once."""
    assert {name: said[name] for name in numbers} == numbers
    parts = ("new", "matched", "may_match", "clash", "invalid", "synced")
    assert said["read"] == sum(said[name] for name in parts)


LEAVER = colleague(2)
HEIRS = {
    "same last name": LEAVER.but(first="Priya"),
    "same first name": LEAVER.but(last="Okafor"),
    "nobody alike": LEAVER.but(first="Priya", last="Okafor"),
    "capitals": LEAVER.but(first="Priya", email=(LEAVER.email or "").upper()),
    "only a last name": LEAVER.but(first=""),
    "names the other way round": LEAVER.but(first=LEAVER.last, last=LEAVER.first),
}


@pytest.mark.parametrize("heir", HEIRS.values(), ids=HEIRS)
def test_address_that_was_handed_on_hands_on_neither_record_nor_rights(
    mis: WrittenMis, heir: Colleague
) -> None:
    held = mis.people("teachers")[str(LEAVER.id)]
    mis.run("edit", held["id"], "account_type=teacher_admin").ended(0)
    mis.leave(LEAVER.id)
    mis.sync("teachers")
    before = mis.people("teachers")[str(LEAVER.id)]
    mis.staff.append(heir.but(id=901, left=None))
    said = mis.sync("teachers", "--import-teachers", "all")
    counted(said.document["teachers"], may_match=1, matched=0, new=0, left_alone=1)
    assert mis.people("teachers")[str(LEAVER.id)] == before
    assert f"{LEAVER.first} {LEAVER.last} ({held['id']}), same email, but another" in said.err


@pytest.mark.parametrize("spelt", ["CORA", "Cora\u00ad", "Corra", "Cora\u00a0"])
def test_colleague_who_returns_with_address_and_name_is_the_same(mis: WrittenMis, spelt: str) -> None:
    mis.leave(LEAVER.id)
    mis.sync("teachers")
    mis.staff.append(LEAVER.but(id=901, first=spelt, left=None))
    counted(mis.sync("teachers").document["teachers"], matched=1, returned=1, may_match=0)
    assert mis.people("teachers")["901"]["status"] == "synced"


def test_access_coordinator_is_not_met_by_email_and_a_similar_name(fresh: WrittenMis) -> None:
    fresh.staff.append(colleague(9, id=90, first="Robyn", last="Marlow", email="r.marlow@ash.example"))
    fresh.start()
    (mine,) = fresh.named("Robin", "Marlow", "teachers")
    assert (mine["mis_id"], mine["account_type"]) == (None, "access_coordinator")
    assert fresh.named("Robyn", "Marlow", "teachers") == []


def test_access_coordinator_is_met_by_email_and_name(fresh: WrittenMis) -> None:
    fresh.staff.append(colleague(9, id=90, first="robin", last="MARLOW", email="R.Marlow@ash.example"))
    fresh.start()
    assert fresh.people("teachers")["90"]["account_type"] == "access_coordinator"


OTHER = child(77)
TAKEN: dict[str, Child] = {
    "somebody else": OTHER,
    "without UPN": OTHER.but(upn=None),
    "without birth date": OTHER.but(born=None),
    "with the first name alone": OTHER.but(first="Ella"),
    "with a UPN that cannot be right": OTHER.but(upn="B000000000000"),
    "with a filler for a birth date": OTHER.but(born="1900-01-01"),
    "a sister": OTHER.but(last=child(4).last),
    "a sister without UPN": OTHER.but(last=child(4).last, upn=None),
    "a sister without birth date": OTHER.but(last=child(4).last, born=None),
}


@pytest.mark.parametrize("newcomer", TAKEN.values(), ids=TAKEN)
def test_mis_id_that_was_given_to_another_child_waits_for_a_person(mis: WrittenMis, newcomer: Child) -> None:
    before = mis.people()["5004"]
    mis.change(5004, **{name: getattr(newcomer, name) for name in ("first", "last", "born", "upn")})
    said = mis.sync("all")
    counted(said.document["pupils"], may_match=1, synced=23, desynced=0, changed=0)
    assert mis.people()["5004"] == before
    assert "same MIS id, but another" in said.err
    again = mis.sync("all")
    assert (again.document["run"], again.document["pupils"]["may_match"]) == (None, 1)


FAMILIES = {"twins": ("pupils", 5004, 5005), "a couple on the staff": ("teachers", 71, 72)}


@pytest.mark.parametrize(("kind", "one", "other"), FAMILIES.values(), ids=FAMILIES)
def test_two_of_one_family_who_have_each_others_id_wait_for_a_person(
    fresh: WrittenMis, kind: str, one: int, other: int
) -> None:
    family = {"last": "Reis", "born": child(4).born} if kind == "pupils" else {"last": "Reis"}
    fresh.change(one, **family)
    fresh.change(other, **family)
    fresh.start()
    before = fresh.people(kind)
    fresh.change(one, id=0)
    fresh.change(other, id=one)
    fresh.change(0, id=other)
    counted(fresh.sync("all").document[kind], may_match=2, changed=0, desynced=0)
    assert fresh.people(kind) == before


def test_mis_id_of_a_leaver_that_was_given_to_another_child_waits_for_a_person(mis: WrittenMis) -> None:
    mis.leave(5004)
    mis.sync()
    before = mis.people()["5004"]
    mis.change(5004, left=None, first=OTHER.first, last=OTHER.last, born=OTHER.born, upn=OTHER.upn)
    counted(mis.sync().document["pupils"], may_match=1, returned=0)
    assert mis.people()["5004"] == before


def test_mis_id_of_a_leaver_that_is_on_the_row_of_a_twin_waits_for_a_person(mis: WrittenMis) -> None:
    mis.leave(5004)
    mis.leave(LEAVER.id)
    mis.sync("all")
    before = mis.people()["5004"], mis.people("teachers")[str(LEAVER.id)]
    mis.change(5004, left=None, first="Zed", upn=None)
    mis.change(LEAVER.id, left=None, first="Zed", email=None)
    said = mis.sync("all")
    assert "same MIS id, but another first name" in said.err
    for kind in ("pupils", "teachers"):
        counted(said.document[kind], may_match=1, returned=0, desynced=0)
    assert (mis.people()["5004"], mis.people("teachers")[str(LEAVER.id)]) == before
    mis.change(5004, first="Zed", upn=child(4).upn)
    counted(mis.sync().document["pupils"], may_match=0, returned=1)


def test_two_children_whose_ids_were_swapped_are_not_renamed(mis: WrittenMis) -> None:
    before = mis.people()
    first, second = mis.pupils[4], mis.pupils[21]
    mis.pupils[4], mis.pupils[21] = first.but(id=second.id), second.but(id=first.id)
    counted(mis.sync().document["pupils"], may_match=2, synced=22, desynced=0)
    assert mis.people() == before


@pytest.mark.parametrize(
    "facts",
    [
        {"last": "Okafor"},
        {"last": "Okafor", "upn": upn(777)},
        {"born": "2016-12-24", "upn": upn(777)},
        {"last": "Okafor", "born": "2016-12-24"},
        {"last": "Okafor", "upn": None, "born": None},
        {"first": "Zoë"},
    ],
)
def test_child_of_the_same_id_of_whom_anything_else_agrees_is_updated(
    mis: WrittenMis, facts: dict[str, Any]
) -> None:
    mis.change(5004, **facts)
    counted(mis.sync().document["pupils"], synced=24, may_match=0, changed=1)


@pytest.mark.parametrize(
    "facts",
    [
        {"first": "Priya", "last": "Okafor", "email": "p.okafor@ash.example"},
        {"first": "Priya", "last": "Okafor", "email": None},
        {"first": "Priya", "last": "Okafor", "email": "n/a"},
        {"first": "Priya", "last": "", "email": "p.okafor@ash.example"},
        {"first": "", "last": "Okafor", "email": "p.okafor@ash.example"},
    ],
)
def test_mis_id_that_was_given_to_another_colleague_waits_for_a_person(
    mis: WrittenMis, facts: dict[str, Any]
) -> None:
    before = mis.people("teachers")
    mis.change(72, **facts)
    said = mis.sync("teachers", "--import-teachers", "all")
    counted(said.document["teachers"], may_match=1, synced=5, desynced=0)
    assert mis.people("teachers") == before


@pytest.mark.parametrize(
    "facts",
    [
        {"last": "Okafor", "email": "c.okafor@ash.example"},
        {"first": "Priya", "last": "Okafor"},
        {"first": "Priya", "email": "p.x@ash.example"},
        {"first": "CORA", "last": "Okafor", "email": None},
    ],
)
def test_colleague_of_the_same_id_of_whom_anything_else_agrees_is_updated(
    mis: WrittenMis, facts: dict[str, Any]
) -> None:
    mis.change(72, **facts)
    counted(mis.sync("teachers").document["teachers"], synced=6, may_match=0)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"first": "Zoë", "last": "Okafor", "born": "2015-12-24"}, "may_match"),
        ({"last": "Okafor", "born": "2015-12-24"}, "may_match"),
        ({"last": "Okafor"}, "matched"),
        ({"born": "2015-12-24"}, "matched"),
        ({"last": "Okafor", "born": None}, "matched"),
        ({"last": "Okafor", "born": "0001-01-01"}, "matched"),
        ({"first": "Zoë"}, "matched"),
    ],
)
def test_upn_under_a_new_id_needs_last_name_or_birth_date(
    mis: WrittenMis, facts: dict[str, Any], status: str
) -> None:
    mis.leave(5004)
    mis.sync()
    mis.pupils.append(child(4, id=6001).but(**facts))
    counted(mis.sync().document["pupils"], **{"may_match": 0, "matched": 0, "new": 0} | {status: 1})
    assert ("6001" in mis.people()) is (status == "matched")


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"upn": upn(777)}, "may_match"),
        ({"upn": upn(777), "first": "ella\u200b", "last": "  REIS"}, "may_match"),
        ({"upn": None}, "matched"),
        ({"upn": "B000000000000"}, "matched"),
        ({"upn": None, "first": "El\u00adla", "last": "Reis\u3164"}, "matched"),
    ],
)
def test_same_name_and_birth_date_match_unless_both_have_a_upn_of_their_own(
    mis: WrittenMis, facts: dict[str, Any], status: str
) -> None:
    mis.leave(5004)
    mis.sync()
    mis.pupils.append(child(4, id=6001).but(**facts))
    counted(mis.sync().document["pupils"], **{"may_match": 0, "matched": 0, "new": 0} | {status: 1})


@pytest.mark.parametrize(
    "written",
    [
        upn(4).lower(),
        f" {upn(4)} ",
        f"{upn(4)[:4]} {upn(4)[4:8]} {upn(4)[8:]}",
        f"\u200b{upn(4)}\ufeff",
        f"{upn(4)[:5]}\u00ad{upn(4)[5:]}".lower(),
        f"{upn(4)[:3]}\u00a0{upn(4)[3:]}",
    ],
)
def test_upn_is_the_same_however_it_is_written(mis: WrittenMis, written: str) -> None:
    mis.leave(5004)
    mis.sync()
    mis.pupils.append(child(4, id=6001, first="Zoë", upn=written))
    counted(mis.sync().document["pupils"], matched=1, returned=1)
    assert mis.people()["6001"]["upn"] == upn(4)


AGAIN: dict[str, dict[str, Any]] = {
    "no UPN": {"upn": None},
    "another UPN": {"upn": upn(777)},
    "a temporary UPN": {"upn": "X00180001701A"},
    "capitals and spaces": {"upn": None, "first": " HAL ", "last": "reis"},
    "unseen marks": {"upn": None, "first": "H\u00adal", "last": "Re\u2060is"},
    "names split elsewhere": {"upn": None, "first": "", "last": "Hal Reis"},
    "a UPN that cannot be right": {"upn": "B000000000000"},
}


@pytest.mark.parametrize("facts", AGAIN.values(), ids=AGAIN)
@pytest.mark.parametrize("mis_id", [12, 6001])
def test_child_who_is_there_a_second_time_waits_and_is_told_with_both(
    mis: WrittenMis, facts: dict[str, Any], mis_id: int
) -> None:
    mis.pupils.append(child(7, id=mis_id).but(**facts))
    said = mis.sync()
    counted(said.document["pupils"], may_match=1, new=0, synced=24, desynced=0)
    assert f"(MIS id {mis_id}) has the same name and birth date as MIS id 5007 (p" in said.err
    assert str(mis_id) not in mis.people()


def test_child_who_is_there_a_second_time_without_a_birth_date_waits(mis: WrittenMis) -> None:
    mis.pupils.append(child(7, id=6001, born=None, upn=None))
    said = mis.sync()
    counted(said.document["pupils"], may_match=1, new=0, synced=24)
    assert "(MIS id 6001) has the same name as MIS id 5007 (p" in said.err
    (mine,) = mis.named(child(7).first, child(7).last)
    mis.run("unmatch", "6001", mine["id"]).ended(0)
    counted(mis.sync().document["pupils"], may_match=0, new=1)


@pytest.mark.parametrize("facts", AGAIN.values(), ids=AGAIN)
def test_new_child_who_is_there_twice_at_once_waits_both_times(
    fresh: WrittenMis, facts: dict[str, Any]
) -> None:
    fresh.pupils.append(child(7, id=6001).but(**facts))
    fresh.start()
    assert not {"5007", "6001"} & fresh.people().keys()
    counted(fresh.sync().document["pupils"], may_match=2, new=0, synced=23)


@pytest.mark.parametrize("facts", [{"first": "Hetty"}, {"last": "Okafor"}, {"born": "2016-10-09"}])
def test_twins_and_namesakes_come_in(mis: WrittenMis, facts: dict[str, Any]) -> None:
    mis.pupils.append(child(7, id=6001, upn=upn(777)).but(**facts))
    counted(mis.sync().document["pupils"], new=1, may_match=0)
    assert "6001" in mis.people()


SHARED = [
    "office@ash.example",
    "Office@Ash.Example ",
    "noreply@ash.example",
    "staff@ash.example",
    "tbc@tbc.example",
]


@pytest.mark.parametrize("address", SHARED)
def test_address_that_several_staff_share_is_given_to_none_and_they_come_in(
    fresh: WrittenMis, address: str
) -> None:
    for n in (1, 2, 3):
        fresh.change(70 + n, email=address)
    fresh.start()
    people = fresh.people("teachers")
    assert [people[str(70 + n)]["email"] for n in (1, 2, 3)] == [None, None, None]
    said = fresh.sync("teachers")
    counted(said.document["teachers"], synced=6, clash=0)
    assert f"{address.strip()} is the address of " in said.err
    assert all(f"(MIS id {70 + n})" in said.err for n in (1, 2, 3))


def test_who_shares_an_address_only_now_keeps_their_own(mis: WrittenMis) -> None:
    before = mis.people("teachers")
    for mis_id in (71, 72):
        mis.change(mis_id, email="office@ash.example")
    said = mis.sync("teachers")
    counted(said.document["teachers"], synced=6, clash=0, changed=0)
    assert mis.people("teachers") == before
    assert "office@ash.example is the address of" in said.err


@pytest.mark.parametrize("address", ["n/a", "none", "-", "a@ash.example, b@ash.example", "unknown"])
def test_text_that_is_no_address_is_none(fresh: WrittenMis, address: str) -> None:
    for n in range(3):
        fresh.change(70 + n, email=address)
    fresh.start()
    people = fresh.people("teachers")
    assert [people[str(70 + n)]["email"] for n in range(3)] == [None, None, None]
    said = fresh.sync("teachers")
    counted(said.document["teachers"], synced=6, clash=0)
    assert "3 teachers with an email that is not an address" in said.err


@pytest.mark.parametrize(
    "filler", ["1900-01-01", "0001-01-01", "0001-01-01T00:00:00Z", "1753-01-01", "2079-06-06", "0000-00-00"]
)
def test_filler_for_a_birth_date_is_unknown_and_matches_nobody(fresh: WrittenMis, filler: str) -> None:
    fresh.pupils[3] = fresh.pupils[3].but(born=filler, upn=None)
    fresh.pupils[5] = fresh.pupils[5].but(born=filler, upn=None, first=fresh.pupils[3].first)
    fresh.start()
    assert fresh.people()["5003"]["date_of_birth"] is None
    said = fresh.sync()
    counted(said.document["pupils"], synced=24)
    assert "2 pupils with a birth date that cannot be right" in said.err


@pytest.mark.parametrize(
    ("came", "born"),
    [
        ("2016-07-01T23:00:00Z", "2016-07-02"),
        ("2016-07-01T23:00:00.000Z", "2016-07-02"),
        ("2016-12-01T23:00:00Z", "2016-12-01"),
        ("2016-07-02T01:00:00+02:00", "2016-07-02"),
        ("2016-07-02 12:30:00", "2016-07-02"),
    ],
)
def test_birth_date_with_a_time_is_the_day_in_london_and_told(
    fresh: WrittenMis, came: str, born: str
) -> None:
    fresh.pupils[3] = fresh.pupils[3].but(born=came)
    fresh.start()
    assert fresh.people()["5003"]["date_of_birth"] == born
    assert "1 pupil with a time of day in the birth date" in fresh.sync().err


@pytest.mark.parametrize("half", ["%d83d", "%de00", "%d83d%d83d", "%de00%d83d", "%dbff"])
def test_half_an_emoji_in_one_name_does_not_stop_the_school(fresh: WrittenMis, half: str) -> None:
    fresh.pupils[3] = fresh.pupils[3].but(first=f"Dan {half}")
    fresh.staff[2] = fresh.staff[2].but(last=f"{half}Denby")
    fresh.start()
    assert (len(fresh.people()), fresh.people()["5003"]["first_name"]) == (24, "Dan")
    assert fresh.people("teachers")["72"]["last_name"] == "Denby"
    assert "1 pupil with half a character in the name, which was left out: Dan Reis" in fresh.sync().err


def test_what_no_row_has_any_more_and_a_name_of_nobody_are_told(mis: WrittenMis) -> None:
    before = mis.people()
    mis.pupils = [one.but(upn=None) for one in mis.pupils]
    mis.pupils += [child(50, id=6001, first="Test", last="Pupil"), child(51, id=6002, last="Test")]
    said = mis.sync()
    assert "None of the 24 pupils with a UPN in the hub has one now. They keep it" in said.err
    assert "1 pupil has a name that stands for nobody" in said.err
    after = mis.people()
    assert after.keys() - before.keys() == {"6002"}
    assert {one: after[one] for one in before} == before
