"""What was done is said, and the exit code is that of what happened, whatever comes between."""

import signal
import subprocess
import time
from itertools import cycle
from shlex import join

import orjson
import pytest
from patience import PATIENCE, wait_until
from processes import hears

from .changing_verbs import CHANGING, WITHOUT_JSON, look
from .process import finish, shell
from .result import Said
from .school import SIGNALS, School
from .slow_reader import slow_reader

VERBS = pytest.mark.parametrize("verb", CHANGING)
WITH_SIGNALS = [*zip(CHANGING, cycle(SIGNALS), strict=False)]
SAVED = "This was saved: "


def prepared(school: School, verb: str, *, as_json: bool) -> list[str]:
    """The words of a verb, once it has something to change."""
    words = list(CHANGING[verb](school))
    return [*words, "--json"] if as_json and verb not in WITHOUT_JSON else words


def is_one_document(text: str) -> bool:
    """Whether a text is exactly one JSON document."""
    orjson.loads(text)
    return True


def says_the_truth(said: Said, *, changed: bool) -> None:
    """What was said and the exit code fit what was done, and there is no traceback."""
    assert "Traceback" not in said.everything
    assert said.exit in (0, 130), said
    assert (said.exit == 0) == changed, said
    assert ("othing was changed" in said.everything) == (not changed), said


@pytest.mark.parametrize(("verb", "number"), WITH_SIGNALS, ids=lambda one: getattr(one, "name", one))
def test_a_signal_after_the_commit(school: School, verb: str, number: signal.Signals) -> None:
    words = prepared(school, verb, as_json=number is not signal.SIGHUP)
    before = look(school.folder)
    with slow_reader(school, words, **school.sandbox.environment) as reader:
        wait_until(lambda: blocked(reader.process))
        assert look(school.folder) != before
        reader.process.send_signal(number)
        time.sleep(0.1)
        said = reader.read_all()
    says_the_truth(said, changed=True)
    if "--json" in words:
        assert is_one_document(said.out)
        assert "error" not in said.document


def blocked(process: subprocess.Popen[str]) -> bool:
    """Whether a process waits for the reader of its pipe."""
    with open(f"/proc/{process.pid}/wchan") as file:  # noqa: PTH123 - no file to keep
        return "pipe" in file.read()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
@pytest.mark.parametrize("delay", [0, 0.1, 0.25, 0.4])
@pytest.mark.parametrize("verb", ["revoke", "sync pupils"])
def test_a_signal_at_any_moment(school: School, verb: str, number: signal.Signals, delay: float) -> None:
    words = prepared(school, verb, as_json=True)
    before = look(school.folder)
    process = school.start(*words, **school.sandbox.environment)
    # Before that Python itself ends by a signal, or says in words of its own what has become of it.
    wait_until(lambda: hears(process.pid, signal.SIGHUP))
    time.sleep(delay)
    process.send_signal(number)
    said = finish(process)
    assert is_one_document(said.out)
    hub = str(school.folder / "hub.json")
    says_the_truth(said, changed=look(school.folder)[hub] != before[hub])


def test_more_signals_change_nothing(school: School) -> None:
    words = prepared(school, "revoke", as_json=True)
    before = look(school.folder)
    with slow_reader(school, words) as reader:
        wait_until(lambda: blocked(reader.process))
        assert look(school.folder) != before
        for number in (*SIGNALS, *SIGNALS):
            reader.process.send_signal(number)
            time.sleep(0.15)
        said = reader.read_all()
    says_the_truth(said, changed=True)
    assert is_one_document(said.out)


def test_a_reader_who_never_comes_back_keeps_nobody(school: School) -> None:
    words = prepared(school, "revoke", as_json=False)
    before = look(school.folder)
    with slow_reader(school, words) as reader:
        wait_until(lambda: blocked(reader.process))
        assert look(school.folder) != before
        reader.process.send_signal(signal.SIGTERM)
        _, err = reader.process.communicate(timeout=PATIENCE)
        assert reader.process.returncode == 1
    assert f"{SAVED}entry 3 (revoke), 2 changes." in err


