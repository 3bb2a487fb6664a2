"""What some settings can be."""

from collections.abc import Iterable

OUR_THEMES = ("dark", "light", "high-contrast")
THEMES = (
    *OUR_THEMES,
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte",
    "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord",
    "rose-pine", "rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark",
    "textual-light", "tokyo-night",
)  # fmt: skip
"""Our own, and those that Textual brings: the command line must know them without it."""
WITH_MONTH, WITH_SLASHES, ISO = "4 Mar 2026", "04/03/2026", "2026-03-04"
DATE_FORMS = (WITH_MONTH, WITH_SLASHES, ISO)
"""Forms of dates, each as the example by which it is chosen."""
START_TABS = ("sync", "leavers", "year-groups", "history", "teachers", "pupils", "classes")
"""The tabs, by their ids on the screen."""
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
"""How a variable of the environment says true and false."""


def nearest(given: str, known: Iterable[str]) -> str:
    """The known word that is most like a given one; empty where none is like it."""
    from difflib import get_close_matches  # here, because it is needed for mistakes only

    found = get_close_matches(given.lower(), list(known), n=1, cutoff=0.5)
    return found[0] if found else ""
