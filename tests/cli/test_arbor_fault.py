"""Every way in which Arbor's stand-in goes wrong: how the sync ends, what it says, that nobody is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from connection_faults import Row, name_of, rows_of

from marktui.sandbox.fault import faults_of
from marktui.sandbox.server import Sandbox

from .school import School, keeps_its_secrets

FAULTS = faults_of("arbor")
SLOW = ("hang", "limit-bare", "page-500", "empty-error", "drop")
"""Faults under which marktui tries for seconds; what they have of their own is tried at the connector."""
QUICK = [name for name in FAULTS if name not in SLOW]

SENTENCE = {
    "malformed-json": r"pupils is cut off or damaged",
    "html-page": r"web page",
    "redirect": r"another address",
    "page-loop": r"pupils repeats a page",
    "row-without-id": r"row without an id",
    "null-data": r"pupils with an error",
    "half-data": r"pupils with an error",
    "empty-data": r"empty list of pupils",
    "null-list": r"empty list of pupils",
    "password-changed": r"username and password",
    "not-approved": r"does not let this application read .*403",
    "students-refused": r"read Student; in Arbor: System > Partner Apps",
    "groups-refused": r"read RegistrationForm; in Arbor: System > Partner Apps",
    "form-refused": r"read Student\.registrationForm; in Arbor: System > Partner Apps",
    "leaving-date-refused": r"read Student\.leavingDate; in Arbor: System > Partner Apps",
    "no-leaving-date-field": r"no Student\.leavingDate",
    "no-students": r"empty list of pupils",
    "no-groups": r"empty list of classes",
    "many-invalid": r"18 of 180 rows of pupils are invalid",
    "mass-vanish": r"would be de-synced",
    "mass-rename": r"would change name",
    "pupils-without-form": r"would lose their class",
    "many-rows": r"more in one answer than any school has",
    "empty-page": r"empty list of pupils",
    "shifted-page": r"1 pupil is missing from Arbor's lists, but on roll when asked for by id",
    "neither-list": r"3 pupils are missing from Arbor's lists, but on roll when asked for by id",
}
"""What the sentence of each fault that changes nothing must speak of."""
TOLD = {
    "upn-refused": r"Student\.upn",
    "dob-refused": r"Student\.dateOfBirth",
    "no-upn-field": r"Student\.upn",
    "summer-gap": r"No academic year holds today",
    "shifted-once": r"so they were read again",
    "level-null": r"5 pupils are unclear in the MIS",
    "last-year-forms": r"177 pupils are unclear in the MIS.*a class that does not hold today",
    "filler-dates": r"5 pupils with a birth date that cannot be right",
    "timed-birth-dates": r"time of day in the birth date, taken as the day in London",
    "half-emoji": r"1 pupil with half a character in the name",
    "applicants": r"3 pupils have neither year group, form nor leaving date",
    "upn-reused": r"1 pupil may match",
    "child-twice": r"2 pupils may be in the MIS twice",
    "reused-ids": r"3 pupils may match",
    "swapped-ids": r"2 pupils may match",
}
"""What a fault that lets the sync go on has to be told as."""
LOST = {"upn-reused": 1, "slow-loss": 9}
"""How many pupils are de-synced: those who really are not there any more."""
CHANGED = {"upn-changed": 1, "hostile-names": 5}
"""How many pupils get a new value; none under all other faults that let the sync go on."""


@pytest.fixture(scope="module")
def arbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A school that was synced whole from Arbor."""
    sandbox = Sandbox(180, dialect="arbor")
    with sandbox.serve():
        school = School(tmp_path_factory.mktemp("arbor") / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all", "--import-teachers", "all").ended(0)
        yield school


@pytest.mark.parametrize("name", QUICK)
def test_a_fault_loses_nobody(arbor: School, tmp_path: Path, name: str) -> None:
    school = arbor.copy(tmp_path / "hub")
    before, file = school.records("pupils"), school.hub_file
    school.sandbox.move(0, [name])
    school.sandbox.reset()
    fault = FAULTS[name]
    said = school.sync("pupils").ended(fault.exit)
    keeps_its_secrets(school, said.err)
    assert re.search(TOLD.get(name, ""), said.err), said.err
    if fault.exit:
        assert re.search(SENTENCE[name], said.everything), said.err
    assert (school.hub_file == file) is (name not in CHANGED.keys() | LOST.keys())
    after = school.records("pupils")
    assert sum(one["status"] != "synced" for one in after) == LOST.get(name, 0)
    changed = [
        now for now, then in zip(sorted_by_id(after), sorted_by_id(before), strict=True) if now != then
    ]
    assert len(changed) == CHANGED.get(name, 0) + LOST.get(name, 0)


@pytest.mark.parametrize("row", rows_of("arbor"), ids=name_of)
def test_a_fault_of_the_connection_is_said_and_changes_nothing(
    arbor: School, tmp_path: Path, row: Row
) -> None:
    school = arbor.copy(tmp_path / "hub")
    school.sandbox.move(0, [row.fault])
    before = school.hub_file
    said = school.sync(row.kind).ended(row.exit)
    assert re.search(row.says, said.err), said.err
    keeps_its_secrets(school, said.everything)
    assert school.hub_file == before


def sorted_by_id(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: str(row["id"]))


def test_a_step_is_followed_whole(arbor: School, tmp_path: Path) -> None:
    school = arbor.copy(tmp_path / "hub")
    school.sandbox.move(1, [])
    school.sync("pupils").ended(0)
    reasons = [one["desynced_reason"] for one in school.leavers().values()]
    assert (reasons.count("left"), reasons.count("gone")) == (12, 1)


def test_in_august_years_and_forms_may_be_missing(arbor: School, tmp_path: Path) -> None:
    school = arbor.copy(tmp_path / "hub")
    before = school.hub_file
    school.sandbox.move(0, ["summer-gap", "level-null-all", "pupils-without-form"])
    school.sync("pupils").ended(0)
    assert school.hub_file == before
