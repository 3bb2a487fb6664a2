"""How a tone looks in the theme that is shown.

Textual's component styles could say it, but Textual works them out again for every table and every pane
whenever a screen opens, which took most of the time until one was drawn.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from marktui.tui.common.text.cells import Tone
from marktui.wording.drawing.blocks import Look

_VARIABLES = {
    Tone.MUTED: "text-muted",
    Tone.TEACHER: "teacher",
    Tone.PUPIL: "pupil",
    Tone.CLASS: "class",
    Tone.NEW: "new",
    Tone.DESYNCED: "desynced",
    Tone.GOOD: "text-success",
    Tone.WARNING: "text-warning",
    Tone.ERROR: "text-error",
}
"""The theme's variable with the colour of each tone."""
_OF_PICTURES = {
    Look.MUTED: "text-muted",
    Look.SAME: "primary",
    Look.CHANGED: "success",
    Look.NEW: "new",
    Look.GONE: "desynced",
}
"""The same for the pieces of pictures."""
_BOLD = Style(bold=True)
_NONE = Style()


ToneStyles: TypeAlias = Callable[[Tone], Style]
"""The style of text in each tone."""


def tone_styles(widget: Widget) -> ToneStyles:
    """The styles of text on the background of a widget, to draw some lines with: asking it takes a while."""
    style, variables = widget.rich_style, widget.app.theme_variables
    return lambda tone: _coloured(style, variables[_VARIABLES[tone]]) if tone else style


def no_styles(tone: Tone) -> Style:
    """The styles of what has not been drawn yet."""
    return _NONE


def look_style(widget: Widget, look: Look) -> Style:
    """The style of a piece of a picture, on the background of a widget."""
    style = widget.rich_style
    if look is Look.TITLE:
        return style + _BOLD
    return _coloured(style, widget.app.theme_variables[_OF_PICTURES[look]]) if look else style


@lru_cache(maxsize=256)
def _coloured(style: Style, written: str) -> Style:
    """A style with a colour as a theme writes it: "#60b868", "ansi_green", "auto 60%"."""
    name, _, share = written.partition(" ")
    if name != "auto":
        return style + Style.from_color(Color.parse(name).rich_color)
    background = Color.from_rich_color(style.bgcolor)
    colour = background + Color.automatic(float(share.removesuffix("%") or 100))
    return style + Style.from_color(colour.rich_color)
