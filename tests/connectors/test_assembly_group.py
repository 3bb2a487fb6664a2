"""Assembly's groups by day: what is asked, groups that have ended or not begun, years, who is left over."""

import pytest

from marktui.connectors.errors import IncompleteError, RefusedError
from marktui.connectors.mis import InvalidRow, MisClass, MisLeaver, MisRow, MisYearGroup
from marktui.hub.model.kind import Kind

from .assembly_school import TODAY, AssemblySchool
from .scripted_service import Reply, Service, listed, refused

PATHS = {Kind.CLASS: "/registration_groups", Kind.YEAR_GROUP: "/year_groups"}
GROUP = {"id": 1, "name": "Owls", "code": "4", "student_ids": [11]}
STARTS, ENDS = "2025-09-01T00:00:00.000Z", "2026-08-31T23:59:00.000Z"
DAYS: list[tuple[object, object, bool]] = [
    (STARTS, ENDS, True),
    (None, None, True),
    (STARTS, None, True),
    (STARTS, "2079-06-06T23:59:00.000Z", True),
    (STARTS, "2026-03-10T23:59:00.000Z", True),
    (STARTS, "2026-03-10T00:00:00.000Z", True),
    ("2026-03-10T00:00:00.000Z", ENDS, True),
    ("2026-03-10", "2026-03-10", True),
    ("soon", "later", True),
    (20250901, {"day": 1}, True),
    ("", "", True),
    (STARTS, "2026-03-09T23:59:00.000Z", False),
    ("2024-09-01", "2025-08-31", False),
    ("2026-03-11T00:00:00.000Z", ENDS, False),
    ("2026-09-01", None, False),
    (None, "2025-08-31", False),
    ("soon", "2025-08-31", False),
]


@pytest.mark.parametrize("kind", PATHS)
async def test_groups_are_asked_for_as_they_are_today(
    school: AssemblySchool, service: Service, kind: Kind
) -> None:
    service.says(PATHS[kind], listed([GROUP]))
    await school.rows(kind)
    assert service.asked[0].query == {"page": "1", "per_page": "1500", "date": TODAY.isoformat()}


@pytest.mark.parametrize("path", ["/students", "/staff_members"])
async def test_people_are_asked_for_without_a_date(
    school: AssemblySchool, service: Service, path: str
) -> None:
    service.says(path, listed([{"id": 1, "first_name": "Amber"}]))
    await school.rows(Kind.PUPIL if path == "/students" else Kind.TEACHER)
    assert "date" not in service.asked[0].query


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize(("start", "end", "is_there"), DAYS)
async def test_a_group_of_another_day_is_not_there(
    school: AssemblySchool, service: Service, kind: Kind, start: object, end: object, is_there: bool
) -> None:
    other = GROUP | {"id": 2, "name": "Bees", "code": "5", "student_ids": [12]}
    service.says(PATHS[kind], listed([GROUP | {"start_date": start, "end_date": end}, other]))
    rows: list[MisRow] = []
    async for page in school.assembly.read(kind):
        assert (page.done, page.total) == (2, 2)
        rows += page.rows
    assert [row.mis_id for row in rows] == ["1", "2"] if is_there else ["2"]
    assert all(isinstance(row, MisClass | MisYearGroup) for row in rows)
    assert school.assembly.past_members == (frozenset() if is_there or kind is Kind.YEAR_GROUP else {"11"})


@pytest.mark.parametrize(
    ("groups", "past"),
    [
        ([([1, 2], True), ([3], True)], []),
        ([([1, 2], True), ([2, 3], False)], ["3"]),
        ([([1], False), ([1, 2], False)], ["1", "2"]),
        ([([], True), ([4, 4], False)], ["4"]),
        ([([1], False), ([2], False), ([1, 2], True)], []),
        ([], []),
    ],
)
async def test_whoever_is_only_in_groups_of_other_days_is_known(
    school: AssemblySchool, service: Service, groups: list[tuple[list[int], bool]], past: list[str]
) -> None:
    rows = [
        {"id": n, "name": f"Group {n}", "student_ids": ids, "end_date": None if is_there else "2025-08-31"}
        for n, (ids, is_there) in enumerate(groups)
    ]
    service.says("/registration_groups", listed(rows))
    await school.rows(Kind.CLASS)
    assert sorted(school.assembly.past_members) == past


