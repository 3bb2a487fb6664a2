"""What is seen of faults in who is who, and in who is there."""

from collections import Counter

import httpx

from marktui.sandbox.names import STRANGERS
from marktui.sandbox.server import Sandbox
from marktui.sandbox.upn import check_letter

from .moment import local_day
from .reading import Row, ids, read_all
from .seen import Checks, differing, status

CHECKS: Checks[httpx.Client] = Checks()


def both_ways(client: httpx.Client, sandbox: Sandbox, path: str = "/students") -> tuple[list[Row], list[Row]]:
    """The rows as they are, and as they should be."""
    faults = sandbox.stage.faults
    wrong = read_all(client, path)
    sandbox.move(faults=[])
    right = read_all(client, path)
    sandbox.move(faults=faults)
    return wrong, right


def changed(pair: tuple[Row, Row]) -> set[str]:
    right, wrong = pair
    return {key for key in right if right[key] != wrong[key]}


def members(client: httpx.Client) -> set[int]:
    paths = ("/registration_groups", "/year_groups")
    return {one for path in paths for row in read_all(client, path) for one in row["student_ids"]}


def missing(client: httpx.Client, sandbox: Sandbox) -> set[int]:
    """Who is on roll, but not listed; the list says itself how many it has."""
    answer = client.get("/students?per_page=1500")
    assert int(answer.headers["total"]) == len(answer.json())
    return {pupil.id for pupil in sandbox.truth.roll} - set(ids(answer.json()))


@CHECKS.on("reused-ids")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert [(wrong["first_name"], wrong["last_name"]) for _, wrong in pairs] == list(STRANGERS[:3])
    assert all(check_letter(wrong["upn"][1:]) == wrong["upn"][0] for _, wrong in pairs)
    assert all({"first_name", "last_name", "dob", "upn", "mis_id", "pan"} <= changed(pair) for pair in pairs)
    assert {wrong["id"] for _, wrong in pairs} <= members(client)


@CHECKS.on("swapped-ids")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    (one, was_one), (other, was_other) = differing(client, sandbox)
    assert {**was_one, "id": other["id"]} == other
    assert {**was_other, "id": one["id"]} == one


@CHECKS.on("upn-reused")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    wrong, right = both_ways(client, sandbox)
    (gone,) = set(ids(right)) - set(ids(wrong))
    (new,) = set(ids(wrong)) - set(ids(right))
    left = client.get(f"/students/{gone}").json()
    starter = client.get(f"/students/{new}").json()
    assert left["end_date"][:10] < sandbox.school.today.isoformat()
    assert gone in ids(read_all(client, "/students/left"))
    assert gone not in members(client)
    assert new in members(client)
    assert left["upn"] == starter["upn"]
    assert all(left[key] != starter[key] for key in ("first_name", "last_name", "dob"))


@CHECKS.on("child-twice")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    rows = read_all(client, "/students")
    upns: dict[tuple[str, ...], list[str | None]] = {}
    for row in rows:
        upns.setdefault((row["first_name"], row["last_name"], row["dob"]), []).append(row["upn"])
    (_, none), (_, temporary) = (found for found in upns.values() if len(found) == 2)
    assert none is None
    assert temporary
    assert (temporary[0], temporary[-1], len(temporary)) == (check_letter(temporary[1:]), "A", 13)
    assert {row["id"] for row in rows} <= members(client)


@CHECKS.on("odd-upns")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert len(pairs) == 5
    for right, wrong in pairs:
        assert changed((right, wrong)) == {"upn"}
        assert "".join(sign for sign in wrong["upn"] if sign.isalnum()).upper() == right["upn"]
    written = "".join(wrong["upn"] for _, wrong in pairs)
    assert all(sign in written for sign in " \u00a0\u202f\u200b\ufeff")
    assert any(wrong["upn"].lower() == wrong["upn"] for _, wrong in pairs)


