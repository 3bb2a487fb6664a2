import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from patience import PATIENCE

from marktui.cli.sandbox import FEWEST, LAST_STEP, LEAVER_YEARS, MOST, sandbox
from marktui.sandbox import school
from marktui.sandbox.fault import FAULTS, faults_of
from marktui.sandbox.fault.kind import DIALECTS
from marktui.sandbox.server import Sandbox

COMMAND = (sys.executable, "-c", "from marktui.cli.sandbox import sandbox; sandbox()")


@contextmanager
def running(*options: str) -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "--port", "0", "--pupils", "60", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_what_a_shell_needs_and_ends_quietly(number: signal.Signals) -> None:
    with running() as process:
        lines = [first_line(process) for _ in range(6)]
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert [line.partition("=")[0] for line in lines[:4]] == [
        "export MARKTUI_ASSEMBLY_TOKEN",
        "export MARKTUI_ASSEMBLY_REFRESH_TOKEN",
        "export MARKTUI_ASSEMBLY_CLIENT_ID",
        "export MARKTUI_ASSEMBLY_CLIENT_SECRET",
    ]
    address = r"http://127\.0\.0\.1:\d+"
    assert re.fullmatch(rf"marktui connect assembly --api-url {address} --auth-url {address}", lines[4])
    assert re.fullmatch(
        r"# or, with the school's consent: marktui connect assembly --authorise "
        rf"--redirect http://localhost:4567/auth/assembly/callback --api-url {address} --auth-url {address}",
        lines[5],
    )
    assert (process.returncode, out, err) == (0, "", "")


NOBODY = {"requests": 0, "most_at_once": 0}
"""What a stand-in says that nobody has asked yet."""


def test_json_is_one_object_on_one_line_and_it_answers() -> None:
    with running("--json", "--step", "1", "--fault", "short-page", "--seed", "9") as process:
        fact: dict[str, Any] = json.loads(first_line(process))
        state = httpx.get(f"{fact['address']}/_sandbox").json()
        process.terminate()
        out, _ = process.communicate(timeout=PATIENCE)
    assert out == ""
    assert state == {"step": 1, "faults": ["short-page"], "pupils": 60, "seed": 9, **NOBODY}
    assert fact["dialect"] == "assembly"
    assert fact["api_url"] == fact["auth_url"] == fact["address"]
    assert fact["connect"].startswith("marktui connect assembly --api-url http://127.0.0.1:")
    assert set(fact["env"]) == set(Sandbox(60).environment)
    assert (fact["step"], fact["faults"], fact["pupils"], fact["seed"]) == (1, ["short-page"], 60, 9)
    assert fact["authorise"].startswith(
        "marktui connect assembly --authorise --redirect http://localhost:4567/"
    )
    assert fact["redirect"] in fact["authorise"]
    assert fact["school"] == "Ashgrove Primary"


def test_school_redirect_and_consent_can_be_chosen() -> None:
    address = "http://127.0.0.1:5000/back"
    with running("--json", "--school", "Oakfield", "--redirect", address, "--auto-approve") as process:
        fact: dict[str, Any] = json.loads(first_line(process))
        asked = {
            "client_id": fact["env"]["MARKTUI_ASSEMBLY_CLIENT_ID"],
            "redirect_uri": address,
            "scope": "school",
            "state": "s-1",
        }
        answer = httpx.get(f"{fact['auth_url']}/oauth/authorize", params=asked)
    assert (fact["school"], fact["redirect"]) == ("Oakfield", address)
    assert answer.headers["location"].startswith(f"{address}?code=")


