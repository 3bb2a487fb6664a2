"""Every way in which the stand-in goes wrong: how the sync ends, what it says, and that nobody is lost."""

import re

import pytest
from connection_faults import Row, name_of, rows_of

from marktui.sandbox.fault import faults_of

from .background import ASKED_FOR, SLOW, Background
from .school import School, keeps_its_secrets

FAULTS = faults_of("assembly")

SENTENCE = {
    "page-500": r"status 500.* 5 tries",
    "empty-error": r"status 503.* 5 tries",
    "drop": r"5 tries",
    "hang": r"did not answer in time",
    "malformed-json": r"pupils is cut off or damaged",
    "html-page": r"web page",
    "not-modified": r"pupils",
    "redirect": r"another address",
    "short-page": r"pupils promised \d+ rows and held \d+",
    "page-loop": r"pupils .*page",
    "shifted-page": r"pupils promised \d+ rows and held \d+",
    "token-revoked": r"token",
    "refresh-401": r"token",
    "wrong-version": r"version 1\.1",
    "students-refused": r"students\.basic|students",
    "groups-refused": r"registration_groups",
    "row-without-id": r"\bid\b",
    "other-school": r"Oakfield Primary",
    "no-students": r"empty list of pupils",
    "groups-without-members": r"member|pupils",
    "groups-null-members": r"member|pupils",
    "many-rows": r"more in one answer than any school has",
    "empty-page": r"pupils promised \d+ rows and held 0",
    "neither-list": r"3 pupils are missing from Assembly's lists, but on roll when asked for by id",
}
"""What the sentence of each failing fault must speak of."""

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What the connector takes out of every text of the MIS."""

TOLD = {
    "level-null": r"5 pupils are unclear in the MIS",
    "filler-dates": r"5 pupils with a birth date that cannot be right",
    "timed-birth-dates": r"time of day in the birth date, taken as the day in London",
    "half-emoji": r"1 pupil with half a character in the name",
    "summer-gap": r"No academic year holds today",
    "collection-failed": r"last collection from the MIS failed(?s:.*)a missing row means nothing",
    "vanished-but-listed": r"still in the lists of their classes or year groups: kept",
    "upn-reused": r"1 pupil may match",
    "child-twice": r"2 pupils may be in the MIS twice",
    "reused-ids": r"3 pupils may match",
    "swapped-ids": r"2 pupils may match",
}
"""What a fault that lets the sync go on has to be told as."""

CHANGED = {"upn-changed": 1, "hostile-names": 5}
"""How many pupils get a new value; none under all other faults that let the sync go on."""
DOUBTFUL = {"upn-reused": 1, "child-twice": 2, "reused-ids": 3, "swapped-ids": 2}
"""How many pupils wait for a person to decide."""
LOST = {"upn-reused": 1, "slow-loss": 9}
"""How many pupils are de-synced: those who really are not there any more."""
NEXT_STEP = {"left-refused": 5, "slow-loss": 3}
"""How the sync of the next step ends, where not with 0."""

QUICK = [name for name in FAULTS if name not in SLOW]
FAILING = [name for name in QUICK if FAULTS[name].exit == 5]
HARMLESS = [name for name in QUICK if FAULTS[name].exit == 0]


@pytest.fixture(scope="module", autouse=True)
def background(background: Background) -> Background:
    """Let the slow ones run while the quick ones are tried."""
    return background


@pytest.mark.parametrize("name", FAILING)
def test_a_fault_ends_the_sync(school: School, name: str) -> None:
    school.sandbox.move(faults=[name])
    before, pupils = school.hub_file, school.records("pupils")
    said = school.sync("pupils").ended(5)
    assert said.out == ""
    assert re.search(SENTENCE[name], said.err), said.err
    keeps_its_secrets(school, said.everything)
    assert school.hub_file == before
    assert school.records("pupils") == pupils
    failed = school.status()["last"]["pupils"]
    assert failed["outcome"] == "failed"
    assert failed["message"] in said.err


@pytest.mark.parametrize("row", rows_of("assembly"), ids=name_of)
def test_a_fault_of_the_connection_is_said_and_changes_nothing(school: School, row: Row) -> None:
    school.sandbox.move(faults=[row.fault])
    before = school.hub_file
    said = school.sync(row.kind).ended(row.exit)
    assert re.search(row.says, said.err), said.err
    keeps_its_secrets(school, said.everything)
    assert school.hub_file == before


@pytest.mark.parametrize("name", FAILING)
def test_a_fault_is_one_json_document(school: School, name: str) -> None:
    school.sandbox.move(faults=[name])
    before = school.hub_file
    said = school.sync("pupils", "--json").ended(5)
    assert re.search(SENTENCE[name], said.error["message"] + said.error["hint"])
    keeps_its_secrets(school, said.everything)
    assert school.hub_file == before


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_fault_loses_nobody(school: School, name: str) -> None:
    before, file = school.records("pupils"), school.hub_file
    school.sandbox.move(faults=[name])
    school.sandbox.reset()
    said = school.sync("pupils", "--json").ended(0)
    counts = said.document["pupils"]
    assert said.document["requests"] == len(school.sandbox.requests)
    assert (counts["desynced"], counts["returned"]) == (LOST.get(name, 0), 0)
    assert counts["changed"] == CHANGED.get(name, 0)
    assert counts["may_match"] == DOUBTFUL.get(name, 0)
    assert counts["new"] + counts["may_match"] == counts["left_alone"] - counts["clash"] - counts["invalid"]
    after = school.records("pupils")
    assert sum(one["status"] != "synced" for one in after) == LOST.get(name, 0)
    assert {one["id"] for one in after} == {one["id"] for one in before}
    assert (school.hub_file == file) is (name not in CHANGED.keys() | LOST.keys())
    assert re.search(TOLD.get(name, ""), said.err), said.err
    keeps_its_secrets(school, said.everything)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_fault_loses_nobody_else_at_the_next_step(school: School, name: str) -> None:
    """With a linked person missing, whatever is needed to tell why must be there."""
    school.sandbox.move(1, [name])
    before = school.hub_file
    said = school.sync("pupils").ended(NEXT_STEP.get(name, 0))
    if said.exit:
        assert "left" in said.err or "would be de-synced" in said.everything
        assert school.hub_file == before
        return
    events = school.sandbox.school.events(1)
    expected = set() if name == "collection-failed" else {str(one) for one in events.left | events.vanished}
    leavers, extra = school.leavers(), LOST.get(name, 0)
    assert expected <= leavers.keys()
    assert len(leavers) == len(expected) + extra
    if expected:
        reasons = [one["desynced_reason"] for one in leavers.values()]
        assert (reasons.count("left"), reasons.count("gone")) == (12 + extra, 1)
    keeps_its_secrets(school, said.everything)


@pytest.mark.parametrize("name", [one for one in SLOW if FAULTS[one].exit == 5])
def test_a_slow_fault_is_given_up(background: Background, name: str) -> None:
    if name == "hang" and not ASKED_FOR:
        pytest.skip("it takes 90 s; ask for it with SLOW_TESTS=1")
    school, said = background.said(name)
    assert re.search(SENTENCE[name], said.ended(5).err), said.err
    keeps_its_secrets(school, said.everything)
    assert school.hub_file == background.before[name]
    assert not school.leavers()


def test_a_broken_list_of_leavers_ends_a_sync_that_needs_it(background: Background) -> None:
    school, said = background.said("left-500")
    assert "left" in said.ended(5).err or "leavers" in said.err
    assert school.hub_file == background.before["left-500"]


def test_a_broken_list_of_leavers_is_not_asked_for_in_vain(school: School) -> None:
    school.sandbox.move(faults=["left-500"])
    school.sandbox.reset()
    school.sync("pupils").ended(0)
    assert ("GET", "/students/left") not in school.sandbox.requests


@pytest.mark.parametrize("name", ["upn-scope-missing", "dob-scope-missing", "staff-email-scope-missing"])
def test_what_is_optional_is_only_warned_of(school: School, name: str) -> None:
    school.sandbox.move(faults=[name])
    before = [school.records(kind) for kind in ("pupils", "teachers")]
    said = school.sync("all").ended(0)
    word = {"upn": "UPN", "dob": "birth", "staff": "email"}[name.partition("-")[0]]
    assert word in said.err
    assert [school.records(kind) for kind in ("pupils", "teachers")] == before


def test_a_renamed_class_keeps_its_pupils(school: School) -> None:
    school.sandbox.move(faults=["class-renamed"])
    before = {one["id"]: one for one in school.records("classes")}
    document = school.sync("all", "--json").ended(0).document
    assert (document["classes"]["changed"], document["classes"]["desynced"]) == (1, 0)
    after = {one["id"]: one for one in school.records("classes")}
    (renamed,) = [one for one in after if after[one]["name"] == "Kingfishers"]
    assert after[renamed]["pupils"] == before[renamed]["pupils"] > 0


def test_hostile_names_do_not_reach_the_terminal(school: School) -> None:
    school.sandbox.move(faults=["hostile-names"])
    school.sync("pupils").ended(0)
    for words in (["list", "pupils"], ["list", "pupils", "--json"], ["sync", "--dry-run"]):
        said = school.run(*words).ended(0).everything
        assert not UNSEEN.search(said)
        assert "\\u001b" not in said


def test_a_renewed_token_is_kept_where_it_came_from(school: School) -> None:
    school.sandbox.move(faults=["token-expired"])
    before = (school.folder / "secrets.json").read_bytes()
    school.sync("pupils").ended(0)
    renewed = (school.folder / "secrets.json").read_bytes()
    assert renewed != before
    school.sandbox.reset()
    school.sync("pupils").ended(0)
    assert ("POST", "/oauth/token") not in school.sandbox.requests

    school.sandbox.move(faults=["token-expired"])
    school.run_with("sync", "pupils", **school.sandbox.environment).ended(0)
    assert (school.folder / "secrets.json").read_bytes() == renewed
