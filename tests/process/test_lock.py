"""Two technicians at once: who comes second is told who was first, and nobody who only looks has to wait."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from socket import gethostname

import pytest
from cli.process import finish
from cli.school import School

from marktui.store.disk.lock import is_lock_held

WRITERS = (["sync", "pupils"], ["undo"], ["edit", "t000001", "first_name=Robyn"], ["disconnect"])
READERS = (["status"], ["list", "pupils"], ["history"], ["leavers"], ["sync", "pupils", "--dry-run"])
HOLDER = """
import sys, pathlib
from marktui.store.disk.lock import hub_lock
with hub_lock(pathlib.Path(sys.argv[1]), "pat"):
    print("held", flush=True)
    sys.stdin.read()
"""
"""Somebody who writes until its standard input ends."""


@contextmanager
def colleague(school: School) -> Iterator[subprocess.Popen[str]]:
    """A process of another technician, who holds the lock."""
    words = [sys.executable, "-c", HOLDER, str(school.folder / "hub.lock")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        assert process.stdin
        process.stdin.close()
    assert process.returncode == 0


def test_who_comes_second_is_told_who_was_first(school: School) -> None:
    school.sandbox.move(1)
    before, started = school.files, datetime.now(UTC).replace(microsecond=0)
    with colleague(school) as first:
        waiting = [school.start(*verb) for verb in WRITERS]
        # The lock is held until all of them are done, so that any wait for it would last for ever.
        for verb in READERS:
            school.call(*verb).ended(0)
        said = [finish(process).ended(6) for process in waiting]
    signed = rf"written by pat on {re.escape(gethostname())} \(process {first.pid}, since ([^)]+)\)\."
    for one in said:
        told = re.search(signed, one.err)
        assert told, one.err
        assert started <= datetime.fromisoformat(told[1]) <= datetime.now(UTC)
        assert "Try again" in one.err
    assert school.files == before


def test_who_waits_gets_its_turn(school: School) -> None:
    school.sandbox.move(1)
    with colleague(school):
        process = school.start("sync", "pupils", "--json")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
    assert finish(process).ended(0).document["run"] == 2


def test_the_lock_of_a_colleague_who_was_killed_is_free(school: School) -> None:
    with colleague(school) as first:
        first.kill()
        first.wait()
        assert not is_lock_held(school.folder / "hub.lock")
        first.returncode = 0
    told = school.run("doctor").ended(0).out
    assert f"process {first.pid}" in told
    assert "it does not lock anybody out" in told
    school.run("edit", "t000001", "first_name=Robyn").ended(0)
    assert "does not lock anybody out" not in school.run("doctor").ended(0).out
    assert (school.folder / "hub.lock").stat().st_size == 0
