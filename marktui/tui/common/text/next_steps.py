"""Hints of the layers below, for whoever has the interface before them: keys in the place of commands."""

import re
from collections.abc import Callable

from marktui.hub.model.kind import Kind
from marktui.tui.common.panel import panel_of

_AGAIN = "authorise it again: panel 1, then a"


def _panel(found: re.Match[str]) -> str:
    kind = next((one for one in Kind if one.word == found[1]), None)
    return f"panel {panel_of(kind).number}, {kind.heading}" if kind else "School > MIS user sync"


_SAID: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(command), words)
    for command, words in (
        (
            r"marktui connect assembly --authorise, or marktui connect arbor --url URL",
            "panel 1, Authorisation",
        ),
        (r"Put it into MARKTUI_\w+, or run: marktui connect \w+(?: --authorise)?", _AGAIN.capitalize()),
        (
            r"given to: marktui connect \w+ --(?:api-|auth-)?url",
            "given in panel 1, Authorisation: a shows it again",
        ),
        (r",? run: marktui connect assembly --authorise", ": panel 1, then b"),
        (r"marktui connect assembly --authorise(?: --redirect U)?", "panel 1, then b"),
        (r"run:? marktui connect \w+", _AGAIN),
        (r"connect again and give the secrets: marktui connect \w+", _AGAIN),
        (r"marktui sync ([a-z-]+) \(or marktui sync all\)", _panel),
        (r"marktui sync ([a-z-]+)", _panel),
        (r"marktui undo (\d+)", r"entry \1"),
        (r"marktui history(?: --person ID)?", "School > History"),
        (r"marktui leavers(?: [a-z]+)?(?: [pt]\d+)*", "School > Leavers"),
        (r"marktui choices year \S+ CODE", f"t in panel {panel_of(Kind.YEAR_GROUP).number}, Year groups"),
        (r"marktui choices class \S+ NAME", f"t in panel {panel_of(Kind.CLASS).number}, Classes"),
        (r"marktui choices", "R in School > MIS user sync"),
        (r"marktui list ([a-z-]+)", r"the list of \1"),
    )
)
"""What stands for each command that has its twin here; others stay, as they are run outside."""


def in_keys(hint: str) -> str:
    """A hint with what is done here, where it names a command that does the same.

    Args:
        hint: What an error says can be done next.
    """
    for command, words in _SAID:
        hint = command.sub(words, hint)
    return hint
