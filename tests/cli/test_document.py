"""The JSON documents, to the letter of the design's section 6."""

from typing import Any

import pytest

from .school import School, run_here

COUNTS = {
    "read", "new", "matched", "may_match", "not_matched", "synced", "changed", "desynced", "returned",
    "clash", "invalid", "left_alone",
}  # fmt: skip
TABLES = ("pupils", "teachers", "classes", "year_groups")
RUN = {"plan", "applied", "run", "held", "connector", "requests", *TABLES}
CHANGE = {"kind", "id", "mis_id", "name", "do", "why", "fields"}
END = {"status", "access", "desynced_since", "desynced_reason", "left_on", "deleting_on"}
GROUP_END = {"status", "desynced_since", "desynced_reason"}
TIE = {"id", "connector", "mis_id"}
PUPIL = {"upn", "first_name", "last_name", "date_of_birth", "year_group", "class", "web_id"}
KEYS = {
    "pupils": {*TIE, *PUPIL, *END},
    "teachers": {*TIE, "first_name", "last_name", "email", "mis_email", "account_type", *END},
    "classes": {*TIE, "name", "description", "year_groups", "pupils", "leavers", *GROUP_END},
    "year-groups": {*TIE, "code", "name", "pupils", *GROUP_END},
}


def adds_up(counts: dict[str, int]) -> bool:
    parts = ("new", "matched", "may_match", "clash", "invalid", "synced")
    return counts["read"] == sum(counts[part] for part in parts)


def test_an_applied_run(school: School) -> None:
    school.sandbox.move(1)
    school.sandbox.reset()
    document = school.sync("all", "--json").ended(0).document
    assert document.keys() == RUN
    assert document["connector"] == "assembly"
    assert document["requests"] == len(school.sandbox.requests)
    assert isinstance(document["run"], int)
    for kind in TABLES:
        assert document[kind].keys() == COUNTS
        assert adds_up(document[kind]), document[kind]


@pytest.mark.parametrize("kind", ["pupils", "teachers", "classes", "year-groups"])
def test_kinds_that_were_not_part_of_the_run_are_null(school: School, kind: str) -> None:
    document = school.sync(kind, "--json").ended(0).document
    assert {one for one in TABLES if document[one] is not None} == {kind.replace("-", "_")}


def test_changes_are_shown_by_a_dry_run(school: School) -> None:
    before = school.by_mis_id()
    school.sandbox.move(1)
    document = school.sync("pupils", "--dry-run", "--json").ended(0).document
    assert document.keys() == RUN | {"changes"}
    assert all(one.keys() == CHANGE and one["kind"] == "pupil" for one in document["changes"])
    by_do: dict[str, list[dict[str, Any]]] = {"create": [], "update": [], "desync": []}
    for one in document["changes"]:
        by_do[one["do"]].append(one)
    assert [len(by_do[do]) for do in ("create", "update", "desync")] == [31, 64, 13]
    assert {one["id"] for one in by_do["create"]} == {None}
    for one in by_do["update"]:
        old = before[one["mis_id"]]
        assert (one["id"], one["name"]) == (old["id"], f"{old['first_name']} {old['last_name']}")
        assert one["fields"].keys() == {"class"}
        assert one["fields"]["class"][0] == old["class"] != one["fields"]["class"][1]
    assert all(one["why"] for one in document["changes"])


def test_a_return_and_a_first_link(school: School) -> None:
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    school.sandbox.move(2)
    changes = school.sync("pupils", "--dry-run", "--json").ended(0).document["changes"]
    assert [(one["do"], one["id"] is None) for one in changes] == [("return", False)]
    school.run("disconnect", "--clear-mis-ids").ended(0)
    school.connect()
    changes = school.sync("all", "--dry-run", "--json").document["changes"]
    linked = [one for one in changes if one["kind"] == "pupil" and one["do"] != "create"]
    assert linked
    assert {one["do"] for one in linked} == {"update"}
    assert {one["kind"] for one in changes} == {"pupil", "teacher", "class", "year_group"}


@pytest.mark.parametrize("kind", list(KEYS))
def test_lists(school: School, kind: str) -> None:
    school.sandbox.move(1)
    school.sync("all").ended(0)
    rows = school.records(kind)
    assert rows
    assert all(row.keys() == KEYS[kind] for row in rows)
    assert {row["status"] for row in rows} <= {"synced", "desynced", "not_linked"}
    assert all(isinstance(row["mis_id"], str | None) for row in rows)


