"""Lists of pupils and staff as CSV files."""

from datetime import UTC, date, datetime

import pytest
from msgspec import structs

from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.errors import ChoiceNeededError, UnreadableFileError
from marktui.connectors.files.roster import FileContent
from marktui.connectors.mis import InvalidRow, MisClass, MisYearGroup, Oddity
from marktui.hub.model.kind import Kind

from .schools import HEAD, RUTH, SAM, classes, csv_list, file, names, pupils, read, teachers, upn

_SIMS = (
    "Pupils of Ashgrove Primary\r\n"
    "\r\n"
    "Adno;UPN;Surname;Forename;Preferred Forename;DOB;Year;Reg;SEN\r\n"
    "004411;X999200116001;Okafor;Ruth;Ruthie;14/06/2016;Y5;5 Oak;N\r\n"
    "004412;;Smith;Sam;;01/02/2016;5;5 Oak;K\r\n"
)


def _reasons(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in read(text).rejected]


def test_a_list_of_pupils_gives_pupils_year_groups_and_classes() -> None:
    roster = read(_SIMS)

    ruth = pupils(roster)["admission:004411"]
    assert (ruth.first_name, ruth.last_name, ruth.upn) == ("Ruthie", "Okafor", "X999200116001")
    assert (ruth.date_of_birth, ruth.year_code) == (date(2016, 6, 14), "5")
    both = ("admission:004411", "admission:004412")
    assert roster.rows[Kind.YEAR_GROUP] == (
        MisYearGroup(mis_id="year:5", code="5", name="Year 5", member_ids=both),
    )
    assert roster.rows[Kind.CLASS] == (MisClass(mis_id="class:5+oak", name="5 Oak", member_ids=both),)
    assert Kind.TEACHER not in roster.rows
    assert roster.warnings == ()


def test_a_preview_says_what_each_heading_is_read_as() -> None:
    [seen] = preview_files([file(_SIMS)], settings={})

    assert seen.words == "CSV with semicolons, UTF-8, headings as in SIMS"
    assert (seen.contents, seen.rows, seen.needed) == ("pupils", 2, "")
    [named] = preview_files([file("sep=^\n" + csv_list().replace(",", "^"))], settings={})
    assert named.words == "CSV with “^”, UTF-8, headings as in SIMS"
    fields = {column.heading: column.field for column in seen.columns}
    assert (fields["Adno"], fields["Reg"], fields["SEN"]) == ("pupils.admission", "pupils.class", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])
def test_delimiters_and_encodings_are_found_out(delimiter: str, encoding: str) -> None:
    text = csv_list(RUTH.replace("Ruth", "Zoë"), SAM).replace(",", delimiter)

    roster = read(text.encode(encoding))

    assert [one.name for one in pupils(roster).values()] == ["Zoë Okafor", "Sam Smith"]
    assert [("Windows-1252" in told) for told in roster.warnings] == [True] * (encoding == "cp1252")


@pytest.mark.parametrize(
    "text",
    [
        csv_list().replace("\r\n", "\n", 1).replace("\r\n", "\r", 1),
        csv_list().rstrip(),
        csv_list(f"{RUTH},,", "", "  , ,,", f"{SAM},,", head=f"{HEAD},,"),
        csv_list(RUTH, HEAD, f"\ufeff{SAM}"),
        csv_list(RUTH, SAM.replace("Smith", '"\ufeffSmith"')),
        csv_list(*(row.replace(",", " , ").replace("Sam", "S\u200bam") for row in (RUTH, SAM))),
        "sep=;\r\n" + csv_list().replace(",", ";"),
        '"sep=^";;;\r\n' + csv_list().replace(",", "^"),
        csv_list(RUTH, SAM, "Total pupils: 2,,,,,,"),
        csv_list(head=HEAD.upper().replace("SURNAME", " Sur-name: ").replace("DOB", "D.O.B.")),
    ],
)
def test_what_spreadsheets_and_people_do_to_a_file_changes_nothing(text: str) -> None:
    assert names(text) == ["Ruth Okafor", "Sam Smith"]


