"""What an export proves of the pupils in the hub where nothing but UPN, name and birth date tells."""

import os
from pathlib import Path

import pytest

from marktui.hub.people.upn import is_valid_upn

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


NUMBERED = "Student ID,Adno,UPN,Forename,Surname,DOB,Year Group"


def _of_school(school: str, number: int) -> str:
    digits = f"{school}22{number:03}"
    return next(upn for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_valid_upn(upn := letter + digits))


def _numbered(number: int, *, its_upn: str = "", born: str = "12/02/2016", name: str = "Ash") -> str:
    letters = f"{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}"
    year = f"Year {number // 20 + 4}"
    return f"{number},{number + 900},{its_upn},Kim{letters},{name}{letters},{born},{year}"


@pytest.fixture
def numbered(tmp_path: Path) -> Office:
    """A hub that was synced from a file whose 40 pupils have everything."""
    office = Office(tmp_path)
    office.init()
    _write(
        office, *(_numbered(one, its_upn=_of_school("8012000", one)) for one in range(40)), headings=NUMBERED
    )
    office.connect().ended(0)
    office.run("sync", "--yes").ended(0)
    return office


def test_a_column_that_is_empty_now_takes_nothing_away_and_is_told(numbered: Office) -> None:
    before = numbered.run("list", "pupils", "--json").document
    _write(
        numbered,
        *(_numbered(one, born="" if one < 20 else "12/02/2016") for one in range(40)),
        headings=NUMBERED,
    )
    said = numbered.run("sync", "pupils", "--yes").ended(0)
    assert (
        "None of the 40 pupils with a UPN in the hub has one now. They keep it; check in the MIS" in said.err
    )
    assert (
        "20 of the 40 pupils with a birth date in the hub have none now, all of them in Year 4." in said.err
    )
    assert numbered.run("list", "pupils", "--json").document == before


def test_a_second_school_in_the_files_is_told(numbered: Office) -> None:
    mine = [_numbered(one, its_upn=_of_school("8012000", one)) for one in range(40)]
    other = [_numbered(one, its_upn=_of_school("3024017", one), name="Oak") for one in range(40)]
    _write(numbered, *mine, *other, headings=NUMBERED)
    said = numbered.run("sync", "pupils", "--dry-run").ended(0)
    assert "40 ids and 40 admission numbers are each on the rows of different people" in said.err
    assert "UPNs in the files are of two schools (40 from 801/2000 and 40 from 302/4017)" in said.err
    _write(numbered, *mine, _numbered(40, its_upn=_of_school("3024017", 40)), headings=NUMBERED)
    said = numbered.run("sync", "pupils", "--dry-run").ended(0)
    assert "different people" not in said.err
    assert "two schools" not in said.err


def test_names_that_stand_for_nobody_are_added_only_by_a_person(numbered: Office) -> None:
    rows = [_numbered(one, its_upn=_of_school("8012000", one)) for one in range(40)]
    new = ("50,950,,Test,Pupil,,Year 4", "51,951,,Do Not,Use,,Year 4", "52,952,,Sarah,Test,,Year 4")
    _write(numbered, *rows, *new, headings=NUMBERED)
    said = numbered.run("sync", "pupils", "--yes").ended(0)
    assert "2 pupils have a name that stands for nobody, so they are added only if you tick them" in said.err
    assert "Test Pupil (MIS id id:50) and Do Not Use (MIS id id:51)" in said.err
    assert {"id:50", "id:51", "id:52"} & numbered.statuses().keys() == {"id:52"}
    rows[3] = rows[3].replace("Kimad,Ashad", "Test,Pupil")
    _write(numbered, *rows, headings=NUMBERED)
    said = numbered.run("sync", "pupils", "--yes").ended(0)
    assert "stands for nobody" not in said.err
    assert numbered.statuses()["id:3"] == ("synced", None)


def test_what_a_spreadsheet_writes_for_nothing_takes_nothing_away(numbered: Office) -> None:
    before = numbered.run("list", "pupils", "--json").document
    rows = [_numbered(one, its_upn=_of_school("8012000", one)) for one in range(40)]
    for place, filler in enumerate(("NULL", "N/A", "-", "#REF!", "0", "TBC")):
        upn, names = _of_school("8012000", place), rows[place].split(",")[3:5]
        rows[place] = rows[place].replace(upn, filler)
        if filler not in ("NULL", "TBC"):
            rows[place] = rows[place].replace(",".join(names), f"{filler},{names[1]}")
    _write(numbered, *rows, headings=NUMBERED)
    said = numbered.run("sync", "pupils", "--yes").ended(0)
    assert "2 cells of pupils.csv have an error of a spreadsheet, such as #REF!: read as empty" in said.err
    assert numbered.run("list", "pupils", "--json").document == before


def test_zeros_that_a_spreadsheet_took_and_an_export_of_last_year_are_told(office: Office) -> None:
    def listed(number: int, admission: str, year: int = 4) -> str:
        return f"{admission},{_row(number, '').replace('Year 4', f'Year {year}')}"

    padded = [listed(number, f"00{number + 70}", year=4 + number % 2) for number in range(12)]
    _write(office, *padded, headings=f"Adno,{HEADINGS}")
    office.connect().ended(0)
    office.run("sync", "--yes").ended(0)
    bare = [listed(number, f"{number + 70}", year=4 + number % 2) for number in range(12)]
    _write(office, *bare[:6], *padded[6:], headings=f"Adno,{HEADINGS}")
    said = office.run("sync", "pupils", "--dry-run").ended(0)
    assert "6 pupils have a number without the zeros that it began with" in said.err
    younger = [listed(number, f"00{number + 70}", year=3 + number % 2) for number in range(12)]
    _write(office, *younger, headings=f"Adno,{HEADINGS}")
    said = office.run("sync", "--dry-run").ended(0)
    assert "without the zeros" not in said.err
    assert "Perhaps what was read is of last year." in said.err
