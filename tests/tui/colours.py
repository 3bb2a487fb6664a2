"""What colours come to: how well they can be read, and what terminals with fewer of them make of them."""

from collections.abc import Iterator
from colorsys import rgb_to_hls

from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color, ColorSystem, ColorType
from rich.style import Style
from textual.app import App

ANSI_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
GREYS = ("black", "white")
SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)

RGB = tuple[int, int, int]


def drawn(colour: str | Color, system: ColorSystem) -> RGB:
    """A colour as a terminal with so many colours shows it."""
    found = (Color.parse(colour) if isinstance(colour, str) else colour).downgrade(system)
    if found.type is ColorType.STANDARD:
        return STANDARD_PALETTE[found.number or 0]
    if found.type is ColorType.EIGHT_BIT:
        return EIGHT_BIT_PALETTE[found.number or 0]
    return found.get_truecolor()


def ansi_name(colour: str) -> str:
    """The name of a colour on a terminal with sixteen, bright or not."""
    return ANSI_NAMES[(Color.parse(colour).downgrade(ColorSystem.STANDARD).number or 0) % 8]


def hue(colour: RGB) -> float:
    """Where a colour stands in the circle, in degrees."""
    return rgb_to_hls(*(part / 255 for part in colour))[0] * 360


def is_grey(colour: RGB) -> bool:
    """Whether a colour is seen as grey."""
    return max(colour) - min(colour) <= 16


def contrast(one: RGB, other: RGB) -> float:
    """How well one colour can be read on the other, from 1 to 21, as WCAG 2 computes it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (one / 255 for one in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def styled_words(app: App[None]) -> Iterator[tuple[str, Style]]:
    """The words on the screen, each as it is drawn."""
    for strip in app.screen._compositor.render_strips():
        for text, style, control in strip:
            if style is not None and not control and any(map(str.isalnum, text)):
                yield text, style


def text_and_background(style: Style) -> tuple[Color, Color]:
    """The colours of a style, the right way round."""
    colours = (style.color or Color.default(), style.bgcolor or Color.default())
    return colours if not style.reverse else (colours[1], colours[0])