def test_the_quote_that_guards_a_formula_is_taken_off() -> None:
    rows = RUTH.replace("Okafor", "'=Okafor"), SAM.replace("Smith", "'Smith")
    assert names(csv_list(*rows)) == ["Ruth =Okafor", "Sam 'Smith"]
    assert "admission:004411" in pupils(read(csv_list(RUTH.replace("004411", '="004411"'), SAM)))


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", IncompleteError, "empty"),
        (csv_list().replace("Sam", "S\0am").encode(), UnreadableFileError, "Line 3 of pupils.csv .*NUL"),
        (csv_list(RUTH, '004412,,"Smith,Sam').encode(), IncompleteError, "quotation mark on line 3"),
        (csv_list().rstrip()[:-20].encode(), IncompleteError, "cut off"),
        (csv_list(RUTH, SAM.replace("Sam", "Zoë")).rstrip().encode()[:-24], IncompleteError, "cut off"),
        (csv_list(RUTH, '1,,"a"b,c,,,').encode(), UnreadableFileError, "Line 3"),
        (csv_list(f"{RUTH}{',y' * 10_000}").encode(), UnreadableFileError, "cells"),
        (csv_list("x" * 200_000).encode(), UnreadableFileError, "far too long"),
        (
            csv_list(*(f"{n},Lee,Al,Y{n}" for n in range(301)), head="Adno,Surname,Forename,Year").encode(),
            ChoiceNeededError,
            "more than 300 names in its column “Year”",
        ),
        (csv_list(head="Mo,Di,Mi").encode(), ChoiceNeededError, "no row of headings"),
        (csv_list("Ruth,Okafor", head="Forename,Surname").encode(), ChoiceNeededError, "pupils or of staff"),
        (csv_list("1,Ruth", head="Adno,Forename").encode(), ChoiceNeededError, "last names"),
        (f"{HEAD}\r\n".encode(), IncompleteError, "nobody"),
        (b"PK\x03\x04 and so on", UnreadableFileError, "not a CSV file"),
        (b"<!DOCTYPE html><html>", UnreadableFileError, "web page"),
        (b"\x1f\x8b\x08\x00\x00", UnreadableFileError, "is an archive, not a CSV file"),
        (bytes(range(1, 256)) * 4, UnreadableFileError, "neither text nor a CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, error: type[ConnectorError], words: str) -> None:
    name = "list.csv" if "staff" in words else "pupils.csv"
    with pytest.raises(error, match=words):
        read(file(content, name))


def test_a_character_cut_in_half_at_the_end_is_a_file_cut_off() -> None:
    text = csv_list(RUTH.replace("Ruth", "Zoë"), SAM.replace("5 Oak", "Élan"))
    with pytest.raises(IncompleteError, match="middle of a character"):
        read(text[: text.index("Élan") + 1].encode()[:-1])


def test_rows_that_cannot_be_used_are_present_and_come_back() -> None:
    roster = read(
        csv_list(
            RUTH,
            "004413,,,,14/06/2016,5,5 Oak",
            "004414,,Lee,Al,31/02/2016,5,5 Oak",
            "1.23E+12,,Ng,Bo,14/06/2016,5,5 Oak",
            f"{SAM},surplus",
        )
    )

    assert [(row.line, row.reason) for row in roster.rejected] == [
        (3, "there is no name"),
        (4, "the birth date is not a date"),
        (5, "a spreadsheet has shortened a number, as in 1.23E+12"),
        (6, "it has more cells than there are headings"),
    ]
    assert roster.rejected[1].cells == ("004414", "", "Lee", "Al", "31/02/2016", "5", "5 Oak")
    odd = [row for row in roster.rows[Kind.PUPIL] if isinstance(row, InvalidRow)]
    assert [row.mis_id for row in odd[:2]] == ["admission:004413", "admission:004414"]
    assert odd[1].label == "Al Lee"
    assert all(row.mis_id in classes(roster)[0].member_ids for row in odd)
    assert roster.doubt == "1 row of the pupils cannot be used and does not say whose it is."


def test_a_pupil_on_several_rows_is_one_pupil_unless_the_rows_differ() -> None:
    roster = read(csv_list(RUTH, RUTH.replace("5 Oak", "5 Elm"), RUTH.replace("Okafor", "OKAFOR")))
    assert [one.member_ids for one in classes(roster)] == [("upn:X999200116001",)] * 2
    assert list(pupils(roster)) == ["upn:X999200116001"]

    twice = csv_list(RUTH, SAM, SAM.replace("Smith", "Smyth"), head=HEAD.replace("UPN", "x"))
    assert _reasons(twice) == [
        (3, "two rows have the same number and differ in the last name"),
        (4, "two rows have the same number and differ in the last name"),
    ]


def test_an_older_copy_beside_an_export_is_told() -> None:
    old = file(csv_list(RUTH, SAM, "004413,,Lee,Al,,5,"), "pupils (1).csv")
    [told] = read(csv_list(), old).warnings

    assert told.startswith("2 rows of pupils (1).csv are of pupils whom pupils.csv has too")
    assert not read(csv_list(), file(csv_list("004413,,Lee,Al,,5,"), "year 6 pupils.csv")).warnings


_GONE = f"{RUTH},20/11/2026", f"{SAM},"


def _written(day: int, *rows: str, name: str = "", head: str = HEAD) -> FileContent:
    made = datetime(2026, 11, day, tzinfo=UTC)
    return structs.replace(file(csv_list(*rows, head=head), name or f"pupils {day}.csv"), modified=made)


def test_of_two_exports_of_one_list_the_newer_counts() -> None:
    older = _written(2, RUTH, SAM, "004413,,Lee,Al,,5,")
    newer = _written(21, *_GONE, "004414,,Ng,Bo,,5,,", head=f"{HEAD},Leaving date")
    for files in ((older, newer), (newer, older)):
        roster = read(*files)
        assert [one.name for one in pupils(roster).values()] == ["Sam Smith", "Bo Ng"]
        assert {one.left_on for one in roster.leavers[Kind.PUPIL].values()} == {date(2026, 11, 20)}
        assert roster.made_at == newer.modified
        assert roster.warnings == (
            "pupils 2.csv is older than pupils 21.csv and has 2 rows of the same people: "
            "the newer one counts, without the 1 row that only the older one has.",
        )


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (_written(2, SAM, "004413,,Lee,Al,,5,", "004414,,Ng,Bo,,5,"), _written(21, RUTH, SAM)),
        (_written(2, "004413,,Lee,Al,,5,,", SAM, head=f"{HEAD},Leaving date"), _written(21, RUTH, SAM)),
        (_written(2, name="art.csv"), _written(21, f"{RUTH} art", f"{SAM} art")),
        (_written(21, "004413,,Lee,Al,,5,", SAM, name="copy.csv"), _written(21, RUTH, SAM)),
    ],
)
def test_parts_of_a_school_are_joined_whichever_is_older(older: FileContent, newer: FileContent) -> None:
    roster = read(older, newer)
    lines = [line for one in (older, newer) for line in one.content.decode().splitlines()[1:]]
    assert set(pupils(roster)) == {f"admission:{line.partition(',')[0]}" for line in lines}
    assert not [told for told in roster.warnings if "the newer one counts" in told]


