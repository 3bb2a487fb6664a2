"""The order of the set-up, and what is impossible as the hub stands: exit 2, and no request."""

from pathlib import Path

import pytest

from .school import School, run_here

LATER = ["year-groups", "classes", "pupils"]


@pytest.fixture
def connected(new_school: School) -> School:
    new_school.init().ended(0)
    new_school.connect().ended(0)
    new_school.sandbox.reset()
    return new_school


@pytest.mark.parametrize("kind", LATER)
def test_a_kind_whose_turn_has_not_come(connected: School, kind: str) -> None:
    before = connected.hub_file
    said = connected.sync(kind).ended(2)
    assert "marktui sync teachers" in said.err
    error = connected.sync(kind, "--json").ended(2).error
    assert error["kind"] == "step_not_reached"
    assert "teachers" in error["message"] + error["hint"]
    assert connected.sandbox.requests == []
    assert connected.hub_file == before


def test_step_by_step(connected: School) -> None:
    for kind, following in (("teachers", "year_groups"), ("year-groups", "classes"), ("classes", "pupils")):
        assert connected.status()["set_up"]["next"] == kind.replace("-", "_")
        connected.sync(kind).ended(0)
        assert connected.status()["set_up"]["next"] == following
    assert connected.status()["set_up"]["done"] is False
    connected.sync("pupils").ended(0)
    set_up = connected.status()["set_up"]
    assert (set_up["done"], set_up["next"]) == (True, None)
    assert connected.synced() == connected.roll


def test_a_step_may_be_saved_with_nothing_ticked(connected: School) -> None:
    """New staff start un-ticked, so that the first panel is saved empty and the next one opens."""
    document = connected.sync("teachers", "--json").ended(0).document
    assert (document["applied"], document["run"]) == (True, None)
    connected.sync("year-groups").ended(0)


def test_a_dry_run_does_not_move_the_set_up_on(connected: School) -> None:
    connected.sync("teachers", "--dry-run").ended(0)
    assert connected.status()["set_up"]["next"] == "teachers"
    connected.sync("year-groups").ended(2)


def test_sync_all_finishes_a_set_up_that_was_begun(connected: School) -> None:
    connected.sync("teachers").ended(0)
    connected.sync("all").ended(0)
    assert connected.status()["set_up"]["done"] is True
    assert connected.synced() == connected.roll


def test_not_connected(new_school: School) -> None:
    new_school.init()
    for kind in ("all", "teachers", "pupils"):
        assert "connect" in new_school.sync(kind).ended(2).err
    assert new_school.sync("--json").ended(2).error["kind"] == "not_connected"
    assert new_school.status()["connection"] is None


@pytest.mark.parametrize(
    "verb", [["sync"], ["status"], ["list", "pupils"], ["leavers"], ["disconnect"], ["connect", "assembly"]]
)
def test_no_hub(new_school: School, verb: list[str]) -> None:
    said = new_school.run(*verb).ended(2)
    assert "marktui init" in said.err
    assert not new_school.folder.exists()
    assert new_school.sandbox.requests == []


def test_after_disconnect(school: School) -> None:
    before = school.records("pupils")
    said = school.run("disconnect").ended(0)
    assert "Revoke" in said.out
    assert not (school.folder / "secrets.json").exists()
    school.sandbox.reset()
    for kind in ("all", "teachers", "pupils"):
        school.sync(kind).ended(2)
    assert "nothing" in school.run("disconnect").ended(2).err
    assert school.sandbox.requests == []
    assert school.records("pupils") == before
    assert school.status()["connection"] is None


def test_the_same_connector_again_opens_every_panel(school: School) -> None:
    school.run("disconnect").ended(0)
    school.connect().ended(0)
    document = school.sync("pupils", "--json").ended(0).document
    assert (document["applied"], document["run"]) == (True, None)


def test_clear_mis_ids_and_a_first_sync_meets_everybody_again(school: School) -> None:
    before = {one["id"]: one for one in school.records("pupils")}
    school.run("disconnect", "--clear-mis-ids").ended(0)
    for kind in ("pupils", "teachers", "classes", "year-groups"):
        ties = {(one["status"], one["mis_id"], one["connector"]) for one in school.records(kind)}
        assert ties == {("not_linked", None, None)}
    school.connect().ended(0)
    counts = school.sync("all", "--json").ended(0).document["pupils"]
    assert (counts["matched"], counts["may_match"], counts["desynced"]) == (len(before), 0, 0)
    assert {one["id"]: one for one in school.records("pupils")} == before


@pytest.mark.parametrize("words", [["--year-group", "14"], ["--class", "Owls"], ["--year-group", ""]])
def test_a_filter_that_nobody_knows(school: School, words: list[str]) -> None:
    before = school.hub_file
    assert "There is no" in school.sync("pupils", *words).ended(2).err
    school.sync("pupils", "--json", *words).ended(2)
    assert school.hub_file == before


@pytest.mark.parametrize("kind", ["teachers", "classes", "year-groups"])
def test_a_filter_is_for_pupils(school: School, kind: str) -> None:
    assert "for pupils" in school.sync(kind, "--year-group", "4").ended(2).err
    assert school.sandbox.requests == []


def test_a_filtered_part_of_pupils_is_no_re_sync_of_all(school: School) -> None:
    """What `sync classes` said about pupils stays true for everybody outside the filter."""
    school.sandbox.move(3)
    school.sync("classes").ended(0)
    school.sync("pupils", "--class", "RA").ended(0)
    assert school.status()["waiting"]["resync_pupils"] is True


def test_access_is_for_people(school: School) -> None:
    school.run("list", "classes", "--access", "with_access").ended(2)


def test_an_empty_hub_option_is_not_the_default_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--hub "$HUB"` with HUB forgotten must not reach another school's hub."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    given = ("--school", "A", "--coordinator", "R M", "--email", "r@a.example")
    run_here("--hub", "", "init", *given).ended(2)
    run_here("init", *given, "--hub", "").ended(2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["status", "list pupils", "leavers", "sync pupils", "disconnect"])
def test_the_hub_may_be_named_before_or_after_the_verb(school: School, verb: str) -> None:
    before = run_here("--hub", str(school.folder), *verb.split()) if verb != "disconnect" else None
    after = run_here(*verb.split(), "--hub", str(school.folder)).ended(0)
    assert before is None or before.ended(0).out == after.out


def test_the_hub_may_be_named_after_the_service(new_school: School) -> None:
    new_school.init().ended(0)
    words = ("connect", "assembly", "--hub", str(new_school.folder))
    assert "MARKTUI_ASSEMBLY_TOKEN" in run_here(*words).ended(2).err
