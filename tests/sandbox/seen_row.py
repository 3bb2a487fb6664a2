"""What is seen of faults in rows."""

from collections import Counter

import httpx
import pytest

from marktui.sandbox.server import Sandbox
from marktui.sandbox.upn import check_letter

from .reading import ids, read_all
from .seen import Checks, differing

CHECKS: Checks[httpx.Client] = Checks()


@CHECKS.on("null-fields")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for row in read_all(client, "/students"):
        assert row["upn"] is row["dob"] is row["former_last_name"] is row["uln"] is None
        assert row["last_name"]


@CHECKS.on("sentinel-dates")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    ends = Counter(row["end_date"] for row in read_all(client, "/students"))
    assert ends["2079-06-06T23:59:00.000Z"] == 239


@CHECKS.on("bare-dates")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for path in ("/students", "/students/left", "/registration_groups"):
        assert all(len(row["start_date"]) == 10 for row in read_all(client, path))


@CHECKS.on("extra-fields")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    for path in ("/students", "/registration_groups", "/staff_members"):
        assert all("x_nested" in row for row in read_all(client, path))


@CHECKS.on("odd-status")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert {row["enrolment_status"] for row in read_all(client, "/students")} == {"Z9"}


@CHECKS.on("full-sync")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(faults=[])
    mark = {"If-Modified-Since": client.get("/students").headers["last-modified"]}
    assert client.get("/students", headers=mark).status_code == 304
    sandbox.move(faults=["full-sync"])
    assert client.get("/students", headers=mark).headers["total"] == "240"


@CHECKS.on("upn-changed")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    ((right, wrong),) = differing(client, sandbox)
    assert right["upn"] != wrong["upn"]
    assert check_letter(wrong["upn"][1:]) == wrong["upn"][0]


@CHECKS.on("class-renamed")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    ((right, wrong),) = differing(client, sandbox, "/registration_groups")
    assert (right["name"], wrong["name"]) == ("6B", "Kingfishers")


@CHECKS.on("starters-listed")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    rows = {row["id"]: row for row in read_all(client, "/students")}
    starter = sandbox.school.planned_starter(0)
    assert len(rows) == 241
    assert rows[starter.id]["start_date"][:10] == starter.start_date.isoformat()
    assert starter.start_date > sandbox.school.today


@CHECKS.on("both-lists")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    on_roll, left = (read_all(client, path) for path in ("/students", "/students/left"))
    assert len(set(ids(on_roll)) & set(ids(left))) == 3


@CHECKS.on("two-classes")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    members = Counter(i for row in read_all(client, "/registration_groups") for i in row["student_ids"])
    assert Counter(members.values()) == {1: 239, 2: 1}


@CHECKS.on("hostile-names")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    names = "".join(wrong["first_name"] for _, wrong in differing(client, sandbox))
    assert all(sign in names for sign in ("\x1b]52;", "\x07", "\u202e", "\u200b", "\ufeff", "[bold red]"))


@CHECKS.on("upn-clash")
@CHECKS.on("new-upn-clash")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert len(differing(client, sandbox)) == 1
    upns = Counter(row["upn"] for row in read_all(client, "/students") if row["upn"])
    assert sorted(upns.values())[-2:] == [1, 2]


@CHECKS.on("nameless-row")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    ((_, wrong),) = differing(client, sandbox)
    assert not any(value for key, value in wrong.items() if key.endswith("_name"))


@CHECKS.on("wrong-type")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    ((_, wrong),) = differing(client, sandbox)
    assert wrong["first_name"] == 12345


@CHECKS.on("many-invalid")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert len(differing(client, sandbox)) == 24


@CHECKS.on("row-without-id")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert sum("id" not in row for row in read_all(client, "/students")) == 1


@CHECKS.on("no-students")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    answer = client.get("/students")
    assert (answer.json(), answer.headers["total"]) == ([], "0")


@CHECKS.on("groups-without-members")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert not any("student_ids" in row for row in read_all(client, "/registration_groups"))


@CHECKS.on("groups-null-members")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    assert all(row["student_ids"] is None for row in read_all(client, "/registration_groups"))


@CHECKS.on("mass-vanish")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    there = set(ids(read_all(client, "/students")))
    gone = {pupil.id for pupil in sandbox.truth.roll} - there
    assert len(gone) == pytest.approx(72, abs=1)
    assert not gone & set(ids(read_all(client, "/students/left")))
    assert not gone & {i for row in read_all(client, "/registration_groups") for i in row["student_ids"]}


@CHECKS.on("mass-rename")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert len(pairs) == pytest.approx(72, abs=1)
    assert all(wrong["last_name"] == f"{right['last_name']}-Renamed" for right, wrong in pairs)
