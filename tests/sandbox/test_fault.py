"""Each fault switches on at run time and does what its sentence says."""

import httpx
import pytest

from marktui.sandbox.assembly.consent import CONSENT_FAULTS
from marktui.sandbox.assembly.fault.answer import ANSWER_FAULTS
from marktui.sandbox.assembly.fault.page import PAGE_FAULTS
from marktui.sandbox.assembly.fault.row import ROW_FAULTS, STAGE_FAULTS
from marktui.sandbox.assembly.grant import GRANT_FAULTS
from marktui.sandbox.fault import FAULTS
from marktui.sandbox.server import Sandbox

from . import seen_answer, seen_group, seen_people, seen_row, seen_token
from .reading import read_all

SEEN = (seen_answer, seen_group, seen_people, seen_row, seen_token)
CHECKS = {name: check for part in SEEN for name, check in part.CHECKS.items()}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(faults=[name])
    CHECKS[name](client, sandbox)
    sandbox.move(faults=[])
    assert len(read_all(client, "/students")) == 240


def test_every_fault_has_a_check_and_a_sentence() -> None:
    assert CHECKS.keys() == FAULTS.keys()
    assert all(fault.does.endswith(".") and fault.exit in (0, 3, 5) for fault in FAULTS.values())
    played = {
        *GRANT_FAULTS,
        *CONSENT_FAULTS,
        *PAGE_FAULTS,
        *STAGE_FAULTS,
        *ROW_FAULTS,
        *(name for faults in ANSWER_FAULTS.values() for name in faults),
    }
    assert played <= FAULTS.keys()


def test_several_faults_at_once(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.move(1, ["small-pages", "short-page", "nameless-row", "bare-dates"])
    rows = read_all(client, "/students")
    assert len(rows) == 255
    assert len(rows[0]["dob"]) == 10
    assert sum(row["last_name"] is None for row in rows) == 1


def test_all_row_faults_at_once(client: httpx.Client, sandbox: Sandbox) -> None:
    every = {*STAGE_FAULTS, *ROW_FAULTS}
    sandbox.move(faults=every)
    assert client.get("/students").json() == []
    sandbox.move(faults=every - {"no-students"})
    assert client.get("/students").status_code == 200


def test_row_faults_in_the_tiniest_school() -> None:
    for name in (*STAGE_FAULTS, *ROW_FAULTS):
        sandbox = Sandbox(10, faults=[name])
        with sandbox.serve() as address:
            token = sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
            accept = "application/vnd.assembly+json; version=1.1"
            headers = {"Accept": accept, "Authorization": f"Bearer {token}"}
            assert httpx.get(f"{address}/students", headers=headers).status_code == 200, name