def test_a_list_whose_reader_sleeps_can_be_stopped(school: School) -> None:
    with slow_reader(school, ["list", "pupils"]) as reader:
        wait_until(lambda: blocked(reader.process))
        reader.process.send_signal(signal.SIGINT)
        said = reader.read_all()
    assert said.exit == 130
    assert "nothing was changed" in said.err


def test_progress_that_nobody_reads_can_be_stopped(school: School) -> None:
    """Standard error stalls before the commit: nothing has happened, and nothing will."""
    school.sandbox.move(1)
    before = school.files
    words = ["sync", "pupils", "--json"]
    with slow_reader(school, words, "stderr", **school.sandbox.environment) as reader:
        wait_until(lambda: blocked(reader.process))
        reader.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        said = reader.read_all()
    says_the_truth(said, changed=False)
    assert said.error["kind"] == "cancelled"
    assert school.files == before


STREAMS = {
    "full output": (">/dev/full", True),
    "closed output": (">&-", True),
    "full output and error": (">/dev/full 2>/dev/full", False),
    "closed output and error": (">&- 2>&-", False),
    "closed input, output and error": ("<&- >&- 2>&-", False),
    "closed output, full error": (">&- 2>/dev/full", False),
}


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("verb", ["add", "sync pupils", "revoke", "undo", "purge", "init", "disconnect"])
def test_an_outcome_that_cannot_be_printed(school: School, verb: str, streams: str) -> None:
    words = prepared(school, verb, as_json=streams == "closed output")
    before = look(school.folder)
    redirected, can_say = STREAMS[streams]
    line = f"$marktui --hub {school.folder} {join(words)} {redirected}"
    said = shell(line, school.folder.parent, **school.sandbox.environment).ended(1)
    assert look(school.folder) != before
    assert said.out == ""
    assert (SAVED in said.err) == can_say, said
    assert "Traceback" not in said.err


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("words", ["list pupils", "status --json", "history", "--help", "leavers --summary"])
def test_an_answer_that_cannot_be_printed(school: School, words: str, streams: str) -> None:
    redirected, can_say = STREAMS[streams]
    said = shell(f"$marktui --hub {school.folder} {words} {redirected}", school.folder.parent).ended(1)
    assert ("Nothing was changed." in said.err) == can_say
    assert "Traceback" not in said.err


@pytest.mark.parametrize("closed", ["2>/dev/full", "2>&-"])
def test_an_outcome_that_was_printed_needs_no_standard_error(school: School, closed: str) -> None:
    school.sandbox.move(1)
    line = f"$marktui --hub {school.folder} sync pupils --json {closed}"
    said = shell(line, school.folder.parent, **school.sandbox.environment).ended(0)
    assert said.document["applied"] is True


@pytest.mark.parametrize("words", ["list pupils", "list pupils --json", "history --json", "--help"])
def test_a_reader_who_has_enough_is_left_quietly(school: School, words: str) -> None:
    line = f"{{ $marktui --hub {school.folder} {words}; echo $? >&2; }} | true"
    said = shell(line, school.folder.parent)
    assert said.err in ("0\n", "1\n"), said


def test_a_reader_who_has_enough_is_told_what_was_saved(school: School) -> None:
    # Once nothing can be written any more the reader has gone.
    gone = "trap '' PIPE; while echo more; do :; done 2>/dev/null"
    line = f"{{ {gone}; $marktui --hub {school.folder} add class name=Chess; echo $? >&2; }} | true"
    said = shell(line, school.folder.parent)
    assert said.err.endswith("1\n")
    assert f"{SAVED}entry 2 (edit), 1 change." in said.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("edit p999999 upn=x --json", 2),
        ("leavers revoke nobody --json", 2),
        ("sync pupils --approve none --json", 3),
        ("undo 999 --json", 2),
        ("list nothing --json", 2),
    ],
)
def test_a_failure_is_said_on_both_streams(school: School, words: str, code: int) -> None:
    school.sandbox.move(1)
    line = f"$marktui --hub {school.folder} {words}"
    said = shell(line, school.folder.parent, **school.sandbox.environment).ended(code)
    assert is_one_document(said.out)
    if code != 3:
        assert said.error["message"] in said.err
