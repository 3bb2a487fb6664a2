"""What a school year does to the hub: leavers, starters, moves, a return, the September rollover."""

from pathlib import Path

import pytest

from marktui.sandbox.server import Sandbox

from .school import School


def test_exactly_those_who_left_are_de_synced(school: School) -> None:
    before = school.by_mis_id()
    school.sandbox.move(1)
    counts = school.sync("pupils", "--json").ended(0).document["pupils"]
    events = school.sandbox.school.events(1)
    assert (len(events.left), len(events.vanished)) == (12, 1)
    assert (counts["desynced"], counts["changed"], counts["returned"]) == (13, 64, 0)
    assert counts["new"] - counts["left_alone"] == 31

    leavers = school.leavers()
    assert leavers.keys() == {str(one) for one in events.left | events.vanished}
    left = {one.id: one for one in school.sandbox.truth.left}
    for mis_id, leaver in leavers.items():
        then = left.get(int(mis_id))
        day = then.end_date.isoformat() if then and then.end_date else None
        reason = "left" if int(mis_id) in events.left else "gone"
        assert (leaver["desynced_reason"], leaver["left_on"]) == (reason, day), leaver
        assert leaver["desynced_since"] == school.sandbox.school.today.isoformat()
        kept = ("id", "first_name", "last_name", "upn", "class", "year_group", "access")
        assert {key: leaver[key] for key in kept} == {key: before[mis_id][key] for key in kept}

    after = school.by_mis_id()
    assert before.keys() <= after.keys()
    assert len(after) == len(before) + 31
    assert all(after[mis_id]["id"] == pupil["id"] for mis_id, pupil in before.items())
    assert school.synced() == school.roll


def test_who_moved_class_has_the_new_one(school: School) -> None:
    before = school.by_mis_id()
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    after = school.by_mis_id()
    moved = {one for one in before if before[one]["class"] != after[one]["class"]}
    assert moved == {str(one) for one in school.sandbox.school.events(1).moved_class}
    assert len(moved) == 64


def test_whoever_returns_is_the_same_record(school: School) -> None:
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    (back,) = (str(one) for one in school.sandbox.school.events(2).returned)
    before = school.leavers()[back]
    records = len(school.records("pupils"))
    school.sandbox.move(2)
    counts = school.sync("pupils", "--json").ended(0).document["pupils"]
    after = school.by_mis_id()[back]
    assert (counts["returned"], counts["new"], counts["desynced"]) == (1, counts["left_alone"], 0)
    assert (after["id"], after["status"]) == (before["id"], "synced")
    assert [after[key] for key in ("desynced_since", "desynced_reason", "left_on")] == [None] * 3
    assert len(school.records("pupils")) == records
    assert school.synced() == school.roll


def at_the_end_of_the_year(school: School) -> School:
    for step in (1, 2):
        school.sandbox.move(step)
        school.sync("pupils").ended(0)
    school.sandbox.move(3)
    return school


@pytest.mark.parametrize("kind", ["pupils", "all"])
def test_the_rollover_loses_no_class(school: School, kind: str) -> None:
    at_the_end_of_the_year(school)
    classes = {one["name"]: one["id"] for one in school.records("classes")}
    before = school.by_mis_id()
    said = school.sync(kind, "--json").ended(3)
    held = said.document
    assert held["applied"] is False
    events = school.sandbox.school.events(3)
    assert f" move up, {len(events.left)} left Year 6, " in said.err, said.err
    assert all("de-synced" in reason for reason in held["held"]["reasons"]), held["held"]
    school.sync(kind, "--approve", held["held"]["approve"]).ended(0)

    assert {one["name"]: one["id"] for one in school.records("classes")} == classes
    assert {one["status"] for one in school.records("classes")} == {"synced"}
    after = school.by_mis_id()
    assert school.synced() == school.roll
    promoted = {one for one in before if before[one]["year_group"] != after[one]["year_group"]}
    assert promoted == {str(one) for one in events.moved_up} & before.keys()
    assert {one for one in school.leavers() if before[one]["status"] == "synced"} == {
        str(one) for one in events.left
    }
    assert all(after[one]["id"] == before[one]["id"] for one in before)


