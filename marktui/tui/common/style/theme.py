"""The colours: three themes of our own, and the hub's colours for the themes that Textual brings.

The colours of our own themes keep their hue, and greys stay grey, on terminals with 256 and with 16 colours
too; only the light one has others of the sixteen, since hardly any terminal has a yellow that can be read on
white. There Textual takes the nearest colour that the terminal has: a grey with a touch of blue can become
navy, and a soft purple white. A colour that fills an area bears text in `$background`, which can be read as
well as the reverse.
"""

from msgspec import Struct, structs
from textual.theme import Theme

Colours = dict[str, str]


class Palette(Struct, frozen=True, kw_only=True):
    """What one of our own themes is made of."""

    text: str
    muted: str
    """Text that matters less."""
    faint: str
    """What stands in a line until something is typed."""
    background: str
    surface: str
    """Dialogs."""
    panel: str
    """Bars, and lines to type in."""
    border: str
    rule: str
    """Lines between two parts of the screen."""
    accent: str
    """Keys, and what has the keyboard."""
    good: str
    warning: str
    bad: str
    hub: Colours
    """Teachers green, pupils blue, classes purple; New pink, Desynced yellow."""


_DARK = Palette(
    text="#d7dade",
    muted="#a8adb3",
    faint="#9299a0",
    background="#16191d",
    surface="#1d2126",
    panel="#25292d",
    border="#6b747e",
    rule="#4a5159",
    accent="#88d0e8",
    good="#60b868",
    warning="#e8b860",
    bad="#f08080",
    hub={
        "teacher": "#60b868",
        "pupil": "#60a8f8",
        "class": "#d088f0",
        "new": "#f088c8",
        "desynced": "#e0c858",
    },
)
_LIGHT = Palette(
    text="#1c2024",
    muted="#555b61",
    faint="#5f666d",
    background="#fbfbfc",
    surface="#f2f3f4",
    panel="#e8eaec",
    border="#737b83",
    rule="#a9b0b6",
    accent="#0f45b5",
    good="#116611",
    warning="#7a5800",
    bad="#b01020",
    hub={
        "teacher": "#116611",
        "pupil": "#1d5fc4",
        "class": "#7a2fc0",
        "new": "#af0070",
        "desynced": "#6b5500",
    },
)
_LIGHT_OF_SIXTEEN = structs.replace(
    _LIGHT,
    warning="#aa00aa",
    hub=_LIGHT.hub | {"pupil": "#0000aa", "desynced": "#aa0000"},
)
"""Care is told from danger there by magenta, since yellow and cyan cannot be read; bright blue neither."""
_HIGH_CONTRAST = Palette(
    text="#ffffff",
    muted="#d0d0d0",
    faint="#d0d0d0",
    background="#000000",
    surface="#000000",
    panel="#262626",
    border="#ffffff",
    rule="#a8a8a8",
    accent="#5fffff",
    good="#5fd75f",
    warning="#ffaf00",
    bad="#ff8787",
    hub={
        "teacher": "#5fd75f",
        "pupil": "#68a8ff",
        "class": "#d787ff",
        "new": "#ff87d7",
        "desynced": "#ffff5f",
    },
)
_ANSI = {
    "teacher": "ansi_green",
    "pupil": "ansi_blue",
    "class": "ansi_magenta",
    "new": "ansi_bright_magenta",
    "desynced": "ansi_yellow",
}
"""For themes that use the terminal's own colours."""


def hub_colours(theme: Theme, *, of_sixteen: bool = False) -> Colours:
    """The hub's colours as they can be read on the background of a theme that does not know them.

    Args:
        of_sixteen: Whether the terminal has no other colours.
    """
    if theme.ansi:
        return _ANSI
    return _DARK.hub if theme.dark else (_LIGHT_OF_SIXTEEN if of_sixteen else _LIGHT).hub


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.border,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        success=palette.good,
        warning=palette.warning,
        error=palette.bad,
        dark=dark,
        variables=_variables(palette) | palette.hub,
    )


def _variables(palette: Palette) -> Colours:
    """What Textual would mix from the colours, and would mix or round to other ones."""
    return {
        "accent": palette.accent,
        "success": palette.good,
        "warning": palette.warning,
        "error": palette.bad,
        "text": palette.text,
        "text-muted": palette.muted,
        "text-disabled": palette.faint,
        "text-accent": palette.accent,
        "text-success": palette.good,
        "text-warning": palette.warning,
        "text-error": palette.bad,
        "border": palette.border,
        "border-blurred": palette.rule,
        "panel-lighten-1": palette.panel,
        "panel-lighten-2": palette.rule,
        "scrollbar": palette.border,
        "scrollbar-hover": palette.border,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.panel,
        "scrollbar-background-hover": palette.panel,
        "scrollbar-background-active": palette.panel,
        "block-cursor-foreground": palette.background,
        "block-cursor-background": palette.text,
        "block-cursor-blurred-foreground": palette.text,
        "block-cursor-blurred-background": palette.panel,
        "block-cursor-blurred-text-style": "underline",
        "button-foreground": palette.text,
        "button-color-foreground": palette.background,
        "input-selection-foreground": palette.background,
        "input-selection-background": palette.text,
    }


THEMES = (
    _theme("dark", _DARK, dark=True),
    _theme("light", _LIGHT, dark=False),
    _theme("high-contrast", _HIGH_CONTRAST, dark=True),
)
"""Our own; the first one is the usual one."""
THEMES_OF_SIXTEEN = tuple(
    _theme("light", _LIGHT_OF_SIXTEEN, dark=False) if one.name == "light" else one for one in THEMES
)
"""The same for terminals that have no other colours."""
