"""The colours: a quiet dark theme of our own; what is known of the hub's colours is in the variables."""

from textual.theme import Theme

VARIABLES = {
    "teacher": "#4fb06d",
    "pupil": "#5b9bf0",
    "class": "#b07fe0",
    "new": "#f277b6",
    "desynced": "#e5c54b",
}
"""Teachers green, pupils blue, classes purple; New pink, Desynced yellow."""
_ON_LIGHT = {
    "teacher": "#1c7a3e",
    "pupil": "#1d5fc4",
    "class": "#7a3cb8",
    "new": "#b3186f",
    "desynced": "#7d6200",
}


def hub_colours(theme: Theme) -> dict[str, str]:
    """The hub's colours as they can be read on a theme's background."""
    return VARIABLES if theme.dark else _ON_LIGHT


MARKTUI = Theme(
    name="marktui",
    primary="#6f9fd8",
    secondary="#4a6a90",
    accent="#8fb8e8",
    foreground="#d5d9de",
    background="#15181c",
    surface="#1b1f24",
    panel="#242a31",
    success="#6cc28a",
    warning="#e0b95a",
    error="#e0707a",
    dark=True,
    variables={"footer-background": "#242a31", "border": "#4a6a90", "border-blurred": "#333b45"},
)
"""The theme at start."""
