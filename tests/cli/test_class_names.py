"""Two classes of one name in the MIS: both can be set up, the second under a name that a person gives."""

from dataclasses import replace
from pathlib import Path

import pytest

from .year_group_mis import DIALECTS, Form, YearGroupMis, YearGroupSchool, a_year


def two_of_one_name(dialect: str, name: str = "Oak", other: str | None = None) -> YearGroupMis:
    """A school with two classes of one name, of ten pupils each, and a third one."""
    mis = YearGroupMis(dialect, *(a_year(dialect, 600 + n, f"Year {n}", str(n), str(n)) for n in (3, 4, 5)))
    mis.forms = [Form(900, name), Form(901, other or name), Form(902, "Elm")]
    return mis


def classes_wanted(mis: YearGroupMis, names: dict[int, str | None]) -> dict[int, str | None]:
    """The class that each pupil ought to have."""
    return {one.id: names[one.form or 0] for one in mis.children}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("name", "other", "given"),
    [
        ("Oak", "Oak", "Oak 2"),
        ("4A", "4a", "4A Annexe"),
        ("Reg", " Reg ", "Registration B"),
        ("Élan", "Élan", "Élan (upper site)"),
        ("7X", "7X", "7Y"),
    ],
)
def test_both_are_set_up_and_each_pupil_is_in_their_own(
    tmp_path: Path, dialect: str, name: str, other: str, given: str
) -> None:
    mis = two_of_one_name(dialect, name, other)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        first = school.sync_document()
        assert (
            "have the same name. To give one of them another name: marktui choices class 901"
            in (first["said"])
        )
        assert school.classes_of() == classes_wanted(mis, {900: None, 901: None, 902: "Elm"})
        chosen = school.run("choices", "class", "901", given, "--json").ended(0).document
        assert (chosen["kind"], chosen["mis_id"]) == ("class", "901")
        assert given in chosen["words"]
        assert school.sync_document()["exit"] == 0
        wanted = classes_wanted(mis, {900: name.strip(), 901: given, 902: "Elm"})
        assert school.classes_of() == wanted
        again = school.sync_document()
        assert (again["classes"]["synced"], again["classes"]["changed"], again["run"]) == (3, 0, None)
        assert school.sync_document("pupils")["run"] is None


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_class_that_is_renamed_in_the_mis_is_still_linked(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_name(dialect)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.run("choices", "class", "901", "Oak 2").ended(0)
        school.sync_document()
        before = {one["name"]: one["id"] for one in school.records("classes")}
        mis.forms[1] = Form(901, "Ash")
        school.sync_document()
        after = {one["name"]: one["id"] for one in school.records("classes")}
        assert after == {"Oak": before["Oak"], "Ash": before["Oak 2"], "Elm": before["Elm"]}
        assert school.classes_of() == classes_wanted(mis, {900: "Oak", 901: "Ash", 902: "Elm"})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_new_ids_with_the_same_name_are_asked_about_again(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_name(dialect)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.run("choices", "class", "901", "Oak 2").ended(0)
        school.sync_document()
        wanted = classes_wanted(mis, {900: "Oak", 901: "Oak 2", 902: "Elm"})
        before = {one["name"]: one["id"] for one in school.records("classes")}
        mis.forms = [replace(one, id=one.id + 50) for one in mis.forms]
        mis.children = [replace(one, form=(one.form or 0) + 50) for one in mis.children]
        told = school.sync_document()
        assert (told["exit"], told["classes"]["clash"], told["classes"]["desynced"]) == (0, 2, 0)
        assert "Oak (MIS id 950) and Oak (MIS id 951) have the same name" in told["said"]
        # Nobody is moved while it is open which of the two is which.
        assert school.classes_of() == wanted
        school.run("choices", "class", "951", "Oak 2").ended(0)
        school.sync_document()
        assert {one["name"]: one["id"] for one in school.records("classes")} == before
        assert {one["mis_id"] for one in school.records("classes")} == {"950", "951", "952"}
        assert school.classes_of() == wanted
        assert len(school.run("choices", "--json").document) == 1


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_second_class_of_a_name_that_is_set_up_waits(tmp_path: Path, dialect: str) -> None:
    mis = two_of_one_name(dialect, "Oak", "Ash")
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        school.sync_document()
        mis.forms.append(Form(903, "Oak"))
        moved = {5000, 5001}
        mis.replace_children(moved, form=903)
        told = school.sync_document()
        assert "marktui choices class 903 NAME" in told["said"]
        school.run("choices", "class", "903", "Oak 2").ended(0)
        school.sync_document()
        assert {mis_id for mis_id, name in school.classes_of().items() if name == "Oak 2"} == moved
        school.run("choices", "forget", "1").ended(0)
        later = school.sync_document()
        assert later["classes"]["desynced"] == 0
        assert {one["status"] for one in school.records("classes")} == {"synced"}
        assert {one["name"] for one in school.records("classes")} == {"Oak", "Ash", "Elm", "Oak 2"}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("900", "Oak"), "Another class is called Oak already."),
        (("901", " ELM "), "Another class is called ELM already."),
        (("901", "  "), "The class needs a name."),
        (("901", "Oak\u202e2"), "The name holds a character that cannot be shown."),
        (("902", "Elm 2"), "Elm is the only class of that name in the MIS"),
        (("Oak", "Oak 2"), "2 classes of the MIS are called 'Oak'."),
        (("977", "Oak 2"), "The MIS has no class with the MIS id or name '977'."),
    ],
)
def test_what_cannot_be_said_is_a_sentence(
    tmp_path: Path, dialect: str, words: tuple[str, str], sentence: str
) -> None:
    mis = two_of_one_name(dialect)
    with mis.serve():
        school = YearGroupSchool(tmp_path / "hub", mis)
        assert sentence in school.run("choices", "class", *words).ended(2).err
        assert school.run("choices", "--json").document == []
