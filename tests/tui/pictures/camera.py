"""Takes the pictures of a screen in all its looks: sizes and themes."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from textual.widgets import Input

from marktui.tui.common.messages import ThemeChosen
from tui.idle import idle
from tui.pictures.svg import drawn
from tui.user import User

FOLDER = Path(__file__).parents[3] / "screenshots"
SMALL, WIDE = (80, 24), (120, 40)


class Look(Struct, frozen=True):
    """How a screen is shown; its folder."""

    folder: str
    size: tuple[int, int] = SMALL
    theme: str = "dark"


DARK = Look("dark-80x24")
EVERY = (
    DARK,
    Look("light-80x24", theme="light"),
    Look("light-120x40", WIDE, "light"),
    Look("dark-120x40", WIDE),
)
HIGH_CONTRAST = Look("high-contrast", theme="high-contrast")
MAIN = (DARK, HIGH_CONTRAST, *EVERY[1:])
NO_COLOUR, ASCII = Look("no-colour"), Look("ascii")
"""In these marktui is started."""


class Camera:
    """Takes pictures, and keeps them by folder and name.

    Args:
        looks: Those that each screen is shown in, one after the other.
    """

    def __init__(self, looks: Sequence[Look] = EVERY) -> None:
        self._looks = looks
        self.pictures: dict[str, str] = {}

    async def take(self, user: User, name: str) -> None:
        """Take the pictures of what is on the screen, which is shown as before after that."""
        user.dismiss_toast()
        for line in user.app.screen.query(Input):
            line.cursor_blink = False
        for look in self._looks:
            await _show(user, look)
            self.pictures[f"{look.folder}/{name}.svg"] = drawn(user.app)
        await _show(user, DARK)


async def _show(user: User, look: Look) -> None:
    if user.app.theme != look.theme:
        user.app.post_message(ThemeChosen(look.theme))
    if user.app.size != look.size:
        await user.resize(*look.size, wait=False)
    await idle()
