import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from marktui.cli.sandbox import sandbox
from marktui.sandbox.fault import faults_of
from marktui.sandbox.fault.kind import FILES
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School

SCHOOL = School(60)
UPNS = {pupil.upn for pupil in SCHOOL.on_roll(1) if pupil.upn}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school at step 1."""
    folder = tmp_path_factory.mktemp("school")
    write_school(folder, Scene(SCHOOL, 1))
    return folder


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("mis", ["arbor", "sims", "bromcom", "scholarpack"])
def test_a_report_has_everybody_on_roll_and_those_who_have_left(folder: Path, mis: str) -> None:
    pupils = rows((folder / mis / "pupils.csv").read_bytes())
    here = [row for row in pupils if not any(row[one] for one in row if "eaving" in one)]
    assert {row["UPN"] for row in here} <= {*UPNS, ""}
    assert {row["UPN"] for row in pupils} >= UPNS
    assert len(pupils) == len(SCHOOL.on_roll(1)) + len(SCHOOL.left(1))
    assert len(rows((folder / mis / "staff.csv").read_bytes())) == len(SCHOOL.staff)


def test_a_ctf_has_the_same_pupils_and_marks_those_who_have_left(folder: Path) -> None:
    (path,) = (folder / "ctf").iterdir()
    pupils = ElementTree.parse(path).getroot().findall("CTFpupilData/Pupil")  # noqa: S314 - our own file
    here = [one for one in pupils if one.find("SchoolHistory/School/LeavingDate") is None]
    planned = SCHOOL.planned_leaver(1)
    assert {one.findtext("UPN") for one in here} - {None} == UPNS - {planned.upn}
    assert len(pupils) == len(SCHOOL.on_roll(1)) + len(SCHOOL.left(1))


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_oneroster_package_holds_together(folder: Path, version: str) -> None:
    with zipfile.ZipFile(folder / f"oneroster-{version}.zip") as package:
        files = {name: rows(package.read(name)) for name in package.namelist()}
    loose = {path.name: rows(path.read_bytes()) for path in (folder / f"oneroster-{version}").iterdir()}
    assert files == loose
    declared = {row["propertyName"]: row["value"] for row in files["manifest.csv"]}
    assert declared["oneroster.version"] == version
    assert {f"{name[5:]}.csv" for name, value in declared.items() if value == "bulk"} == {*files} - {
        "manifest.csv"
    }
    _refers(files, "enrollments.csv", "userSourcedId", "users.csv")
    _refers(files, "enrollments.csv", "classSourcedId", "classes.csv")
    _refers(files, "classes.csv", "courseSourcedId", "courses.csv")
    _refers(files, "demographics.csv", "sourcedId", "users.csv")
    assert {row["identifier"] for row in files["users.csv"] if row["identifier"]} >= UPNS
    assert not any(row["status"] or row["dateLastModified"] for row in files["users.csv"])


def _refers(files: Mapping[str, list[dict[str, str]]], name: str, column: str, to: str) -> None:
    known = [row["sourcedId"] for row in files[to]]
    assert len(set(known)) == len(known)
    assert {row[column] for row in files[name]} <= set(known)


def test_the_same_school_gives_the_same_bytes_and_another_step_does_not(folder: Path, tmp_path: Path) -> None:
    again, later = (write_school(tmp_path / str(step), Scene(School(60), step)) for step in (1, 3))
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path / "1"): path.read_bytes() for path in again} == before
    assert {path.relative_to(tmp_path / "3") for path in later} == before.keys()
    assert (tmp_path / "3/sims/pupils.csv").read_bytes() != before[Path("sims/pupils.csv")]


@pytest.mark.parametrize("fault", faults_of(FILES))
def test_every_fault_alters_a_file(folder: Path, tmp_path: Path, fault: str) -> None:
    damaged = write_school(tmp_path, Scene(SCHOOL, 1), (fault,))
    assert any(path.read_bytes() != (folder / path.relative_to(tmp_path)).read_bytes() for path in damaged)


def test_the_command_writes_a_folder_and_says_what_is_in_it(tmp_path: Path) -> None:
    wanted = tmp_path / "exports"
    done = CliRunner().invoke(sandbox, ["--files", str(wanted), "--pupils", "20", "--school", "Beech Hill"])
    assert done.exit_code == 0
    assert str(wanted / "bromcom" / "pupils.csv") in done.output
    assert f"marktui connect files {wanted / 'arbor'}" in done.output
    told = json.loads(
        CliRunner()
        .invoke(sandbox, ["--files", str(wanted), "--pupils", "20", "--step", "2", "--json"])
        .output
    )
    assert (told["school"], told["step"]) == ("Ashgrove Primary", 2)
    assert all(Path(path).is_file() for path in told["files"])


def test_the_command_lists_the_faults_of_files_and_refuses_others(tmp_path: Path) -> None:
    listed = CliRunner().invoke(sandbox, ["--files", str(tmp_path), "--list-faults"])
    assert "semicolons" in listed.output
    assert "short-page" not in listed.output
    refused = CliRunner().invoke(sandbox, ["--files", str(tmp_path), "--fault", "short-page"])
    assert refused.exit_code == 2
    assert "belongs to assembly" in refused.output
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    refused = CliRunner().invoke(sandbox, ["--files", str(file), "--pupils", "10"])
    assert "cannot be written" in str(refused.exception)