@CHECKS.on("filler-dates")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert {tuple(changed(pair)) for pair in pairs} == {("dob",)}
    days = {wrong["dob"][:10] for _, wrong in pairs}
    assert {"1900-01-01", "0001-01-01", "1899-12-30"} < days
    assert sum(day > sandbox.school.today.isoformat() for day in days) == 2


@CHECKS.on("timed-birth-dates")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    wrong, right = both_ways(client, sandbox)
    assert [local_day(row["dob"]) for row in wrong] == [row["dob"][:10] for row in right]
    assert Counter(row["dob"][10:] for row in wrong).keys() == {"T00:00:00.000Z", "T23:00:00.000Z"}


@CHECKS.on("half-emoji")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    raw = client.get("/students?per_page=1500").content
    assert raw.count(b"\\ud83d") == 1
    assert b'\\ud83d","' in raw
    assert "\ud83d" in "".join(row["first_name"] for row in client.get("/students?per_page=1500").json())


@CHECKS.on("recycled-staff-email")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    wrong, right = both_ways(client, sandbox, "/staff_members")
    (gone,) = set(ids(right)) - set(ids(wrong))
    (new,) = set(ids(wrong)) - set(ids(right))
    left, starter = (client.get(f"/staff_members/{one}").json() for one in (gone, new))
    assert gone in ids(read_all(client, "/staff_members/left"))
    assert left["end_date"] < sandbox.school.today.isoformat()
    assert left["email"] == starter["email"] == starter["emails"][0]["email"]
    assert left["last_name"] != starter["last_name"]


@CHECKS.on("shared-mailbox")
def _(client: httpx.Client, _sandbox: Sandbox) -> None:
    emails = Counter(row["email"] for row in read_all(client, "/staff_members") if row["email"])
    assert emails.pop("office@ashgrove.example") == 3
    assert set(emails.values()) == {1}


@CHECKS.on("odd-emails")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox, "/staff_members")
    said = [wrong["email"] for _, wrong in pairs]
    assert {"n/a", "none", "@"} < set(said)
    assert sum(one.count("@") == 2 for one in said) == 1
    assert all(wrong["emails"][0]["email"] == wrong["email"] for _, wrong in pairs)


@CHECKS.on("level-null")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert len(pairs) == 5
    assert all(changed(pair) == {"year_code"} and pair[1]["year_code"] is None for pair in pairs)
    assert not {wrong["id"] for _, wrong in pairs} & members(client)


@CHECKS.on("old-leaving-dates")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    pairs = differing(client, sandbox)
    assert len(pairs) == 3
    assert all(changed(pair) == {"end_date"} for pair in pairs)
    assert all(
        wrong["end_date"] < wrong["start_date"] < sandbox.school.today.isoformat() for _, wrong in pairs
    )


@CHECKS.on("neither-list")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    gone = missing(client, sandbox)
    assert len(gone) == 3
    assert not gone & (members(client) | set(ids(read_all(client, "/students/left"))))
    rows = [client.get(f"/students/{one}") for one in gone]
    assert all(row.status_code == 200 and row.json()["end_date"] is None for row in rows)


@CHECKS.on("vanished-but-listed")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    gone = missing(client, sandbox)
    assert len(gone) == 19
    assert gone <= members(client)
    assert {status(client, f"/students/{one}") for one in gone} == {404}


@CHECKS.on("collection-failed")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    assert client.get("/school/status").json()["last_sync_status"] == "failure"
    gone = missing(client, sandbox)
    assert len(gone) == 12
    assert not gone & members(client)
    assert {status(client, f"/students/{one}") for one in gone} == {404}


@CHECKS.on("slow-loss")
def _(client: httpx.Client, sandbox: Sandbox) -> None:
    first = missing(client, sandbox)
    assert len(first) == 12 == len(missing(client, sandbox))
    assert not first & members(client)
    sandbox.move(faults=["slow-loss"])
    second = missing(client, sandbox)
    assert (len(second), first < second) == (24, True)
    sandbox.move(faults=[])
    sandbox.move(faults=["slow-loss"])
    assert missing(client, sandbox) == first
