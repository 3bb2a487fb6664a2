"""With Arbor too what was done is said, and a clock that was wrong for a while does no harm."""

import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from patience import wait_until

from marktui.sandbox.server import Sandbox

from .changing_verbs import look
from .leavers import ids_of
from .process import shell
from .school import SIGNALS, School
from .slow_reader import slow_reader
from .test_clock import MOVED, SAID
from .test_outcome import SAVED, blocked, is_one_document, says_the_truth


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    sandbox = Sandbox(180, dialect="arbor")
    with sandbox.serve():
        school = School(tmp_path_factory.mktemp("arbor") / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all", "--import-teachers", "all").ended(0)
        sandbox.move(1)
        yield school


@pytest.fixture
def arbor(template: School, tmp_path: Path) -> School:
    return template.copy(tmp_path / "hub")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_signal_after_the_commit(arbor: School, number: signal.Signals) -> None:
    before = look(arbor.folder)
    words = ["sync", "pupils", "--json"]
    with slow_reader(arbor, words, **arbor.sandbox.environment) as reader:
        wait_until(lambda: blocked(reader.process))
        assert look(arbor.folder) != before
        reader.process.send_signal(number)
        time.sleep(0.1)
        said = reader.read_all()
    says_the_truth(said, changed=True)
    assert is_one_document(said.out)


@pytest.mark.parametrize("streams", [">/dev/full", ">&-"])
def test_an_outcome_that_cannot_be_printed(arbor: School, streams: str) -> None:
    line = f"$marktui --hub {arbor.folder} sync pupils {streams}"
    said = shell(line, arbor.folder.parent, **arbor.sandbox.environment).ended(1)
    assert f"{SAVED}entry 2 (run)" in said.err


@pytest.mark.parametrize("days", [2, 20, 60])
def test_one_run_with_the_clock_ahead(arbor: School, days: int) -> None:
    moved = {"PYTHONPATH": str(MOVED), "CLOCK_SECONDS": str(timedelta(days=days).total_seconds())}
    arbor.call("sync", "pupils", **moved, **arbor.sandbox.environment).ended(0)
    assert SAID in arbor.status()["clock"]
    arbor.run("doctor").ended(0)
    (one, *_) = ids_of(arbor)
    waiting = arbor.status()["waiting"]["leavers"]
    assert SAID in arbor.run("leavers", "keep", one).ended(0).err
    assert arbor.status()["waiting"]["leavers"] == waiting - 1
    assert "clock" not in arbor.status()
