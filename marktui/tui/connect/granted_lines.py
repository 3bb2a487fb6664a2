"""What a service or files let be read, as the form to connect says it."""

from collections.abc import Iterator

from marktui.connectors.mis import Granted, Readable
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.connection import connected_school

_FEW_FILES = 3
"""Of so many files there is room to say which heading is which field."""


def granted_lines(granted: Granted, title: str) -> Iterator[str]:
    """What is connected, thing by thing, and what is not shared.

    Args:
        title: What the service is called.
    """
    school = connected_school(granted.school.name, None, granted.school.site)
    read = "What was taken for what:" if granted.kinds else "It lets marktui read:"
    yield f"Connected: {school or title}. {read}"
    is_short = bool(granted.kinds) and len(granted.entities) > _FEW_FILES
    for one in granted.entities:
        name = f"{GLYPHS.tick} {one.what} ({one.entity})"
        yield name if is_short else f"{name}{_columns(one) if granted.kinds else ''}{_gaps(one)}"
    if granted.missing:
        yield f"Not shared: {', '.join(granted.missing)}."
    elif not granted.kinds:
        yield "Everything that marktui can use is shared."


def _columns(one: Readable) -> str:
    """Which heading of a file is which field."""
    return f": {', '.join(one.fields)}"


def _gaps(one: Readable) -> str:
    without = "without" if one.missing_words == "missing" else one.missing_words
    return f", {without} {', '.join(one.missing)}" if one.missing else ""
