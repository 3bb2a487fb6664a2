"""Taking back, from the command line."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from marktui.hub.model.record import AccountType
from marktui.sync.session import Session

from .school import School
from .test_question import QUESTION as SYNC_QUESTION
from .test_question import at_terminal
from .test_role import demote

QUESTION = "Undo it? [y/N]"
KINDS = ("pupils", "teachers", "classes", "year-groups")


def everything(school: School) -> dict[str, Any]:
    return {kind: school.records(kind) for kind in KINDS}


@pytest.fixture
def resynced(school: School) -> School:
    """A school whose second run waits to be taken back: 13 left, 31 came, 64 moved."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    return school


def test_a_run_is_undone_exactly(school: School) -> None:
    before, status = everything(school), school.status()
    school.sandbox.move(1)
    planned = school.sync("pupils", "--dry-run", "--json").ended(0).document
    school.sync("pupils").ended(0)
    after = everything(school)
    said = school.run("undo", "--json").ended(0)
    document = said.document
    assert document.keys() == {"entry", "undone", "changed", "removed"}
    assert (document["entry"], document["undone"]) == (3, 2)
    created = {one["id"] for one in after["pupils"]} - {one["id"] for one in before["pupils"]}
    assert set(document["removed"]) == created
    assert len(document["changed"]) == len(planned["changes"])
    assert said.err == ""
    assert everything(school) == before
    assert school.status()["set_up"] == status["set_up"]
    again = school.sync("pupils", "--dry-run", "--json").ended(0).document
    assert again["changes"] == planned["changes"]
    assert school.run("undo", "3", "--json").ended(0).document["removed"] == []
    assert everything(school) == after


def test_text_says_what_and_that_the_next_sync_brings_it_again(resynced: School) -> None:
    said = resynced.run("undo").ended(0)
    assert said.out.splitlines() == [
        "Entry 3 undid run 2: 31 pupils removed, 13 pupils synced again, 64 pupils as before.",
        "The next sync will bring the same changes again.",
        f"To redo it: marktui undo 3 --hub {resynced.folder}",
    ]
    assert said.err == ""
    assert "2 (undone by 3)" in resynced.run("status").ended(0).out
    last = resynced.status()["last"]
    assert (last["pupils"]["undone_by"], last["teachers"]["undone_by"]) == (3, None)


def test_an_undo_of_something_else_says_nothing_of_a_sync(resynced: School) -> None:
    resynced.run("undo").ended(0)
    said = resynced.run("undo", "3").ended(0)
    assert said.out.splitlines() == [
        "Entry 4 undid entry 3 (undo): "
        "31 pupils back in the hub, 13 pupils de-synced again, 64 pupils as before.",
        f"To redo it: marktui undo 4 --hub {resynced.folder}",
    ]
    resynced.run("edit", "t000001", "email=new@hub.example").ended(0)
    assert "next sync" not in resynced.run("undo").ended(0).out


def test_alone_it_walks_back(resynced: School) -> None:
    resynced.run("edit", "t000001", "email=new@hub.example").ended(0)
    undone = [resynced.run("undo", "--json").ended(0).document["undone"] for _ in range(3)]
    assert undone == [3, 2, 1]
    assert [len(rows) for rows in everything(resynced).values()] == [0, 1, 0, 0]
    said = resynced.run("undo").ended(2)
    assert "There is nothing to undo." in said.err
    assert f"--hub {resynced.folder}" in said.err


def test_cleared_mis_ids_come_back(school: School) -> None:
    before = everything(school)
    school.run("disconnect", "--clear-mis-ids").ended(0)
    assert everything(school) != before
    school.run("undo").ended(0)
    assert everything(school) == before
    assert school.status()["connection"] is None


def test_dry_run_changes_nothing(resynced: School) -> None:
    before = resynced.files
    said = resynced.run("undo", "--dry-run").ended(0)
    assert said.out.splitlines() == [
        "Undo run 2: 31 pupils removed, 13 pupils synced again, 64 pupils as before.",
        "Dry run: nothing was changed.",
    ]
    document = resynced.run("undo", "--dry-run", "--json").ended(0).document
    assert (document["entry"], document["undone"], len(document["changed"])) == (None, 2, 108)
    resynced.run("undo", "9", "--dry-run").ended(2)
    assert resynced.files == before


