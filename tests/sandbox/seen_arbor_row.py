"""What is seen of faults of the GraphQL service in rows."""

from collections import Counter

from marktui.sandbox.names import HOSTILE
from marktui.sandbox.server import Sandbox
from marktui.sandbox.upn import check_letter

from .arbor_client import ArborClient, texts
from .reading import Row
from .seen import Checks

CHECKS: Checks[ArborClient] = Checks()


def differing(graph: ArborClient, sandbox: Sandbox) -> list[tuple[Row, Row]]:
    """Pairs of students, as they should be and as they are."""
    faults = sandbox.stage.faults
    wrong = graph.pupils()
    sandbox.move(faults=[])
    right = {row["id"]: row for row in graph.pupils()}
    sandbox.move(faults=faults)
    return [(right[row["id"]], row) for row in wrong if row != right[row["id"]]]


def changed(pair: tuple[Row, Row]) -> set[str]:
    right, wrong = pair
    return {key for key in right if right[key] != wrong[key]}


@CHECKS.on("null-fields")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert all(row["upn"] is row["dateOfBirth"] is None and row["legalLastName"] for row in graph.pupils())


@CHECKS.on("timed-dates")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    rows = graph.pupils()
    assert all(row["dateOfBirth"].endswith(" 00:00:00") for row in rows)
    assert {row["leavingDate"] and len(row["leavingDate"]) for row in rows} == {None, 19}
    units = graph.rows("AcademicUnit", "effectiveDate") + graph.rows("AcademicYear", "endDate")
    assert {len(row.get("effectiveDate") or row["endDate"]) for row in units} == {19}


@CHECKS.on("number-ids")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    rows = graph.rows("Student", "academicLevel { id }", id_in='["130", 131]')
    assert [row["id"] for row in rows] == [130, 131]
    assert all(type(row["academicLevel"]["id"]) is int for row in rows)
    assert all(type(row["id"]) is int for row in graph.rows("AcademicUnitEnrolment"))


@CHECKS.on("upn-changed")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (pair,) = differing(graph, sandbox)
    assert changed(pair) == {"upn"}
    assert check_letter(pair[1]["upn"][1:]) == pair[1]["upn"][0]


@CHECKS.on("class-renamed")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    names = {row["id"]: row["displayName"] for row in graph.rows("RegistrationForm", "displayName")}
    pupils = differing(graph, sandbox)
    assert {changed(pair).pop() for pair in pupils} == {"registrationForm"}
    assert {wrong["registrationForm"]["displayName"] for _, wrong in pupils} == {"Kingfishers"}
    sandbox.move(faults=[])
    before = {row["id"]: row["displayName"] for row in graph.rows("RegistrationForm", "displayName")}
    (renamed,) = (who for who in names if names[who] != before[who])
    assert {wrong["registrationForm"]["id"] for _, wrong in pupils} == {renamed}


@CHECKS.on("hostile-names")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert [wrong["legalLastName"] for _, wrong in pairs] == [
        evil + right["legalLastName"] for evil, (right, _) in zip(HOSTILE, pairs, strict=True)
    ]
    assert all(wrong["displayName"].count(wrong["legalLastName"]) for _, wrong in pairs)


@CHECKS.on("upn-clash")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (pair,) = differing(graph, sandbox)
    assert changed(pair) == {"upn"}
    assert Counter(row["upn"] for row in graph.pupils())[pair[1]["upn"]] == 2


@CHECKS.on("nameless-row")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (pair,) = differing(graph, sandbox)
    assert {pair[1][key] for key in pair[1] if "Name" in key} == {None}


@CHECKS.on("many-invalid")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 24
    assert all(wrong["legalLastName"] is wrong["displayName"] is None for _, wrong in pairs)


@CHECKS.on("wrong-type")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    (pair,) = differing(graph, sandbox)
    assert pair[1]["legalFirstName"] == 12345
    assert changed(pair) == {"legalFirstName"}


@CHECKS.on("row-without-id")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    rows = graph.rows("Student", "id displayName")
    (row,) = (row for row in rows if row["id"] is None)
    assert row["displayName"]


@CHECKS.on("no-students")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert graph.ask("{ Student { id } }").json() == {"data": {"Student": []}}
    assert graph.rows("RegistrationForm")


@CHECKS.on("no-groups")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert graph.rows("RegistrationForm") == []
    assert graph.rows("AcademicLevel")


@CHECKS.on("pupils-without-form")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 240
    assert all(changed(pair) == {"registrationForm"} for pair in pairs)
    assert graph.rows("RegistrationForm")


@CHECKS.on("mass-vanish")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    assert differing(graph, sandbox) == []
    there = set(texts(graph.pupils()))
    assert len(there) == 250 - 72
    left = {sandbox.pupil_id(pupil.id) for pupil in sandbox.truth.left}
    assert left <= there
    members = graph.read_all("RegistrationFormMembership", "student { id }", 1000)
    assert {row["student"]["id"] for row in members} <= there
    forms = graph.rows("RegistrationForm", "studentMemberships { student { id } }")
    assert {one["student"]["id"] for form in forms for one in form["studentMemberships"]} <= there


@CHECKS.on("mass-rename")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    pairs = differing(graph, sandbox)
    assert len(pairs) == 72
    assert all(wrong["legalLastName"] == f"{right['legalLastName']}-Renamed" for right, wrong in pairs)
    assert all(wrong["displayName"].endswith("-Renamed") for _, wrong in pairs)
