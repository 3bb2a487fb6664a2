"""What a sync leaves to a person can be decided without the interface, and the next sync respects it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .written_mis import WrittenMis, child, colleague, upn


@pytest.fixture(params=["assembly", "arbor"])
def mis(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WrittenMis]:
    with WrittenMis(request.param, tmp_path / "hub").serve() as served:
        yield served.start()


def recycle(mis: WrittenMis) -> str:
    """Give the MIS id of a child to another one; gives the id of the record that has it."""
    other = child(77)
    mis.change(5004, first=other.first, last=other.last, born=other.born, upn=other.upn)
    mis.sync()
    record_id: str = mis.people()["5004"]["id"]
    return record_id


def sound(mis: WrittenMis) -> None:
    """The hub has nothing that a sync should not leave behind."""
    mis.run("doctor").ended(0)


def test_doubt_is_told_with_the_two_verbs(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    said = mis.sync()
    against = "same MIS id, but another UPN, last name and birth date"
    assert f"(MIS id 5004) may be Ella Reis ({record_id}), {against}." in said.err
    assert "marktui match MIS_ID ID" in said.err
    assert "marktui unmatch MIS_ID ID" in said.err


def test_match_says_that_the_child_has_another_name_and_upn_now(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    mis.run("match", "5004", record_id).ended(0)
    assert mis.sync().document["pupils"]["matched"] == 1
    again = mis.people()["5004"]
    assert (again["id"], again["upn"]) == (record_id, child(77).upn)
    assert mis.run("choices", "--json").document == []
    assert mis.sync().document["run"] is None
    sound(mis)


def test_unmatch_says_that_the_id_is_another_childs_now(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    mis.run("unmatch", "5004", record_id).ended(0)
    said = mis.sync().document["pupils"]
    assert (said["new"], said["desynced"]) == (1, 1)
    people = mis.people()
    assert people["5004"]["upn"] == child(77).upn
    (gone,) = (one for one in people.values() if one["id"] == record_id)
    assert (gone["first_name"], gone["status"], gone["desynced_reason"]) == ("Ella", "desynced", "gone")
    assert mis.sync().document["run"] is None
    sound(mis)


def test_child_who_lost_the_id_is_met_under_a_new_one(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    mis.pupils.append(child(4, id=6001))
    assert mis.sync().document["pupils"]["may_match"] == 2
    mis.run("unmatch", "5004", record_id).ended(0)
    counts = mis.sync().document["pupils"]
    assert (counts["new"], counts["matched"], counts["desynced"]) == (1, 1, 0)
    assert mis.people()["6001"]["id"] == record_id
    sound(mis)


def test_unmatch_of_two_rows_lets_both_children_in(mis: WrittenMis) -> None:
    mis.pupils.append(child(7, id=6001, upn=upn(777)))
    mis.remove(5007)
    mis.pupils.append(child(7, id=6002, upn=upn(778)))
    assert mis.sync().document["pupils"]["may_match"] == 2
    record_id = next(one["id"] for one in mis.people().values() if one["mis_id"] == "5007")
    for mis_id in ("6001", "6002"):
        mis.run("unmatch", mis_id, record_id).ended(0)
    assert mis.sync().document["pupils"]["may_match"] == 2
    mis.run("unmatch", "6001", "6002").ended(0)
    assert mis.sync().document["pupils"]["new"] == 2
    assert {"6001", "6002"} <= mis.people().keys()


def test_unmatch_lets_in_the_namesake_of_a_synced_child(mis: WrittenMis) -> None:
    mis.pupils.append(child(7, id=6001, upn=None))
    record_id = mis.people()["5007"]["id"]
    mis.run("unmatch", "6001", record_id).ended(0)
    assert mis.sync().document["pupils"]["new"] == 1
    assert mis.people()["5007"]["id"] == record_id
    assert mis.sync().document["run"] is None


def test_match_of_a_colleague_who_got_a_leavers_address(mis: WrittenMis) -> None:
    mis.leave(72)
    mis.sync("teachers")
    record_id = mis.people("teachers")["72"]["id"]
    mis.staff.append(colleague(2, id=901, first="Priya"))
    assert mis.sync("teachers").document["teachers"]["may_match"] == 1
    mis.run("match", "901", record_id).ended(0)
    assert mis.sync("teachers").document["teachers"]["returned"] == 1
    assert mis.people("teachers")["901"]["id"] == record_id


def test_match_that_cannot_be_is_told_and_stays(mis: WrittenMis) -> None:
    mis.pupils.append(child(7, id=6001, upn=None))
    record_id = mis.people()["5007"]["id"]
    mis.run("match", "6001", record_id).ended(0)
    said = mis.sync()
    assert f"MIS id 6001 could not be matched to {record_id} as decided: " in said.err
    assert said.document["pupils"]["may_match"] == 1
    assert len(mis.run("choices", "--json").document) == 1


def test_decision_can_be_withdrawn_and_turned_round(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    noted = mis.run("match", "5004", record_id, "--json").ended(0).document
    assert (noted["mis_id"], noted["record_id"]) == ("5004", record_id)
    mis.run("unmatch", "5004", record_id).ended(0)
    (only,) = mis.run("choices", "--json").document
    assert only["words"].startswith("Not the same as Ella Reis")
    mis.run("choices", "forget", str(only["number"])).ended(0)
    assert mis.sync().document["pupils"]["may_match"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("match", "5004", "p999999"),
        ("match", "5004"),
        ("unmatch", "5004", "5004"),
        ("unmatch", "5004", "5005", "--kind", "classes"),
    ],
)
def test_what_cannot_be_decided_is_refused(mis: WrittenMis, words: tuple[str, ...]) -> None:
    assert mis.run(*words).exit == 2
    assert mis.run("choices", "--json").document == []


def test_undo_of_the_run_that_took_an_id_away_is_exact(mis: WrittenMis) -> None:
    record_id = recycle(mis)
    before = mis.people()
    mis.run("unmatch", "5004", record_id).ended(0)
    mis.sync()
    mis.run("undo", "--yes").ended(0)
    assert mis.people() == before
    sound(mis)


def test_school_whose_ids_all_changed_is_matched_again_by_upn_and_email(mis: WrittenMis) -> None:
    before = {one["upn"]: one["id"] for one in mis.people().values()}
    mis.pupils = [one.but(id=one.id + 1) for one in mis.pupils]
    mis.staff = [one.but(id=one.id + 1) for one in mis.staff]
    waiting = mis.sync("all").document
    assert (waiting["pupils"]["may_match"], waiting["pupils"]["desynced"]) == (24, 0)
    mis.run("disconnect", "--clear-mis-ids").ended(0)
    mis.connect()
    again = mis.sync("all").document
    assert (again["pupils"]["matched"], again["teachers"]["matched"]) == (24, 6)
    assert {one["upn"]: one["id"] for one in mis.people().values()} == before
    sound(mis)
