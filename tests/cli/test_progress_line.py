"""The line of progress in a terminal."""

import pytest

from marktui.cli.terminal.progress import progress_line
from marktui.connectors.base import Awaiting
from marktui.hub.model.kind import Kind
from marktui.sync.run.events import ListProgress
from marktui.sync.run.progress import Progress
from marktui.wording.drawing.glyphs import ASCII, UNICODE

from .school import School
from .terminal import terminal

READING = (
    Progress(began=0)
    .after(ListProgress(Kind.PUPIL, 0, 3019), 0)
    .after(ListProgress(Kind.PUPIL, 1300, 3019), 3)
)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (79, "[##########..............] Pupils 1,300/3,019 · 433/s · 4 s left"),
        (60, "Pupils 1,300/3,019 · 433/s · 4 s left"),
        (30, "Pupils 1,300/3,019 · 4 s left"),
        (18, "Pupils 1,300/3,019"),
    ],
)
def test_the_line_keeps_what_matters_in_a_narrow_terminal(room: int, line: str) -> None:
    assert progress_line(READING, 3, room, UNICODE) == line


def test_a_line_in_ascii() -> None:
    silent = READING.after(Awaiting(1, 0, 90, tries=5), 3)
    line = progress_line(silent, 10, 99, ASCII)
    assert line == "[##########..............] Pupils 1,300/3,019 - silent for 7 s, given up at 90 s"


def test_the_line_counts_on_while_the_service_is_silent(school: School) -> None:
    school.sandbox.move(faults=["hang"])
    words = ("--hub", str(school.folder), "sync", "pupils")
    with terminal(*words, home=school.folder.parent) as screen:
        screen.sees("silent for ")
        screen.sees("s, given up at 90 s\r\x1b[K")  # and is drawn again
        screen.type("\x03")
        assert screen.exit() == 130
