"""OneRoster and School Data Sync: CSV files that belong together."""

from datetime import date
from functools import partial

import pytest

from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.connectors.files.check import granted
from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.errors import ChoiceNeededError, UnreadableFileError
from marktui.connectors.files.roster import FileContent
from marktui.connectors.mis import InvalidRow, MisClass
from marktui.hub.model.kind import Kind

from .schools import file, pupils, read, teachers

Files = dict[str, str]


def _package(**changes: str) -> Files:
    """A school of OneRoster 1.1; `changes` are the contents of files, by name without ending."""
    files = {
        "manifest": "propertyName,value\noneroster.version,1.1\nfile.users,bulk\nfile.orgs,bulk\n",
        "orgs": "sourcedId,status,name,type\no1,,Ashgrove Primary,school\nd1,,Ashgrove Trust,district\n",
        "users": (
            "sourcedId,status,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,"
            "email,grades\n"
            "p1,,true,o1,student,ruth,{upn:X999200116001},Ruth,Okafor,,,05\n"
            'p2,,TRUE,"o1,d1",student,sam,,Sam,Smith,X999200116002,,KG\n'
            "p3,tobedeleted,true,o1,student,al,,Al,Lee,,,5\n"
            "p4,,false,o1,student,bo,,Bo,Ng,,,5\n"
            "t1,,true,o1,teacher,c.page@ashgrove.example,,Cat,Page,,,\n"
            "g1,,true,o1,guardian,d,,Dee,Okafor,,,\n"
        ),
        "classes": (
            "sourcedId,status,title,classType,schoolSourcedId,termSourcedIds,grades\n"
            "c1,,5 Oak,homeroom,o1,y26,05\nc2,,Maths,scheduled,o1,y26,05\nc3,,4 Elm,homeroom,o1,y25,04\n"
        ),
        "academicSessions": (
            "sourcedId,title,type,startDate,endDate\ny26,2026,schoolYear,2026-09-01,2027-07-20\n"
            "y25,2025,schoolYear,2025-09-01,2026-07-20\n"
        ),
        "enrollments": (
            "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate\n"
            "e1,,c1,o1,p1,student,,\ne2,,c2,o1,p1,student,,\ne3,,c1,o1,t1,teacher,,\n"
            "e4,,c1,o1,p2,student,2026-09-01,2026-11-28\n"
        ),
    }
    return files | changes


def _files(package: Files) -> list[FileContent]:
    return [file(text, f"{name}.csv") for name, text in package.items() if text]


def test_a_package_gives_the_people_and_homerooms_of_its_school() -> None:
    roster = read(*_files(_package()), grades="uk")

    ruth = pupils(roster)["id:p1"]
    assert (ruth.name, ruth.year_code, ruth.upn) == ("Ruth Okafor", "5", "X999200116001")
    assert pupils(roster)["id:p2"].upn is None
    assert roster.rows[Kind.CLASS] == (MisClass(mis_id="class:5+oak", name="5 Oak", member_ids=("id:p1",)),)
    [cat] = teachers(roster).values()
    assert (cat.mis_id, cat.email) == ("id:t1", "c.page@ashgrove.example")
    assert list(roster.leavers[Kind.PUPIL]) == ["id:p3"]
    [odd] = (row for row in roster.rows[Kind.PUPIL] if isinstance(row, InvalidRow))
    assert (odd.mis_id, odd.label, odd.is_withheld) == ("id:p4", "Bo Ng", True)
    assert roster.school.name == "Ashgrove Primary"
    assert not roster.doubt
    seen = preview_files(_files(_package()), settings={})
    assert {one.format for one in seen} == {"oneroster"}
    [orgs] = (one for one in granted(_files(_package()), roster, {}).entities if one.entity == "orgs.csv")
    assert (orgs.fields, orgs.missing) == (("sourcedId", "status", "name", "type"), ())


def test_version_1_2_has_roles_and_preferred_names_of_its_own() -> None:
    users = (
        "sourcedId,enabledUser,username,givenName,familyName,preferredGivenName,grades\n"
        "p1,true,r,Ruth,Okafor,Ruthie,5\np2,true,s,Sam,Smith,,5\np3,true,a,Al,Lee,,5\n"
        "t1,true,c@ashgrove.example,Cat,Page,,\n"
    )
    roles = (
        "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "r1,p1,primary,student,,,o1\nr2,p2,primary,student,2020-09-01,2026-07-20,o1\n"
        "r3,p3,primary,student,2027-01-04,,o1\nr4,t1,primary,teacher,,,o1\nr5,t1,secondary,parent,,,o1\n"
    )

    roster = read(*_files(_package(users=users, roles=roles)))

    assert [one.name for one in pupils(roster).values()] == ["Ruthie Okafor", "Al Lee"]
    assert pupils(roster)["id:p3"].starts_on == date(2027, 1, 4)
    assert roster.leavers[Kind.PUPIL]["id:p2"].left_on == date(2026, 7, 20)
    assert list(teachers(roster)) == ["id:t1"]


