"""One school, two ways to its MIS: the same hub through either, and nobody twice after changing over."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from marktui.sandbox.server import Sandbox

from .school import School

KINDS = ("teachers", "year-groups", "classes", "pupils")
OWN_IDS = ("id", "connector", "mis_id")
PUPILS = 600


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, Sandbox]]:
    """The same school, played by both services."""
    both = {dialect: Sandbox(PUPILS, dialect=dialect) for dialect in ("assembly", "arbor")}
    with ExitStack() as serving:
        for sandbox in both.values():
            serving.enter_context(sandbox.serve())
        yield both


def synced(folder: Path, sandbox: Sandbox, step: int = 0) -> School:
    """A new hub that was synced whole."""
    sandbox.move(step, [])
    sandbox.reset()
    school = School(folder, sandbox)
    school.init().ended(0)
    school.connect().ended(0)
    school.sync("all", "--import-teachers", "all").ended(0)
    return school


def content(school: School, kind: str) -> list[dict[str, Any]]:
    """The records of a kind without the ids that each service gives its own way."""
    rows = [{key: row[key] for key in row if key not in OWN_IDS} for row in school.records(kind)]
    return sorted(rows, key=repr)


def moved(school: School, to: Sandbox, *, clear: bool = False, step: int = 0) -> dict[str, Any]:
    """Change over to another service and sync everything; gives what the sync said."""
    to.move(step, [])
    to.reset()
    school.run("disconnect", *(["--clear-mis-ids"] if clear else [])).ended(0)
    assert "all records are matched again" not in school.connect().ended(0).err
    school.sandbox = to
    assert "all records are matched again" in school.connect().ended(0).err
    document: dict[str, Any] = school.sync("all", "--json").ended(0).document
    return document


@pytest.mark.parametrize("step", [0, 1])
def test_either_service_gives_the_same_hub(tmp_path: Path, sandboxes: dict[str, Sandbox], step: int) -> None:
    schools = [synced(tmp_path / name, sandbox, step) for name, sandbox in sandboxes.items()]
    for kind in KINDS:
        assembly, arbor = (content(school, kind) for school in schools)
        assert assembly == arbor
        assert len(assembly) > 5


@pytest.mark.parametrize("clear", [False, True], ids=["links kept", "MIS ids cleared"])
@pytest.mark.parametrize(("first", "second"), [("assembly", "arbor"), ("arbor", "assembly")])
def test_changing_over_re_links_everybody(
    tmp_path: Path, sandboxes: dict[str, Sandbox], first: str, second: str, clear: bool
) -> None:
    school = synced(tmp_path / "hub", sandboxes[first])
    before = {kind: school.records(kind) for kind in KINDS}
    document = moved(school, sandboxes[second], clear=clear)
    for kind in KINDS:
        counts = document[kind.replace("-", "_")]
        after = school.records(kind)
        assert [row["id"] for row in after] == [row["id"] for row in before[kind]]
        # Staff are known by their email; who has none waits for somebody to confirm the name.
        in_doubt = [
            row
            for row in after
            if kind == "teachers" and not row["mis_email"] and row["last_name"] != "Marlow"
        ]
        assert (counts["desynced"], counts["may_match"], counts["clash"]) == (0, len(in_doubt), 0)
        assert {row["connector"] for row in after if row["mis_id"] and row not in in_doubt} == {second}
    pupils = document["pupils"]
    assert pupils["new"] == pupils["left_alone"]  # Nursery, which is not set up
    assert pupils["matched"] == len(before["pupils"]) == len(school.synced())


def test_there_and_back_again_is_as_before(tmp_path: Path, sandboxes: dict[str, Sandbox]) -> None:
    school = synced(tmp_path / "hub", sandboxes["assembly"])
    before = {kind: school.records(kind) for kind in KINDS}
    moved(school, sandboxes["arbor"])
    moved(school, sandboxes["assembly"])
    assert {kind: school.records(kind) for kind in KINDS} == before


def test_a_rollover_with_new_group_ids_loses_no_class(tmp_path: Path, sandboxes: dict[str, Sandbox]) -> None:
    arbor = sandboxes["arbor"]
    school = synced(tmp_path / "hub", arbor, 2)
    before = {row["name"]: row for row in school.records("classes")}
    arbor.move(3)
    plan = school.sync("all", "--json").ended(3).document
    said = school.sync("all", "--approve", plan["plan"], "--json").ended(0).document
    after = {row["name"]: row for row in school.records("classes")}
    assert said["classes"]["desynced"] == 0
    assert {name: row["id"] for name, row in after.items() if name in before} == {
        name: row["id"] for name, row in before.items()
    }
    assert all(after[name]["mis_id"] != before[name]["mis_id"] for name in before)


def test_few_requests_with_five_years_of_leavers(tmp_path: Path) -> None:
    sandbox = Sandbox(1_210, dialect="arbor", leaver_years=5)
    with sandbox.serve():
        school = synced(tmp_path / "hub", sandbox)
        everything = len(sandbox.requests)
        sandbox.move(1)
        sandbox.reset()
        document = school.sync("pupils", "--json").ended(0).document
        assert document["pupils"]["desynced"] == 13
        assert document["requests"] == len(sandbox.requests) <= 8
    assert everything <= 20
