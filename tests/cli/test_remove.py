"""Deleting classes and year groups from the command line."""

import asyncio

from marktui.hub.model.record import AccountType

from .school import School
from .test_role import demote


def test_a_group_goes_once_it_is_empty_and_can_be_had_again(school: School) -> None:
    school.run("add", "class", "name=Bees").ended(0)
    before = school.records("classes")
    bees = next(one["id"] for one in before if one["name"] == "Bees")
    pupil = school.run(
        "add", "pupil", "last_name=Quillon", "date_of_birth=2017-03-02", "class=Bees", "--json"
    ).document["changed"][0]
    said = school.run("remove", bees).ended(2)
    assert said.err.startswith(f"marktui: Bees ({bees}) is not empty: 1 pupil is in it.\n")
    school.run("edit", pupil, "class=").ended(0)
    assert school.run("remove", bees, "--dry-run").ended(0).out == (
        f"Dry run: nothing was changed. It would delete {bees}.\n"
    )
    assert school.records("classes") == before
    said = school.run("remove", bees, "--json").ended(0)
    assert said.document == {"entry": said.document["entry"], "changed": [bees], "unchanged": []}
    assert [one for one in before if one not in school.records("classes")] == [
        next(one for one in before if one["id"] == bees)
    ]
    (entry, *_) = school.run("history", "--json").ended(0).document
    assert (entry["what"], entry["kinds"], entry["changes"][0]["do"]) == ("remove", ["class"], "remove")
    school.run("doctor").ended(0)
    school.run("undo", "--yes").ended(0)
    assert school.records("classes") == before
    said = school.run("remove", bees).ended(0)
    assert said.out.splitlines()[0].endswith(f"deleted {bees}.")
    assert "To undo this: marktui" in said.out


def test_one_that_is_synced_keeps_all(school: School) -> None:
    free = school.run("add", "year-group", "code=13", "--json").ended(0).document["changed"][0]
    synced = school.records("classes")[0]["id"]
    before = school.hub_file
    for words in ((free, synced), (), (free, "p999999"), (free, school.records("pupils")[0]["id"])):
        school.run("remove", *words).ended(2)
    assert school.hub_file == before
    assert school.run("remove", synced, "--json").ended(2).error["kind"] == "in_use"


def test_only_the_coordinator_deletes(school: School) -> None:
    free = school.run("add", "class", "name=Bees", "--json").ended(0).document["changed"][0]

    asyncio.run(demote(school.folder, AccountType.TEACHER_ADMIN))
    assert "may delete a class or year group" in school.run("remove", free).ended(4).err
