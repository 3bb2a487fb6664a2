"""Listing the backups, and restoring one."""

import asyncio
from typing import Any

import pytest

from marktui.hub.model.record import AccountType
from marktui.store.store import HubStore
from marktui.sync.session import Session

from .damaged_files import flipped, look_of, newer
from .school import School
from .test_question import at_terminal
from .test_role import demote

KINDS = ("pupils", "teachers", "classes", "year-groups")


@pytest.fixture
def used(school: School) -> School:
    """A school with a second run and an edit."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    school.run("edit", "t000001", "email=last@hub.example").ended(0)
    return school


def backups(school: School) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = school.run("restore", "--json").ended(0).document
    assert all(one.keys() == {"name", "generation", "at"} for one in listed)
    return listed


def everything(school: School) -> dict[str, Any]:
    return {kind: school.records(kind) for kind in KINDS}


def history(school: School) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = school.run("history", "--json").ended(0).document
    return entries


def test_backups_are_listed_newest_first(used: School) -> None:
    before = look_of(used)
    listed = backups(used)
    assert [one["generation"] for one in listed] == [4, 3, 2, 1]
    said = used.run("restore").ended(0)
    title, *rows = said.out.splitlines()
    assert title.split() == ["backup", "saved"]
    assert [row.split()[0] for row in rows] == [one["name"] for one in listed]
    assert all(row.endswith(" UTC") for row in rows)
    assert look_of(used) == before


def test_a_backup_takes_the_place_of_the_hub(school: School) -> None:
    before = everything(school)
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    former = (school.folder / "hub.json").read_bytes()
    name = backups(school)[0]["name"]
    document = school.run("restore", name, "--json").ended(0).document
    assert document == {"restored": name, "generation": 5, "entry": 3}
    assert everything(school) == before
    newest = history(school)[0]
    assert (newest["what"], newest["number"], newest["backup"]) == ("restore", 3, name)
    kept = school.folder / "backups" / backups(school)[0]["name"]
    assert kept.read_bytes() == former
    school.run("doctor").ended(0)


def test_it_loses_only_what_came_after_the_backup(used: School) -> None:
    used.run("restore", backups(used)[0]["name"]).ended(0)
    assert len(used.leavers()) == 13
    assert "last@hub.example" not in {one["email"] for one in used.records("teachers")}
    used.run("undo", "2").ended(2)


def test_text_says_what_is_there_now_and_how_to_go_back(used: School) -> None:
    name = backups(used)[1]["name"]
    said = used.run("restore", name).ended(0)
    assert said.out.splitlines() == [
        f"Restored {name}: 28 teachers, 7 year groups, 14 classes, 177 pupils.",
        f"The hub as it was before is backed up: marktui restore --hub {used.folder}",
    ]
    back = backups(used)[0]["name"]
    used.run("restore", back).ended(0)
    assert "last@hub.example" in {one["email"] for one in used.records("teachers")}


def test_a_restore_is_a_barrier_for_undo(used: School) -> None:
    used.run("restore", backups(used)[0]["name"]).ended(0)
    before = used.files
    for words in ((), ("4",)):
        said = used.run("undo", *words).ended(2)
        assert "Entry 4 restored a backup, which cannot be undone." in said.err
    assert "entry 4 restored a backup since" in used.run("undo", "2").ended(2).err
    assert used.files == before
    used.run("edit", "t000001", "email=new@hub.example").ended(0)
    assert used.run("undo", "--json").ended(0).document["undone"] == 5


def test_no_id_and_no_number_is_used_again(used: School) -> None:
    numbers = {one["id"] for one in used.records("pupils")}
    first = backups(used)[1]["name"]
    used.run("restore", first).ended(0)
    left = {one["id"] for one in used.records("pupils")}
    used.sync("pupils").ended(0)
    created = {one["id"] for one in used.records("pupils")} - left
    assert len(created) == 31
    assert not created & numbers
    assert [one["number"] for one in history(used)][:2] == [5, 4]


def test_an_old_approval_does_not_count_again(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = school.sync("pupils", "--json").ended(3).document["plan"]
    school.sync("pupils", "--approve", plan).ended(0)
    school.run("restore", backups(school)[0]["name"]).ended(0)
    school.sync("pupils", "--approve", plan).ended(3)


@pytest.mark.parametrize("name", ["nope", "../hub.json", "hub.json", "", "hub-000001-20260101T000000Z.json"])
def test_names_that_are_none(used: School, name: str) -> None:
    before = look_of(used)
    error = used.run("restore", name, "--json").ended(2).error
    assert error["kind"] == "no_backup"
    assert error["hint"] == f"To see the backups: marktui restore --hub {used.folder}"
    assert look_of(used) == before


def test_a_damaged_backup_is_refused(used: School) -> None:
    name = backups(used)[0]["name"]
    flipped(used.folder / "backups" / name)
    before = used.files
    error = used.run("restore", name, "--json").ended(6).error
    assert (error["kind"], name in error["message"]) == ("damaged", True)
    assert used.files == before


def test_a_backup_of_a_later_format_is_refused(used: School) -> None:
    name = backups(used)[0]["name"]
    newer(used.folder / "backups" / name)
    before = used.files
    assert used.run("restore", name, "--json").ended(6).error["kind"] == "newer_format"
    assert used.files == before


def test_whoever_was_erased_since_stays_erased(used: School) -> None:
    name = backups(used)[0]["name"]
    pupil = next(iter(used.leavers().values()))
    asyncio.run(erase(used, pupil["id"]))
    used.run("restore", name).ended(0)
    assert pupil["id"] not in {one["id"] for one in used.records("pupils")}
    told = b"".join(used.files.values())
    assert [trace.encode() in told for trace in (pupil["id"], pupil["upn"])] == [False, False]
    assert len(used.leavers()) == 12


async def erase(school: School, record_id: str) -> None:
    hub = await HubStore(school.folder).load()
    await Session(school.folder, hub.accounts[0].login).decisions.erase([record_id])


@pytest.mark.parametrize("answer", ["\r", "n\r", "\x04"], ids=["enter", "no", "end of input"])
def test_no_is_the_default(used: School, answer: str) -> None:
    name, before = backups(used)[0]["name"], used.files
    with at_terminal(used, "restore", name) as screen:
        screen.sees(f"Replace the hub with {name}? [y/N]")
        screen.type(answer)
        assert screen.exit() == 130
    assert "nothing was changed" in screen.seen
    assert used.files == before


def test_yes_restores(used: School) -> None:
    name = backups(used)[0]["name"]
    with at_terminal(used, "restore", name) as screen:
        screen.sees("[y/N]")
        screen.type("y\r")
        assert screen.exit() == 0
    assert f"Restored {name}" in screen.seen


@pytest.mark.parametrize("flag", ["--yes", "--json"])
def test_a_flag_takes_the_question_away(used: School, flag: str) -> None:
    with at_terminal(used, "restore", backups(used)[0]["name"], flag) as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen
    assert history(used)[0]["what"] == "restore"


def test_the_list_is_not_asked_about(used: School) -> None:
    with at_terminal(used, "restore") as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen


@pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
def test_a_lesser_account_may_not(used: School, account_type: AccountType) -> None:
    name = backups(used)[0]["name"]
    asyncio.run(demote(used.folder, account_type))
    before = used.files
    for words in ((), (name,)):
        said = used.run("restore", *words).ended(4)
        assert "may repair the hub or restore a backup" in said.err
    assert used.files == before


def test_who_was_nobody_in_the_backup_may_not_restore_it(school: School) -> None:
    """Not even where the hub is damaged, so that it can refuse nobody any more."""
    asyncio.run(demote(school.folder, AccountType.TEACHER))
    asyncio.run(demote(school.folder, AccountType.TEACHER))
    name = max(path.name for path in (school.folder / "backups").iterdir())
    flipped(school.folder / "hub.json")
    before = school.files
    school.run("restore", name).ended(4)
    assert school.files == before


def test_without_hub(new_school: School) -> None:
    for words in ((), ("hub-000001-20260101T000000Z.json",)):
        new_school.run("restore", *words).ended(2)
    assert new_school.run("restore", "--json").ended(2).error["kind"] == "no_hub"
    assert not new_school.folder.exists()


def test_another_login(new_school: School) -> None:
    session = Session(new_school.folder, "somebody-else")
    asyncio.run(session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example"))
    for words in ((), ("nope",)):
        assert "no account in this hub" in new_school.run("restore", *words).ended(4).err
