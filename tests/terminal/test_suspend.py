"""ctrl+z and fg, in a shell; and what stops and continues the program otherwise."""

import os
import signal
import sys
from pathlib import Path

import pytest
from cli.terminal import terminal as bare_terminal
from patience import wait_until

from .technician import Technician


def state(process: int) -> str:
    """How the system says that a process stands; T is stopped."""
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def started(technician: Technician) -> int:
    """Start it in a shell; gives its process."""
    technician.set_up()
    terminal = technician.terminal
    terminal.start(
        ["bash", "--norc", "-i"],
        {
            "HOME": os.environ["HOME"],
            "PATH": os.environ["PATH"],
            "TERM": "screen-256color",
            "LANG": "C.UTF-8",
            "PS1": "ready> ",
        },
    )
    terminal.sees("ready>")
    terminal.type(f"{sys.executable} -m marktui --hub {technician.school.folder}")
    terminal.press("Enter")
    terminal.sees("Read pupils from Assembly")
    return children(terminal.process)[0]


def test_ctrl_z_and_fg(technician: Technician) -> None:
    process, terminal = started(technician), technician.terminal
    for _ in range(2):
        terminal.press("H")
        terminal.sees("History")
        terminal.press("C-z")
        terminal.sees("Stopped")
        assert state(process) == "T"
        terminal.type("clear; fg")
        terminal.press("Enter")
        terminal.sees("MIS user sync")
    terminal.press("S")
    terminal.sees("Read pupils from Assembly")
    terminal.press("q")
    wait_until(lambda: not children(terminal.process), terminal.screen)


def test_continued_in_the_background_it_waits_for_fg(technician: Technician) -> None:
    process, terminal = started(technician), technician.terminal
    terminal.press("C-z")
    terminal.sees("Stopped")
    terminal.type("clear; bg")
    terminal.press("Enter")
    terminal.sees(" &")
    wait_until(lambda: state(process) == "T")
    terminal.type("clear; fg")
    terminal.press("Enter")
    terminal.sees("MIS user sync")
    terminal.press("q")
    wait_until(lambda: not children(terminal.process), terminal.screen)


def test_a_stop_that_does_not_ask(technician: Technician) -> None:
    process, terminal = started(technician), technician.terminal
    os.kill(process, signal.SIGSTOP)
    terminal.sees("Stopped")
    terminal.type("clear; fg")
    terminal.press("Enter")
    terminal.sees("MIS user sync")
    terminal.press("q")
    wait_until(lambda: not children(terminal.process), terminal.screen)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_it_is_stopped_ends_it_when_it_goes_on(
    technician: Technician, number: signal.Signals
) -> None:
    process, terminal = started(technician), technician.terminal
    terminal.press("C-z")
    terminal.sees("Stopped")
    os.kill(process, number)
    terminal.type("clear; fg; echo ended with $?")
    terminal.press("Enter")
    terminal.sees("ended with 130")


def test_without_a_shell_it_goes_on(technician: Technician, tmp_path: Path) -> None:
    technician.set_up()
    with bare_terminal("--hub", str(technician.school.folder), home=tmp_path) as user:
        user.sees("Read pupils from")
        user.send(b"\x1a")
        user.sees("no shell")
        assert state(user.process.pid) != "T"
        user.send(b"q")
        assert user.exit() == 0
