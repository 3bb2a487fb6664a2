"""A big loss is held, and exactly that plan can be approved, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from marktui.sandbox.server import Sandbox

from .school import School


def held_plan(school: School, *words: str) -> dict[str, Any]:
    document: dict[str, Any] = school.sync("pupils", "--json", *words).ended(3).document
    assert (document["applied"], document["run"]) == (False, None)
    assert document["held"].keys() == {"reasons", "approve"}
    assert document["held"]["approve"] == document["plan"]
    return document


def test_a_loss_is_held_and_shown(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    before = school.hub_file
    for words in ((), ("--dry-run",), ("--yes",)):
        document = held_plan(school, *words)
        lost = [one for one in document["changes"] if one["do"] == "desync"]
        assert len(lost) == document["pupils"]["desynced"] > 25
        (reason,) = document["held"]["reasons"]
        assert str(len(lost)) in reason
    assert school.hub_file == before
    assert not school.leavers()


def test_without_json_it_tells_how_to_approve(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    said = school.sync("pupils").ended(3)
    assert f"marktui sync pupils --approve {plan}" in said.out
    assert "nothing was changed" in said.out


def test_the_command_to_approve_names_the_hub_that_was_named(school: School) -> None:
    """Copied as it stands, the command must not reach the default hub."""
    school.sandbox.move(faults=["mass-vanish"])
    said = school.run_with("sync", "pupils").ended(3)
    assert str(school.folder) in said.out


def test_an_approval_counts_once(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    document = held_plan(school)
    applied = school.sync("pupils", "--approve", document["plan"], "--json").ended(0).document
    assert (applied["applied"], applied["held"], applied["plan"]) == (True, None, document["plan"])
    assert "changes" not in applied
    lost = {one["mis_id"] for one in document["changes"]}
    assert school.leavers().keys() == lost
    assert {one["desynced_reason"] for one in school.leavers().values()} == {"gone"}
    before = school.hub_file
    school.sync("pupils", "--approve", document["plan"]).ended(3)
    assert school.hub_file == before


def test_an_approval_is_void_when_the_mis_has_changed(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    before = school.hub_file
    school.sandbox.move(1, ["mass-vanish"])
    said = school.sync("pupils", "--approve", plan, "--json").ended(3).document
    assert said["held"]["approve"] != plan
    assert said["changes"]
    assert any(plan in reason for reason in said["held"]["reasons"])
    assert school.hub_file == before


def test_an_approval_is_void_when_the_loss_is_over(school: School) -> None:
    """Any other plan than the one approved applies nothing, a harmless one too."""
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    school.sandbox.move(1, [])
    before = school.hub_file
    school.sync("pupils", "--approve", plan).ended(3)
    assert school.hub_file == before


def week_by_week(days_late: int) -> Callable[[int], date]:
    """The days of the steps, the third one some days late."""
    today = datetime.now(UTC).astimezone().date()
    return lambda step: today - timedelta(days=100 - 7 * step - days_late * (step == 3))


def test_an_approval_is_void_when_the_leaving_dates_have_changed(tmp_path: Path) -> None:
    """The dates are shown and recorded, so they belong to what is approved."""
    first, corrected = (Sandbox(180, dates=week_by_week(late)) for late in (0, 3))
    school = School(tmp_path / "hub", first)
    with first.serve() as address:
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all").ended(0)
        first.move(3)
        shown = held_plan(school)
    corrected.move(3)
    with corrected.serve(int(address.rpartition(":")[2])):
        now = held_plan(school)
        whys = [{one["why"] for one in plan["changes"] if one["do"] == "desync"} for plan in (shown, now)]
        assert whys[0] != whys[1]
        school.sync("pupils", "--approve", shown["plan"]).ended(3)
    assert not school.leavers()


def test_a_made_up_approval(school: School) -> None:
    school.sandbox.move(1)
    before = school.hub_file
    for made_up in ("0123456789abcdef", "", "no such plan"):
        document = school.sync("pupils", "--approve", made_up, "--json").ended(3).document
        assert document["applied"] is False
        assert document["held"]["approve"] == document["plan"] != made_up
    assert school.hub_file == before


def test_the_same_answer_has_the_same_plan_whatever_its_pages(school: School) -> None:
    school.sandbox.move(1)
    plan = school.sync("pupils", "--dry-run", "--json").document["plan"]
    for fault in ("small-pages", "extra-fields", "no-next-page", "full-sync"):
        school.sandbox.move(faults=[fault])
        assert school.sync("pupils", "--dry-run", "--json").ended(0).document["plan"] == plan, fault


def test_a_held_plan_can_be_approved_in_smaller_pages(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    school.sandbox.move(faults=["mass-vanish", "small-pages"])
    school.sync("pupils", "--approve", plan).ended(0)


def test_mass_rename_and_many_invalid_can_be_approved(school: School) -> None:
    school.sandbox.move(faults=["mass-rename"])
    (reason,) = held_plan(school)["held"]["reasons"]
    assert "name" in reason
    school.sandbox.move(faults=["many-invalid"])
    document = held_plan(school)
    assert "invalid" in document["held"]["reasons"][0]
    assert document["changes"] == []
    school.sync("pupils", "--approve", document["plan"]).ended(0)
    assert not school.leavers()


def test_the_same_loss_a_second_time_needs_a_second_approval(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    school.sync("pupils", "--approve", plan).ended(0)
    school.sandbox.move(faults=[])
    school.sync("pupils").ended(0)
    school.sandbox.move(faults=["mass-vanish"])
    before = school.hub_file
    school.sync("pupils", "--approve", plan).ended(3)
    assert school.hub_file == before


def test_an_approval_outlives_what_does_not_touch_the_plan(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school)["plan"]
    school.connect().ended(0)
    school.sync("pupils", "--approve", plan).ended(0)


def test_a_held_plan_waits_though_another_kind_was_synced(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    plan = held_plan(school, "--yes")["plan"]
    school.sandbox.move(faults=[])
    school.sync("teachers").ended(0)
    assert school.status()["waiting"]["held"] == plan
    school.sync("pupils").ended(0)
    assert school.status()["waiting"]["held"] is None
