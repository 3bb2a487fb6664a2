"""Deciding about leavers from the command line: all of them or nobody."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from marktui.hub.leavers.decisions import months_later
from marktui.hub.model.record import Access, AccountType, Kept
from marktui.hub.model.time import day_words
from marktui.sandbox.server import Sandbox

from .leavers import hub_of, ids_of, people_of
from .school import School, run_here
from .test_role import demote, make_it_somebody_elses

COORDINATOR = "t000001"
VERBS = ("keep", "revoke", "grant", "delete", "cancel")
FIRST = {"keep": [], "revoke": [], "grant": ["revoke"], "delete": ["revoke"], "cancel": ["revoke", "delete"]}
"""What has to be decided before, so that a verb changes something."""
DONE = {
    "keep": "kept",
    "revoke": "without access",
    "grant": "given access again",
    "delete": "pending deletion until {day}",
    "cancel": "no longer pending deletion, and without access",
}


@pytest.fixture(scope="module")
def after_step_1(template: School, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A hub whose second run found 13 leavers."""
    school = template.copy(tmp_path_factory.mktemp("left") / "hub")
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    return school


@pytest.fixture
def left(after_step_1: School, sandbox: Sandbox, tmp_path: Path) -> School:
    return after_step_1.copy(tmp_path / "hub", sandbox)


def prepared(school: School, verb: str, ids: list[str]) -> School:
    for one in FIRST[verb]:
        school.run("leavers", one, *ids).ended(0)
    return school


def today() -> date:
    return date.today()  # noqa: DTZ011 - the technician's own day is meant


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_words(left: School, verb: str) -> None:
    ids = ids_of(left)[:3]
    prepared(left, verb, ids)
    number = 3 + len(FIRST[verb])
    said = left.run("leavers", verb, *ids).ended(0)
    day = day_words(months_later(today()))
    assert said.out.splitlines() == [
        f"Entry {number}: 3 people are {DONE[verb].format(day=day)}.",
        f"To undo this: marktui undo {number} --hub {left.folder}",
    ]
    assert said.err == ""


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_as_a_document(left: School, verb: str) -> None:
    some, other = ids_of(left)[:2], ids_of(left)[2]
    prepared(left, verb, some)
    before = people_of(left)
    said = left.run("leavers", verb, *some, "--json").ended(0)
    assert said.document == {"entry": 3 + len(FIRST[verb]), "changed": some, "unchanged": []}
    assert said.err == ""
    now = people_of(left)
    assert {one for one in now if now[one] != before[one]} == set(some)
    assert now[other] == before[other]
    again = left.run("leavers", verb, *some, "--json").ended(0).document
    assert again == {"entry": None, "changed": [], "unchanged": some}


@pytest.mark.parametrize("verb", VERBS)
def test_a_dry_run_says_who_and_changes_nobody(left: School, verb: str) -> None:
    ids = ids_of(left)[:2]
    prepared(left, verb, ids)
    before = left.files
    said = left.run("leavers", verb, *ids, "--dry-run").ended(0)
    names = people_of(left)
    assert all(one in said.out and names[one].last_name in said.out for one in ids)
    assert "2 people would be" in said.out
    assert said.out.endswith("Dry run: nothing was changed.\n")
    document = left.run("leavers", verb, *ids, "--dry-run", "--json").ended(0).document
    assert document == {"entry": None, "changed": ids, "unchanged": []}
    assert left.files == before


@pytest.mark.parametrize("verb", VERBS)
def test_each_decision_is_taken_back(left: School, verb: str) -> None:
    ids = ids_of(left)[:2]
    prepared(left, verb, ids)
    before = people_of(left)
    number = left.run("leavers", verb, *ids, "--json").ended(0).document["entry"]
    after = people_of(left)
    said = left.run("undo").ended(0)
    assert f"undid entry {number} ({verb}): 2 pupils as before." in said.out
    assert "next sync" not in said.out
    assert people_of(left) == before
    left.run("undo", str(number + 1)).ended(0)
    assert people_of(left) == after


