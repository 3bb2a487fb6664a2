"""Arbor names no school, and each school has an address of its own: that is what a hub is held to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from connectors.arbor_hosts import arbor_hosts

from marktui.sandbox.server import Sandbox

from .process import set_environment
from .result import Said
from .school import School
from .test_secrets_sent import lead_astray

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl to make certificates with"
)
ASHGROVE, OAKFIELD = "https://ashgrove.uk.arbor.sc", "https://oakfield.uk.arbor.sc"
VERBS = [("all",), ("pupils", "--yes"), ("teachers", "--dry-run"), ("classes", "--json")]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A hub that was synced from the Arbor at Ashgrove's address, where all of Arbor's addresses answer."""
    folder = tmp_path_factory.mktemp("hosts")
    sandbox = Sandbox(60, dialect="arbor")
    with sandbox.serve(), arbor_hosts(folder, sandbox) as environment, set_environment(environment):
        school = School(folder / "hub", sandbox)
        school.init().ended(0)
        connect(school, ASHGROVE).ended(0)
        school.sync("all").ended(0)
        yield school


@pytest.fixture
def arbor(template: School, tmp_path: Path) -> School:
    template.sandbox.reset()
    return template.copy(tmp_path / "hub")


@pytest.fixture
def new(template: School, tmp_path: Path) -> School:
    """A hub that is not connected."""
    template.sandbox.reset()
    school = School(tmp_path / "new", template.sandbox)
    school.init().ended(0)
    return school


def connect(school: School, address: str, *words: str) -> Said:
    with set_environment(school.sandbox.environment):
        return school.run("connect", "arbor", "--url", address, *words)


def test_the_site_is_said_kept_and_shown(new: School) -> None:
    said = connect(new, ASHGROVE).ended(0)
    assert said.out.startswith("Connected to Arbor: ashgrove (by its address).")
    connection = new.status()["connection"]
    assert (connection["site"], connection["school"], connection["urn"]) == ("ashgrove", None, None)
    assert "Connected to Arbor of ashgrove (by its address)" in new.run("status").ended(0).out
    new.sync("all").ended(0)
    assert new.sandbox.requests


def test_another_site_is_refused_without_yes_and_kept_with_it(new: School) -> None:
    said = connect(new, OAKFIELD).ended(2)
    assert "The MIS answers for oakfield, and this hub is for Ashgrove." in said.err
    assert "Check the address" in said.err
    assert new.status()["connection"] is None
    assert not (new.folder / "secrets.json").exists()
    connect(new, OAKFIELD, "--yes").ended(0)
    assert new.status()["connection"]["site"] == "oakfield"
    new.sync("all").ended(0)
    # What somebody has said once is not asked again.
    connect(new, OAKFIELD).ended(0)
    connect(new, "https://larkfield.uk.arbor.sc").ended(2)


@pytest.mark.parametrize("words", VERBS)
@pytest.mark.parametrize("where", [OAKFIELD, "https://arbor.example", "stand-in"])
def test_an_address_that_was_altered_in_the_hub_file_reads_nobody(
    arbor: School, words: tuple[str, ...], where: str
) -> None:
    address = arbor.sandbox.address if where == "stand-in" else where
    lead_astray(arbor, url=address)
    before = arbor.hub_file
    said = arbor.sync(*words).ended(5)
    other = "oakfield" if where == OAKFIELD else "another school"
    assert f"Arbor answers for {other}, and this hub is connected to ashgrove." in said.everything
    assert "Somebody may have altered the address in the hub file" in said.everything
    assert arbor.hub_file == before
    assert arbor.sandbox.requests == []
    assert arbor.run("history", "--json").ended(0).document[0]["what"] == "failed"
    lead_astray(arbor, url=ASHGROVE)
    arbor.sync("pupils").ended(0)


def test_the_environment_does_not_lead_a_hub_to_another_school(arbor: School) -> None:
    """Secrets and address of the environment agree with what somebody wrote into the hub file."""
    (arbor.folder / "secrets.json").unlink()
    lead_astray(arbor, url=OAKFIELD)
    before = arbor.hub_file
    with set_environment({**arbor.sandbox.environment, "MARKTUI_ARBOR_URL": OAKFIELD}):
        said = arbor.sync("pupils").ended(5)
    assert "Arbor answers for oakfield, and this hub is connected to ashgrove." in said.err
    assert arbor.sandbox.requests == []
    assert arbor.hub_file == before
    lead_astray(arbor, url=ASHGROVE)
    with set_environment({**arbor.sandbox.environment, "MARKTUI_ARBOR_URL": ASHGROVE}):
        arbor.sync("pupils").ended(0)


def test_the_report_for_support_names_no_site(arbor: School) -> None:
    lead_astray(arbor, url=OAKFIELD)
    arbor.sync("pupils").ended(5)
    lead_astray(arbor, url=ASHGROVE)
    report = arbor.run("doctor", "--report", "-").ended(0).out
    assert "ashgrove" not in report
    assert "this hub is connected to" in report
