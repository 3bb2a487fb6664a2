"""Takes the pictures of a story; as a program, those in ASCII: `python -m tui.pictures.taken HUB`."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.idle import IdleLoop
from tui.pictures.camera import ASCII, Camera, Look
from tui.pictures.stories import MAIN_STORY, Story, Walk
from tui.quick_textual import make_textual_quick
from tui.user import at_keyboard

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
LOGIN = "jsmith"
Pictures = dict[str, str]
"""SVGs by their paths."""


def session_on(hub: Path) -> Session:
    """A session on a hub, at the moment at which all pictures are taken."""
    return Session(hub, LOGIN, now=lambda: NOW, environment={}, state=hub.parent)


async def taken(story: Story, hub: Path, sandbox: Sandbox, looks: Sequence[Look] = ()) -> Pictures:
    """The pictures of a story.

    Args:
        story: Which one.
        hub: The folder of the hub that it is about.
        sandbox: The MIS of the school.
        looks: How the screens are shown, if not as the story says.
    """
    session = session_on(hub)
    if story.prepare is not None:
        await story.prepare(session, sandbox)
    camera = Camera(looks or story.looks)
    async with at_keyboard(session) as user:
        await story.walk(Walk(user, sandbox, camera))
    return camera.pictures


def in_ascii(hub: Path) -> Pictures:
    """The main pictures where the terminal knows only ASCII: that is settled when a process begins."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONPATH": str(Path(__file__).parents[2])}
    program = [sys.executable, "-X", "utf8", "-m", "tui.pictures.taken", str(hub)]
    told = subprocess.run(program, env=environment, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode()
    found: Pictures = json.loads(told.stdout)
    return found


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner(loop_factory=IdleLoop) as runner:
        make_textual_quick(patch)
        # The stand-in is served by the process that began this one.
        pictures = runner.run(taken(MAIN_STORY, Path(sys.argv[1]), Sandbox(), [ASCII]))
    sys.stdout.write(json.dumps(pictures))
