"""The few symbols that marktui draws, each with an ASCII twin for terminals that know no other."""

from collections.abc import Mapping

from msgspec import Struct

from marktui.hub.settings.values import NO, YES


class Glyphs(Struct, frozen=True, kw_only=True):
    """One set of symbols. Every symbol is one cell wide, except `tick` and `arrow` in ASCII."""

    tick: str = "✓"
    """Done, saved."""
    locked: str = "■"
    """A panel or field that cannot be opened."""
    dot: str = "·"
    """Between two facts on one line."""
    dash: str = "–"
    """Where there is no value."""
    ellipsis: str = "…"
    """What was cut off."""
    arrow: str = "→"
    """From an old value to a new one."""
    incoming: str = "⇣"
    """What comes from the MIS just now."""
    open: str = "▸"
    """Before what is open, and before a filter."""
    up: str = "▲"
    """Sorted from low to high."""
    down: str = "▼"
    """Sorted from high to low."""
    left: str = "◄"
    """More columns to the left."""
    right: str = "►"
    """More columns to the right."""
    minus: str = "−"
    """Before a number that is lost."""
    bar_full: str = "█"
    bar_empty: str = "░"
    shades: str = "█▓▒░·"
    """The parts of one bar, which colours alone must not tell apart."""
    eighths: str = "▏▎▍▌▋▊▉"
    """The end of a bar: so many eighths of a cell. Empty where a terminal has whole cells alone."""
    levels: str = "▁▂▃▄▅▆▇█"
    """The columns of a sparkline, from low to high."""
    nothing: str = "·"
    """In a chart, where there is nothing to draw."""
    rule: str = "─"
    """Between a list and its details."""
    thumb: str = "┃"
    """The part of a list that is in view."""
    track: str = "│"
    """The rest of the list."""


UNICODE = Glyphs()
ASCII = Glyphs(
    tick="ok",
    locked="#",
    dot="-",
    dash="-",
    ellipsis="~",
    arrow="->",
    incoming="v",
    open=">",
    up="^",
    down="v",
    left="<",
    right=">",
    bar_full="#",
    minus="-",
    bar_empty=".",
    shades="=~+-.",
    eighths="",
    levels=":-=+*%#@",
    nothing=".",
    rule="-",
    thumb="#",
    track="|",
)

CHOICE = "MARKTUI_ASCII"
"""The environment variable that says whether only ASCII is drawn."""
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
_PLAIN = frozenset({"", "C", "POSIX"})


def speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale of an environment says that the terminal understands UTF-8."""
    override, ctype, lang = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    # Python itself sets LC_CTYPE when it starts in the C locale (PEP 538), whatever the terminal knows.
    if ctype in _COERCED and lang in _PLAIN:
        ctype = ""
    locale = override or ctype or lang
    return locale.lower().replace("-", "").endswith("utf8")


def glyphs_for(environ: Mapping[str, str]) -> Glyphs:
    """The set of symbols that suits an environment, or that a person chose in it."""
    chosen = environ.get(CHOICE, "").lower()
    if chosen in (*YES, *NO):
        return ASCII if chosen in YES else UNICODE
    return UNICODE if speaks_utf8(environ) else ASCII
