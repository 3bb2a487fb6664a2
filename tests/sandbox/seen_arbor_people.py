"""What is seen of faults of the GraphQL service in who is who, and in who is there."""

from marktui.sandbox.names import STRANGERS
from marktui.sandbox.server import Sandbox
from marktui.sandbox.upn import check_letter

from .arbor_client import STUDENT, ArborClient, texts
from .moment import local_day
from .reading import Row
from .seen import Checks
from .seen_arbor_row import changed, differing

CHECKS: Checks[ArborClient] = Checks()
STAFF = """legalFirstName legalLastName isActiveInSchool joiningDate leavingDate
emailAddresses { emailAddress displayName emailAddressType }"""


def both_ways(graph: ArborClient, sandbox: Sandbox, entity: str, fields: str) -> tuple[list[Row], list[Row]]:
    """The rows as they are, and as they should be."""
    faults = sandbox.stage.faults
    wrong = graph.read_all(entity, fields)
    sandbox.move(faults=[])
    right = graph.read_all(entity, fields)
    sandbox.move(faults=faults)
    return wrong, right


def staff(graph: ArborClient, sandbox: Sandbox) -> list[tuple[Row | None, Row]]:
    """Staff that are not as they should be: as they should be, None for new ones, and as they are."""
    wrong, right = both_ways(graph, sandbox, "Staff", STAFF)
    known = {row["id"]: row for row in right}
    return [(known.get(row["id"]), row) for row in wrong if row != known.get(row["id"])]


def emails(row: Row) -> list[str]:
    assert all(one["emailAddress"] == one["displayName"] for one in row["emailAddresses"])
    return [one["emailAddress"] for one in row["emailAddresses"]]


def missing(graph: ArborClient, sandbox: Sandbox) -> set[str]:
    """Who is on roll, but not listed."""
    return {sandbox.pupil_id(pupil.id) for pupil in sandbox.truth.roll} - set(texts(graph.rows("Student")))


def asked(graph: ArborClient, ids: set[str]) -> list[Row]:
    """What is said of people who are asked for by their ids."""
    return graph.rows("Student", "leavingDate", id_in=f"[{', '.join(sorted(ids))}]")


@CHECKS.on("reused-ids")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert [(wrong["legalFirstName"], wrong["legalLastName"]) for _, wrong in pairs] == list(STRANGERS[:3])
    everything = {"displayName", "legalFirstName", "legalLastName", "dateOfBirth", "upn"}
    assert all(everything <= changed(pair) for pair in pairs)
    assert all("registrationForm" not in changed(pair) for pair in pairs)


@CHECKS.on("swapped-ids")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (one, was_one), (other, was_other) = differing(graph, sandbox)
    assert {**was_one, "id": other["id"]} == other
    assert {**was_other, "id": one["id"]} == one


@CHECKS.on("upn-reused")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    wrong, right = both_ways(graph, sandbox, "Student", STUDENT)
    (new,) = (row for row in wrong if row["id"] not in texts(right))
    (left,) = (row for row in wrong if row["upn"] == new["upn"] and row is not new)
    assert left["leavingDate"] < sandbox.school.today.isoformat()
    assert left["registrationForm"] is None
    assert new["leavingDate"] is None
    assert new["registrationForm"]
    assert all(left[key] != new[key] for key in ("legalFirstName", "legalLastName", "dateOfBirth"))


@CHECKS.on("child-twice")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    upns: dict[tuple[str, str], list[str | None]] = {}
    rows = graph.pupils()
    for row in rows:
        upns.setdefault((row["displayName"], row["dateOfBirth"]), []).append(row["upn"])
    (_, none), (_, temporary) = (found for found in upns.values() if len(found) == 2)
    assert none is None
    assert temporary
    assert (temporary[0], temporary[-1], len(temporary)) == (check_letter(temporary[1:]), "A", 13)
    assert len(set(texts(rows))) == 252
    assert all(row["academicLevel"] and row["registrationForm"] for row in rows[-2:])


@CHECKS.on("odd-upns")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 5
    for right, wrong in pairs:
        assert changed((right, wrong)) == {"upn"}
        assert "".join(sign for sign in wrong["upn"] if sign.isalnum()).upper() == right["upn"]


