"""What an export proves of the pupils in the hub where nothing but UPN, name and birth date tells."""

from pathlib import Path

from .test_files import Office
from .written_mis import upn

HEADINGS = "UPN,Forename,Surname,DOB,Year Group,Leaving date"


def _row(number: int, its_upn: str, left: str = "") -> str:
    letter = "ABCDEFGHIJKL"[number]
    return f"{its_upn},Kim{letter},Ash{letter}worth,0{number % 9 + 1}/02/2016,Year 4,{left}"


def _write(office: Office, *rows: str, headings: str = HEADINGS) -> None:
    (office.exports / "pupils.csv").write_text("\n".join((headings, *rows)) + "\n")


def test_a_wrong_upn_makes_no_child_another(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.init()
    upns = [upn(number) for number in range(12)]
    _write(office, *(_row(number, upns[number]) for number in range(12)))
    office.connect().ended(0)
    office.run("sync", "--yes").ended(0)
    before = office.run("list", "pupils", "--json").ended(0).document

    swapped = [upns[1], upns[0], *upns[2:]]
    _write(office, *(_row(number, swapped[number]) for number in range(12)))
    said = office.run("sync", "pupils", "--yes", "--whole-school").ended(0)
    assert "2 pupils may match somebody in the hub" in said.err
    assert office.run("list", "pupils", "--json").document == before

    turned = [*upns[1:], upns[0]]
    _write(office, *(_row(number, turned[number]) for number in range(12)))
    said = office.run("sync", "pupils", "--yes").ended(0)
    assert "12 pupils would be somebody else by their UPN. Check that the files" in said.err
    assert office.run("list", "pupils", "--json").document == before
