import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_in import served_sandbox

from marktui.sandbox.server import Sandbox

from .technician import Technician
from .tmux import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    terminal = Terminal(tmp_path / "tmux")
    yield terminal
    terminal.close()


@pytest.fixture
def school() -> Iterator[Sandbox]:
    with served_sandbox(210, seed=3) as sandbox:
        yield sandbox


@pytest.fixture
def technician(terminal: Terminal, school: Sandbox, tmp_path: Path) -> Technician:
    """Somebody with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Technician(terminal, home, school)
