"""What a terminal shows, beside what a whole drawing of Textual's own would show."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from patience import PATIENCE
from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen

from marktui.tui.terminal.colours import without_repeats
from tui.idle import idle
from tui.terminal_model import TerminalModel

_CONSOLE = Console(color_system="truecolor", force_terminal=True)


class Terminal:
    """Takes all that an app draws; when its size has changed, it shows nothing sensible."""

    def __init__(self) -> None:
        self.model = TerminalModel(0, 0)

    def draw(self, app: App[Any], update: CompositorUpdate) -> None:
        """Show what is drawn, as it would be written."""
        if (self.model.width, self.model.height) != app.size:
            self.model = TerminalModel(*app.size)
        self.model.write(without_repeats(update.render_segments(_CONSOLE)))

    async def check(self, app: App[Any]) -> None:
        """What is shown is what Textual would show, if it drew the whole screen anew.

        Whatever widgets and compositors of our own have kept is worked out again.
        """
        # On a busy machine `idle` does not wait for every timer, nor for who awaits what a thread does.
        end = monotonic() + PATIENCE
        while not app._exit and monotonic() < end and _is_to_be_drawn(app):
            await asyncio.sleep(0.005)
            await idle()
        if app._exit:
            return
        whole = TerminalModel(*app.size)
        whole.write(_whole_drawing(app))
        differences = self.model.differences(whole)
        assert not differences, "\n".join(["drawn for what is to be seen:", *differences, whole.text])


def _is_to_be_drawn(app: App[Any]) -> bool:
    """Whether a screen waits for its next frame or its size, or somebody has something to tell it."""
    screens = [*app._background_screens, app.screen]
    return (
        app._resize_timer is not None
        or any(one._update_timer._active.is_set() for one in screens)
        or any(one.message_queue_size for one in (app, *screens))
    )


def _whole_drawing(app: App[Any]) -> str:
    screens = [*app._background_screens, app.screen]
    with _fresh(screens, app.screen.size):
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, CompositorUpdate)
        return update.render_segments(_CONSOLE)


@contextmanager
def _fresh(screens: list[Screen[Any]], size: Size) -> Iterator[None]:
    """Give screens compositors of Textual's own, and let no widget remember what it has drawn."""
    with pytest.MonkeyPatch.context() as patch:
        for screen in screens:
            compositor = Compositor()
            compositor.reflow(screen, size)
            for widget in compositor.visible_widgets:
                before = widget._repaint_regions.copy()
                widget._set_dirty()
                widget._repaint_regions = before
            patch.setattr(screen, "_compositor", compositor)
        yield


@contextmanager
def terminal() -> Iterator[Terminal]:
    """A terminal for an app that runs in none."""
    one = Terminal()
    display = App._display

    def displayed(app: App[Any], screen: Screen[Any], update: Any) -> None:
        if isinstance(update, CompositorUpdate) and app._running and not app._closed and not app._batch_count:
            one.draw(app, update)
        display(app, screen, update)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "_display", displayed)
        yield one
