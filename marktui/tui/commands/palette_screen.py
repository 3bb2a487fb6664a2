"""Textual's command palette, with guards against keys and timers that come while it opens or closes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from textual.app import App
from textual.command import CommandList, CommandPalette, Provider


def _if_list_there(method: Callable[..., None]) -> Callable[..., None]:
    """Run a method of the palette only while its list is there; without it Textual raises NoMatches."""

    @wraps(method)
    def guarded(palette: "Palette", *arguments: Any) -> None:
        if palette.query(CommandList):
            method(palette, *arguments)

    return guarded


class Palette(CommandPalette):
    """The palette that `open_palette` opens."""

    @_if_list_there
    def _action_command_list(self, action: str) -> None:
        # A list of options has no lines before it is laid out, and Page Down looks for the first: KeyError.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)

    @_if_list_there
    def _action_cursor_down(self) -> None:
        super()._action_cursor_down()

    @_if_list_there
    def _watch__list_visible(self) -> None:
        super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        # Set by a timer, which may come when the palette has been closed.
        if self.query(CommandList):
            await super()._watch__show_busy()


def open_palette(app: App[Any], provider: type[Provider] | None = None, placeholder: str = "") -> None:
    """Open a palette, unless there is one, under a dialog too.

    Textual looks at the topmost screen alone, and gives every palette one id: a second one ends the program.

    Args:
        app: The app.
        provider: What offers the lines; None for the commands.
        placeholder: What the empty line says, if not what it always says.
    """
    if any(isinstance(screen, CommandPalette) for screen in app.screen_stack):
        return
    app.push_screen(Palette([provider] if provider else None, placeholder=placeholder))
