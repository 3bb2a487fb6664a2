"""What a real terminal sends, or does not take, neither ends nor hangs the interface."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.school import SIGNALS, School
from cli.terminal import Terminal, terminal
from filelock import FileLock
from patience import PATIENCE

START, END = b"\x1b[200~", b"\x1b[201~"
ODD = (
    b"\xe9", b"\xf1", b"\xc3", b"\xff\xfe\x00", b"\xed\xa0\x80", b"\xe2\x82", b"\x80\x9b",
    b"\x1b[99999999999u", b"\x1b[97:65;1:3u", b"\x1b[48;0;0;0;0t\x1b[<35;3;3M", b"\x1b[<0;99999999;9999999M",
    b"\x1b[48;24;80;0;0t\x1b[<35;3;3M", b"\x1bP1$r0 q\x1b\\", b"\x1b[?62;1;2q", b"\x1b]52;c;cQ==\x07",
)  # fmt: skip


@pytest.fixture
def school(nasty_school: School, tmp_path: Path) -> School:
    return nasty_school.copy(tmp_path / "hub")


@pytest.fixture
def user(school: School, tmp_path: Path) -> Iterator[Terminal]:
    """Somebody before the first screen."""
    words = ("--hub", str(school.folder))
    with terminal(*words, home=tmp_path, LANG="C.UTF-8", **school.sandbox.environment) as user:
        user.sees("Read pupils from")
        yield user


def leave(user: Terminal) -> int:
    """Press q until it is heard."""
    return user.insist(lambda: user.type("q"), PATIENCE)


def test_bytes_and_reports_that_make_no_sense(user: Terminal) -> None:
    for odd in ODD:
        user.seen = ""
        user.send(odd)
        user.send(b"L")
        user.sees("Log")
        user.send(b"\x1b")
    assert user.process.poll() is None
    user.process.terminate()
    assert user.exit() == 130


@pytest.mark.parametrize("cut", [b"", b"half a paste", b"a\nb\n", b"x" * 5000, b"abc\x1b[20", b"\xc3"])
def test_a_paste_without_an_end(user: Terminal, cut: bytes) -> None:
    user.send(START + cut)
    user.send(b"\x03")
    user.sees("Leave now?")
    user.send(b"\x1b")
    user.send(START + cut)
    assert leave(user) == 0


@pytest.mark.parametrize(
    "size",
    [("0", "0"), ("-5", "x"), ("99999", "99999"), ("²", "²"), ("9" * 5000, "1e3"), ("", "")],
)
def test_a_size_that_makes_no_sense(school: School, tmp_path: Path, size: tuple[str, str]) -> None:
    columns, lines = size
    with terminal("--hub", str(school.folder), home=tmp_path, COLUMNS=columns, LINES=lines) as user:
        user.sees("Read pupils from")
        user.send(b"q")
        assert user.exit() == 0


def entries(school: School) -> int:
    return len(school.run("history", "--all", "--json").ended(0).document)


def stall(user: Terminal) -> None:
    """Let the line stall, and press keys until nothing more can be on its way."""
    user.stall()
    for key in (b"L", b"\x1b", b"P", b"\x1b[6~", b"S") * 20:
        user.send(key)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_signal_while_the_line_is_stalled(user: Terminal, number: signal.Signals) -> None:
    stall(user)
    os.kill(user.process.pid, number)
    assert user.wait() == 130


def test_a_line_that_goes_on_shows_what_it_missed(user: Terminal) -> None:
    stall(user)
    user.go_on()
    user.seen = ""
    user.send(b"T")
    user.sees("Teachers")
    user.send(b"H")
    user.sees("History")
    user.process.terminate()
    assert user.exit() == 130


@pytest.mark.parametrize("is_stalled", [False, True], ids=["idle", "stalled"])
def test_a_terminal_that_is_closed(user: Terminal, *, is_stalled: bool) -> None:
    if is_stalled:
        stall(user)
    user.hang_up()
    assert user.wait() == 130


@pytest.mark.parametrize("is_stalled", [False, True], ids=["read", "stalled"])
def test_a_terminal_that_is_closed_while_a_save_runs(
    school: School, user: Terminal, *, is_stalled: bool
) -> None:
    before = entries(school)
    with FileLock(school.folder / "hub.lock", is_singleton=False):
        user.send(b"p")
        user.sees("s saves")
        user.send(b"s")
        user.sees("in one commit")
        if is_stalled:
            stall(user)
        user.hang_up()
    # 130 if the save was quicker than the news that the terminal is gone.
    assert user.wait() in (0, 130)
    assert entries(school) == before + 1
