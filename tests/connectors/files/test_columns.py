"""Which column of a list is which field: picked by hand, left out, agreed to when the hub was connected."""

import pytest

from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.choices import with_column
from marktui.connectors.files.readers.csv.agreed_columns import agreed_in
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.roster import Roster
from marktui.hub.model.errors import FieldError
from marktui.hub.model.kind import Kind

from .schools import HEAD, RUTH, SAM, classes, csv_list, file, names, pupils, read


def test_two_columns_of_one_name_are_the_reader_s_choice_only_if_they_are_equal() -> None:
    head = "Adno,Surname,Forename,Surname,DOB"
    assert names(csv_list("1,Lee,Al,Lee,", head=head)) == ["Al Lee"]

    different = csv_list("1,Lee,Al,Page,", head=head)
    with pytest.raises(ChoiceNeededError, match=r"2 .*“Surname”") as asked:
        read(different)
    assert asked.value.option == "column"
    [seen] = preview_files([file(different)], settings={})
    assert "Surname" in seen.needed
    assert [column.heading for column in seen.columns][3] == "Surname#2"
    assert names(different, **with_column({}, "pupils.last_name", "surname#2")) == ["Al Page"]


def test_columns_can_be_picked_and_left_out() -> None:
    text = csv_list("1,9,Lee,Al,Alan,5", head="No,Adno,Surname,Forename,Preferred forename,Jahr")
    settings = with_column({}, "pupils.id", "No")
    settings = with_column(settings, "pupils.year", "Jahr")
    settings = with_column(settings, "pupils.preferred_first_name", "")

    [al] = pupils(read(text, **settings)).values()
    assert (al.mis_id, al.name, al.year_code) == ("id:1", "Al Lee", "5")
    [seen] = preview_files([file(text)], settings=settings)
    assert [column.why for column in seen.columns][::4] == ["picked by hand", "left out by hand"]
    with pytest.raises(ChoiceNeededError, match="no column “No”, which was picked"):
        read(text.replace("No,", "Nr,", 1), **settings)
    assert with_column(with_column({}, "pupils.id", "No"), "pupils.id", None) == {}
    with pytest.raises(FieldError, match=r"pupils\.upm"):
        read(text, **with_column({}, "pupils.upm", "No"))
    with pytest.raises(FieldError, match="damaged"):
        read(text, columns="{")
    with pytest.raises(FieldError, match="day-first or month-first"):
        read(text, dates="backwards")


def test_a_pick_holds_for_the_lists_that_have_its_heading() -> None:
    known = file(csv_list("1,Lee,Al", head="Adno,Surname,Forename"), "year5.csv")
    other = file(csv_list("2,Page,Jo", head="Adno,Surname,Vorname"), "year6.csv")
    settings = with_column({}, "pupils.first_name", "Vorname")

    assert [one.name for one in pupils(read(known, other, **settings)).values()] == ["Al Lee", "Jo Page"]
    first, second = preview_files([known, other], settings=settings)
    assert not any(one.is_picked for one in first.fields)
    assert any(one.is_picked for one in second.fields)
    with pytest.raises(ChoiceNeededError, match="no column “Vorname”, which was picked"):
        read(known, known, **settings)


def test_later_files_are_read_from_the_columns_that_were_agreed_to() -> None:
    staff = file("Staff code,Forename,Surname\nRM,Robin,Marlow\n", "staff.csv")
    other = file(csv_list("3,Hill,Bo,6,6 Ash", head="Adno,Surname,Forename,Year,Class"), "year6.csv")
    agreed = agreed_in(preview_files([file(csv_list()), other, staff], settings={}))

    def later(text: str) -> Roster:
        return read(file(text, "year5.csv"), other, staff, agreed=agreed)

    assert later(csv_list()).changed == ()
    # A heading that comes takes no field over, however usual it is; who has left counts all the same.
    head = "Form,Known as,Ethnicity,Leaving date"
    wider = later(
        csv_list(f"{RUTH},Miss Lee,Kit,X,", f"{SAM},Mr Jones,Kit,X,01/09/2025", head=f"{HEAD},{head}")
    )
    assert {one.name for one in classes(wider)} == {"5 Oak", "6 Ash"}
    assert pupils(wider)["admission:004411"].name == "Ruth Okafor"
    assert "admission:004412" in wider.leavers[Kind.PUPIL]
    assert wider.changed == ("New in year5.csv, and not read: Known as.",)
    # One that has gone is told by its name, with what came in its place.
    [changed] = later(csv_list(head=HEAD.replace("Reg", "Form"))).changed
    assert changed == "year5.csv has no column “Reg” (class) any more. New in year5.csv, and not read: Form."
    with pytest.raises(
        ChoiceNeededError, match=r"last names of its pupils\. year5\.csv has no column “Surname”"
    ):
        later(csv_list(head=HEAD.replace("Surname", "Last name")))
    picked = with_column({}, "pupils.class", "Form")
    assert read(csv_list(head=HEAD.replace("Reg", "Form")), agreed=agreed, **picked).changed == (
        "pupils.csv has no column “Reg” (class) any more. The class is read from “Form” now.",
    )
    assert read(csv_list(), agreed="[").changed == ()
