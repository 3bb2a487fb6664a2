"""Every fault of the stand-in's files: how a pupil sync ends, and that nothing is lost."""

from pathlib import Path

import pytest

from marktui.sandbox.fault import faults_of
from marktui.sandbox.fault.kind import FILES, Fault
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School as StandIn

from .result import Said
from .school import run_here

STAND_IN = StandIn(60)
SOURCES = {
    "doctype": "ctf",
    "zip-slip": "oneroster-1.1.zip",
    "zip-bomb": "oneroster-1.2.zip",
    "delta": "oneroster-1.1",
}
"""Where a fault shows that is not one of CSV files."""
SENTENCES = {
    "duplicate-heading": "Surname",
    "nul-bytes": "NUL",
    "cut-off": "cut off",
    "doctype": "document type",
    "zip-slip": "leads out of it",
    "zip-bomb": "100 times its size",
    "delta": "delta",
}
"""What the sentence of a refusal says."""


class Office:
    """A hub that is connected to a folder of exports, and was synced from it."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder
        self.exports = folder / "exports"
        self.source = source

    def write(self, *faults: str) -> None:
        write_school(self.exports, Scene(STAND_IN, 0), faults)

    def run(self, *words: str) -> Said:
        return run_here("--hub", str(self.folder / "hub"), *words)

    def open(self) -> None:
        given = (
            "--school",
            "Ashgrove Primary",
            "--coordinator",
            "Robin Marlow",
            "--email",
            "robin@hub.example",
        )
        self.run("init", *given).ended(0)
        self.write()
        self.run("connect", "files", str(self.exports / self.source)).ended(0)
        self.run("sync", "--yes").ended(0)


@pytest.mark.parametrize("fault", faults_of(FILES).values(), ids=lambda fault: fault.name)
def test_a_sync_ends_as_the_fault_says_and_loses_nobody(fault: Fault, tmp_path: Path) -> None:
    name, code = fault.name, fault.exit
    office = Office(tmp_path, SOURCES.get(name, "sims"))
    office.open()
    before = office.run("list", "pupils", "--json").ended(0).document
    office.write(name)
    said = office.run("sync", "pupils", "--yes").ended(code)
    after = office.run("list", "pupils", "--json").ended(0).document
    assert {one["id"] for one in after} >= {one["id"] for one in before}
    assert [one for one in after if one["status"] == "desynced"] == []
    if code:
        assert after == before
        assert SENTENCES[name] in said.err
