from datetime import timedelta

import httpx
import pytest

from marktui.sandbox.server import Sandbox

from .reading import ids, read_all

LISTS = (
    "/students",
    "/students/left",
    "/staff_members",
    "/staff_members/left",
    "/year_groups",
    "/registration_groups",
    "/academic_years",
)
PAGING = ("page", "per-page", "total", "total-pages", "next-page", "prev-page")


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_bare_arrays_with_six_headers(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"per_page": 1500})
    rows = answer.json()
    assert isinstance(rows, list)
    assert rows
    assert ids(rows) == sorted(ids(rows))
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    values = [answer.headers[name] for name in PAGING]
    assert values == ["1", "1500", str(len(rows)), "1", "", ""]


def test_pages(client: httpx.Client) -> None:
    first, second, third = (client.get("/students", params={"page": page}) for page in (1, 2, 3))
    assert [first.headers[name] for name in PAGING] == ["1", "100", "240", "3", "2", ""]
    assert [second.headers[name] for name in PAGING] == ["2", "100", "240", "3", "3", "1"]
    assert [third.headers[name] for name in PAGING] == ["3", "100", "240", "3", "", "2"]
    assert len(third.json()) == 40
    assert client.get("/students", params={"page": 9}).json() == []


def test_students_are_the_roll(client: httpx.Client, sandbox: Sandbox) -> None:
    for step in range(4):
        sandbox.move(step)
        state = sandbox.truth
        assert set(ids(read_all(client, "/students"))) == {p.id for p in state.roll}
        assert ids(read_all(client, "/students/left")) == [p.id for p in state.left]


def test_a_student_tells_the_truth(client: httpx.Client, sandbox: Sandbox) -> None:
    pupil = sandbox.truth.roll[0]
    row = client.get(f"/students/{pupil.id}").json()
    assert (row["first_name"], row["last_name"]) == (pupil.first_name, pupil.last_name)
    assert row["dob"] == f"{pupil.date_of_birth}T00:00:00.000Z"
    assert (row["upn"], row["mis_id"], row["pan"]) == (pupil.upn, pupil.mis_id, pupil.pan)
    assert row["end_date"] is None
    assert row["enrolment_status"] == "C"
    assert "emails" not in row
    assert client.get(f"/students/{pupil.id}", params={"emails": "true"}).json()["emails"]


def test_members_of_groups(client: httpx.Client, sandbox: Sandbox) -> None:
    roll = sandbox.truth.roll
    classes = {row["name"]: row["student_ids"] for row in read_all(client, "/registration_groups")}
    years = {row["code"]: row["student_ids"] for row in read_all(client, "/year_groups")}
    assert classes == {
        n: [p.id for p in roll if p.class_name == n] for n in sandbox.school.layout.class_names
    }
    assert years == {c: [p.id for p in roll if p.year_code == c] for c in sandbox.school.layout.years}


@pytest.mark.parametrize("path", ["/year_groups", "/registration_groups", "/academic_years"])
def test_a_rollover_gives_new_ids_and_keeps_the_names(
    client: httpx.Client, sandbox: Sandbox, path: str
) -> None:
    sandbox.move(2)
    before = read_all(client, path)
    sandbox.move(3)
    after = read_all(client, path)
    if path == "/academic_years":
        assert after[0]["id"] == before[1]["id"]
        return
    assert [row["name"] for row in before] == [row["name"] for row in after]
    assert not set(ids(before)) & set(ids(after))


@pytest.mark.parametrize("step", [0, 3, 6])
def test_groups_cover_today(client: httpx.Client, sandbox: Sandbox, step: int) -> None:
    sandbox.move(step)
    today = sandbox.school.today.isoformat()
    former, current = read_all(client, "/academic_years")
    assert current["start_date"] <= today <= current["end_date"]
    assert {year["end_date"][5:] for year in (former, current)} <= {"07-21", "08-31"} or step
    for path in ("/year_groups", "/registration_groups"):
        rows = read_all(client, path)
        assert all(row["start_date"][:10] == current["start_date"] for row in rows)
        assert all(row["end_date"] == f"{current['end_date'][:4]}-08-31T23:59:00.000Z" for row in rows)
        assert read_all(client, path, date=today) == rows
        assert read_all(client, path, academic_year_id=str(current["id"])) == rows
        assert read_all(client, path, date="2001-01-01") == []


