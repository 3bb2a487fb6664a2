"""The moving picture of a whole reading: `R`, four tabs that fill, the summary, one review, the save."""

from pathlib import Path

from marktui.sandbox.server import Sandbox
from tui.idle import idle
from tui.pictures.reading import ROWS, Reading
from tui.pictures.svg import drawn, moving
from tui.pictures.taken import session_on
from tui.user import User, at_keyboard

NAME = "reading-everything.svg"
_STEPS, _STEP = 16, 0.2
"""How many pictures there are of the progress, and the seconds between two."""
_DONE = (0.3, 0.15, 0.45, 1.0)
"""How much of the reading is over when each list is there."""


class Film:
    """Pictures that are shown one after the other."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._frames: list[tuple[str, float]] = []

    def take(self, seconds: float) -> None:
        """Take a picture of the screen, to be shown for some seconds."""
        self._user.dismiss_toast()
        self._frames.append((drawn(self._user.app, f"f{len(self._frames)}"), seconds))

    @property
    def svg(self) -> str:
        """All of them."""
        return moving(self._frames)


async def taken(hub: Path, sandbox: Sandbox) -> str:
    """The moving picture.

    Args:
        hub: A copy of the demo's hub.
        sandbox: The demo's MIS.
    """
    faults = sandbox.stage.scene[1]
    async with at_keyboard(session_on(hub), size=(100, 28)) as user:
        film = Film(user)
        film.take(1.5)
        reading = await Reading.begun(user, sandbox)
        for step in range(_STEPS):
            over = step / _STEPS
            rows = (
                int(number * min(1, over / done)) for number, done in zip(ROWS.values(), _DONE, strict=True)
            )
            await reading.come_to(step * _STEP, *rows)
            film.take(_STEP)
        await user.press("escape")
        sandbox.move(faults=faults)
        for keys, seconds in (
            (("R",), 3.0),
            (("5",), 2.5),
            (("down",), 0.5),
            (("down",), 0.5),
            (("down",), 0.5),
        ):
            await user.press(*keys)
            await idle()
            film.take(seconds)
        await user.press("escape", "s")
        film.take(4.0)
    return film.svg