def test_faults_are_listed() -> None:
    table = CliRunner().invoke(sandbox, ["--list-faults"])
    assert table.exit_code == 0
    assert all(f"{name} " in table.output for name in FAULTS)
    rows = json.loads(CliRunner().invoke(sandbox, ["--list-faults", "--json"]).output)
    assert [row["name"] for row in rows] == list(FAULTS)
    assert rows[0].keys() == {"name", "does", "exit"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_lists_its_own(dialect: str) -> None:
    rows = json.loads(CliRunner().invoke(sandbox, ["--dialect", dialect, "--list-faults", "--json"]).output)
    assert [row["name"] for row in rows] == list(faults_of(dialect))
    table = CliRunner().invoke(sandbox, ["--list-faults", "--dialect", dialect]).output
    assert ("upn-refused" in table) is (dialect == "arbor")
    assert ("token-expired" in table) is (dialect == "assembly")
    assert "drop-once" in table


def test_arbor_prints_what_a_shell_needs() -> None:
    with running("--dialect", "arbor") as process:
        lines = [first_line(process) for _ in range(3)]
    names = [line.partition("=")[0] for line in lines[:2]]
    assert names == ["export MARKTUI_ARBOR_USERNAME", "export MARKTUI_ARBOR_PASSWORD"]
    assert re.fullmatch(r"marktui connect arbor --url http://127\.0\.0\.1:\d+", lines[2])


def test_arbor_answers_and_says_so_in_json() -> None:
    options: tuple[str, ...] = ("--json", "--dialect", "arbor", "--fault", "timed-dates")
    options += ("--leaver-years", "1", "--phase", "secondary")
    with running(*options) as process:
        fact: dict[str, Any] = json.loads(first_line(process))
        answer = httpx.post(
            f"{fact['url']}/graphql/query",
            auth=tuple(fact["env"].values()),
            json={"query": "{ Student { leavingDate } AcademicLevel { displayName } }"},
        )
    assert (fact["dialect"], fact["url"], fact["faults"]) == ("arbor", fact["address"], ["timed-dates"])
    assert "api_url" not in fact
    assert (fact["authorise"], fact["redirect"]) == (None, None)
    ends = [row["leavingDate"] for row in answer.json()["data"]["Student"]]
    assert sum(bool(end) for end in ends) > 8
    levels = [row["displayName"] for row in answer.json()["data"]["AcademicLevel"]]
    assert (levels[0], levels[-1]) == ("Year 7", "Year 13")
    assert (fact["school"], fact["phase"]) == ("Ashgrove High", "secondary")


def test_a_fault_of_the_other_dialect() -> None:
    result = CliRunner().invoke(sandbox, ["--dialect", "arbor", "--fault", "short-page"])
    assert result.exit_code == 2
    assert "belongs to assembly, not to arbor" in result.output
    assert "--dialect arbor --list-faults" in result.output


def test_an_unknown_dialect() -> None:
    result = CliRunner().invoke(sandbox, ["--dialect", "wonde"])
    assert result.exit_code == 2
    assert "arbor" in result.output


def test_an_unknown_fault_names_near_ones() -> None:
    result = CliRunner().invoke(sandbox, ["--fault", "shrt-page"])
    assert result.exit_code == 2
    assert "short-page" in result.output


def test_a_taken_port() -> None:
    with Sandbox(60).serve() as address:
        result = CliRunner().invoke(sandbox, ["--port", address.rpartition(":")[2], "--pupils", "60"])
    assert result.exit_code == 2
    assert "--port" in result.output


@pytest.mark.parametrize(("library", "dialect"), [("uvicorn", "assembly"), ("graphql", "arbor")])
def test_without_the_extra(library: str, dialect: str) -> None:
    code = f"import sys; sys.modules['{library}'] = None; " + COMMAND[2]
    command = [sys.executable, "-c", code, "--dialect", dialect]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "marktui[sandbox]" in result.stderr


def test_help_loads_no_server() -> None:
    code = (
        "import sys; from marktui.cli.sandbox import sandbox; sandbox(['--help'], standalone_mode=False);"
        "assert not {'starlette', 'uvicorn', 'graphql', 'marktui.sandbox.server'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=os.environ)


def test_assembly_does_not_wait_for_the_library_of_arbor() -> None:
    code = (
        "import sys; from marktui.sandbox.server import Sandbox; Sandbox(60);"
        "assert 'graphql' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=os.environ)


def test_limits_are_those_of_the_school() -> None:
    assert (FEWEST, MOST, LAST_STEP) == (school.FEWEST, school.MOST, school.LAST_STEP)
    assert LEAVER_YEARS == school.MOST_LEAVER_YEARS
