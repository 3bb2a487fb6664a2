"""What is seen of faults of the GraphQL service in year groups and forms."""

from marktui.sandbox.server import Sandbox

from .arbor_client import ArborClient, texts
from .seen import Checks
from .seen_arbor_row import changed, differing

CHECKS: Checks[ArborClient] = Checks()


def present(graph: ArborClient, entity: str) -> list[dict[str, str]]:
    """The groups of the present academic year."""
    year = texts(graph.rows("AcademicYear"))[-1]
    return graph.rows(entity, "displayName shortName", academicYear__id=year)


@CHECKS.on("own-year-names")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    rows = present(graph, "AcademicLevel")
    assert [row["displayName"] for row in rows][:4] == ["FS1", "FS2", "Y1 2012-13", "Year 2 (KS1)"]
    assert all(row["shortName"] == row["displayName"] for row in rows)
    (level, *_) = (row["academicLevel"] for row in graph.rows("Student", "academicLevel { displayName }"))
    assert level["displayName"] in [row["displayName"] for row in rows]


@CHECKS.on("two-years-one-code")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    rows = {row["displayName"]: row for row in present(graph, "AcademicLevel")}
    assert (rows["Year 4"]["shortName"], rows["Year 4 Oak"]["shortName"]) == ("04", "4")
    pairs = differing(graph, sandbox)
    assert {tuple(sorted(changed(pair))) for pair in pairs} == {("academicLevel", "displayAcademicLevel")}
    assert {wrong["academicLevel"]["displayName"] for _, wrong in pairs} == {"Year 4 Oak"}
    assert {right["academicLevel"]["displayName"] for right, _ in pairs} == {"Year 4"}
    assert 10 < len(pairs) < sum(pupil.year_code == "4" for pupil in sandbox.truth.roll)


@CHECKS.on("two-classes-one-name")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    names = [row["displayName"] for row in present(graph, "RegistrationForm")]
    assert (names.count("6A"), names.count("6B"), len(names)) == (2, 0, len(set(names)) + 1)


@CHECKS.on("last-year-forms")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    former = texts(graph.rows("RegistrationForm", academicYear__id=texts(graph.rows("AcademicYear"))[0]))
    pairs = differing(graph, sandbox)
    assert len(pairs) == 240
    for right, wrong in pairs:
        assert changed((right, wrong)) == {"registrationForm"}
        assert wrong["registrationForm"]["id"] in former
        assert wrong["registrationForm"]["displayName"] == right["registrationForm"]["displayName"]


@CHECKS.on("summer-gap")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    rows = graph.rows("AcademicYear", "startDate endDate")
    assert max(row["endDate"] for row in rows) == "2026-11-22" < sandbox.school.today.isoformat()
    assert all(row["startDate"] < row["endDate"] for row in rows)
