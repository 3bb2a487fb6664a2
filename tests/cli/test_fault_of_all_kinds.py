"""Faults of staff and groups, and of several runs: what a sync of everything makes of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from marktui.sandbox.fault.kind import DIALECTS
from marktui.sandbox.server import Sandbox

from .school import School

TOLD = {
    "recycled-staff-email": r"Zelda Quarmby .* may be .* same email, but another first name and last name",
    "shared-mailbox": r"office@ashgrove\.example is the address of .*, so none of them gets it",
    "odd-emails": r"5 teachers with an email that is not an address",
    "two-years-one-code": r"Year 4 .* and Year 4 Oak .* would both be Year 4",
    "two-classes-one-name": "",
    "own-year-names": "",
    "summer-gap": r"No academic year holds today",
    "level-null": r"5 pupils are unclear in the MIS.*no year group",
    "swapped-ids": r"2 pupils may match",
    "timed-birth-dates": r"taken as the day in London",
}
"""What is said of each."""
LEFT = {"recycled-staff-email": 1}
"""How many teachers are de-synced: the one who has really left."""
RENAMED = {"own-year-names": 7}
"""How many year groups get another name."""


def synced(dialect: str, folder: Path) -> Iterator[School]:
    """A school that was synced whole."""
    sandbox = Sandbox(180, dialect=dialect)
    with sandbox.serve():
        school = School(folder / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all", "--import-teachers", "all").ended(0)
        yield school


@pytest.fixture(scope="module", params=DIALECTS)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    yield from synced(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def school(whole: School, tmp_path: Path) -> School:
    whole.sandbox.move(0, [])
    return whole.copy(tmp_path / "hub")


@pytest.mark.parametrize("name", TOLD)
def test_a_fault_is_told_and_takes_nothing_away(school: School, name: str) -> None:
    before = {kind: school.records(kind) for kind in ("teachers", "pupils", "classes", "year-groups")}
    file = school.hub_file
    school.sandbox.move(0, [name])
    said = school.sync("all", "--json").ended(0)
    assert re.search(TOLD[name], said.err), said.err
    counts = said.document
    assert [counts[kind]["desynced"] for kind in ("pupils", "classes", "year_groups")] == [0, 0, 0]
    assert counts["teachers"]["desynced"] == LEFT.get(name, 0)
    assert (school.hub_file == file) is (name not in LEFT.keys() | RENAMED.keys())
    after = {kind: school.records(kind) for kind in before}
    assert {one["email"] for one in after["teachers"]} == {one["email"] for one in before["teachers"]}
    assert after["pupils"] == before["pupils"]
    assert after["classes"] == before["classes"]
    differing = [
        one for one, was in zip(after["year-groups"], before["year-groups"], strict=True) if one != was
    ]
    assert len(differing) == RENAMED.get(name, 0)


def test_the_record_of_a_leaver_is_not_the_new_colleagues(school: School) -> None:
    before = {one["mis_id"]: one for one in school.records("teachers")}
    school.sandbox.move(0, ["recycled-staff-email"])
    school.sync("all", "--import-teachers", "all").ended(0)
    (left,) = school.leavers().values()
    was = before[left["mis_id"]]
    assert [left[key] for key in ("id", "first_name", "last_name")] == [
        was[key] for key in ("id", "first_name", "last_name")
    ]
    assert left["desynced_reason"] == "left"
    assert "Quarmby" not in {one["last_name"] for one in school.records("teachers")}


def test_what_is_lost_little_by_little_adds_up(school: School) -> None:
    school.sandbox.move(0, ["slow-loss"])
    assert school.sync("pupils", "--json").ended(0).document["pupils"]["desynced"] == 9
    school.sandbox.move(0, ["slow-loss"])
    held = school.sync("pupils").ended(3)
    assert "9 pupils of 177 would be de-synced, with 9 in the last 7 days" in held.everything
    assert len(school.leavers()) == 9


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_secondary_school_has_years_in_its_own_words(dialect: str, tmp_path: Path) -> None:
    sandbox = Sandbox(180, dialect=dialect, phase="secondary", faults=["own-year-names"])
    with sandbox.serve():
        school = School(tmp_path / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all").ended(0)
        years = {one["code"]: one["name"] for one in school.records("year-groups")}
        pupils = school.records("pupils")
    assert years.keys() == {"7", "8", "9", "10", "11", "12", "13"}
    assert (years["8"], years["12"]) == ("Year 8 (KS3)", "Lower 6th")
    assert len(pupils) == 180
    assert {one["year_group"] for one in pupils} == years.keys()
