"""The screens look as in `screenshots/`. MARKTUI_PICTURES=write draws them anew."""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from patience import PATIENCE

from marktui.cli.demo_school import demo_sandbox, live_through
from marktui.connectors.assembly.connector import Assembly
from marktui.connectors.http.wait_times import Pace
from marktui.sandbox.server import Sandbox
from tui.pictures import gallery, moving
from tui.pictures.camera import EVERY, FOLDER, NO_COLOUR
from tui.pictures.stories import MAIN_STORY, READING, STORIES, Story
from tui.pictures.taken import LOGIN, NOW, in_ascii, taken
from tui.user import screen_text

WRITES = os.environ.get("MARKTUI_PICTURES") == "write"
CHEAP = [look for look in EVERY if look.theme == "dark"]
"""The looks that are drawn in every run of the tests: another theme costs more than all the rest."""
FIRST_HUB = Path("/home/jsmith/.local/share/marktui/hub")
"""The folder that is shown where there is no hub yet, and none is made."""


@dataclass(frozen=True)
class Demo:
    """The demo's hub, its MIS, and the step and faults that wait there."""

    hub: Path
    sandbox: Sandbox
    scene: tuple[int, tuple[str, ...]]

    def copy(self, folder: Path) -> Path:
        """A copy of the hub, with the MIS as it was."""
        self.sandbox.move(*self.scene)
        return shutil.copytree(self.hub, folder / "hub")


@pytest.fixture(autouse=True)
def _a_reading_that_hangs_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a service is silent, the pictures say themselves; taking them may take longer."""
    defaults = Assembly.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "pace", Pace(first_try=10 * PATIENCE, budget=10 * PATIENCE))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo's school."""
    sandbox = demo_sandbox(NOW.date())
    hub = tmp_path_factory.mktemp("demo") / "hub"
    with sandbox.serve():
        asyncio.run(live_through(hub, sandbox, LOGIN))
        yield Demo(hub, sandbox, sandbox.stage.scene)


def compare(pictures: Mapping[str, str]) -> None:
    """Compare pictures with those in the folder; or write them."""
    for path, svg in pictures.items():
        file = FOLDER / path
        if WRITES:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(svg)
            continue
        wanted = file.read_text()
        assert screen_text(svg) == screen_text(wanted), path
        assert svg == wanted, path


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_the_screens_of_a_story(
    story: Story, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: dict[str, str] = {}
    others = [look for look in story.looks if look not in CHEAP]
    for number, looks in enumerate((CHEAP, others) if WRITES or story is READING else (CHEAP,)):
        start = tmp_path / str(number)
        start.mkdir()
        # What is shown of a folder is the same everywhere.
        monkeypatch.chdir(start)
        hub = demo.copy(start) if story.has_hub else Path("ashgrove") if story.prepare else FIRST_HUB
        demo.sandbox.move(*demo.scene)
        pictures |= await taken(story, hub, demo.sandbox, looks)
    assert {Path(path).stem for path in pictures} == story.shows.keys()
    compare(pictures)


@pytest.mark.parametrize("story", [MAIN_STORY, READING], ids=lambda story: story.name)
async def test_without_colour(
    story: Story, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    compare(await taken(story, demo.copy(tmp_path), demo.sandbox, [NO_COLOUR]))


async def test_in_ascii(demo: Demo, tmp_path: Path) -> None:
    pictures = await asyncio.to_thread(in_ascii, demo.copy(tmp_path))
    assert {Path(path).stem for path in pictures} == MAIN_STORY.shows.keys()
    compare(pictures)


async def test_the_moving_picture(demo: Demo, tmp_path: Path) -> None:
    compare({moving.NAME: await moving.taken(demo.copy(tmp_path), demo.sandbox)})


@pytest.mark.skipif(WRITES, reason="Not all pictures have been written yet.")
def test_other_themes_say_the_same() -> None:
    for story in STORIES:
        for name in story.shows:
            said = {
                look.folder: (look.size, screen_text((FOLDER / look.folder / f"{name}.svg").read_text()))
                for look in story.looks
            }
            assert len(set(said.values())) == len(CHEAP), (name, *said)


def test_the_folder_has_these_pictures_and_shows_each() -> None:
    page, wanted = FOLDER / "README.md", gallery.paths() | {moving.NAME}
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.svg")}
    if WRITES:
        FOLDER.mkdir(exist_ok=True)
        page.write_text(gallery.page())
        for path in there - wanted:
            (FOLDER / path).unlink()
        return
    assert page.read_text() == gallery.page()
    assert there == wanted
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.svg")) < 8_000_000
    assert (FOLDER / moving.NAME).stat().st_size < 1_000_000