def test_what_a_grade_means_is_said_or_shown_by_ages_and_never_guessed_in_silence() -> None:
    plain = _package()
    plain["users"] = plain["users"].replace("KG", "4")
    ages = "sourcedId,birthDate\np1,2015-12-14\np2,2016-12-01\n"
    read_plain = partial(read, *_files(plain))

    assert pupils(read_plain())["id:p1"].year_code == "5"
    assert "Grade 5 was taken as Year 5" in " ".join(read_plain().warnings)
    assert pupils(read_plain(grades="us"))["id:p1"].year_code == "6"
    with pytest.raises(ChoiceNeededError, match="grades of the United States") as asked:
        read(*_files(_package()))
    assert (asked.value.option, asked.value.answers) == ("grades", ("uk", "us"))
    many = _package(demographics=ages)
    rows = "".join(f"q{n},,true,o1,student,q,,Q{n},Lee,,,5\n" for n in range(6))
    many["users"] += rows
    many["demographics"] += "".join(f"q{n},2015-10-0{n + 1}\n" for n in range(6))
    assert pupils(read(*_files(many)))["id:p2"].year_code == "1"


def test_a_school_of_several_has_to_be_picked() -> None:
    users = (
        "sourcedId,orgSourcedIds,role,givenName,familyName\n"
        "p1,o1,student,Ruth,Okafor\np2,o2,student,Sam,Lee\n"
    )
    orgs = "sourcedId,name,type\no1,Ashgrove Primary,school\no2,Hillside Primary,school\n"
    files = _files(_package(users=users, orgs=orgs))

    with pytest.raises(ChoiceNeededError, match="Ashgrove Primary and Hillside Primary"):
        read(*files)
    for said in ("o2", "hillside primary"):
        roster = read(*files, org=said)
        assert list(pupils(roster)) == ["id:p2"]
    with pytest.raises(ChoiceNeededError, match="no school “Elm”"):
        read(*files, org="Elm")


def test_two_homerooms_of_one_name_are_one_class_and_told() -> None:
    package = _package()
    package["classes"] += "c9,,5 OAK,homeroom,o1,y26,05\n"

    roster = read(*_files(package), grades="uk")

    assert len(roster.rows[Kind.CLASS]) == 1
    assert "1 name stands for several classes" in " ".join(roster.warnings)


def test_somebody_in_a_class_alone_puts_absence_in_doubt() -> None:
    package = _package()
    package["enrollments"] += "e9,,c1,o1,p9,student,,\n"

    assert "1 pupil" in read(*_files(package), grades="uk").doubt
    moved = _package()["users"].replace("o1,student,ruth", "o7,student,ruth")
    assert "1 pupil is in an organisation" in read(*_files(_package(users=moved)), grades="uk").doubt


def test_two_exports_in_one_place_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"School Data Sync, with users\.csv and users\.csv\."):
        read(*_files(_package()), *_files(_package()))


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"manifest": "propertyName,value\nfile.users,delta\n"}, UnreadableFileError, "delta"),
        ({"orgs": ""}, IncompleteError, "orgs.csv"),
        ({"users": "sourcedId,role\np1,student\n"}, UnreadableFileError, "no names"),
        (
            {"users": "sourcedId,role,givenName\n,student,Ruth\n"},
            IncompleteError,
            "Line 2 of users.csv has no id",
        ),
        ({"classes": "sourcedId\nc1\n"}, UnreadableFileError, "no column title"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(
    changes: Files, error: type[ConnectorError], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(*_files(_package(**changes)), grades="uk")


def _sds(head: str, org: str, section: str) -> list[FileContent]:
    return [
        file(f"{head},Name\n9992001,Ashgrove Primary\n", "School.csv"),
        file(f"{section},{org},Section Name\ns1,9992001,5 Oak\ns2,9992001,4 Elm\n", "Section.csv"),
        file(
            f"{section},{org},First Name,Last Name,Username,Grade,Birthdate\n"
            "p1,9992001,Ruth,Okafor,rokafor,5,14/06/2016\np2,9992001,Sam,Smith,ssmith,4,01/10/2016\n",
            "Student.csv",
        ),
        file(f"Section {section},{section}\ns1,p1\ns2,p2\n", "StudentEnrollment.csv"),
        file(f"{section},{org},First Name,Last Name,Username\nt1,9992001,Cat,Page,cpage\n", "Teacher.csv"),
        file(f"Section {section},{section}\ns1,t1\n", "TeacherRoster.csv"),
    ]


@pytest.mark.parametrize(
    ("head", "org", "section"),
    [("SIS ID", "School SIS ID", "SIS ID"), ("DfE Number", "School DfE Number", "ID")],
)
def test_school_data_sync_in_both_of_its_forms(head: str, org: str, section: str) -> None:
    roster = read(*_sds(head, org, section))

    assert pupils(roster)["id:p1"].date_of_birth == date(2016, 6, 14)
    assert [one.name for one in roster.rows[Kind.CLASS]] == ["4 Elm", "5 Oak"]
    assert teachers(roster)["id:t1"].email is None
    assert teachers(roster)["id:t1"].oddities == ()
    assert roster.school.name == "Ashgrove Primary"


def test_lessons_are_no_classes() -> None:
    files = _sds("SIS ID", "School SIS ID", "SIS ID")
    files[3] = file("Section SIS ID,SIS ID\ns1,p1\ns2,p2\ns2,p1\n", "StudentEnrollment.csv")

    roster = read(*files)

    assert Kind.CLASS not in roster.rows
    assert "lessons only" in " ".join(roster.warnings)
