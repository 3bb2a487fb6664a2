"""The start of the interface: what is imported before the first frame, and keys that come before it."""

import asyncio
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from marktui.cli.shared.session import system_login
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from tui.user import User

FRAME = "upils"
"""A part of a tab, whose first letter is underlined."""
LIGHT = {
    "marktui.cli",
    "marktui.hub.model",
    "marktui.hub.settings",
    "marktui.store.disk",
    "marktui.store.save_report",
    "marktui.store.settings",
    "marktui.tui.app",
    "marktui.tui.commands.app_keys",
    "marktui.tui.common.tab",
    "marktui.tui.common.text",
    "marktui.tui.common.style.theme",
    "marktui.tui.common.widgets.parted_line",
    "marktui.tui.common.widgets.tab_bar",
    "marktui.tui.main.message_log",
    "marktui.tui.main.tabs",
    "marktui.tui.run",
    "marktui.tui.settings.preferences",
    "marktui.tui.settings.preferences_app",
    "marktui.tui.terminal",
    "marktui.wording",
}
"""What the first frame is made of, modules and folders; all else is imported after it."""
HEAVY = {"filelock", "graphql", "httpx", "keyring", "orjson", "rapidfuzz", "starlette", "tinydb"}


async def test_the_first_frame_is_drawn_before_anything_else_is_imported(tmp_path: Path) -> None:
    await Session(tmp_path / "hub", system_login(), environment={}).create(
        school="Ashgrove", coordinator="Jo Smith", email="jo@ash.example"
    )
    file = tmp_path / "modules"
    program = ("-m", "benchmarks.first_paint", FRAME, str(file), "--hub", str(tmp_path / "hub"))
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *program,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    )
    assert await process.wait() == 0
    os.close(ours)
    os.close(theirs)
    imported = set(file.read_text().split())
    assert "marktui.tui.main.tabs" in imported
    assert imported & HEAVY == set()
    ours_alone = {name for name in imported if name.partition(".")[0] == "marktui"}
    assert {name for name in ours_alone if not _is_light(name)} == set()


def test_the_main_screen_is_drawn_without_what_compares_names() -> None:
    code = "import sys, marktui.tui.main.screen; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _is_light(name: str) -> bool:
    """Whether a module is on the list, or in a folder of it, or is the folder of one."""
    return any(name == one or name.startswith(f"{one}.") or one.startswith(f"{name}.") for one in LIGHT)


@pytest.mark.parametrize("keys", [("P", "slash", *"zzzz"), ("4", "question_mark", *"xyzzy")])
async def test_keys_pressed_before_the_hub_is_there_are_handled_in_order(
    synced: Session, keys: tuple[str, ...]
) -> None:
    app = MarktuiApp(lambda: synced)
    async with app.run_test(size=(80, 24)) as pilot:
        user = User(pilot, app)
        for key in keys:
            user.hit(key)
        await user.settle()
        await user.until("No pupil here" if keys[0] == "P" else "No key has these words.")