def test_a_name_alone_that_somebody_with_a_number_has_adds_nobody() -> None:
    club = file("Forename,Surname,Reg\nRuth,OKAFOR,Chess\nZed,Zola,Chess\n", "pupil clubs.csv")
    roster = read(csv_list(), club)

    assert sorted(one.name for one in pupils(roster).values()) == ["Ruth Okafor", "Sam Smith", "Zed Zola"]
    [row] = roster.rejected
    assert (row.file, row.line) == ("pupil clubs.csv", 2)
    assert "no number or birth date" in row.reason
    assert roster.doubt


def test_pupils_are_told_apart_by_the_best_number_that_all_have() -> None:
    head = "Student ID,UPN,Adno,Surname,Forename,DOB"
    rows = [",X999200116001,1,Okafor,Ruth,14/06/2016", "7,,2,Smith,Sam,01/02/2016", "8,,,Lee,Al,"]

    assert list(pupils(read(csv_list(*rows[:2], head=head)))) == ["admission:1", "admission:2"]
    mixed = list(pupils(read(csv_list(*rows, head=head))))
    assert mixed == ["admission:1", "id:7", "id:8"]
    assert list(pupils(read(csv_list(*rows[:2], head=head), ids="upn"))) == [
        "upn:X999200116001",
        "admission:2",
    ]
    of_school = [f"9992001,{row}" for row in ("Okafor,Ruth,14/06/2016", "Smith,Sam,01/02/2016")]
    shared = list(pupils(read(csv_list(*of_school, head="ID,Surname,Forename,DOB"))))
    assert [one.partition(":")[0] for one in shared] == ["name", "name"]
    roster = read(csv_list("Okafor,Ruth,14/06/2016", head="Surname,Forename,DOB"))
    [nameless] = pupils(roster)
    assert nameless.startswith("name:")
    assert "no number that tells pupils apart" in roster.warnings[0]
    assert " " not in nameless
    [spaced] = pupils(read(csv_list("a b/é,Lee,Al", head="Adno,Surname,Forename")))
    assert spaced == "admission:a+b/%C3%A9"


