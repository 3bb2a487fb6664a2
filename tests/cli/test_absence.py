"""Nobody is gone unasked, and present beats absent: through the command line, in both dialects."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from connectors.scripted_service import Reply

from .numbered_mis import TODAY, NumberedMis
from .school import School

FRIDAY = TODAY - timedelta(days=3)
DIALECTS = ("assembly", "arbor")


Give = Callable[..., NumberedMis]


@pytest.fixture(params=DIALECTS)
def mis(request: pytest.FixtureRequest, numbered_mis: Give) -> NumberedMis:
    """A school of 60 pupils and 10 staff."""
    return numbered_mis(request.param)


@pytest.fixture
def assembly(numbered_mis: Give) -> NumberedMis:
    """A school of 210 pupils, read through Assembly."""
    return numbered_mis("assembly", 210)


def leavers(school: School) -> dict[str, tuple[str, str | None]]:
    return {mis_id: (one["desynced_reason"], one["left_on"]) for mis_id, one in school.leavers().items()}


def test_nobody_is_asked_for_where_nobody_is_missing(mis: NumberedMis, tmp_path: Path) -> None:
    mis.synced(tmp_path).sync("--json").ended(0)
    assert mis.by_id_questions == []


@pytest.mark.parametrize("one", [5007, 75])
def test_who_is_unknown_is_gone(mis: NumberedMis, tmp_path: Path, one: int) -> None:
    school = mis.synced(tmp_path)
    mis.vanish(one)
    school.sync("--json").ended(0)
    assert leavers(school) == {str(one): ("gone", None)}
    assert len(mis.by_id_questions) == 1


@pytest.mark.parametrize("one", [5007, 75])
@pytest.mark.parametrize("day", [FRIDAY, TODAY])
def test_who_has_left_by_id_has_left_on_that_day(
    mis: NumberedMis, tmp_path: Path, one: int, day: Any
) -> None:
    school = mis.synced(tmp_path)
    mis.hidden.add(one)
    mis.left_by_id[one] = str(day)
    school.sync("--json").ended(0)
    assert leavers(school) == {str(one): ("left", str(day))}


def test_who_is_in_the_list_of_leavers_is_not_asked_for(mis: NumberedMis, tmp_path: Path) -> None:
    school = mis.synced(tmp_path)
    mis.left = {5001: FRIDAY, 5002: FRIDAY, 71: FRIDAY}
    mis.vanish(5003)
    school.sync("--json").ended(0)
    assert {mis_id: reason for mis_id, (reason, _) in leavers(school).items()} == {
        "5001": "left",
        "5002": "left",
        "5003": "gone",
        "71": "left",
    }
    (question,) = mis.by_id_questions
    assert "5003" in question
    assert not re.search("5001|5002|71", question)


@pytest.mark.parametrize("one", [5007, 75])
def test_who_is_on_roll_and_in_no_list_ends_the_sync(mis: NumberedMis, tmp_path: Path, one: int) -> None:
    school = mis.synced(tmp_path)
    mis.hidden.add(one)
    before = school.hub_file
    said = school.sync("--json").ended(5)
    assert "missing from" in said.error["message"]
    assert "on roll when asked for by id" in said.error["message"]
    assert said.error["kind"] == "incomplete"
    assert school.hub_file == before
    assert school.run("history", "--json").ended(0).document[0]["what"] == "failed"
    assert mis.asked.count("/students" if mis.dialect == "assembly" else "RegistrationForm") >= 1
    assert len(mis.by_id_questions) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 500),
        Reply({}, 403),
        Reply({"error": "insufficient_scope"}, 401),
        Reply(b"<html>Log in</html>"),
        Reply(b"{"),
        Reply([]),
        Reply({"id": 5008, "data": {"Student": [{"id": "5008"}]}}),
        Reply({"errors": [{"message": "No."}]}),
        Reply(b"", 204),
    ],
)
def test_an_answer_by_id_that_is_none_ends_the_sync(mis: NumberedMis, tmp_path: Path, reply: Reply) -> None:
    school = mis.synced(tmp_path)
    mis.hidden.add(5007)
    mis.by_id[5007] = reply
    before = school.hub_file
    school.sync("pupils", "--json").ended(5)
    assert school.hub_file == before
    assert leavers(school) == {}


@pytest.mark.parametrize(("lost", "questions"), [(4, 4), (6, 6), (7, 0)])
def test_a_big_loss_is_held_without_asking(
    mis: NumberedMis, tmp_path: Path, lost: int, questions: int
) -> None:
    school = mis.synced(tmp_path)
    mis.vanish(*range(5000, 5000 + lost))
    said = school.sync("pupils", "--json").ended(0 if questions else 3)
    assert bool(mis.by_id_questions) is bool(questions)
    if mis.dialect == "assembly":
        assert len(mis.by_id_questions) == questions
    if not questions:
        plan = said.document["held"]["approve"]
        school.sync("pupils", "--json", "--approve", plan).ended(0)
        assert len(leavers(school)) == lost


@pytest.mark.parametrize("words", [("pupils",), ("all",)])
@pytest.mark.parametrize("known_by_id", [True, False])
@pytest.mark.parametrize("number", [1, 3, 20, 40])
def test_whoever_a_class_still_names_is_kept_and_told(
    assembly: NumberedMis, tmp_path: Path, number: int, known_by_id: bool, words: tuple[str, ...]
) -> None:
    school = assembly.synced(tmp_path)
    missing = set(range(5000, 5000 + number))
    assembly.named |= missing
    if known_by_id:
        assembly.hidden |= missing
    else:
        assembly.vanish(*missing)
    said = school.sync(*words, "--json").ended(0)
    assert said.document["pupils"]["desynced"] == 0
    assert leavers(school) == {}
    are = "1 pupil is" if number == 1 else f"{number} pupils are"
    assert f"{are} in no list of pupils, but still in the lists of their classes" in said.err
    assert "Reis-5000" in said.err


@pytest.mark.parametrize("hides", [True, False])
def test_a_year_group_that_still_names_somebody_counts_where_it_is_read(
    assembly: NumberedMis, tmp_path: Path, hides: bool
) -> None:
    school = assembly.synced(tmp_path)
    assembly.named, assembly.naming = {5001, 5002}, {""}
    if hides:
        assembly.hidden |= assembly.named
    else:
        assembly.vanish(*assembly.named)
    school.sync("all", "--json").ended(0)
    assert leavers(school) == {}
    # A sync of pupils alone reads the classes, and no year groups.
    school.sync("pupils", "--json").ended(5 if hides else 0)
    assert len(leavers(school)) == (0 if hides else 2)


def test_whoever_is_gone_in_a_rollover_is_asked_for_before_it_is_held(
    mis: NumberedMis, tmp_path: Path
) -> None:
    school = mis.synced(tmp_path)
    mis.left = dict.fromkeys(range(5000, 5010), FRIDAY)
    mis.hidden.add(5020)
    school.sync("pupils", "--json").ended(5)
    mis.hidden.clear()
    mis.vanish(5020)
    mis.asked.clear()
    held = school.sync("pupils", "--json").ended(3).document["held"]
    assert len(mis.by_id_questions) == 1
    school.sync("pupils", "--json", "--approve", held["approve"]).ended(0)
    assert leavers(school)["5020"] == ("gone", None)


def test_a_leaving_date_goes_before_a_class_that_still_names_somebody(
    assembly: NumberedMis, tmp_path: Path
) -> None:
    school = assembly.synced(tmp_path)
    assembly.named |= {5001, 5002, 5003, 5004}
    assembly.left = {5001: FRIDAY, 5002: None}
    assembly.hidden |= {5003, 5004}
    assembly.left_by_id = {5003: str(FRIDAY), 5004: None}
    school.sync("pupils", "--json").ended(0)
    assert leavers(school) == {"5001": ("left", str(FRIDAY)), "5003": ("left", str(FRIDAY))}


@pytest.mark.parametrize("status", ["failure", "Failed", "error", "sync_failed", "errored"])
def test_a_collection_that_failed_proves_nobody_absent(
    assembly: NumberedMis, tmp_path: Path, status: str
) -> None:
    school = assembly.synced(tmp_path)
    assembly.vanish(*range(5000, 5050), 75)
    assembly.left = {5060: FRIDAY, 71: FRIDAY}
    assembly.pupils.add(5999)
    assembly.collected["last_sync_status"] = status
    said = school.sync("--json").ended(0)
    assert (said.document["pupils"]["desynced"], said.document["teachers"]["desynced"]) == (0, 0)
    assert leavers(school) == {}
    assert "5999" in school.by_mis_id()
    assert "Assembly's last collection from the MIS failed." in said.err
    assert "This sync de-syncs nobody" in said.err
    assert assembly.by_id_questions == []


@pytest.mark.parametrize("status", ["success", "no_changes", "in_progress", "partial", None])
def test_any_other_collection_is_taken_at_its_word(
    assembly: NumberedMis, tmp_path: Path, status: str | None
) -> None:
    school = assembly.synced(tmp_path)
    assembly.vanish(5001)
    assembly.collected["last_sync_status"] = status
    school.sync("pupils", "--json").ended(0)
    assert leavers(school) == {"5001": ("gone", None)}


@pytest.mark.parametrize(("missing", "lists"), [((), 1), ((5001,), 2)])
def test_a_row_on_two_pages_has_everything_read_once_more_where_somebody_is_missing(
    assembly: NumberedMis, tmp_path: Path, missing: tuple[int, ...], lists: int
) -> None:
    school = assembly.synced(tmp_path)
    assembly.vanish(*missing)
    assembly.repeats = True
    said = school.sync("pupils", "--json").ended(0)
    assert assembly.asked.count("/students") == 2 * lists
    assert set(leavers(school)) == {str(one) for one in missing}
    assert ("read again" in said.err) == bool(missing)


@pytest.mark.parametrize(("dialect", "most"), [("assembly", 6), ("arbor", 8)])
def test_how_many_requests_it_takes(numbered_mis: Give, tmp_path: Path, dialect: str, most: int) -> None:
    mis = numbered_mis(dialect, 1210)
    school = mis.synced(tmp_path)
    usual = school.sync("pupils", "--json").ended(0).document["requests"]
    assert usual <= most
    mis.left = dict.fromkeys(range(5100, 5112), FRIDAY)
    mis.vanish(5200)
    document = school.sync("pupils", "--json").ended(0).document
    assert document["pupils"]["desynced"] == 13
    assert document["requests"] <= usual + 2
    assert len(mis.by_id_questions) == 1
