"""What a reading costs on the line: less than 3 kB a second while it runs, and nothing once it has ended."""

import re

from patience import wait_until

from marktui.sandbox.pace import Pace
from marktui.tui.sync.live.panel_bar import TICK

from .school import School
from .terminal import terminal

PER_SECOND = 3000
SLOW = Pace(answer=0.15, kilobyte=0, rows=20)
STRIP = re.compile(r"\x1b\[1;\d+H\x1b\[[\d;]*m[^\x1b]")
"""Something is drawn in the first line. At each look something in it has changed."""
IDLE = 1.0


def test_a_reading_of_everything(school: School) -> None:
    school.sandbox.move(1)
    school.sandbox.slow_down(SLOW)
    words = ("--hub", str(school.folder))
    with terminal(*words, home=school.folder.parent, COLORTERM="truecolor") as user:
        user.sees("(AC)")  # the hub is loaded, and keys are heard
        user.type("R")
        user.sees("s saves")
        wait_until(lambda: user.quiet(IDLE) == "", lambda: "it goes on writing")
        user.type("q")
        assert user.exit() == 0
    reading = user.seen[user.seen.index("⇣ Everything ") : user.seen.index("s saves")]
    first, *_, last, _ = STRIP.finditer(reading)
    drawn = len(STRIP.findall(reading[first.start() : last.start()]))
    assert drawn > 2, "it is seen to go on"
    assert (last.start() - first.start()) / (drawn * TICK) < PER_SECOND
