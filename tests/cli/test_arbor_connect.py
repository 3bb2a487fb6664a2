"""`marktui connect arbor`: what it asks for, what it says, what it keeps."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from marktui.sandbox.server import Sandbox

from .school import School


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A hub that is not connected yet, beside an Arbor."""
    sandbox = Sandbox(60, dialect="arbor")
    with sandbox.serve():
        school = School(tmp_path / "hub", sandbox)
        school.init().ended(0)
        yield school


def test_it_tells_entity_by_entity_what_can_be_read(school: School) -> None:
    said = school.connect().ended(0)
    for entity in ("AcademicYear", "AcademicLevel", "RegistrationForm", "Student", "Staff"):
        assert f"{entity}: " in said.out
    assert "missing" not in said.out
    assert not [secret for secret in school.secrets if secret in said.everything]


def test_what_may_not_be_read_is_told(school: School) -> None:
    school.sandbox.move(faults=["no-upn-field"])
    said = school.connect().ended(0)
    assert "Arbor does not share: Student.upn" in said.out


def test_the_report_for_support_names_fields_and_nobody(school: School) -> None:
    school.connect().ended(0)
    report = (school.folder / "connection-report.json").read_bytes()
    assert b"leavingDate" in report
    assert orjson.loads(report)
    names = {word for one in school.sandbox.truth.roll for word in (one.last_name, one.upn) if word}
    assert not [word for word in (*names, *school.secrets) if f'"{word}"'.encode() in report]
    school.run("disconnect").ended(0)
    assert not (school.folder / "connection-report.json").exists()


def test_secrets_that_do_not_work_are_not_kept(school: School) -> None:
    said = school.connect(MARKTUI_ARBOR_USERNAME="wrong", MARKTUI_ARBOR_PASSWORD="wrong")
    assert "username and password" in said.ended(5).err
    assert not (school.folder / "secrets.json").exists()
    assert school.status()["connection"] is None


def test_the_address_must_be_given(school: School) -> None:
    said = school.run("connect", "arbor").ended(2)
    assert "--url" in said.err


def test_without_a_terminal_the_variables_are_named(school: School) -> None:
    said = school.run("connect", "arbor", "--url", school.sandbox.address).ended(2)
    assert "MARKTUI_ARBOR_USERNAME and MARKTUI_ARBOR_PASSWORD" in said.err


def test_plain_http_to_elsewhere_is_refused(school: School) -> None:
    assert "https" in school.run("connect", "arbor", "--url", "http://ash.uk.arbor.sc").ended(2).err