def test_ids_are_unique_over_all_kinds(school: School) -> None:
    ids = [row["id"] for kind in KEYS for row in school.records(kind)]
    assert len(ids) == len(set(ids))


def test_people_come_by_last_name_first_name_and_id(school: School) -> None:
    for kind in ("pupils", "teachers"):
        rows = school.records(kind)
        names = [(one["last_name"].casefold(), one["first_name"].casefold(), one["id"]) for one in rows]
        assert names == sorted(names)


def test_lists_can_be_narrowed(school: School) -> None:
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    everybody = school.records("pupils")
    for status in ("synced", "desynced", "not_linked"):
        some = school.records("pupils", "--status", status)
        assert some == [row for row in everybody if row["status"] == status]
    assert school.records("pupils", "--access", "with_access") == everybody
    assert school.records("pupils", "--access", "pending_deletion") == []


def test_leavers_are_as_in_the_list_with_their_kind(school: School) -> None:
    assert school.run("leavers", "--json").ended(0).document == []
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    leavers = school.run("leavers", "--json").ended(0).document
    listed = school.records("pupils", "--status", "desynced")
    assert leavers == [{"kind": "pupil", **row} for row in listed]
    assert len(leavers) == 13


def test_status(school: School) -> None:
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    school.sandbox.reset()
    status = school.status()
    assert status.keys() == {"school", "connection", "set_up", "last", "counts", "waiting"}
    assert status["waiting"] == {
        "may_match": 0, "clash": 0, "leavers": 13, "held": None, "resync_pupils": False,
    }  # fmt: skip
    assert status["last"].keys() == status["counts"].keys() == set(TABLES)
    assert status["counts"]["pupils"]["synced"] == len(school.records("pupils", "--status", "synced"))
    assert status["counts"]["pupils"]["desynced"] == 13
    assert status["last"]["pupils"]["run"] == 2
    assert status["last"]["teachers"]["run"] == 1
    assert status["school"]["name"] == "Ashgrove"
    assert status["connection"]["connector"] == "assembly"
    assert status["connection"]["data_at"]
    assert school.sandbox.requests == []


@pytest.mark.parametrize(
    "words",
    [
        ["sync", "--json", "--no-such-option"],
        ["sync", "pupil", "--json"],
        ["sync", "--import-teachers", "some", "--json"],
        ["list", "--json"],
        ["list", "pupils", "--json", "--status", "left"],
        ["status", "--json", "more"],
        ["leavers", "--json", "--what"],
        ["no-such-verb", "--json"],
        ["--json"],
    ],
    ids=" ".join,
)
def test_a_usage_error_is_one_document(school: School, words: list[str]) -> None:
    said = school.run(*words).ended(2)
    assert said.error["kind"] == "usage"
    assert said.error["message"].isprintable()


def test_usage_errors_in_words(school: School) -> None:
    said = school.run("sync", "--no-such-option").ended(2)
    assert said.out == ""
    assert said.err.startswith("marktui: No such option")
    assert "marktui sync --help" in said.err


@pytest.mark.parametrize("words", ["sync", "list pupils", "leavers", "status"])
def test_no_hub_is_one_document(new_school: School, words: str) -> None:
    assert new_school.run(*words.split(), "--json").ended(2).error["kind"] == "no_hub"


def test_one_document_on_standard_output_and_the_rest_on_the_other(school: School) -> None:
    school.sandbox.move(1)
    said = school.call("sync", "pupils", "--json")
    assert said.ended(0).document["pupils"]["desynced"] == 13
    assert "Reading pupils" in said.err
    said = school.call("sync", "pupils")
    assert "Reading pupils" in said.err
    assert "Reading" not in said.out


def test_a_call_without_a_verb_needs_a_terminal(school: School) -> None:
    said = school.call().ended(2)
    assert "marktui sync" in said.err
    assert said.out == ""


def test_no_group_of_verbs_prints_its_help_as_a_failure() -> None:
    """`marktui connect` says in a sentence that a service is missing."""
    said = run_here("connect").ended(2)
    assert not said.err.startswith("marktui: Usage:")
    assert "assembly" in said.everything
