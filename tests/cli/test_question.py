"""The one question of a sync and the prompt for a token, at a real terminal."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest
from patience import PATIENCE

from .school import SIGNALS, School
from .terminal import Terminal, terminal

QUESTION = "Apply this? [y/N]"
"""Seconds within which a signal has to end the program."""


@contextmanager
def at_terminal(school: School, *words: str, piped: str = "") -> Iterator[Terminal]:
    given = ("--hub", str(school.folder), *words)
    with terminal(*given, home=school.folder.parent, piped=piped) as opened:
        yield opened


def _is_unattended(school: School) -> bool:
    """Whether the last sync is one that nobody has looked at, by the history."""
    *_, last = (school.folder / "history.jsonl").read_text().splitlines()
    return '"unattended":true' in last


@pytest.fixture
def waiting(school: School) -> School:
    """A school where a sync has something to do."""
    school.sandbox.move(1)
    return school


@pytest.mark.parametrize("answer", ["\r", "n\r", "\x04"], ids=["enter", "no", "end of input"])
def test_no_is_the_default_and_changes_nothing(waiting: School, answer: str) -> None:
    before = waiting.hub_file
    with at_terminal(waiting, "sync", "pupils") as screen:
        screen.sees(QUESTION)
        assert screen.seen.count("de-sync") >= 13
        assert screen.seen.index("left alone") < screen.seen.index(QUESTION), "the counts come first"
        screen.type(answer)
        assert screen.exit() == 130
    assert "nothing was changed" in screen.seen
    assert waiting.hub_file == before


def test_yes_applies(waiting: School) -> None:
    with at_terminal(waiting, "sync", "pupils") as screen:
        screen.sees(QUESTION)
        screen.type("y\r")
        assert screen.exit() == 0
    assert screen.seen.count(QUESTION) == screen.seen.count("left alone") == 1
    assert len(waiting.leavers()) == 13
    assert not _is_unattended(waiting), "somebody has looked"


@pytest.mark.parametrize("flag", ["--yes", "--json", "--dry-run"])
def test_a_flag_takes_the_question_away(waiting: School, flag: str) -> None:
    with at_terminal(waiting, "sync", "pupils", flag) as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen
    assert len(waiting.leavers()) == (0 if flag == "--dry-run" else 13)
    assert _is_unattended(waiting)


def test_an_approval_takes_the_question_away(waiting: School) -> None:
    waiting.sandbox.move(0, ["mass-vanish"])
    plan = waiting.sync("pupils", "--json").ended(3).document["plan"]
    with at_terminal(waiting, "sync", "pupils", "--approve", plan) as screen:
        assert screen.exit() == 0
    assert not _is_unattended(waiting)
    assert "[y/N]" not in screen.seen


@pytest.mark.parametrize("piped", ["stdin", "stderr"])
def test_it_is_asked_only_where_it_can_be_seen_and_answered(waiting: School, piped: str) -> None:
    with at_terminal(waiting, "sync", "pupils", piped=piped) as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen
    assert len(waiting.leavers()) == 13


def test_it_is_asked_when_only_the_output_is_piped(waiting: School) -> None:
    with at_terminal(waiting, "sync", "pupils", piped="stdout") as screen:
        screen.sees(QUESTION)
        screen.type("n\r")
        assert screen.exit() == 130


def test_piped_it_is_never_asked(waiting: School) -> None:
    said = waiting.run_with("sync", "pupils").ended(0)
    assert "[y/N]" not in said.everything


def test_nothing_to_change_is_not_asked_about(school: School) -> None:
    with at_terminal(school, "sync", "pupils") as screen:
        assert screen.exit() == 0
    assert "[y/N]" not in screen.seen
    assert "Nothing to change." in screen.seen


def test_a_held_plan_is_not_asked_about(school: School) -> None:
    school.sandbox.move(faults=["mass-vanish"])
    with at_terminal(school, "sync", "pupils") as screen:
        assert screen.exit() == 3
    assert "[y/N]" not in screen.seen


def test_ctrl_c_at_the_question(waiting: School) -> None:
    before = waiting.hub_file
    with at_terminal(waiting, "sync", "pupils") as screen:
        screen.sees(QUESTION)
        assert screen.insist(lambda: screen.type("\x03"), PATIENCE) == 130
    assert waiting.hub_file == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_who_does_not_wait_for_the_end_gets_the_same_exit_code(
    waiting: School, number: signal.Signals
) -> None:
    with at_terminal(waiting, "sync", "pupils") as screen:
        screen.sees(QUESTION)
        end = monotonic() + PATIENCE
        while screen.process.poll() is None and monotonic() < end:
            screen.process.send_signal(number)
        code = screen.exit()
        assert code == 130, repr(screen.seen[-300:])
    assert "Traceback" not in screen.seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_at_the_question(waiting: School, number: signal.Signals) -> None:
    before = waiting.hub_file
    with at_terminal(waiting, "sync", "pupils") as screen:
        screen.sees(QUESTION)
        assert screen.insist(lambda: screen.process.send_signal(number), PATIENCE) == 130
    assert waiting.hub_file == before


def test_the_token_is_asked_for_and_not_shown(new_school: School) -> None:
    new_school.init().ended(0)
    token = new_school.sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]
    address = new_school.sandbox.address
    words = ("connect", "assembly", "--api-url", address, "--auth-url", address)
    with at_terminal(new_school, *words) as screen:
        screen.sees("token:")
        screen.type(f"{token}\r")
        assert screen.exit() == 0
    assert token not in screen.seen
    assert token in (new_school.folder / "secrets.json").read_text()


@pytest.mark.parametrize("number", list(SIGNALS), ids=lambda one: one.name)
def test_a_signal_at_the_token(new_school: School, number: signal.Signals) -> None:
    new_school.init().ended(0)
    with at_terminal(new_school, "connect", "assembly") as screen:
        screen.sees("token:")
        assert screen.insist(lambda: screen.process.send_signal(number), PATIENCE) == 130


def test_progress_is_a_bar_that_goes_away(school: School) -> None:
    with at_terminal(school, "sync", "pupils") as screen:
        assert screen.exit() == 0
    assert "[########################]" in screen.seen
    assert screen.seen.rstrip().splitlines()[-1].endswith("Nothing to change.")


def test_an_import_shows_what_it_would_change_and_asks(school: School) -> None:
    file = school.folder.parent / "web-hub.csv"
    file.write_text("User ID,First name,Last name,Class,Date of birth\n7,Zadie,Quillon,Owls,02/03/2017\n")
    with at_terminal(school, "import", str(file)) as screen:
        screen.sees("Import this? [y/N]")
        assert screen.seen.index("Zadie Quillon") < screen.seen.index("1 row: 1 added.")
        screen.type("y\r")
        assert screen.exit() == 0
    assert "To undo this: marktui" in screen.seen
    assert "Quillon" in {one["last_name"] for one in school.records("pupils")}