@CHECKS.on("filler-dates")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert {tuple(changed(pair)) for pair in pairs} == {("dateOfBirth",)}
    days = {wrong["dateOfBirth"] for _, wrong in pairs}
    assert {"1900-01-01", "0001-01-01", "1899-12-30"} < days
    assert sum(day > sandbox.school.today.isoformat() for day in days) == 2


@CHECKS.on("timed-birth-dates")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    fields = "dateOfBirth person { dateOfBirth }"
    wrong, right = both_ways(graph, sandbox, "Student", fields)
    assert [local_day(row["dateOfBirth"]) for row in wrong] == [row["dateOfBirth"] for row in right]
    assert all(row["person"]["dateOfBirth"] == row["dateOfBirth"] for row in wrong)
    assert {row["dateOfBirth"][10:] for row in wrong} == {"T00:00:00.000Z", "T23:00:00.000Z"}


@CHECKS.on("half-emoji")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    raw = graph.ask("{ Student { legalFirstName } }").content
    assert raw.count(b'\\ud83d"') == 1


@CHECKS.on("recycled-staff-email")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (was, left), (nobody, new) = staff(graph, sandbox)
    assert was
    assert (was["isActiveInSchool"], left["isActiveInSchool"], new["isActiveInSchool"]) == (True, False, True)
    assert left["leavingDate"] < sandbox.school.today.isoformat()
    assert nobody is None
    assert emails(left) == emails(new)
    assert left["legalLastName"] != new["legalLastName"]


@CHECKS.on("shared-mailbox")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    found = [emails(wrong) for _, wrong in staff(graph, sandbox)]
    assert found == [["office@ashgrove.example"]] * 3


@CHECKS.on("odd-emails")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    said = [one for _, wrong in staff(graph, sandbox) for one in emails(wrong)]
    assert {"n/a", "none", "@"} < set(said)
    assert sum(one.count("@") == 2 for one in said) == 1


@CHECKS.on("level-null")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 5
    for _, wrong in pairs:
        assert wrong["academicLevel"] is wrong["displayAcademicLevel"] is wrong["registrationForm"] is None
        assert wrong["leavingDate"] is None
        assert wrong["mostRecentEntryDate"] < sandbox.school.today.isoformat()


@CHECKS.on("level-null-all")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    rows = graph.pupils()
    assert all(row["academicLevel"] is None and row["displayAcademicLevel"] for row in rows)
    assert sum(bool(row["registrationForm"]) for row in rows) == 240


@CHECKS.on("applicants")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    rows = graph.pupils()
    more = [row for row in rows if not (row["academicLevel"] or row["displayAcademicLevel"])]
    assert (len(more), len(rows)) == (3, 253)
    assert all(row[key] is None for row in more for key in ("registrationForm", "leavingDate", "upn"))
    none, nil, ahead = (row["mostRecentEntryDate"] for row in more)
    assert none is nil is None
    assert ahead > sandbox.school.today.isoformat()
    assert not set(texts(more)) & set(texts(graph.rows("Student", currentlyEnrolled="true")))


@CHECKS.on("old-leaving-dates")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 3
    today = sandbox.school.today.isoformat()
    for pair in pairs:
        assert changed(pair) == {"leavingDate"}
        assert pair[1]["leavingDate"] < pair[1]["mostRecentEntryDate"] < today


@CHECKS.on("staff-active-mark")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    found = staff(graph, sandbox)
    assert len(found) == 2
    for _, wrong in found:
        assert wrong["isActiveInSchool"] is True
        assert wrong["leavingDate"] < sandbox.school.today.isoformat()
    rows = graph.rows("Staff", "leavingDate", isActiveInSchool="false")
    assert None in [row["leavingDate"] for row in rows]


@CHECKS.on("neither-list")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    gone = missing(graph, sandbox)
    assert len(gone) == 3
    assert [row["leavingDate"] for row in asked(graph, gone)] == [None] * 3


@CHECKS.on("slow-loss")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    first = missing(graph, sandbox)
    assert len(first) == 12
    assert asked(graph, first) == []
    sandbox.move(faults=["slow-loss"])
    second = missing(graph, sandbox)
    assert (len(second), first < second) == (24, True)
