"""Year groups in a school's own words, from both services: every pupil is in the hub in the right year."""

from dataclasses import replace
from pathlib import Path

import pytest

from .year_group_mis import DIALECTS, Year, YearGroupMis, YearGroupSchool, a_year

EACH = 10
TOLD = "The MIS does not say for certain which year"


def two_years(dialect: str) -> YearGroupMis:
    """A school with Year 4 and Year 5."""
    return YearGroupMis(
        dialect, a_year(dialect, 600, "Year 4", "4", "4"), a_year(dialect, 601, "Year 5", "5", "5")
    )


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Foundation 2", "Year One", "Yr. 2"), ("R", "1", "2")),
        (("EYFS F2", "Y1 Oak", "Y2 Elm"), ("R", "1", "2")),
        (("FS1", "FS2", "1 (KS1)", "KS2 - Year 3"), ("N2", "R", "1", "3")),
        (("Nursery", "Reception (FS2)", "Year Group 1"), ("N2", "R", "1")),
        (("N1", "Nursery 2", "E2", "01"), ("N1", "N2", "R", "1")),
        (("Year 9 (KS3)", "KS4 Year 10", "Y11 2026/27"), ("9", "10", "11")),
        (("Year 11 2012-13", "Year 12 (L6)", "Upper Sixth"), ("11", "12", "13")),
        (("Lower 6th Form", "Year 13 (U6)", "NCY 9"), ("12", "13", "9")),
    ],
)
def test_names_without_a_code_are_read(
    tmp_path: Path, dialect: str, names: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    years = [a_year(dialect, 600 + place, name) for place, name in enumerate(names)]
    mis = YearGroupMis(dialect, *years, each=EACH)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        assert school.sync_document()["exit"] == 0
        set_up = {code: name for code, name in zip(codes, names, strict=True) if not code.startswith("N")}
        assert school.codes() == set_up
        wanted = {
            child.id: code
            for year, code in zip(years, codes, strict=True)
            for child in mis.in_year(year.id)
            if code in set_up
        }
        assert school.years_of() == wanted
        assert school.sync_document("pupils")["pupils"]["desynced"] == 0
        assert school.desynced() == set()


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "name", ["Class of 2031", "KS3", "Year 7/8", "Years 3 and 4", "Sixth Form", "Kestrels", "Year 14", "?"]
)
def test_a_year_group_that_cannot_be_read_waits_for_a_person(tmp_path: Path, dialect: str, name: str) -> None:
    mis = YearGroupMis(dialect, a_year(dialect, 600, "Year 4", own="4"), a_year(dialect, 601, name))
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        first = school.sync_document()
        assert (
            f"{TOLD} {name} (MIS id 601) is. To say which year it is: marktui choices year 601 CODE"
            in first["said"]
        )
        assert school.codes() == {"4": "Year 4"}
        assert len(school.pupils()) == 20
        assert first["year_groups"]["may_match"] == first["year_groups"]["left_alone"] == 1
        said = school.run("choices", "year", name, "5").ended(0)
        assert "Year 5" in said.out
        # Until the year groups are synced, nobody is de-synced for what was said.
        assert school.sync_document("pupils")["pupils"]["desynced"] == 0
        assert school.sync_document()["exit"] == 0
        assert school.codes() == {"4": "Year 4", "5": name}
        assert [school.years_of()[one.id] for one in mis.in_year(601)] == ["5"] * 10
        assert school.sync_document("pupils")["pupils"]["changed"] == 0
        assert school.desynced() == set()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_was_said_outlives_new_ids_and_is_taken_back(tmp_path: Path, dialect: str) -> None:
    mis = YearGroupMis(dialect, a_year(dialect, 600, "Year 4", own="4"), a_year(dialect, 601, "Kestrels"))
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        school.run("choices", "year", "601", "R").ended(0)
        school.sync_document()
        mis.years = [replace(one, id=one.id + 50) for one in mis.years]
        mis.children = [replace(one, year=(one.year or 0) + 50) for one in mis.children]
        again = school.sync_document()
        assert again["exit"] == 0
        assert TOLD not in again["said"]
        assert school.codes() == {"R": "Kestrels", "4": "Year 4"}
        (choice,) = school.run("choices", "--json").ended(0).document
        assert (choice["kind"], choice["name"], choice["mis_id"]) == ("year_group", "Kestrels", "601")
        assert "Reception" in choice["words"]
        school.run("undo").ended(0)
        assert school.run("choices", "--json").ended(0).document == [choice]
        school.run("choices", "forget", "1").ended(0)
        lost = school.sync_document()
        assert TOLD in lost["said"]
        assert school.desynced() == set()
        assert all(one["status"] == "synced" for one in school.records("year-groups"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_year_group_that_loses_its_words_keeps_everybody(tmp_path: Path, dialect: str) -> None:
    mis = YearGroupMis(
        dialect, a_year(dialect, 600, "Year 4", own="4"), a_year(dialect, 601, "Year 5", own="5")
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        mis.years[1] = a_year(dialect, 701, "Kestrels", own="?")
        mis.replace_children({one.id for one in mis.in_year(601)}, year=701)
        for kinds in ("all", "pupils", "year-groups"):
            later = school.sync_document(kinds)
            assert (later["exit"], kinds) == (0, kinds)
            if kinds != "year-groups":
                assert "10 pupils are unclear in the MIS" in later["said"]
        assert school.desynced() == set()
        assert [school.years_of()[one.id] for one in mis.in_year(701)] == ["5"] * 10
        assert {one["status"] for one in school.records("year-groups")} == {"synced"}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("600", "44"), "'44' is not the code of a year group."),
        (("600", "KS2"), "'KS2' is not the code of a year group."),
        (("601", "4"), "Year 4 (MIS id 600) is Year 4 already."),
        (("Merlins", "4"), "The MIS has no year group with the MIS id or name 'Merlins'."),
        (("Owls", "4"), "2 year groups of the MIS are called 'Owls'."),
    ],
)
def test_what_cannot_be_said_is_a_sentence(
    tmp_path: Path, dialect: str, words: tuple[str, str], sentence: str
) -> None:
    mis = YearGroupMis(
        dialect,
        a_year(dialect, 600, "Year 4", own="4"),
        *(a_year(dialect, 601 + number, name) for number, name in enumerate(("Kestrels", "Owls", "Owls"))),
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        refused = school.run("choices", "year", *words).ended(2)
        assert sentence in refused.err
        assert school.run("choices", "--json").document == []


def test_nothing_can_be_said_without_a_connection(tmp_path: Path) -> None:
    mis = YearGroupMis("assembly", a_year("assembly", 600, "Kestrels"))
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.run("disconnect").ended(0)
        assert "not connected" in school.run("choices", "year", "Kestrels", "4").ended(2).err


def two_of_one_code(dialect: str) -> YearGroupMis:
    """A school with two year groups that are both Year 10 by their words."""
    return YearGroupMis(
        dialect,
        a_year(dialect, 600, "Year 9", "9", "9"),
        a_year(dialect, 601, "Year 10", "10", "10"),
        a_year(dialect, 602, "Year 10 Annexe", "10", "10"),
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_two_year_groups_of_one_code_are_told_apart_by_hand(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_code(dialect)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        first = school.sync_document()
        assert "Year 10 (MIS id 601) and Year 10 Annexe (MIS id 602) would both be Year 10." in first["said"]
        assert "marktui choices year 602 CODE" in first["said"]
        assert school.codes() == {"9": "Year 9"}
        assert len(school.pupils()) == 30
        assert school.sync_document("pupils")["pupils"]["desynced"] == 0
        school.run("choices", "year", "602", "11").ended(0)
        school.sync_document()
        assert school.codes() == {"9": "Year 9", "10": "Year 10", "11": "Year 10 Annexe"}
        wanted = {one.id: {600: "9", 601: "10", 602: "11"}[one.year or 0] for one in mis.children}
        assert school.years_of() == wanted
        assert school.sync_document("pupils")["pupils"]["changed"] == 0
        assert school.years_of() == wanted


@pytest.mark.parametrize("dialect", DIALECTS)
def test_of_two_with_one_code_the_one_that_a_person_names_has_it(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_code(dialect)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.run("choices", "year", "Year 10 Annexe", "10").ended(0)
        first = school.sync_document()
        assert school.codes() == {"9": "Year 9", "10": "Year 10 Annexe"}
        assert f"{TOLD} Year 10 (MIS id 601) is." in first["said"]
        years = school.years_of()
        assert {years[one.id] for one in mis.in_year(602)} == {"10"}
        assert {years[one.id] for one in mis.in_year(601)} == {None}
        refused = school.run("choices", "year", "601", "10").ended(2)
        assert "Year 10 Annexe (MIS id 602) is Year 10 already." in refused.err
        assert school.sync_document()["pupils"]["desynced"] == 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_new_ids_of_two_with_one_name_are_asked_about_again(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_code(dialect)
    mis.years[2] = a_year(dialect, 602, "Year 10", "10", "10")
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.run("choices", "year", "602", "11").ended(0)
        school.sync_document()
        before = school.years_of()
        assert {before[one.id] for one in mis.in_year(602)} == {"11"}
        mis.years = [replace(one, id=one.id + 50) for one in mis.years]
        mis.children = [replace(one, year=(one.year or 0) + 50) for one in mis.children]
        told = school.sync_document()
        assert "marktui choices year 65" in told["said"]
        assert (told["exit"], told["year_groups"]["desynced"], told["pupils"]["changed"]) == (0, 0, 0)
        assert school.sync_document("pupils")["pupils"]["changed"] == 0
        assert school.years_of() == before
        school.run("choices", "year", "652", "11").ended(0)
        school.sync_document()
        assert school.codes() == {"9": "Year 9", "10": "Year 10", "11": "Year 10"}
        assert school.years_of() == before
        assert {one["mis_id"] for one in school.records("year-groups")} == {"650", "651", "652"}


def test_the_plan_changes_with_what_was_said(tmp_path: Path) -> None:
    mis = YearGroupMis("assembly", a_year("assembly", 600, "Kestrels"), a_year("assembly", 601, "Owls"))
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        plans = [school.sync_document("all", "--dry-run")["plan"]]
        for name, code in (("Kestrels", "4"), ("Owls", "5"), ("Owls", "6")):
            school.run("choices", "year", name, code).ended(0)
            plans.append(school.sync_document("all", "--dry-run")["plan"])
        assert len(set(plans)) == 4
        assert school.sync_document("all", "--dry-run")["plan"] == plans[-1]


@pytest.mark.parametrize("code", ["04", "Y4", "yr4", 4, "4.0", "Year 4"])
def test_a_code_that_is_certain_is_read(tmp_path: Path, code: object) -> None:
    mis = YearGroupMis(
        "assembly", a_year("assembly", 600, "Year 4", "4", "4"), a_year("assembly", 601, "Y5", "5", "5")
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        mis.replace_children({one.id for one in mis.in_year(600)}, own=code)
        again = school.sync_document("pupils")
        assert (again["pupils"]["changed"], again["pupils"]["desynced"]) == (0, 0)
        assert {school.years_of()[one.id] for one in mis.in_year(600)} == {"4"}


UNREADABLE = ["4/5", "?", "0", "14", "-1", "KS2", "X", "04/05", "Class of 2031", None, ""]


def unreadable(mis: YearGroupMis, ids: set[int], text: str | None) -> None:
    """Let the rows of some pupils give a year that is none."""
    mis.replace_children(ids, own=text, level=Year(999, text or "?", text))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("kinds", ["all", "pupils"])
def test_a_year_that_cannot_be_read_takes_nobody_out_of_range(
    tmp_path: Path, dialect: str, text: str | None, kinds: str
) -> None:
    mis = YearGroupMis(
        dialect,
        a_year(dialect, 600, "Year 4", "4", "4"),
        *(a_year(dialect, 601 + n, f"Y{n}", own=str(n)) for n in (5, 6)),
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        unreadable(mis, {5000, 5001, 5002}, text)
        again = school.sync_document(kinds)
        assert (again["exit"], again["pupils"]["desynced"], again["pupils"]["changed"]) == (0, 0, 0)
        assert school.desynced() == set()
        assert {school.years_of()[one] for one in (5000, 5001, 5002)} == {"4"}


@pytest.mark.parametrize("kinds", ["all", "pupils"])
@pytest.mark.parametrize("own", ["13", "12", "7", "N1", "R"])
def test_a_pupil_whom_the_list_has_in_a_year_that_is_set_up_stays(
    tmp_path: Path, own: str, kinds: str
) -> None:
    mis = YearGroupMis(
        "assembly", a_year("assembly", 600, "Year 4", "4", "4"), a_year("assembly", 601, "Y5", "5", "5")
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        mis.replace_children({5000, 5001}, own=own)
        again = school.sync_document(kinds)
        assert again["pupils"]["desynced"] == 0
        assert school.years_of()[5000] == "4"
        assert "2 pupils have two years in the MIS, by row and by list:" in again["said"]


@pytest.mark.parametrize("kinds", ["all", "pupils"])
def test_a_pupil_whom_row_and_list_have_in_a_year_that_is_not_set_up_is_out_of_range(
    tmp_path: Path, kinds: str
) -> None:
    mis = YearGroupMis(
        "assembly", *(a_year("assembly", 600 + n, f"Year {n}", str(n), str(n)) for n in (4, 5))
    )
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        mis.years.append(a_year("assembly", 610, "Nursery 2", "N2", "N2"))
        mis.replace_children({5000}, year=610)
        again = school.sync_document(kinds)
        assert again["pupils"]["desynced"] == 1
        assert school.pupils()[5000]["desynced_reason"] == "out_of_range"
