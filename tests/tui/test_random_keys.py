"""Random keys on two services, one by one, all at once, and on a slow machine.

`MARKTUI_RANDOM_KEYS=20000 .venv/bin/pytest -n0 tests/tui/test_random_keys.py` presses as many in all, draws
as often as Textual does, and compares what the terminal shows with a whole drawing after each burst of them.
"""

import os
import random
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.screen import Screen

from marktui.sandbox.fault.kind import DIALECTS
from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW, Schools
from tui.quick_textual import usual_refresh
from tui.random_keys import MANNERS, Monkey
from tui.user import sync

COUNT = "MARKTUI_RANDOM_KEYS"
KEYS = int(os.environ.get(COUNT, "360"))
"""How many keys are pressed in all."""


@pytest.mark.parametrize("seed", range(len(MANNERS)))
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_random_keys_neither_crash_nor_change_what_was_not_asked_about(
    schools: Schools,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dialect: str,
    seed: int,
) -> None:
    sandbox, folder = schools[dialect]
    # Pictures and exported lists go to the present folder; copies to no clipboard of this machine.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("TMUX", raising=False)
    session = Session(tmp_path / "hub", LOGIN, now=lambda: NOW, environment={}, state=tmp_path / "state")
    shutil.copytree(folder, session.folder)
    sandbox.move(1, [])
    await sync(session, await session.load())
    original = session.folder.rename(tmp_path / "original")
    monkey = Monkey(sandbox, original, session, MANNERS[seed], random.Random(seed))  # noqa: S311 - no secret
    if COUNT in os.environ:
        monkeypatch.setattr(Screen, "_compositor_refresh", usual_refresh)
        monkey.check_every = 1
    await monkey.press(KEYS // 6)
    with capsys.disabled() if COUNT in os.environ else nullcontext():
        print(f"\n{dialect}, seed {seed}: {monkey}", end="")  # noqa: T201 - the result of a long run
