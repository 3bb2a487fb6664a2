"""Whether two names, or two reference numbers, mean one school."""

import pytest

from marktui.hub.rules.same_school import SchoolIdentity, address_names_school, is_same_school

SAME = [
    ("Ashgrove Primary", "ASHGROVE PRIMARY SCHOOL"),
    ("Ashgrove", "Ashgrove Primary School"),
    ("Ashgrove Primary", "The Ashgrove Primary Academy"),
    ("Ashgrove Primary", "Ashgrove C of E Primary School"),
    ("Ashgrove Primary", "Ashgrove C.E. (VC) Primary School"),
    ("Ashgrove Primary", "Ashgrove Primary and Nursery School"),
    ("Ashgrove Primary", "Ashgrove Primary & Nursery School"),
    ("St Mary's", "St. Marys Catholic Primary School"),
    ("St Mary’s", "Saint Mary's"),
    ("Ysgol Tŷ Gwyn", "YSGOL TY GWYN"),
    ("Ash Grove School", "Ashgrove School"),
    ("The Community School", "the community school"),
]
OTHER = [
    ("Ashgrove Primary", "Oakfield Primary"),
    ("Ashgrove Infant School", "Ashgrove Junior School"),
    ("Ashgrove Primary", "Ashgrove High School"),
    ("St Mary's Primary", "St Mark's Primary"),
    ("North Ashgrove", "South Ashgrove"),
    ("Ashgrove 1", "Ashgrove 2"),
    ("The Community School", "The Academy Trust"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_school_under_two_spellings(one: str, other: str) -> None:
    assert is_same_school(SchoolIdentity(one), SchoolIdentity(other))
    assert is_same_school(SchoolIdentity(other), SchoolIdentity(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_schools(one: str, other: str) -> None:
    assert not is_same_school(SchoolIdentity(one), SchoolIdentity(other))
    assert not is_same_school(SchoolIdentity(other), SchoolIdentity(one))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (SchoolIdentity("Ashgrove", "199123"), SchoolIdentity("Larkfield", "199123"), True),
        (SchoolIdentity("Ashgrove", "199123"), SchoolIdentity("Ashgrove", "199124"), False),
        (SchoolIdentity("Ashgrove", "0199123"), SchoolIdentity("Ashgrove", " 199123 "), True),
        (SchoolIdentity("Ashgrove", "199123"), SchoolIdentity("Ashgrove"), True),
        (SchoolIdentity("Ashgrove", "199123"), SchoolIdentity("Larkfield"), False),
        (SchoolIdentity("Ashgrove"), SchoolIdentity(), True),
        (SchoolIdentity(), SchoolIdentity(), True),
        (SchoolIdentity(site="ashgrove"), SchoolIdentity(site="ashgrove"), True),
        (SchoolIdentity(site="ashgrove"), SchoolIdentity(site="ashgrove-2"), False),
        (SchoolIdentity("Larkfield", site="trust-12"), SchoolIdentity(site="trust-12"), True),
        (SchoolIdentity("Ashgrove"), SchoolIdentity(site="ashgrove-primary"), True),
        (SchoolIdentity("Ashgrove", "199123"), SchoolIdentity(site="oakfield"), False),
        (SchoolIdentity("Ashgrove", site="oakfield"), SchoolIdentity("Ashgrove Primary", "199123"), True),
        (SchoolIdentity(site="ashgrove"), SchoolIdentity(), True),
    ],
)
def test_the_number_decides_then_the_address_then_the_name(
    one: SchoolIdentity, other: SchoolIdentity, same: bool
) -> None:
    assert is_same_school(one, other) is is_same_school(other, one) is same


@pytest.mark.parametrize(
    ("label", "name", "fits"),
    [
        ("ashgrove", "Ashgrove Primary", True),
        ("ashgrove-primary", "Ashgrove Primary School", True),
        ("theashgroveacademy", "Ashgrove Academy", True),
        ("st-marys-2", "St Mary's", True),
        ("aps", "Ashgrove Primary School", True),
        ("oakfield", "Ashgrove Primary", False),
        ("oakfield-primary", "Ashgrove Primary", False),
        ("st-marks", "St Mary's", False),
    ],
)
def test_an_address_can_stand_for_a_school(label: str, name: str, fits: bool) -> None:
    assert address_names_school(label, name) is fits
