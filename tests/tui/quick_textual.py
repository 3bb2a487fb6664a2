"""Spares tests of the interface the times of Textual, and what it does for every app and frame."""

import asyncio
from functools import partial
from typing import Any

import pytest
from patience import PATIENCE
from textual import _time, pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.notifications import Notification
from textual.screen import Screen

from tui.idle import IdleLoop, clock, idle_while, is_in_threads

usual_refresh = Screen._compositor_refresh
"""How Textual draws: at once."""
_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def make_textual_quick(patch: pytest.MonkeyPatch) -> None:
    """Wait for no time, draw what a key has changed once, and parse each style sheet once."""
    # A frame is drawn as soon as it is due and nothing else is left to do; nobody waits for it.
    patch.setattr(_time, "get_time", clock)
    # A toast stays until the next one, however late the machine is to look at it.
    patch.setattr(Notification, "time_left", PATIENCE)
    # Textual's own pilot takes a process for idle that gets no processor.
    patch.setattr(pilot, "wait_for_idle", _idle_with_threads)
    patch.setattr(Screen, "_compositor_refresh", _draw_last)
    patch.setattr(Stylesheet, "_parse_rules", _parse_once)


async def _idle_with_threads(*_seconds: float) -> None:
    await idle_while(is_in_threads)


def _draw_last(screen: Screen[Any]) -> None:
    """Draw once all that was to be done has been done."""
    loop = asyncio.get_running_loop()
    if isinstance(loop, IdleLoop):
        loop.do_last(screen, partial(_draw, screen))
    else:
        usual_refresh(screen)


def _draw(screen: Screen[Any]) -> None:
    if not screen.is_running:
        return
    try:
        usual_refresh(screen)
    except Exception as error:  # noqa: BLE001 - Textual does the same with what goes wrong in a frame
        screen.app._handle_exception(error)


def _parse_once(sheet: Stylesheet, css: str, *args: Any, **more: Any) -> list[RuleSet]:
    """The rules of a text, which are the same for every app that has the same colours."""
    key = (css, *args, *more.values())
    if key in sheet._parse_cache:
        return sheet._parse_cache[key]
    shared = (*key, *sheet._variables.items())
    if shared not in _parsed:
        _parsed[shared] = _parse_rules(sheet, css, *args, **more)
    sheet._parse_cache[key] = _parsed[shared]
    return _parsed[shared]
