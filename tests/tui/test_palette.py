"""The palette stands keys that come while it opens, searches and closes."""

import random

import pytest
from textual.command import CommandPalette

from marktui.sync.session import Session
from tui.idle import idle
from tui.user import User, at_keyboard

MOVES = (
    "pagedown",
    "pageup",
    "home",
    "end",
    "ctrl+home",
    "ctrl+end",
    "shift+home",
    "shift+end",
    "up",
    "down",
)


def palettes(user: User) -> int:
    return sum(isinstance(one, CommandPalette) for one in user.app.screen_stack)


@pytest.mark.parametrize("move", MOVES)
async def test_a_move_in_a_palette_that_is_not_drawn_yet(synced: Session, move: str) -> None:
    async with at_keyboard(synced) as user:
        user.app.action_command_palette()
        palette = user.app.screen
        for action in ("page_down", "page_up", "first", "last", "cursor_up", "select"):
            getattr(palette, "_action_command_list")(action)  # noqa: B009 - as the key does before it is mounted
        await user.rush(move, move, "escape")
        await user.rush("ctrl+p", move, *"zzzz", move, "backspace", move, "escape")
        assert palettes(user) == 0
        await user.rush("ctrl+p", *"Log", move, "escape")
        user.sees("MIS user sync")


async def test_there_is_one_palette_at_a_time(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        await user.rush("ctrl+p", "L", "ctrl+p", "colon", "ctrl+p")
        assert palettes(user) == 1
        await user.press("escape")
        await user.press("L")
        await user.press("ctrl+p", "ctrl+p")
        assert palettes(user) == 1
        user.app.on_show_log()
        await user.settle()
        await user.rush("ctrl+p", "ctrl+p")
        user.app.search_themes()
        await user.settle()
        assert palettes(user) == 1


async def test_over_a_question_it_says_that_the_question_comes_first(left: Session) -> None:
    async with at_keyboard(left) as user:
        await user.press("V", "minus", "ctrl+p")
        assert palettes(user) == 0
        user.sees("Revoke the access of ", "Close the question first, with esc.")
        await user.press("escape", "E", "ctrl+p")
        user.sees("Close the page first, with esc.")


async def test_the_colours_can_be_chosen(synced: Session) -> None:
    async with at_keyboard(synced) as user:
        before = user.app.theme
        await user.rush("ctrl+p", *"theme")
        await user.press("enter")
        await user.rush(*"nord", "enter")
        assert user.app.theme != before


async def test_people_classes_and_pages_of_the_web_hub_are_found(synced: Session) -> None:
    hub = await synced.load()
    pupil = next(one for one in hub.pupils.values() if one.class_id)
    school_class = hub.classes[pupil.class_id or ""]
    async with at_keyboard(synced) as user:
        await user.rush("ctrl+p", f" {pupil.label}")
        user.sees(f"{pupil.label} · pupil · {school_class.name}")
        await user.press("enter")
        user.sees(pupil.upn or "", "With access")
        await user.press("y")
        assert user.app.clipboard == pupil.upn
        user.sees(f"Copied UPN {pupil.upn}. y again copies the whole line.")
        await user.press("y")
        assert school_class.name in user.app.clipboard.split("\t")
        await user.rush("ctrl+p", *school_class.name)
        await user.press("enter")
        members = sum(one.class_id == school_class.id for one in hub.pupils.values())
        user.sees(f"Only: {school_class.name}.", f"All {members}")
        await user.press("a", "y")
        assert len(user.app.clipboard.split()) == members
        user.sees(f"Copied UPN of {members} of {members}.")
        await user.press("A", "escape")
        user.sees(f"All {len(hub.pupils)}")
        await user.rush("ctrl+p", *"data")
        user.sees("Data sharing (web hub)")
        await user.press("enter")
        assert "School > Data sharing" in user.said


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_around_a_palette(synced: Session, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    keys = ("ctrl+p", "colon", "escape", "enter", "L", "z", "backspace", "tab", *MOVES)
    async with at_keyboard(synced) as user:
        for _ in range(250):
            user.hit(chance.choice(keys))
            if chance.random() < 0.3:
                await idle()
        await user.settle()
        assert palettes(user) <= 1