async def test_a_group_of_another_day_is_not_invalid(school: AssemblySchool, service: Service) -> None:
    wrong = GROUP | {"name": 5, "end_date": "2025-08-31"}
    nameless = GROUP | {"id": 2, "name": None, "end_date": "2025-08-31"}
    present = GROUP | {"id": 3, "name": 6, "student_ids": [11, 13]}
    service.says("/registration_groups", listed([wrong, nameless, present]))
    (row,) = await school.rows(Kind.CLASS)
    assert isinstance(row, InvalidRow)
    assert row.member_ids == ("11", "13")
    assert school.assembly.past_members == frozenset()


@pytest.mark.parametrize("members", [None, "1 2", [None]])
async def test_members_of_a_group_of_another_day_that_cannot_be_read_spoil_the_list(
    school: AssemblySchool, service: Service, members: object
) -> None:
    ended = GROUP | {"student_ids": members, "end_date": "2025-08-31"}
    service.says("/registration_groups", listed([ended]))
    with pytest.raises(IncompleteError, match="membership list of a class"):
        await school.rows(Kind.CLASS)


@pytest.mark.parametrize(
    ("years", "gap"),
    [
        ([{"start_date": "2025-09-01", "end_date": "2026-07-21"}], False),
        ([{"start_date": "2025-09-01", "end_date": "2026-03-10T23:59:00.000Z"}], False),
        ([{"start_date": "2026-03-10", "end_date": None}], False),
        ([{"start_date": None, "end_date": "2026-07-21"}], False),
        ([{"start_date": "soon", "end_date": 5}], False),
        ([{"start_date": "2024-09-01", "end_date": "2025-07-21"}, {}], False),
        ([], False),
        ([{"start_date": "2024-09-01", "end_date": "2025-07-21"}], True),
        ([{"start_date": "2024-09-01", "end_date": "2026-03-09"}, {"start_date": "2026-09-01"}], True),
        ([{"start_date": "2026-03-11T00:00:00.000Z", "end_date": "2027-07-21"}], True),
    ],
)
async def test_whether_a_school_year_holds(
    school: AssemblySchool, service: Service, years: list[dict[str, object]], gap: bool
) -> None:
    service.says("/academic_years", listed([{"id": n, **year} for n, year in enumerate(years)]))
    assert await school.assembly.is_between_years() is gap
    assert service.paths() == ["/academic_years"]
    said = "No academic year holds today in Assembly: year groups and classes stay as they are."
    assert school.assembly.warnings == [said] * gap


@pytest.mark.parametrize(
    "reply",
    [refused("insufficient_scope"), Reply(b"{"), Reply({"error": "not_found"}, 404), Reply(b"", 500)],
)
async def test_years_that_cannot_be_read_are_no_gap(
    school: AssemblySchool, service: Service, reply: Reply
) -> None:
    service.says("/academic_years", reply)
    assert not await school.assembly.is_between_years()


async def test_a_token_that_is_refused_is_no_answer(school: AssemblySchool, service: Service) -> None:
    service.says("/academic_years", refused("invalid_token"))
    with pytest.raises(RefusedError):
        await school.assembly.is_between_years()


@pytest.mark.parametrize("path", ["/students/left", "/staff_members/left"])
@pytest.mark.parametrize(
    ("start", "end", "is_back"),
    [
        ("2020-09-01", "2026-01-31", False),
        ("2026-01-31", "2026-01-31", False),
        (None, "2026-01-31", False),
        ("soon", "2026-01-31", False),
        ("2026-03-11", "2026-01-31", False),
        ("2026-02-23T00:00:00.000Z", "2026-01-31T23:59:00.000Z", True),
        ("2026-03-10", "2025-07-20", True),
        ("2025-09-03", "2025-09-02", True),
        ("2025-09-03", None, False),
        ("2025-09-03", "2079-06-06T23:59:00.000Z", False),
    ],
)
async def test_a_leaver_who_started_again_is_back(
    school: AssemblySchool, service: Service, path: str, start: object, end: object, is_back: bool
) -> None:
    service.says(path, listed([{"id": 1, "start_date": start, "end_date": end}]))
    kind = Kind.PUPIL if path == "/students/left" else Kind.TEACHER
    (row,) = (await school.assembly.leavers(kind)).values()
    assert isinstance(row, MisLeaver)
    assert row.is_back is is_back
