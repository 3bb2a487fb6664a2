"""Who is on roll where files disagree, say it in unknown words, or tell people apart in different ways."""

from datetime import UTC, date, datetime

import pytest
from msgspec import structs

from marktui.connectors.files.roster import FileContent
from marktui.connectors.mis import MisTeacher
from marktui.hub.model.kind import Kind

from .schools import file, pupils, read, upn

_HEAD = "Student ID,UPN,Surname,Forename,DOB,Year,Reg"
_ANA, _BEN = f"1,{upn(1)},Reis,Ana,14/06/2016,6,6A", "2,,Fox,Ben,01/02/2016,6,6A"
_LEAVERS = "Student ID,Surname,Forename,DOB,Leaving date"


def _made(text: str, name: str, day: int, hour: int = 8) -> FileContent:
    return structs.replace(file(text, name), modified=datetime(2026, 11, day, hour, tzinfo=UTC))


def _pupils(*rows: str, day: int = 2) -> FileContent:
    return _made("\n".join((_HEAD, *(rows or (_ANA, _BEN)))) + "\n", "pupils.csv", day)


@pytest.mark.parametrize(
    ("leaver", "day", "has_left"),
    [
        ("2,Fox,Ben,01/02/2016,20/10/2026", 3, True),
        ("2,Fox,Ben,01/02/2016,20/07/2025", 3, False),
        ("2,Fox,Ben,01/02/2016,20/10/2026", 1, False),
        (",Fox,Ben,01/02/2016,20/10/2026", 3, True),
        ("7,Fox,Ben,01/02/2016,20/10/2026", 3, False),
    ],
    ids=["newer", "newer, but left long ago", "older", "newer, without a number", "of another number"],
)
def test_a_newer_list_of_leavers_counts_against_an_older_list_of_pupils(
    leaver: str, day: int, has_left: bool
) -> None:
    roster = read(_pupils(), _made(f"{_LEAVERS}\n{leaver}\n", "pupils who left.csv", day))
    assert ("id:2" in pupils(roster)) is not has_left
    told = "1 pupil is on roll in an older file and a leaver in a newer one, which counts: Ben Fox."
    assert (told in roster.warnings) is has_left
    if has_left:
        assert roster.leavers[Kind.PUPIL]["id:2"].left_on == date(2026, 10, 20)


def test_of_files_made_on_one_morning_on_roll_counts() -> None:
    leavers = _made(f"{_LEAVERS}\n2,Fox,Ben,01/02/2016,20/10/2026\n", "pupils who left.csv", 2, hour=10)
    assert "id:2" in pupils(read(_pupils(), leavers))


def test_a_list_and_a_ctf_of_the_same_pupils_have_each_of_them_once() -> None:
    ctf = (
        "<CTfile><Header><DocumentName>CTF</DocumentName></Header><CTFpupilData>"
        f"<Pupil><UPN>{upn(1)}</UPN><Surname>Reis</Surname><Forename>Ana</Forename><DOB>2016-06-14</DOB></Pupil>"
        "<Pupil><Surname>Fox</Surname><Forename>Ben</Forename><DOB>2016-02-01</DOB></Pupil>"
        "</CTFpupilData></CTfile>"
    )
    for files in ((_pupils(), file(ctf, "school.xml")), (file(ctf, "school.xml"), _pupils())):
        found = pupils(read(*files))
        assert sorted(one.name for one in found.values()) == ["Ana Reis", "Ben Fox"]
        assert {one.upn for one in found.values()} == {upn(1), None}


def test_namesakes_and_those_whose_numbers_differ_stay_two() -> None:
    twice = _pupils(_BEN, "3,,Fox,Ben,01/02/2016,6,6A")
    other = file(f"UPN,Surname,Forename,DOB,Year\n{upn(9)},Fox,Ben,01/02/2016,6\n", "year 5 pupils.csv")
    assert len(pupils(read(twice, other))) == 3
    ben = _pupils(f"2,{upn(2)},Fox,Ben,01/02/2016,6,6A")
    assert len(pupils(read(ben, other))) == 2


def test_an_unknown_status_is_told_and_says_neither_here_nor_left() -> None:
    rows = (
        "1,Reis,Ana,Current",
        "2,Fox,Ben,Gone abroad",
        "3,Lee,Cy,",
        "4,Ng,Di,Gone abroad",
        "5,Orme,Ed,Ex-pupil",
    )
    roster = read("\n".join(("Adno,Surname,Forename,Enrolment Status", *rows)) + "\n")
    assert [one.open_status for one in pupils(roster).values()] == ["", "Gone abroad", "", "Gone abroad"]
    assert list(roster.leavers[Kind.PUPIL]) == ["admission:5"]
    [told] = [one for one in roster.warnings if "status" in one]
    assert told.startswith(
        "2 rows of pupils.csv have a status that does not say whether they are on roll: “Gone"
    )
    staff = read(
        file("Staff code,Surname,Forename,Status\nRM,Marlow,Robin,Permanent\nBL,Lind,Bo,Zzz\n", "staff.csv")
    )
    known = [one.open_status for one in staff.rows[Kind.TEACHER] if isinstance(one, MisTeacher)]
    assert known == ["", "Zzz"]


@pytest.mark.parametrize("last", ["Total,2,,,,,", "Grand total:,,2 pupils,,,1 year,"])
def test_a_row_of_totals_is_nobody(last: str) -> None:
    roster = read(_pupils(_ANA, _BEN, last))
    assert (len(roster.rows[Kind.PUPIL]), roster.rejected) == (2, ())
    assert "The last line, which sums it up, was left out of pupils.csv." in roster.warnings
    assert len(pupils(read(_pupils(_ANA, "Total,,Total,Cy,01/02/2016,6,6A")))) == 2


def test_one_number_of_two_people_proves_nobody_absent() -> None:
    roster = read(_pupils(_ANA, f"1,{upn(1)},Fox,Ben,01/02/2016,6,6A", "3,,Lee,Cy,02/03/2016,6,6A"))
    assert roster.doubt == "2 rows of the pupils cannot be used and do not say whose they are."
    assert len(roster.rejected) == 2