def test_filters(client: httpx.Client, sandbox: Sandbox) -> None:
    one, other = sandbox.truth.roll[:2]
    wanted = [one.id, other.id]
    assert ids(read_all(client, "/students", students=f"{one.id} {other.id}")) == wanted
    assert ids(client.get(f"/students?students[]={one.id}&students[]={other.id}").json()) == wanted
    assert {row["year_code"] for row in read_all(client, "/students", year_code="R")} == {"R"}
    named = {row["name"] for row in read_all(client, "/registration_groups", year_code="1")}
    assert named == set(sandbox.school.layout.classes["1"])
    teachers = read_all(client, "/staff_members", teachers_only="1")
    assert 0 < len(teachers) < len(sandbox.school.staff)


def test_the_roll_of_another_day(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(1)
    eve = sandbox.school.dates(1) - timedelta(days=1)
    found = set(ids(read_all(client, "/students", date=eve.isoformat())))
    events = sandbox.school.events(1)
    assert events.left <= found
    assert not events.started & found


def test_the_planned_starter_is_listed_for_a_later_day_only(client: httpx.Client, sandbox: Sandbox) -> None:
    starter = sandbox.school.planned_starter(0)
    assert starter.id not in ids(read_all(client, "/students"))
    assert starter.id not in ids(read_all(client, "/students", date=sandbox.school.today.isoformat()))
    assert starter.id in ids(read_all(client, "/students", date=starter.start_date.isoformat()))
    assert client.get(f"/students/{starter.id}").json()["start_date"][:10] == starter.start_date.isoformat()


def test_people_are_asked_for_by_id(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(1)
    events = sandbox.school.events(1)
    (gone,) = events.vanished
    assert client.get(f"/students/{gone}").json() == {"error": "not_found", "message": "not found"}
    for who in events.left:
        row = client.get(f"/students/{who}").json()
        assert (row["id"], row["end_date"][:10]) == (who, sandbox.school.dates(1).isoformat())
    here, left = sandbox.school.staff[0].id, sandbox.school.staff_left[0].id
    answers = [client.get(f"/staff_members/{who}") for who in (here, left, 999_999)]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [bool(answer.json()["end_date"]) for answer in answers[:2]] == [False, True]


def test_version_1_has_an_envelope(client: httpx.Client, sandbox: Sandbox) -> None:
    old = {"Accept": "application/vnd.assembly+json; version=1"}
    first, last = (client.get("/students", headers=old, params={"page": page}) for page in (1, 3))
    body = first.json()
    assert [body[key] for key in ("object", "total_count", "total_pages", "current_page")] == [
        "list",
        240,
        3,
        1,
    ]
    assert [(b["prev_page"], b["next_page"]) for b in (body, last.json())] == [(None, 2), (2, None)]
    assert not set(PAGING) & set(first.headers)
    here = [row for row in body["data"] if row["id"] != sandbox.school.planned_leaver(0).id]
    assert {row["end_date"] for row in here} == {"2079-06-06T23:59:00.000Z"}
    one = client.get(f"/students/{here[0]['id']}", headers=old).json()
    assert one == here[0]


def test_school_status_and_me(client: httpx.Client, sandbox: Sandbox) -> None:
    assert client.get("/school").json()["name"] == "Ashgrove Primary"
    first = client.get("/school/status").json()
    sandbox.move(1)
    assert client.get("/school/status").json()["last_changes_at"] > first["last_changes_at"]
    me = client.get("/me").json()
    assert me["token"]["access_level"] == "school"
    assert "students.upn" in me["token"]["scopes"]
    assert client.post("/school/sync").status_code == 202


@pytest.mark.parametrize("path", ["/students", "/registration_groups"])
@pytest.mark.parametrize("by", ["last-modified", "etag"])
def test_changes_only(client: httpx.Client, sandbox: Sandbox, path: str, by: str) -> None:
    header = {"last-modified": "If-Modified-Since", "etag": "If-None-Match"}[by]
    mark = client.get(path).headers[by]
    same = client.get(path, headers={header: mark})
    assert (same.status_code, same.content) == (304, b"")
    sandbox.move(1)
    changed = client.get(path, headers={header: mark}, params={"per_page": 1500})
    assert 0 < len(changed.json()) <= len(read_all(client, path))
    if path == "/students":
        events = sandbox.school.events(1)
        assert set(ids(changed.json())) == events.started | events.moved_class


def test_leavers_take_a_date_but_no_tag(client: httpx.Client) -> None:
    answer = client.get("/students/left")
    tag, day = answer.headers["etag"], answer.headers["last-modified"]
    assert client.get("/students/left", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/students/left", headers={"If-Modified-Since": day}).status_code == 304
    old = {"If-Modified-Since": "2001-01-01T00:00:00Z"}
    assert client.get("/students/left", headers=old).json() == answer.json()
