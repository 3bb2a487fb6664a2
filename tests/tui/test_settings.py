"""What the settings do to the interface, and what the interface keeps in them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from marktui.store.settings.settings_file import read_settings
from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from marktui.tui.settings.preferences import Preferences
from marktui.wording.dates import DATE_FORM
from tui.user import User

WISHES = """\
start = "leavers"
theme = "light"
detail = true
thme = 3
[keys]
sync-pupils = "f5"
cancel-deletion = "z"
quit = "p"   # free now
show-log = "ctrl+y"
show-history = "s"
"""


@asynccontextmanager
async def with_settings(session: Session, path: Path) -> AsyncIterator[User]:
    """Somebody with a settings file who has just started marktui."""
    app = MarktuiApp(lambda: session, Preferences(read_settings(path, {}), path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        user = User(pilot, app)
        await user.settle()
        yield user


async def test_the_interface_is_as_the_settings_say(left: Session, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WISHES)
    form = DATE_FORM.set(lambda: "2026-03-04")
    async with with_settings(left, path) as user:
        DATE_FORM.reset(form)
        assert user.app.theme == "light"
        user.sees("Without 0", "UPN")
        assert 'nearest is "theme". (1 more: L)' in user.said
        assert (
            'line 4: There is no setting "thme"; the nearest is "theme".'
            in user.app.message_log.lines[0].text
        )
        said = user.app.message_log.lines[1].text
        assert said.endswith(
            '"s" cannot be a key of show-history (School: History): save (Save and sync) has it.'
        )
        await user.press("ctrl+y")
        user.sees("line 4")
        await user.press("escape", "question_mark")
        await user.type("cancel-del")
        user.sees("z ", "In the settings: cancel-deletion")
        await user.press("escape", "ctrl+p")
        await user.type("re-sync")
        user.sees("(f5)")
        await user.press("escape", "escape", "S")
        user.sees("f5 Re-sync pupils", "p Quit")
        await user.press("f5")
        user.sees("Save and sync", "born 2022-02-26")
        assert user.app.is_running
        await user.press("p")
    assert user.app.return_code == 0


async def test_what_is_chosen_is_kept_and_a_file_that_cannot_be_written_is_told(
    left: Session, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# by hand\ntheme = 'nord' # liked\n")
    async with with_settings(left, path) as user:
        await user.press("ctrl+p")
        await user.type("settings")
        await user.press("enter")
        user.sees(
            "Settings:", str(path)[:40], "nord", "line 2", "network.timeout", "The colours of the interface"
        )
        await user.press("enter")
        await user.type("high")
        await user.press("enter")
        assert user.app.theme == "high-contrast"
        await user.press("V", "enter")
        assert path.read_text() == '# by hand\ntheme = "high-contrast" # liked\ndetail = true\n'
        await user.rush("escape", "enter", "escape")
        await asyncio.sleep(0)
        assert path.read_text().endswith("detail = false\n")
        path.write_text("theme = ")
        await user.press("enter")
        user.sees("This is not kept for next time.")
