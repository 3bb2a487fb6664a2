"""What is seen of faults in year groups and classes."""

from collections import Counter
from datetime import date, timedelta

import httpx

from marktui.sandbox.server import Sandbox

from .reading import Row, ids, read_all
from .seen import Checks, differing

CHECKS: Checks[httpx.Client] = Checks()
GROUPS = ("/registration_groups", "/year_groups")


@CHECKS.on("odd-year-codes")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert [wrong["year_code"] for _, wrong in pairs] == ["04", "Y4", "4/5", "?"]
    assert {right["year_code"] for right, _ in pairs} == {"4"}
    (group,) = read_all(client, "/year_groups", year_code="4")
    assert {wrong["id"] for _, wrong in pairs} < set(group["student_ids"])


@CHECKS.on("own-year-names")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    rows = read_all(client, "/year_groups")
    assert {row["code"] for row in rows} == {None}
    assert [row["name"] for row in rows][:4] == ["FS1", "FS2", "Y1 2012-13", "Year 2 (KS1)"]
    assert {row["year_code"] for row in read_all(client, "/students")} == {"N2", "R", *"123456"}


@CHECKS.on("two-years-one-code")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    rows = read_all(client, "/year_groups")
    assert Counter(row["code"] for row in rows)["4"] == 2
    one, other = (set(row["student_ids"]) for row in rows if row["code"] == "4")
    assert one | other == {pupil.id for pupil in sandbox.truth.roll if pupil.year_code == "4"}
    assert one
    assert other
    assert not one & other
    assert len(set(ids(rows))) == len({row["name"] for row in rows}) == 9


@CHECKS.on("two-classes-one-name")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    ((right, wrong),) = differing(client, sandbox, "/registration_groups")
    names = Counter(row["name"] for row in read_all(client, "/registration_groups"))
    assert (right["name"], wrong["name"], names["6A"]) == ("6B", "6A", 2)
    assert right["student_ids"] == wrong["student_ids"]


def of_other_days(
    client: httpx.Client, sandbox: Sandbox, path: str
) -> tuple[list[Row], list[Row], list[Row]]:
    """Ended groups, present ones and those to come."""
    rows, today = read_all(client, path), sandbox.school.today.isoformat()
    ended = [row for row in rows if row["end_date"][:10] < today]
    ahead = [row for row in rows if row["start_date"][:10] > today]
    return ended, [row for row in rows if row not in ended + ahead], ahead


@CHECKS.on("ended-groups")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    today = sandbox.school.today.isoformat()
    for path in GROUPS:
        ended, present, ahead = of_other_days(client, sandbox, path)
        assert len(ended) == len(present) == len(ahead) > 7
        assert [row["name"] for row in ended] == [row["name"] for row in present]
        assert all(
            set(old["student_ids"]) != set(new["student_ids"])
            for old, new in zip(ended, present, strict=True)
        )
        assert read_all(client, path, date=today) == present
        year = client.get("/academic_years").json()[-1]
        assert read_all(client, path, academic_year_id=str(year["id"])) == present
        assert read_all(client, path, date=ended[0]["end_date"][:10]) == ended


@CHECKS.on("ended-groups-always")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    today = sandbox.school.today.isoformat()
    for path in GROUPS:
        ended, present, ahead = of_other_days(client, sandbox, path)
        assert len(ended) == len(present) == len(ahead)
        assert read_all(client, path, date=today) == read_all(client, path)


@CHECKS.on("summer-gap")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    today = sandbox.school.today
    year = client.get("/academic_years").json()[-1]
    assert year["end_date"] == (today - timedelta(days=1)).isoformat()
    assert date.fromisoformat(year["start_date"]) < today
    for path in GROUPS:
        assert read_all(client, path) == read_all(client, path, date=today.isoformat()) == []
        assert len(read_all(client, path, academic_year_id=str(year["id"]))) > 7
    assert len(read_all(client, "/students")) == 240