def test_moves_of_year_and_class_are_no_loss(tmp_path: Path) -> None:
    """A school with fewer than five leavers rolls over without a question."""
    sandbox = Sandbox(24)
    school = School(tmp_path / "hub", sandbox)
    with sandbox.serve():
        school.init()
        school.connect()
        school.sync("all").ended(0)
        for step in (1, 2):
            sandbox.move(step)
            plan = school.sync("pupils", "--dry-run", "--json").ended(0).document["plan"]
            # Somebody looks, so that these leavers do not count along with those of the rollover.
            school.sync("pupils", "--approve", plan).ended(0)
        sandbox.move(3)
        counts = school.sync("all", "--json").ended(0).document["pupils"]
    assert 0 < counts["desynced"] < 5
    assert counts["changed"] > 20
    assert school.synced() == school.roll


def test_a_second_sync_changes_nothing(school: School) -> None:
    school.sandbox.move(1)
    school.sync("all").ended(0)
    before = school.hub_file
    for kind in ("all", "pupils", "classes", "year-groups", "teachers"):
        document = school.sync(kind, "--json").ended(0).document
        assert (document["applied"], document["run"], document["held"]) == (True, None, None)
        assert school.hub_file == before


def test_a_pupil_sync_is_a_handful_of_requests(tmp_path: Path) -> None:
    sandbox = Sandbox(1210)
    with sandbox.serve():
        school = School(tmp_path / "hub", sandbox)
        school.init()
        school.connect()
        school.sync("all").ended(0)
        sandbox.move(1)
        sandbox.reset()
        first = school.sync("pupils", "--json").ended(0).document
        sent = len(sandbox.requests)
        before = school.hub_file
        sandbox.reset()
        second = school.sync("pupils", "--json").ended(0).document
    assert first["pupils"]["desynced"] == 13
    assert first["requests"] == sent <= 6
    assert second["requests"] == len(sandbox.requests) <= 6
    assert (second["run"], school.hub_file) == (None, before)


def test_a_dry_run_changes_no_file(school: School) -> None:
    school.sandbox.move(1)
    before = school.files
    document = school.sync("pupils", "--dry-run", "--json").ended(0).document
    assert (document["applied"], document["run"], document["held"]) == (False, None, None)
    assert document["pupils"]["desynced"] == 13
    assert school.files == before
    text = school.sync("pupils", "--dry-run").ended(0).out
    assert school.files == before
    assert "nothing was changed" in text
    assert text.count("de-sync") >= 13


def test_a_filtered_sync_touches_only_its_pupils(school: School) -> None:
    before = school.by_mis_id()
    school.sandbox.move(1)
    counts = school.sync("pupils", "--year-group", "4", "--class", "2a", "--json").ended(0).document["pupils"]
    after = school.by_mis_id()
    touched = {one for one in after if after[one] != before.get(one)}
    truth = {str(one.id): one for one in school.sandbox.truth.roll}
    assert touched
    for mis_id in touched:
        old, new = before.get(mis_id), truth.get(mis_id)
        inside = new is not None and (new.year_code == "4" or new.class_name == "2A")
        was_inside = old is not None and (old["year_group"] == "4" or old["class"] == "2A")
        assert inside or (was_inside and after[mis_id]["status"] == "desynced"), after[mis_id]
    assert counts["read"] == len(school.sandbox.truth.roll)


def test_after_classes_pupils_wait_for_a_sync(school: School) -> None:
    at_the_end_of_the_year(school)
    assert "Now re-sync pupils" in school.sync("classes").ended(0).out
    assert school.status()["waiting"]["resync_pupils"] is True
    held = school.sync("pupils", "--json").ended(3).document["held"]
    assert school.status()["waiting"]["held"] == held["approve"]
    school.sync("pupils", "--approve", held["approve"]).ended(0)
    waiting = school.status()["waiting"]
    assert (waiting["resync_pupils"], waiting["held"]) == (False, None)