@pytest.mark.parametrize("verb", VERBS)
def test_the_history_tells_who_decided_what(left: School, verb: str) -> None:
    ids = ids_of(left)[:2]
    prepared(left, verb, ids)
    left.run("leavers", verb, *ids).ended(0)
    newest = left.run("history", "--json").ended(0).document[0]
    assert (newest["what"], newest["account"], newest["number"]) == (verb, COORDINATOR, 3 + len(FIRST[verb]))
    assert [one["id"] for one in newest["changes"]] == ids
    assert verb in left.run("history").ended(0).out


@pytest.mark.parametrize("verb", VERBS)
def test_an_unfit_one_among_fit_ones_changes_nobody(left: School, verb: str) -> None:
    ids = ids_of(left)
    prepared(left, verb, ids[:2])
    synced = left.records("pupils", "--status", "synced")[0]["id"]
    if verb in ("revoke", "grant"):
        prepared(left, "cancel", [ids[5]])
    unfit = ids[5] if verb in ("revoke", "grant", "delete", "cancel") else synced
    before = left.files
    error = left.run("leavers", verb, *ids[:2], unfit, "--json").ended(2).error
    assert error["kind"] == "unfit"
    assert unfit in error["message"]
    assert left.run("leavers", verb, *ids[:2], unfit, "--dry-run").ended(2).out == ""
    assert left.files == before


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_id_changes_nobody(left: School, verb: str) -> None:
    ids = ids_of(left)[:2]
    prepared(left, verb, ids)
    before = left.files
    error = left.run("leavers", verb, *ids, "p999999", "--json").ended(2).error
    assert error["kind"] == "unknown_id"
    assert "p999999" in error["message"]
    assert f"--hub {left.folder}" in error["hint"]
    assert left.files == before


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_named(left: School, verb: str) -> None:
    assert "No people are named." in left.run("leavers", verb).ended(2).err


def test_some_are_so_already(left: School) -> None:
    ids = ids_of(left)[:3]
    left.run("leavers", "revoke", ids[1]).ended(0)
    said = left.run("leavers", "revoke", *ids).ended(0)
    assert said.out.splitlines()[:2] == ["Entry 4: 2 people are without access.", "No change for 1 person."]
    before = left.files
    again = left.run("leavers", "revoke", *ids).ended(0)
    assert again.out.splitlines() == ["No change for 3 people."]
    assert left.files == before


def test_one_person(left: School) -> None:
    said = left.run("leavers", "revoke", ids_of(left)[0]).ended(0)
    assert said.out.startswith("Entry 3: 1 person is without access.\n")


def test_two_steps_to_delete(left: School) -> None:
    one = ids_of(left)[0]
    said = left.run("leavers", "delete", one).ended(2)
    assert f"{one} ({people_of(left)[one].label}) still has access." in said.err
    assert f"marktui leavers revoke {one}" in said.err
    left.run("leavers", "revoke", one).ended(0)
    left.run("leavers", "delete", one).ended(0)
    listed = next(row for row in left.leavers().values() if row["id"] == one)
    assert listed["access"] == "pending_deletion"
    assert listed["deleting_on"] == months_later(today()).isoformat()


def test_who_is_still_in_the_mis(left: School) -> None:
    one = left.records("pupils", "--status", "synced")[0]["id"]
    for verb in ("revoke", "delete"):
        before = left.files
        said = left.run("leavers", verb, one).ended(2)
        assert f"{one} ({people_of(left)[one].label}) is still in the MIS." in said.err
        assert "--still-in-mis" in said.err
        assert left.files == before
        left.run("leavers", verb, one, "--still-in-mis").ended(0)
    (row,) = [row for row in left.records("pupils") if row["id"] == one]
    assert (row["status"], row["access"]) == ("synced", "pending_deletion")


@pytest.mark.parametrize("verb", ["revoke", "delete"])
def test_the_coordinators_own_record(left: School, verb: str) -> None:
    ids = ids_of(left)[:1]
    prepared(left, verb, ids)
    before = left.files
    said = left.run("leavers", verb, *ids, COORDINATOR).ended(2)
    assert f"{COORDINATOR} (Robin Marlow) is the Access Coordinator." in said.err
    assert left.files == before


