"""The stand-in's odd groups, through the command line: every pupil ends in the right year and class."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from marktui.sandbox.server import Sandbox

from .school import NURSERY, School


@pytest.fixture(scope="module", params=["assembly", "arbor"])
def odd_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A stand-in of each dialect."""
    sandbox = Sandbox(pupils=180, dialect=request.param)
    with sandbox.serve():
        yield sandbox


@pytest.fixture
def odd_school(odd_sandbox: Sandbox, tmp_path: Path) -> School:
    """A hub that is connected, and not synced yet."""
    odd_sandbox.move(0, [])
    odd_sandbox.reset()
    school = School(tmp_path / "hub", odd_sandbox)
    school.init().ended(0)
    school.connect().ended(0)
    return school


def placed(school: School) -> dict[str, tuple[str | None, str | None]]:
    """The year and class of each pupil in the hub who has a UPN, by it."""
    pupils = school.records("pupils")
    return {one["upn"]: (one["year_group"], one["class"]) for one in pupils if one["upn"]}


def on_roll(school: School) -> dict[str, tuple[str | None, str | None]]:
    """The same as the school itself has it, Nursery apart."""
    roll = [one for one in school.sandbox.truth.roll if one.year_code not in NURSERY and one.upn]
    return {str(one.upn): (one.year_code, one.class_name) for one in roll}


def test_names_of_the_schools_own_are_read(odd_school: School) -> None:
    odd_school.sandbox.move(faults=["own-year-names"])
    odd_school.sync("all", "--import-teachers", "all").ended(0)
    assert placed(odd_school) == on_roll(odd_school)
    odd_school.sync("pupils").ended(0)
    assert placed(odd_school) == on_roll(odd_school)
    assert odd_school.leavers() == {}


def test_two_year_groups_of_one_code_are_told_apart(odd_school: School) -> None:
    odd_school.sandbox.move(faults=["two-years-one-code"])
    told = odd_school.sync("all", "--import-teachers", "all").ended(0).err
    assert "would both be Year 4" in told
    command = told.split("marktui choices year ", 1)[1].split()[0]
    odd_school.run("choices", "year", command, "7").ended(0)
    odd_school.sync("all").ended(0)
    years = {one: year for one, (year, _) in placed(odd_school).items()}
    right = {one: year for one, (year, _) in on_roll(odd_school).items()}
    moved = {one for one, year in years.items() if year == "7"}
    assert {right[one] for one in moved} == {"4"}
    assert 0 < len(moved) < sum(year == "4" for year in right.values())
    assert years == right | dict.fromkeys(moved, "7")
    odd_school.sync("pupils").ended(0)
    assert odd_school.leavers() == {}


def test_two_classes_of_one_name_are_both_set_up(odd_school: School) -> None:
    odd_school.sandbox.move(faults=["two-classes-one-name"])
    told = odd_school.sync("all", "--import-teachers", "all").ended(0).err
    mis_id = told.split("marktui choices class ", 1)[1].split()[0]
    odd_school.run("choices", "class", mis_id, "The other one").ended(0)
    odd_school.sync("all").ended(0)
    right, found = on_roll(odd_school), placed(odd_school)
    (other,) = {right[one][1] for one, (_, name) in found.items() if name == "The other one"}
    names = {other: "The other one"}
    assert found == {one: (year, names.get(name, name)) for one, (year, name) in right.items()}


def test_plain_names_come_back(odd_school: School) -> None:
    odd_school.sandbox.move(faults=["own-year-names"])
    odd_school.sync("all", "--import-teachers", "all").ended(0)
    odd_school.sandbox.move(faults=[])
    odd_school.sync("all").ended(0)
    names = {one["code"]: one["name"] for one in odd_school.records("year-groups")}
    assert names["R"] == "Reception"
    assert placed(odd_school) == on_roll(odd_school)
