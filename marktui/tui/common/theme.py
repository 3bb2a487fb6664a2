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
    variables=VARIABLES | {"footer-background": "#242a31", "border": "#4a6a90", "border-blurred": "#333b45"},
)
"""The theme at start."""