def test_keep_with_note_and_review_date(left: School) -> None:
    one, other, *_ = ids_of(left)
    day = today() + timedelta(days=90)
    waiting = left.status()["waiting"]["leavers"]
    words = ("leavers", "keep", one, "--note", "her brother is coming", "--review", f"{day:%d/%m/%Y}")
    said = left.run(*words).ended(0)
    assert said.out.startswith(f"Entry 3: 1 person is kept until {day_words(day)}.\n")
    assert people_of(left)[one].kept == Kept(today(), "her brother is coming", day)
    assert people_of(left)[other].kept is None
    assert left.status()["waiting"]["leavers"] == waiting - 1
    assert left.run(*words, "--json").ended(0).document["unchanged"] == [one]
    assert one in left.run("leavers").ended(0).out


@pytest.mark.parametrize(
    "words",
    [
        ["--review", "yesterday"],
        ["--review", "2020-01-01"],
        ["--review", "2026-13-01"],
        ["--review", ""],
        ["--note", "a\nb"],
        ["--note", "\x1b]52;c;x\x07"],
    ],
    ids=repr,
)
def test_keep_with_something_else(left: School, words: list[str]) -> None:
    one, before = ids_of(left)[0], left.files
    assert left.run("leavers", "keep", one, *words, "--json").ended(2).error["kind"] == "usage"
    assert left.files == before


@pytest.mark.parametrize("option", ["--json", "--summary", "--new", "--csv=x.csv"])
def test_an_option_of_the_list_before_a_verb_is_refused(left: School, option: str) -> None:
    one, before = ids_of(left)[0], left.files
    said = left.run("leavers", option, "revoke", one).ended(2)
    assert "marktui leavers revoke --help" in said.everything
    assert left.files == before


@pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
def test_a_lesser_account_may_not(left: School, tmp_path: Path, account_type: AccountType) -> None:
    ids = ids_of(left)
    asyncio.run(demote(left.folder, account_type))
    before = left.files
    names = tmp_path / "names.txt"
    names.write_text("nobody at all\n")
    for verb in VERBS:
        for words in ((ids[0],), (ids[0], "--dry-run"), ("p999999",), ("--from", str(names)), ()):
            said = left.run("leavers", verb, *words).ended(4)
            assert said.err.startswith("marktui: Only the Access Coordinator")
            assert said.out == ""
    for words in ((), ("--yes",)):
        assert left.run("leavers", "purge", *words, "--json").ended(4).error["kind"] == "not_allowed"
    left.run("leavers").ended(0)
    assert left.files == before


def test_another_login(new_school: School) -> None:
    asyncio.run(make_it_somebody_elses(new_school.folder))
    for verb in (*VERBS, "purge"):
        words = () if verb == "purge" else ("t000001",)
        assert "no account in this hub" in new_school.run("leavers", verb, *words).ended(4).err


def test_without_a_hub(new_school: School) -> None:
    for verb in VERBS:
        assert new_school.run("leavers", verb, "p000001", "--json").ended(2).error["kind"] == "no_hub"
    assert not new_school.folder.exists()


def test_the_hub_may_be_named_behind_the_verb(left: School) -> None:
    """So that the commands which marktui tells its user to run can be run."""
    one = ids_of(left)[0]
    run_here("leavers", "revoke", one, "--hub", str(left.folder)).ended(0)
    assert run_here("leavers", "--hub", str(left.folder), "--json").ended(0).document
    assert (
        run_here("leavers", "--hub", str(left.folder), "revoke", one).ended(0).out
        == "No change for 1 person.\n"
    )


def test_a_decision_never_changes_a_link(left: School) -> None:
    ids = ids_of(left)
    before = {one: (person.link, person.desync) for one, person in people_of(left).items()}
    for verb in ("keep", "revoke", "delete", "cancel", "grant"):
        left.run("leavers", verb, *ids).ended(0)
    people = people_of(left)
    assert {one: (person.link, person.desync) for one, person in people.items()} == before
    assert {people[one].access for one in ids} == {Access.WITH_ACCESS}
    assert hub_of(left).next_entry == 8