def test_a_newcomer_without_a_number_changes_nobody_else_s_id() -> None:
    rows = [f"{n},{upn(n)},Lee,Al{n}" for n in range(11)]
    roster = read(csv_list(*rows, "12,,New,Comer", head="Adno,UPN,Surname,Forename"))

    assert [one.partition(":")[0] for one in pupils(roster)] == ["upn"] * 11 + ["admission"]
    damaged = read(csv_list(*rows, "1.2E+11,,Ng,Bo", head="Student ID,UPN,Surname,Forename"))
    assert {one.partition(":")[0] for one in pupils(damaged)} == {"id"}


def test_who_has_left_or_starts_later() -> None:
    head = "UPN,Surname,Forename,Entry date,Leaving date"
    roster = read(
        csv_list(
            ",Okafor,Ruth,01/09/2020,20/07/2026",
            ",Smith,Sam,01/09/2025,20/07/2024",
            ",Lee,Al,04/01/2027,",
            ",Ng,Bo,01/09/2020,31/08/27",
            head=head,
        )
    )

    assert [one.left_on for one in roster.leavers[Kind.PUPIL].values()] == [date(2026, 7, 20)]
    assert [one.name for one in pupils(roster).values()] == ["Sam Smith", "Al Lee", "Bo Ng"]
    assert [one.starts_on for one in pupils(roster).values()] == [None, date(2027, 1, 4), None]


def test_a_status_says_who_has_left_where_no_date_does() -> None:
    rows = ["1,Lee,Al,Leaver,", "2,Ng,Bo,Leaver,31/08/2027", "3,Orme,Cy,Guest,"]
    roster = read(csv_list(*rows, head="Adno,Surname,Forename,Enrolment Status,Leaving date"))

    assert list(roster.leavers[Kind.PUPIL]) == ["admission:1"]
    assert list(pupils(roster)) == ["admission:2", "admission:3"]
    # The files may have told pupils apart by another number before.
    left = read(csv_list("1,9,Lee,Al,Left", head="Student ID,Adno,Surname,Forename,Status")).leavers[
        Kind.PUPIL
    ]
    assert {key: one.mis_id for key, one in left.items()} == dict.fromkeys(("id:1", "admission:9"), "id:1")


def test_a_list_of_a_whole_trust_has_to_be_narrowed_to_one_school() -> None:
    head = "Adno,Surname,Forename,Year,School"
    one, other = "1,Lee,Al,5,Ashgrove Primary", "1,Ng,Bo,5,Hillside  Primary"

    assert read(csv_list(one, head=head)).school.name == "Ashgrove Primary"
    with pytest.raises(ChoiceNeededError, match="2 schools: Ashgrove Primary and Hillside Primary") as asked:
        read(csv_list(one, other, head=head))
    assert asked.value.option == "org"
    roster = read(csv_list(one, other, head=head), org="hillside primary")
    assert [row.name for row in pupils(roster).values()] == ["Bo Ng"]
    assert (roster.school.name, roster.doubt) == ("Hillside Primary", "")
    anybody = "2,Orme,Cy,5,"
    assert read(csv_list(one, other, anybody, head=head), org="Hillside Primary").doubt.startswith("1 row of")


@pytest.mark.parametrize(
    ("written", "meant", "told"),
    [
        (("14/06/2016", "1.2.2016"), (date(2016, 6, 14), date(2016, 2, 1)), ""),
        (("2016-06-14", "2016-02-01T00:00:00"), (date(2016, 6, 14), date(2016, 2, 1)), ""),
        (("14 Jun 2016", "1st February 2016"), (date(2016, 6, 14), date(2016, 2, 1)), ""),
        (("14/06/16", "1/2/98"), (date(2016, 6, 14), date(1998, 2, 1)), "two digits"),
        (("01/01/1900", ""), (None, None), ""),
        (("14/06/2016", "N/A"), (date(2016, 6, 14), None), ""),
    ],
)
def test_dates_as_people_write_them(
    written: tuple[str, str], meant: tuple[date | None, date | None], told: str
) -> None:
    rows = [f"{n},Lee,Al,{day}" for n, day in enumerate(written)]
    roster = read(csv_list(*rows, head="Adno,Surname,Forename,DOB"))

    people = list(pupils(roster).values())
    assert tuple(one.date_of_birth for one in people) == meant
    assert told in " ".join(roster.warnings)
    assert (people[0].oddities == (Oddity.BIRTH_DATE,)) is (meant[0] is None)


