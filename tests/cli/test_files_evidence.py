"""What an export proves of the pupils in the hub where nothing but UPN, name and birth date tells."""

import os
from pathlib import Path

import pytest

from .test_files import Office
from .written_mis import upn

HEADINGS = "UPN,Forename,Surname,DOB,Year Group,Leaving date"


UPNS = [upn(number) for number in range(12)]
BARE = HEADINGS.partition(",")[2]
LEFT = "21/07/2023"


def _row(number: int, its_upn: str, left: str = "") -> str:
    letter = "ABCDEFGHIJKL"[number]
    return f"{its_upn},Kim{letter},Ash{letter}worth,0{number % 9 + 1}/02/2016,Year 4,{left}"


def _write(office: Office, *rows: str, headings: str = HEADINGS) -> None:
    (office.exports / "pupils.csv").write_text("\n".join((headings, *rows)) + "\n")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A hub that was synced from a file whose pupils have a UPN and no id."""
    office = Office(tmp_path)
    office.init()
    _write(office, *(_row(number, UPNS[number]) for number in range(12)))
    office.connect().ended(0)
    office.run("sync", "--yes").ended(0)
    return office


def test_a_wrong_upn_makes_no_child_another(office: Office) -> None:
    before = office.run("list", "pupils", "--json").ended(0).document

    swapped = [UPNS[1], UPNS[0], *UPNS[2:]]
    _write(office, *(_row(number, swapped[number]) for number in range(12)))
    said = office.run("sync", "pupils", "--yes", "--whole-school").ended(0)
    assert "2 pupils may match somebody in the hub" in said.err
    assert office.run("list", "pupils", "--json").document == before

    turned = [*UPNS[1:], UPNS[0]]
    _write(office, *(_row(number, turned[number]) for number in range(12)))
    said = office.run("sync", "pupils", "--yes").ended(0)
    assert "12 pupils would be somebody else by their UPN. Check that the files" in said.err
    assert office.run("list", "pupils", "--json").document == before

    others = (_row(number, upn(number + 50)).replace("Ash", "Oak") for number in range(12))
    _write(office, *(row.replace("/02/", "/03/") for row in others))
    said = office.run("sync", "pupils", "--dry-run").ended(0)
    assert "None of the 12 pupils in the files is in the hub. Check that the files" in said.err


def test_whoever_has_a_leaving_date_has_left_whatever_the_ids_are(office: Office) -> None:
    rows = [_row(number, UPNS[number], left=LEFT if number < 2 else "") for number in range(12)]
    _write(office, *(row.partition(",")[2] for row in rows), headings=BARE)
    said = office.run("sync", "pupils", "--yes").ended(0)
    assert "The files tell pupils apart by name and birth date now, and by UPN before" in said.err
    found = {mis_id: its for mis_id, its in office.statuses().items() if its[0] == "desynced"}
    assert found == {f"upn:{UPNS[number]}": ("desynced", "left") for number in range(2)}
    assert office.run("leavers", "--json").ended(0).out.count(LEFT.split("/")[2]) == 2


def test_of_two_exports_in_one_folder_the_newer_counts(office: Office) -> None:
    (office.exports / "pupils.csv").rename(older := office.exports / "pupils-2026-09.csv")
    os.utime(older, (1_600_000_000, 1_600_000_000))
    _write(office, *(_row(number, UPNS[number], left=LEFT if number < 2 else "") for number in range(12)))
    said = office.run("sync", "pupils", "--yes").ended(0)
    assert "pupils-2026-09.csv is older than pupils.csv and has 12 rows of the same people" in said.err
    assert [one[1] for one in office.statuses().values()].count("left") == 2
