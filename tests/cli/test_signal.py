"""Being stopped: before the commit nothing has changed, and it is quick."""

import fcntl
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock
from patience import wait_until
from stand_in import held_pages

from marktui.sandbox import breakdown

from .process import PROGRAM, clean_environment, finish
from .school import SIGNALS, School

QUICK = 30
"""Seconds, on a busy machine; the service that hangs would be waited for much longer."""
STOPS = pytest.mark.parametrize("number", list(SIGNALS), ids=lambda one: one.name)


def read_until(process: subprocess.Popen[str], text: str) -> None:
    """Wait until the program has said something on standard error."""
    assert process.stderr
    said = []
    for line in process.stderr:
        said.append(line)
        if text in line:
            return
    process.communicate()
    raise AssertionError(f"it never said {text!r}: {said}")


@STOPS
@pytest.mark.parametrize("words", [[], ["--json"]], ids=["text", "json"])
def test_a_signal_while_reading(school: School, number: signal.Signals, words: list[str]) -> None:
    school.sandbox.move(1, ["hang"])
    before = school.files
    process = school.start("sync", "pupils", *words)
    read_until(process, "Reading pupils")
    process.send_signal(number)
    said = finish(process, QUICK).ended(130)
    assert school.files == before
    assert "Traceback" not in said.everything
    if words:
        assert said.error["kind"] == "cancelled"
    else:
        assert "nothing was changed" in said.err


def test_a_signal_while_pages_come_slowly(school: School) -> None:
    school.sandbox.move(1, ["slow-page", "small-pages"])
    school.sandbox.reset()
    before = school.files
    with held_pages(at_once=1):
        process = school.start("sync", "pupils")
        wait_until(lambda: school.sandbox.requests.count(("GET", "/students")) == 2)
        process.send_signal(signal.SIGTERM)
        finish(process, QUICK).ended(130)
    assert school.files == before


def test_a_signal_during_a_wait_between_tries(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    # The wait is longer than any test can be late.
    monkeypatch.setattr(breakdown, "RETRY_AFTER", QUICK)
    school.sandbox.move(1, ["busy"])
    before = school.files
    process = school.start("sync", "pupils")
    read_until(process, "Waiting")
    process.send_signal(signal.SIGINT)
    finish(process, QUICK).ended(130)
    assert school.files == before


def test_a_hang_up_is_survived_under_nohup(school: School) -> None:
    school.sandbox.move(1, ["slow-page"])
    process = subprocess.Popen(
        ["nohup", *PROGRAM, "--hub", str(school.folder), "sync", "pupils"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(school.folder.parent),
    )
    read_until(process, "Reading pupils")
    process.send_signal(signal.SIGHUP)
    finish(process).ended(0)
    assert len(school.leavers()) == 13


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_is_said_after_a_signal_in_the_commit_is_true(school: School, times: int) -> None:
    """Ctrl+C, pressed again because nothing seems to happen: 130 means that nothing was changed."""
    school.sandbox.move(1)
    before = school.hub_file
    with FileLock(school.folder / "hub.lock", is_singleton=False):
        process = school.start("sync", "pupils")
        read_until(process, "Saving")
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.3)
    said = finish(process)
    assert (said.exit == 130) == (school.hub_file == before), said
    assert said.exit in (0, 130)


def is_locked(folder: Path) -> bool:
    """Whether somebody is changing the secrets of a hub."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def test_a_disconnect_that_was_begun_is_finished_and_said(school: School) -> None:
    """The hub and its secrets go together, and Ctrl+C does not part them."""
    with FileLock(school.folder / "hub.lock", is_singleton=False):
        process = school.start("disconnect")
        wait_until(lambda: is_locked(school.folder))
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.3)
    said = finish(process).ended(0)
    assert "Disconnected" in said.out
    assert school.status()["connection"] is None
    assert not (school.folder / "secrets.json").exists()


def test_an_interrupt_in_code_that_is_text_keeps_the_exit_code(tmp_path: Path) -> None:
    # Everything is imported before: an import runs texts too, and Python ends by the last one's interrupt.
    start = "from marktui.cli import main\nimport marktui.cli.program, marktui.cli.terminal.terminal_guard\n"
    interrupted = "try:\n    exec('raise KeyboardInterrupt')\nexcept KeyboardInterrupt:\n    main()\n"
    (tmp_path / "interrupted.py").write_text(start + interrupted)
    words = [sys.executable, "-m", "interrupted", "--version"]
    paths = os.pathsep.join((str(tmp_path), str(Path.cwd())))
    environment = clean_environment(tmp_path, PYTHONPATH=paths)
    assert subprocess.run(words, env=environment, capture_output=True, check=False).returncode == 0
