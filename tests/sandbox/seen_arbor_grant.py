"""What is seen of faults of the GraphQL service in credentials, limits, grants and the schema."""

import httpx
from stand_in import stopped_clock

from marktui.sandbox.arbor import request_checks
from marktui.sandbox.server import Sandbox

from .arbor_client import AGENT, PATH, STUDENT, ArborClient
from .seen import Checks
from .seen_arbor_answer import first, message, others_are_well

CHECKS: Checks[ArborClient] = Checks()


@CHECKS.on("password-changed")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask("{ __typename }")
    assert (answer.status_code, answer.json()["response"]["code"]) == (401, 401)


@CHECKS.on("not-approved")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert graph.ask("{ __typename }").status_code == 403
    assert httpx.post(f"{graph.http.base_url}{PATH}", auth=("x", "y")).status_code == 401


@CHECKS.on("picky-firewall")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for agent in ("", "python-httpx/0.28.1"):
        graph.http.headers["User-Agent"] = agent
        assert first(graph).status_code == 403
    graph.http.headers["User-Agent"] = AGENT
    assert first(graph).status_code == 200


@CHECKS.on("tiny-limit")
def _(graph: ArborClient, sandbox: Sandbox) -> None:
    with stopped_clock(request_checks):
        answers = [graph.ask("{ __typename }") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"] == "1"
    sandbox.reset()
    assert graph.ask("{ __typename }").status_code == 200


@CHECKS.on("limit-bare")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answers = [first(graph) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [429, 200]
    assert "retry-after" not in answers[0].headers


@CHECKS.on("retry-after")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert others_are_well(graph)


@CHECKS.on("students-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = first(graph)
    assert answer.json() == {
        "data": {"Student": []},
        "errors": [
            {"message": "You do not have access to `Student`.", "locations": [{"line": 1, "column": 3}]}
        ],
    }
    assert "`Student`" in message(graph.ask("{ AcademicUnitEnrolment { student { id } } }"))
    assert others_are_well(graph)


@CHECKS.on("groups-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    for query in ("{ RegistrationForm { id } }", "{ Student { registrationForm { displayName } } }"):
        answer = graph.ask(query)
        assert "data" not in answer.json()
        assert message(answer) == "You do not have access to `RegistrationForm`."
    assert graph.rows("Student")


@CHECKS.on("form-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask("{ Student { registrationForm { id } } }")
    assert answer.json()["data"] is None
    assert message(answer) == "You do not have access to `Student.registrationForm`."
    assert graph.rows("Student", "upn")


@CHECKS.on("leaving-date-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask("{ Student { leavingDate } }")
    assert answer.json()["data"] == {"Student": []}
    assert message(answer) == "You do not have access to `Student.leavingDate`."


@CHECKS.on("upn-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask(f"{{ Student {{ {STUDENT} }} }}")
    assert (answer.status_code, answer.json()["data"]) == (200, {"Student": []})
    assert message(answer) == "You do not have access to `Student.upn`."
    without = graph.rows("Student", STUDENT.replace(" upn", ""))
    assert len(without) == 250


@CHECKS.on("dob-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask("{ Student { dateOfBirth } }")
    assert answer.json()["data"] is None
    assert message(answer) == "You do not have access to `Student.dateOfBirth`."
    assert graph.rows("Student", "upn")


@CHECKS.on("staff-email-refused")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    answer = graph.ask("{ Staff { legalLastName emailAddresses { displayName } } }")
    rows = answer.json()["data"]["Staff"]
    assert all(row["legalLastName"] and row["emailAddresses"] is None for row in rows)
    assert message(answer) == "You do not have access to `Staff.emailAddresses`."


@CHECKS.on("no-upn-field")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    names = {
        f["name"] for f in graph.data('{ t: __type(name: "Student") { fields { name } } }')["t"]["fields"]
    }
    assert "upn" not in names
    assert "Cannot query field 'upn'" in message(graph.ask("{ Student { upn } }"))
    assert graph.rows("Student", "leavingDate")


@CHECKS.on("no-leaving-date-field")
def _(graph: ArborClient, _sandbox: Sandbox) -> None:
    assert "Cannot query field 'leavingDate'" in message(graph.ask("{ Student { leavingDate } }"))
    assert graph.rows("Student", "upn")