def test_a_later_change_blocks_and_is_named(resynced: School) -> None:
    before = resynced.files
    error = resynced.run("undo", "1", "--json").ended(2).error
    assert error["kind"] == "undo_blocked"
    assert "were changed later (entry 2)." in error["message"]
    assert error["hint"] == (
        f"First undo what came later. To undo entry 2: marktui undo 2 --hub {resynced.folder}"
    )
    said = resynced.run("undo", "1").ended(2)
    assert said.err.startswith("marktui: Entry 1 cannot be undone: p0000")
    assert resynced.run("undo", "1", "--dry-run").ended(2).out == ""
    assert resynced.files == before


def test_the_hint_of_a_blocked_undo_works(resynced: School) -> None:
    resynced.run("undo", "1").ended(2)
    resynced.run("undo", "2").ended(0)
    resynced.run("undo", "1").ended(0)


def test_twice_is_once(resynced: School) -> None:
    resynced.run("undo", "2").ended(0)
    before = resynced.files
    said = resynced.run("undo", "2").ended(2)
    assert "Entry 2 was already undone by entry 3." in said.err
    assert "marktui undo 3" in said.err
    assert resynced.files == before


@pytest.mark.parametrize("number", ["0", "99", "1.5", "two", "99999999999999999999"])
def test_numbers_that_are_none(school: School, number: str) -> None:
    before = school.files
    assert school.run("undo", number, "--json").ended(2).error["kind"] == "usage"
    assert school.files == before


@pytest.mark.parametrize("answer", ["\r", "n\r", "\x04"], ids=["enter", "no", "end of input"])
def test_no_is_the_default(resynced: School, answer: str) -> None:
    before = resynced.files
    with at_terminal(resynced, "undo") as screen:
        screen.sees(QUESTION)
        assert "31 pupils removed" in screen.seen
        screen.type(answer)
        assert screen.exit() == 130
    assert "nothing was changed" in screen.seen
    assert resynced.files == before


def test_yes_takes_back_what_was_shown(resynced: School) -> None:
    """Even if something else has come meanwhile, which would be the newest by now."""
    with at_terminal(resynced, "undo") as screen:
        screen.sees(QUESTION)
        resynced.run("edit", "t000001", "email=new@hub.example").ended(0)
        screen.type("y\r")
        assert screen.exit() == 0
    assert "Entry 4 undid run 2" in screen.seen
    assert resynced.leavers() == {}


@pytest.mark.parametrize("flag", ["--yes", "--json", "--dry-run"])
def test_a_flag_takes_the_question_away(resynced: School, flag: str) -> None:
    with at_terminal(resynced, "undo", flag) as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen
    assert len(resynced.leavers()) == (13 if flag == "--dry-run" else 0)


def test_what_is_blocked_is_not_asked_about(resynced: School) -> None:
    with at_terminal(resynced, "undo", "1") as screen:
        assert screen.exit() == 2
    assert "[y/N]" not in screen.seen


def test_a_sync_that_waits_for_an_answer_does_not_overwrite_an_undo(resynced: School) -> None:
    resynced.sandbox.move(2)
    with at_terminal(resynced, "sync", "pupils") as screen:
        screen.sees(SYNC_QUESTION)
        resynced.run("undo").ended(0)
        before = resynced.files
        screen.type("y\r")
        assert screen.exit() == 6
    assert "Somebody else changed" in screen.seen
    assert resynced.files == before


@pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
def test_a_lesser_account_may_not(resynced: School, account_type: AccountType) -> None:
    asyncio.run(demote(resynced.folder, account_type))
    before = resynced.files
    for words in ((), ("2",), ("--dry-run",), ("99",)):
        said = resynced.run("undo", *words).ended(4)
        assert said.err.startswith("marktui: Only the Access Coordinator may undo what was done.")
    assert resynced.run("undo", "--json").ended(4).error["kind"] == "not_allowed"
    assert resynced.files == before


def test_another_login(tmp_path: Path, new_school: School) -> None:
    session = Session(new_school.folder, "somebody-else")
    asyncio.run(session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example"))
    assert "no account in this hub" in new_school.run("undo").ended(4).err


def test_without_hub(new_school: School) -> None:
    assert new_school.run("undo", "--json").ended(2).error["kind"] == "no_hub"
    assert not new_school.folder.exists()
