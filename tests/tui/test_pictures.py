"""The main screens look as in `screenshots/`. MARKTUI_PICTURES=write draws them anew."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from marktui.cli.demo_school import demo_sandbox, live_through
from marktui.sandbox.server import Sandbox
from tui.pictures import FOLDER, LOGIN, NOW, PICTURES, Picture, taken
from tui.user import screen_text

Scene = tuple[int, tuple[str, ...]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Sandbox, Scene]]:
    """The demo's hub, its MIS, and the step and faults that wait there."""
    sandbox = demo_sandbox(NOW.date())
    hub = tmp_path_factory.mktemp("demo") / "hub"
    with sandbox.serve():
        asyncio.run(live_through(hub, sandbox, LOGIN))
        yield hub, sandbox, sandbox.stage.scene


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_picture(picture: Picture, demo: tuple[Path, Sandbox, Scene], tmp_path: Path) -> None:
    hub, sandbox, scene = demo
    sandbox.move(*scene)
    copy = shutil.copytree(hub, tmp_path / "hub")
    path = FOLDER / f"{picture.name}.svg"
    async with taken(picture, copy, sandbox) as svg:
        if os.environ.get("MARKTUI_PICTURES") == "write":
            FOLDER.mkdir(exist_ok=True)
            path.write_text(svg)
        wanted = path.read_text()
        assert screen_text(svg) == screen_text(wanted)
        assert svg == wanted
