"""Each fault of the GraphQL service switches on at run time and does what its sentence says."""

from collections import Counter

import pytest

from marktui.sandbox.arbor.fault.answer import ANSWER_FAULTS, BODY_FAULTS
from marktui.sandbox.arbor.fault.page import PAGE_FAULTS
from marktui.sandbox.arbor.fault.row import ROW_FAULTS, STAGE_FAULTS
from marktui.sandbox.arbor.grant import GRANT_FAULTS
from marktui.sandbox.arbor.query.queries import SCHEMA_FAULTS
from marktui.sandbox.arbor.request_checks import REQUEST_FAULTS
from marktui.sandbox.fault import faults_of
from marktui.sandbox.server import Sandbox

from . import seen_arbor_answer, seen_arbor_grant, seen_arbor_group, seen_arbor_people, seen_arbor_row
from .arbor_client import ArborClient

FAULTS = faults_of("arbor")
SEEN = (seen_arbor_answer, seen_arbor_grant, seen_arbor_group, seen_arbor_people, seen_arbor_row)
CHECKS = {name: check for part in SEEN for name, check in part.CHECKS.items()}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(faults=[name])
    CHECKS[name](graph, arbor)
    arbor.move(faults=[])
    assert len(graph.pupils()) == 250


def test_every_fault_has_a_check_and_a_sentence() -> None:
    assert CHECKS.keys() == FAULTS.keys()
    assert all(fault.does.endswith(".") and fault.exit in (0, 3, 5) for fault in FAULTS.values())
    tables = (
        ANSWER_FAULTS,
        BODY_FAULTS,
        PAGE_FAULTS,
        STAGE_FAULTS,
        ROW_FAULTS,
        REQUEST_FAULTS,
        GRANT_FAULTS,
        SCHEMA_FAULTS,
    )
    assert {name for table in tables for name in table} <= FAULTS.keys()


def test_several_faults_at_once(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(1, ["small-pages", "duplicate-row", "nameless-row", "timed-dates", "number-ids"])
    rows = graph.pupils(1500)
    assert len(rows) == len({row["id"] for row in rows}) + 3
    assert {len(row["dateOfBirth"]) for row in rows} == {19}
    assert sum(row["displayName"] is None for row in rows) == 1


def test_two_fields_that_are_not_granted(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(faults=["upn-refused", "dob-refused"])
    body = graph.ask("{ Student { upn dateOfBirth } }").json()
    assert body["data"] is None
    assert [error["message"] for error in body["errors"]] == [
        "You do not have access to `Student.upn`.",
        "You do not have access to `Student.dateOfBirth`.",
    ]
    assert graph.ask("{ Student { upn } }").json()["data"] == {"Student": []}
    assert graph.rows("Student", "displayName")


def test_introspection_knows_nothing_of_grants(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(faults=["students-refused", "upn-refused"])
    fields = graph.data('{ __type(name: "Student") { fields { name } } }')["__type"]["fields"]
    assert "upn" in {field["name"] for field in fields}


def test_all_row_faults_at_once(graph: ArborClient, arbor: Sandbox) -> None:
    every = {*STAGE_FAULTS, *ROW_FAULTS}
    arbor.move(faults=every)
    assert graph.rows("Student") == []
    arbor.move(faults=every - {"no-students"})
    assert graph.rows("Student")


@pytest.mark.parametrize("pupils", [10, 13])
def test_row_faults_in_a_tiny_school(pupils: int) -> None:
    sandbox = Sandbox(pupils, dialect="arbor")
    with sandbox.serve():
        client = ArborClient(sandbox)
        for name in [*STAGE_FAULTS, *ROW_FAULTS, "timed-dates", "number-ids"]:
            sandbox.move(0, [name])
            assert client.ask("{ Student { id displayName } }").status_code == 200, name
        client.close()


def test_no_more_than_25_are_lost_at_a_time() -> None:
    sandbox = Sandbox(600, dialect="arbor", faults=["slow-loss"])
    with sandbox.serve():
        client = ArborClient(sandbox)
        assert len(seen_arbor_people.missing(client, sandbox)) == 25
        assert Counter(bool(row["leavingDate"]) for row in client.pupils())[False] == 600 - 25
        client.close()