def test_the_order_of_day_and_month_is_that_of_the_whole_column() -> None:
    american = csv_list("1,Lee,Al,06/14/2016", "2,Ng,Bo,06/07/2016", head="Adno,Surname,Forename,DOB")

    with pytest.raises(ChoiceNeededError, match="month first") as asked:
        read(american)
    assert asked.value.option == "dates"
    born = [one.date_of_birth for one in pupils(read(american, dates="month-first")).values()]
    assert born == [date(2016, 6, 14), date(2016, 6, 7)]
    rows = [f"{n},Lee,Al{n},0{n % 9 + 1}/0{n % 7 + 1}/2016" for n in range(40)]
    assert "day first or month first" in read(csv_list(*rows, head="Adno,Surname,Forename,DOB")).warnings[0]


def test_full_names_and_titles() -> None:
    text = csv_list('1,"Okafor, Ruth"', "2,Miss Sam Smith", "3,Cher", head="Adno,Pupil name")
    assert names(text) == ["Ruth Okafor", "Sam Smith", "Cher"]
    preferred = csv_list("1,Okafor,Ruth,Ruthie Okafor", head="Adno,Surname,Forename,Preferred name")
    assert names(preferred) == ["Ruthie Okafor"]


def test_a_list_of_classes_is_no_list_of_people() -> None:
    with pytest.raises(ChoiceNeededError, match="no column for the last names of its pupils"):
        read(csv_list("5 Oak,5,Cat Page", head="Class,Year group,Teacher name"))


def test_staff_and_files_with_both() -> None:
    staff = csv_list(
        "CPA,Miss,Cat,Page,c.page@ashgrove.example,Teacher", "ABE,Mr,Al,Berry,n/a,Headteacher",
        head="Staff Code,Title,Forename,Surname,Work Email,Job Title",
    )  # fmt: skip
    both = csv_list(
        "pupil,1,Lee,Al,,5", "Teacher,2,Page,Cat,c@a.example,", "Guardian,3,Lee,Dee,,",
        head="User type,ID,Surname,Forename,Email,Year group",
    )  # fmt: skip

    of_staff = teachers(read(file(staff, "list.csv")))
    assert list(of_staff) == ["code:CPA", "code:ABE"]
    assert of_staff["code:ABE"].oddities == (Oddity.EMAIL,)
    with pytest.raises(IncompleteError, match="has nobody in it"):
        read(f"{HEAD}\r\n", file(staff, "staff.csv"))
    together = read(csv_list(), file(staff, "staff.csv"))
    assert list(together.rows) == list(Kind)
    roster = read(file(both, "all.csv"))
    assert (list(pupils(roster)), list(teachers(roster))) == (["id:1"], ["id:2"])
    assert ("1 row" in " ".join(roster.warnings), roster.doubt) == (True, "")
    of_nobody = both.replace("Guardian", "")
    assert "1 row of all.csv has no role" in read(file(of_nobody, "all.csv")).doubt
    with_all = read(file(of_nobody, "all.csv"), columns='{"pupils.role":""}')
    assert len(pupils(with_all)) == 3
    said = structs.replace(file(csv_list("1,Lee,Al", head="ID,Surname,Forename"), "x.csv"), contents="staff")
    assert list(teachers(read(said))) == ["id:1"]


def test_year_groups_that_are_none_are_left_to_a_person() -> None:
    rows = [f"{n},Lee,Al,{year}" for n, year in enumerate(("Rec", "Reception", "Year 14", "05", "Nursery"))]
    groups = read(csv_list(*rows, head="Adno,Surname,Forename,Year")).rows[Kind.YEAR_GROUP]

    assert [(one.mis_id, one.code, one.name) for one in groups if isinstance(one, MisYearGroup)] == [
        ("year:5", "5", "Year 5"),
        ("year:N2", "N2", "Nursery"),
        ("year:R", "R", "Reception"),
        ("year:year+14", None, "Year 14"),
    ]


def test_an_old_list_of_the_staff_does_not_hide_how_old_the_pupils_are() -> None:
    pupils_of = file(csv_list())
    staff = file("Staff code,Surname,Forename\nCPA,Page,Cat\n", "staff.csv")
    old, older = datetime(2026, 5, 1, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)
    both = structs.replace(pupils_of, modified=old), structs.replace(staff, modified=older)
    assert (read(*both).made_at, read(both[1]).made_at) == (old, older)
