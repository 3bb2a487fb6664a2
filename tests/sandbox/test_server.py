import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from connectors.browser import free_port
from patience import PATIENCE, wait_until

import marktui.sandbox
from marktui.sandbox.fault import UnknownDialect, UnknownFault, faults_of
from marktui.sandbox.fault.kind import DIALECTS
from marktui.sandbox.server import Sandbox


def test_control_moves_the_scene(client: httpx.Client, sandbox: Sandbox) -> None:
    answer = client.post("/_sandbox", json={"step": 1, "faults": ["slow-page", "short-page"]})
    assert answer.json() == {
        "step": 1,
        "faults": ["slow-page", "short-page"],
        "pupils": 240,
        "seed": 7,
        "requests": 0,
        "most_at_once": 0,
    }
    assert client.post("/_sandbox", json={"step": 2}).json()["faults"] == ["slow-page", "short-page"]
    assert client.post("/_sandbox", json={"faults": []}).json()["step"] == 2
    assert client.get("/_sandbox").json() == sandbox.stage.fact()


@pytest.mark.parametrize(
    "body",
    [
        b"nonsense",
        b"[]",
        b'{"stop": 1}',
        b'{"step": 61}',
        b'{"step": "1"}',
        b'{"step": true}',
        b'{"step": 1, "faults": ["shrt-page"]}',
        b'{"faults": "short-page"}',
        b'{"delay": -1}',
        b'{"delay": 0.5}',
        b'{"step": 1, "delay": 60001}',
    ],
)
def test_control_refuses_nonsense_and_changes_nothing(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/_sandbox", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith((".", "?"))
    assert client.get("/_sandbox").json()["step"] == 0


def test_unknown_fault_names_near_ones(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownFault, match="short-page"):
        sandbox.move(faults=["shrt-page"])


@pytest.mark.parametrize(
    ("dialect", "name", "words"),
    [
        ("arbor", "token-expired", "'token-expired' belongs to assembly, not to arbor"),
        ("assembly", "upn-refused", "'upn-refused' belongs to arbor, not to assembly"),
        ("arbor", "few-503", "no fault named 'few-503'.*few-502"),
    ],
)
def test_each_dialect_has_faults_of_its_own(dialect: str, name: str, words: str) -> None:
    with pytest.raises(UnknownFault, match=words):
        Sandbox(60, faults=[name], dialect=dialect)


def test_unknown_dialect() -> None:
    with pytest.raises(UnknownDialect, match="'wonde'; choose assembly or arbor"):
        Sandbox(60, dialect="wonde")


def test_shared_faults_are_the_same_in_both() -> None:
    assembly, arbor = faults_of("assembly"), faults_of("arbor")
    shared = [name for name in assembly if name in arbor and assembly[name].dialects == ("assembly", "arbor")]
    assert len(shared) > 20
    assert all(assembly[name] is arbor[name] for name in shared)
    assert {fault.dialects for fault in arbor.values()} == {("assembly", "arbor"), ("arbor",)}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_connect_line_names_the_settings(dialect: str) -> None:
    sandbox = Sandbox(60, dialect=dialect)
    with sandbox.serve() as address:
        assert set(sandbox.settings.values()) == {address}
        for name in sandbox.settings:
            assert f"--{name.replace('_', '-')} {address}" in sandbox.connect_line
    assert all(name.startswith(f"MARKTUI_{dialect.upper()}_") for name in sandbox.environment)


def test_arbor_secrets_survive_a_restart() -> None:
    one = Sandbox(60, 5, dialect="arbor").environment
    assert one == Sandbox(60, 5, dialect="arbor").environment
    assert not set(one.values()) & set(Sandbox(60, 6, dialect="arbor").environment.values())


def test_serving_leaves_no_thread_and_frees_the_port() -> None:
    sandbox = Sandbox(60)
    before, port = set(threading.enumerate()), free_port()
    with sandbox.serve(port) as address:
        assert address == sandbox.address
        assert address in sandbox.connect_line
        assert httpx.get(f"{address}/_sandbox").status_code == 200
    assert set(threading.enumerate()) <= before
    with sandbox.serve(port) as again:
        assert again == address


def test_a_taken_port(sandbox: Sandbox) -> None:
    port = int(sandbox.address.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"), Sandbox(60).serve(port):
        pass


def test_it_ends_although_somebody_is_waiting() -> None:
    sandbox = Sandbox(60, faults=["hang"])
    token = sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
    headers = {"Accept": "application/vnd.assembly+json; version=1.1", "Authorization": f"Bearer {token}"}
    with ThreadPoolExecutor(1) as pool:
        with sandbox.serve() as address:
            waiting = pool.submit(httpx.get, f"{address}/students", headers=headers, timeout=PATIENCE)
            wait_until(lambda: bool(sandbox.requests))
        assert isinstance(waiting.exception(PATIENCE), httpx.TransportError)


def test_a_big_school_answers() -> None:
    with Sandbox(1210).serve() as address:
        assert httpx.get(f"{address}/_sandbox").json()["pupils"] == 1210


def test_it_shares_no_code_with_the_rest() -> None:
    package = Path(marktui.sandbox.__file__).parent
    for file in package.rglob("*.py"):
        named = re.findall(r"(?:from|import) (marktui[.\w]*)", file.read_text(encoding="utf-8"))
        assert all(name.startswith("marktui.sandbox") for name in named), file
