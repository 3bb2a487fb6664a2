"""A signal to the interface while a save is being committed: what happened decides the exit code."""

import os
import signal

import pytest
from filelock import FileLock
from patience import wait_until
from processes import has_heard

from .school import SIGNALS, School
from .terminal import Terminal, terminal


@pytest.fixture
def before_saving(school: School) -> School:
    """A school whose pupils have something to save."""
    school.sandbox.move(1)
    return school


def begin_to_save(user: Terminal) -> None:
    """Read the pupils, and save while somebody else holds the lock."""
    user.sees("(AC)")  # the hub is loaded, and keys are heard
    user.type("p")
    user.sees("+31 added")
    user.type("s")
    user.sees("in one commit")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_save_that_was_begun_is_finished_and_told(before_saving: School, number: signal.Signals) -> None:
    school = before_saving
    words = ("--hub", str(school.folder))
    home = school.folder.parent
    with terminal(*words, home=home, **school.sandbox.environment) as user:
        with FileLock(school.folder / "hub.lock", is_singleton=False):
            begin_to_save(user)
            os.kill(user.process.pid, number)
            wait_until(lambda: has_heard(user.process.pid))
        code = user.exit()
    assert len(school.leavers()) == 13
    assert code == 0
    assert "This was saved: entry 2 (run), 108 changes" in user.seen


def test_a_signal_before_a_save_changes_nothing(before_saving: School) -> None:
    school = before_saving
    before = school.hub_file
    words = ("--hub", str(school.folder))
    with terminal(*words, home=school.folder.parent, **school.sandbox.environment) as user:
        user.sees("(AC)")  # the hub is loaded, and keys are heard
        user.type("p")
        user.sees("+31 added")
        os.kill(user.process.pid, signal.SIGTERM)
        assert user.exit() == 130
    assert school.hub_file == before
