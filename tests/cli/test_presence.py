"""Presence beats absence, through the command line: odd rows, groups of other days, the gap in summer."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from .numbered_mis import CLASSES, SCHOOL_YEARS, TODAY, YEARS, Bend, NumberedMis
from .result import Said
from .school import School
from .small_mis import Rows

THREE = (5000, 5001, 5002)
TWENTY = range(5000, 5020)
Pair = tuple[School, NumberedMis]


def day(number: int) -> str:
    return str(TODAY + timedelta(days=number))


NO_SIGN: dict[str, object] = {"academicLevel": None, "registrationForm": None, "mostRecentEntryDate": None}


Give = Callable[..., NumberedMis]


def a_school(mis: NumberedMis, folder: Path) -> Pair:
    """A hub that has the whole of a small school, and the MIS behind it."""
    return mis.synced(folder), mis


@pytest.fixture(params=["assembly", "arbor"])
def both(request: pytest.FixtureRequest, numbered_mis: Give, tmp_path: Path) -> Pair:
    return a_school(numbered_mis(request.param), tmp_path)


@pytest.fixture
def arbor(numbered_mis: Give, tmp_path: Path) -> Pair:
    return a_school(numbered_mis("arbor"), tmp_path)


@pytest.fixture
def assembly(numbered_mis: Give, tmp_path: Path) -> Pair:
    return a_school(numbered_mis("assembly"), tmp_path)


def stays(school: School, *words: str) -> Said:
    """A sync that changes nothing at all; what it says."""
    before = {kind: school.records(kind) for kind in ("pupils", "teachers", "classes", "year-groups")}
    said = school.sync(*(words or ("pupils",)), "--json").ended(0)
    assert said.document["run"] is None, said.err
    assert {kind: school.records(kind) for kind in before} == before
    return said


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (NO_SIGN, "neither year group, class nor dates"),
        (NO_SIGN | {"mostRecentEntryDate": day(120)}, "neither year group, class nor dates"),
        (NO_SIGN | {"displayAcademicLevel": [], "leavingDate": ""}, "neither year group, class nor dates"),
        (NO_SIGN | {"mostRecentEntryDate": day(-9)}, "no year group and no class"),
        ({"academicLevel": None}, "no year group"),
        ({"registrationForm": None}, "no class"),
        ({"registrationForm": {"id": "999"}}, "a class that does not hold today"),
    ],
)
def test_arbor_may_leave_open_where_a_pupil_is(arbor: Pair, fields: dict[str, object], told: str) -> None:
    school, mis = arbor
    mis.say(THREE, arbor=fields)
    for kind in ("pupils", "all"):
        said = stays(school, kind)
        assert "3 pupils are unclear in the MIS, so the hub keeps what it has: " in said.err
        assert said.err.count(f"({told})") == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"leavingDate": day(-200), "mostRecentEntryDate": day(-100)},
        {"leavingDate": day(-2), "mostRecentEntryDate": day(-1)},
        {"leavingDate": day(-1), "mostRecentEntryDate": day(0)},
        {"leavingDate": day(1)},
        {"leavingDate": f"{day(-200)} 00:00:00", "mostRecentEntryDate": f"{day(-100)}T00:00:00Z"},
        {"academicLevel": None, "displayAcademicLevel": {"id": "L3", "displayName": "Year 3"}},
    ],
)
def test_arbor_may_say_old_things_about_a_pupil(arbor: Pair, fields: dict[str, object]) -> None:
    school, mis = arbor
    mis.say([5000], arbor=fields)
    assert "unclear" not in stays(school).err


@pytest.mark.parametrize(
    ("fields", "left_on"),
    [
        ({"leavingDate": day(0)}, day(0)),
        ({"leavingDate": day(-9)}, day(-9)),
        ({"leavingDate": day(-9), "mostRecentEntryDate": day(-9)}, day(-9)),
        ({"leavingDate": day(-9), "mostRecentEntryDate": day(9)}, day(-9)),
        (NO_SIGN | {"leavingDate": day(-9)}, day(-9)),
    ],
)
def test_a_leaving_date_that_nothing_contradicts_counts(
    arbor: Pair, fields: dict[str, object], left_on: str
) -> None:
    school, mis = arbor
    mis.say(THREE, arbor=fields)
    school.sync("pupils").ended(0)
    left = {mis_id: (one["desynced_reason"], one["left_on"]) for mis_id, one in school.leavers().items()}
    assert left == {str(one): ("left", left_on) for one in THREE}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"isActiveInSchool": True, "leavingDate": day(-9)}, None),
        ({"isActiveInSchool": True, "leavingDate": day(-9), "joiningDate": day(-900)}, None),
        ({"isActiveInSchool": True, "joiningDate": day(9)}, None),
        ({"isActiveInSchool": None, "leavingDate": day(-90), "joiningDate": day(-9)}, None),
        ({"isActiveInSchool": None, "leavingDate": day(9)}, None),
        ({"isActiveInSchool": None}, None),
        ({"isActiveInSchool": False, "joiningDate": day(9)}, None),
        ({"isActiveInSchool": False}, "left"),
        ({"isActiveInSchool": False, "leavingDate": day(9)}, "left"),
        ({"isActiveInSchool": None, "leavingDate": day(-9)}, "left"),
    ],
)
def test_the_mark_of_active_staff_goes_first(
    arbor: Pair, fields: dict[str, object], reason: str | None
) -> None:
    school, mis = arbor
    mis.say([71, 72], arbor=fields)
    school.sync("teachers").ended(0)
    left = {mis_id: one["desynced_reason"] for mis_id, one in school.leavers().items()}
    assert left == ({"71": reason, "72": reason} if reason else {})


@pytest.mark.parametrize(
    ("assembly", "arbor", "counts"),
    [
        ({"year_code": None}, NO_SIGN | {"mostRecentEntryDate": day(0)}, (1, 1)),
        ({"year_code": None, "start_date": day(-1)}, NO_SIGN | {"mostRecentEntryDate": day(-99)}, (1, 1)),
        ({"start_date": day(9)}, {"mostRecentEntryDate": day(9)}, (0, 0)),
        ({"start_date": day(1), "year_code": None}, NO_SIGN | {"mostRecentEntryDate": day(1)}, (0, 0)),
        (
            {"end_date": day(-99), "start_date": day(-9)},
            {"leavingDate": day(-99), "mostRecentEntryDate": day(-9)},
            (1, 1),
        ),
        ({"end_date": day(9)}, {"leavingDate": day(9)}, (1, 1)),
    ],
)
def test_who_is_new(both: Pair, assembly: object, arbor: object, counts: tuple[int, int]) -> None:
    school, mis = both
    mis.pupils.add(5900)
    mis.out_of_class([5900])
    mis.raw = {}
    mis.say([5900], assembly=assembly, arbor=arbor)
    said = school.sync("pupils", "--json").ended(0)
    pupils = said.document["pupils"]
    assert (pupils["new"], pupils["read"] - pupils["synced"]) == counts
    assert len(school.records("pupils")) == 60 + counts[0]


def test_applicants_are_left_out_and_counted(arbor: Pair) -> None:
    school, mis = arbor
    mis.pupils |= {5900, 5901}
    mis.say([5900], arbor=NO_SIGN)
    mis.say([5901], arbor=NO_SIGN | {"mostRecentEntryDate": day(90), "legalLastName": 7})
    said = stays(school)
    assert (
        "2 pupils have neither year group, form nor leaving date in Arbor: left out as applicants."
        in said.err
    )
    assert (said.document["pupils"]["read"], said.document["pupils"]["invalid"]) == (60, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"end_date": day(-99)},
        {"end_date": day(-1), "start_date": day(-900)},
        {"start_date": day(30)},
        {"end_date": "soon"},
        {"end_date": day(-99), "start_date": day(-9)},
    ],
)
def test_a_row_in_assemblys_list_is_somebody_on_roll(assembly: Pair, fields: dict[str, object]) -> None:
    school, mis = assembly
    mis.say([*THREE, 71], assembly=fields)
    stays(school)
    stays(school, "all")


@pytest.mark.parametrize(
    ("start", "end", "told", "reason"),
    [
        (day(-9), day(-99), True, None),
        (day(0), day(-1), True, None),
        (day(-99), day(-9), False, "left"),
        (day(-9), day(-9), False, "left"),
        (day(9), day(-9), False, "left"),
        (None, day(-9), False, "left"),
    ],
)
@pytest.mark.parametrize("one", [5001, 71])
def test_a_leaver_of_assemblys_who_came_back_is_kept(
    assembly: Pair, one: int, start: str | None, end: str, told: bool, reason: str | None
) -> None:
    school, mis = assembly
    mis.left = {one: date.fromisoformat(end)}
    mis.say([one], assembly={"start_date": start, "end_date": end})
    said = school.sync("all", "--json").ended(0)
    assert ("(a leaving date before the first day)" in said.err) is told
    assert [one["desynced_reason"] for one in school.leavers().values()] == ([reason] if reason else [])


def dated(start: object, end: object, more: dict[str, object]) -> Bend:
    """A list in which every group has a sister with these dates and something else."""

    def bend(rows: Rows) -> Rows:
        sisters = [
            row | {"id": row["id"] + 1_000, "start_date": start, "end_date": end} | more for row in rows
        ]
        return [*rows, *sisters]

    return bend


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (day(-500), day(-1)),
        (day(-500), f"{day(-1)}T23:59:00.000Z"),
        (day(1), day(300)),
        (f"{day(1)}T00:00:00.000Z", None),
        (None, day(-40)),
        ("soon", day(-40)),
    ],
)
@pytest.mark.parametrize("more", [{}, {"name": "Old"}, {"student_ids": list(TWENTY), "name": "Old"}])
def test_groups_of_assemblys_that_do_not_hold_are_not_there(
    assembly: Pair, start: object, end: object, more: dict[str, object]
) -> None:
    school, mis = assembly
    mis.bend(CLASSES, dated(start, end, more))
    mis.bend(YEARS, dated(start, end, more))
    stays(school, "all")


@pytest.mark.parametrize("ended", [3, 20, 60])
def test_pupils_in_groups_of_other_days_keep_their_class(both: Pair, ended: int) -> None:
    school, mis = both
    ids = sorted(mis.pupils)[:ended]
    last = {"id": "5", "startDate": "1990-09-01", "endDate": "2000-08-31"}
    forms = [{"id": f"G{n}", "displayName": f"{n}A", "academicYear": {"id": "5"}} for n in range(1, 7)]
    mis.bent["AcademicYear"] = lambda rows: [last, *rows]
    mis.bent["RegistrationForm"] = lambda rows: [*forms, *rows]
    mis.say(ids, arbor={"registrationForm": {"id": "G1"}})
    gone = {"id": 99, "name": "1A", "student_ids": ids, "end_date": day(-9)}
    mis.bent["/registration_groups"] = lambda rows: [
        gone,
        *(row | {"student_ids": [one for one in row["student_ids"] if one not in ids]} for row in rows),
    ]
    for kind in ("pupils", "all"):
        said = stays(school, kind)
        are = "pupils are unclear in the MIS, so the hub keeps what it has: "
        assert f"{ended} {are}" in said.err
        assert "(a class that does not hold today)" in said.err


@pytest.mark.parametrize(("number", "held"), [(3, False), (6, False), (7, True), (30, True), (60, True)])
@pytest.mark.parametrize("what", ["class", "year group"])
def test_many_pupils_without_any_group_are_held(both: Pair, number: int, held: bool, what: str) -> None:
    school, mis = both
    ids = sorted(mis.pupils)[:number]
    if what == "class":
        mis.out_of_class(ids)
    else:
        mis.out_of_year(ids)
    before = school.records("pupils")
    said = school.sync("pupils", "--json").ended(3 if held else 0)
    assert school.records("pupils") == before
    assert f"{number} pupils are unclear in the MIS" in said.err
    reasons = said.document["held"]["reasons"] if held else []
    assert [f"{number} of 60 pupils would lose their {what} or have none" in one for one in reasons] == [
        True
    ] * held


@pytest.mark.parametrize("what", ["class", "year group"])
def test_an_approved_gap_holds_no_later_run(both: Pair, what: str) -> None:
    school, mis = both

    lack = mis.out_of_class if what == "class" else mis.out_of_year
    everybody = sorted(mis.pupils)
    lack(everybody[:20])
    before = school.records("pupils")
    plan = school.sync("pupils", "--json").ended(3).document["held"]["approve"]
    school.sync("pupils", "--approve", plan).ended(0)
    assert school.records("pupils") == before
    file = school.hub_file
    school.sync("pupils").ended(0)
    assert school.hub_file == file
    lack(everybody[:26])
    school.sync("pupils").ended(0)
    lack(everybody[:27])
    school.sync("pupils").ended(3)
    assert school.records("pupils") == before


GONE: dict[str, Bend] = {
    "/academic_years": lambda rows: [row | {"start_date": day(-400), "end_date": day(-9)} for row in rows],
    "AcademicYear": lambda rows: [row | {"startDate": day(-400), "endDate": day(-9)} for row in rows],
}
EMPTY: dict[str, Bend] = dict.fromkeys((*CLASSES, *YEARS), lambda rows: [])
FEW: dict[str, Bend] = dict.fromkeys((*CLASSES, *YEARS), lambda rows: rows[:1])
ENDED: dict[str, Bend] = {
    name: lambda rows: [row | {"start_date": day(-400), "end_date": day(-9)} for row in rows]
    for name in (CLASSES[0], YEARS[0])
}
BARE: dict[str, Bend] = {
    "/registration_groups": lambda rows: [row | {"student_ids": []} for row in rows],
    "Student": lambda rows: [row | {"registrationForm": None} for row in rows],
}


@pytest.mark.parametrize("bent", [EMPTY, FEW, ENDED, BARE], ids=["none", "few", "ended", "without pupils"])
@pytest.mark.parametrize("kind", ["pupils", "all"])
def test_between_two_school_years_groups_stay(both: Pair, bent: dict[str, Bend], kind: str) -> None:
    school, mis = both
    mis.bent = GONE | bent
    said = stays(school, kind)
    assert "No academic year holds today in" in said.err
    assert "unclear" not in said.err
    mis.pupils.add(5900)
    mis.vanish(5001)
    school.sync(kind).ended(0)
    assert len(school.records("pupils")) == 61
    assert [one["desynced_reason"] for one in school.leavers().values()] == ["gone"]


@pytest.mark.parametrize(
    "years",
    [
        {},
        {"/academic_years": lambda rows: [], "AcademicYear": lambda rows: rows},
        dict.fromkeys(SCHOOL_YEARS, lambda rows: [{"id": 1}, *rows]),
        {
            "/academic_years": lambda rows: [{"id": 1, "start_date": "soon"}],
            "AcademicYear": lambda rows: rows,
        },
        {
            "/academic_years": lambda rows: [row | {"end_date": day(0)} for row in rows],
            "AcademicYear": lambda rows: [row | {"endDate": day(0)} for row in rows],
        },
    ],
)
@pytest.mark.parametrize("kind", ["pupils", "all"])
def test_no_groups_in_a_school_year_are_no_answer(both: Pair, years: dict[str, Bend], kind: str) -> None:
    school, mis = both
    mis.bent = EMPTY | years
    file = school.hub_file
    said = school.sync(kind, "--json").ended(5)
    assert "empty list of" in said.document["error"]["message"]
    assert school.hub_file == file


def test_the_school_year_costs_a_request_only_where_groups_are_missing(both: Pair) -> None:
    school, mis = both
    usual = school.sync("pupils", "--json").ended(0).document["requests"]
    mis.bent = GONE | EMPTY
    asked = school.sync("pupils", "--json").ended(0).document["requests"]
    assert asked - usual == (1 if mis.dialect == "assembly" else 0)
