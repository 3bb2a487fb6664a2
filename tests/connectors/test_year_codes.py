"""Which year a school means by the names and codes of its year groups."""

import pytest

from marktui.connectors.year_codes import names_a_year, year_code

NAMES: dict[str | None, tuple[str, ...]] = {
    "N1": ("N1", "Nursery 1", "Nursery Y1", "Nursery 1 (FS1)", "nursery-1"),
    "N2": (
        *("N2", "n2", "N", "Nursery", "Nursery 2", "Nursery Class", "Year N", "Nursery (FS1)"),
        *("Foundation Stage 1", "FS1", "FS 1", "F1", "E1", "Foundation 1", "Nursery 2026/27"),
    ),
    "R": (
        *("R", "r", "Reception", "RECEPTION", "Reception Class", "Reception Year", "Reception 2026/27"),
        *("Rec", "YR", "Yr", "Year R", "Y R", "yr R", "Reception (FS2)", "FS2 (Reception)", "R (2026)"),
        *("Foundation Stage 2", "foundation stage 2", "FS2", "FS-2", "F2", "E2", "Foundation Year 2"),
    ),
    "4": ("4", "04", "Y4", "yr4", "Yr 4", "Year Four", "4.0", "NCY4", "Oak 4", "4 Oak", "Year Group 4"),
    "6": ("Year 6", "6", "Y6"),
    "7": ("07", "7", "Year 07", "Year 7 (2026 intake)", "7 2026/2027", "Class of 2031 (Year 7)"),
    "8": (
        *("Year 8 (KS3)", "8 (KS3)", "KS3 - Year 8", "Year 8 Set 2", "Year 8A", "Yr. 8", "Year-8"),
        *("Year: 8", "Year 8 (formerly 9)", "Year 8 - Form 2", "YEAR 8 (MISS R)", "Year 8 (Upper 4)"),
    ),
    "10": ("Y10 2012-13", "Y10 2012/2013", "Y10 12-13", "Y10-26/27", "10 2012-13", "Year 10 2026"),
    "12": (
        *("Year 12 (Lower 6th)", "Lower 6th", "Lower Sixth", "Lower Sixth Form", "Lower 6", "L6", "L 6"),
        *("L6th", "LVI", "12 (L6)", "Sixth Form Year 12", "Y12 6th form"),
    ),
    "13": ("Year 13 (Upper 6th)", "Upper Sixth", "U6", "UVI", "13"),
    None: (
        *("Class of 2031", "2026 Intake", "Intake 26", "Leavers 6", "2031"),
        *("KS2", "KS3", "Key Stage 2", "Phase 2", "EYFS", "Early Years", "Foundation Stage", "Foundation"),
        *("Year 7/8", "Years 3 and 4", "Year 3 & 4", "Y5/Y6", "Year 5-6", "Year 4 and Year 5", "Years 1-6"),
        *("4/5", "3 4", "4,5", "Mixed 3/4", "Reception/Year 1", "R/1", "YR/Y1", "Year R/1", "FS1/2"),
        *("FS1 & FS2", "Nursery/Reception", "N/R", "Year 12 (Upper 6th)"),
        *("Sixth Form", "6th Form", "6th Form 2", "4th Year", "Grade 4", "Form 3", "Primary 4", "P4", "S1"),
        *("Upper 4", "L4", "Junior 3", "R1", "2 year olds", "Age 4-5", "Pre-School", "Pre-Reception"),
        *("0", "14", "-1", "?", "04?", "99", "Year 0", "Year 14", "Year -1", "Year 123", "4.5", "Y7.1"),
        *("", "  ", "Year", "Kestrels", "K", "None", "N/A", "TBC", "\u00bd", "4" * 200),
    ),
}


@pytest.mark.parametrize(("name", "code"), [(name, code) for code, names in NAMES.items() for name in names])
def test_a_year_is_read_from_a_name_or_a_code_where_it_is_certain(name: str, code: str | None) -> None:
    assert year_code(None, name) == code
    assert year_code(name) == code


@pytest.mark.parametrize(
    ("code", "name", "read"),
    [
        ("4", "Year 5", "4"),
        ("?", "Year 4", "4"),
        (None, "FS2", "R"),
        ("", "Year 8 (KS3)", "8"),
        ("N", "Nursery Y1", "N1"),
        ("N", "Nursery", "N2"),
        (4, "Kestrels", "4"),
        (True, "Kestrels", None),
        ("KS3", "Class of 2031", None),
    ],
)
def test_the_code_of_the_service_goes_before_the_name(code: object, name: object, read: str | None) -> None:
    assert year_code(code, name) == read


@pytest.mark.parametrize(
    ("name", "does"),
    [("Class of 2031", True), ("Y10 2012-13", True), ("Kestrels", False), ("Year 10", False)],
)
def test_a_name_with_a_calendar_year_is_known(name: str, does: bool) -> None:
    assert names_a_year(name) is does
