"""What colours come to: how well they can be read, and what terminals with fewer of them make of them."""

from collections.abc import Iterator
from colorsys import rgb_to_hls

from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color, ColorSystem, ColorType
from rich.style import Style
from textual.app import App

ANSI_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
GREYS = ("black", "white")
SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT)

RGB = tuple[int, int, int]
USUAL_SIXTEEN = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "VGA": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "GNOME": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
    "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "macOS": "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd "
    "818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb",
}
"""What terminals make of the sixteen colours, if nobody has chosen others."""


def drawn(colour: str | Color, system: ColorSystem) -> RGB:
    """A colour as a terminal with so many colours shows it."""
    found = (Color.parse(colour) if isinstance(colour, str) else colour).downgrade(system)
    if found.type is ColorType.STANDARD:
        return STANDARD_PALETTE[found.number or 0]
    if found.type is ColorType.EIGHT_BIT:
        return EIGHT_BIT_PALETTE[found.number or 0]
    return found.get_truecolor()


def of_sixteen(colour: str, terminal: str) -> RGB:
    """A colour as a terminal with sixteen shows it, by its name among the usual ones."""
    number = Color.parse(colour).downgrade(ColorSystem.STANDARD).number or 0
    red, green, blue = bytes.fromhex(USUAL_SIXTEEN[terminal].split()[number])
    return red, green, blue


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
