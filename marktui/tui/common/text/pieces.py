"""Lines that are drawn with text, in the colours of the interface."""

from collections.abc import Iterable

from textual.content import Content

from marktui.wording.drawing.blocks import Line, Look

_STYLES = {
    Look.PLAIN: "",
    Look.TITLE: "bold",
    Look.MUTED: "$text-muted",
    Look.SAME: "$primary",
    Look.CHANGED: "$success",
    Look.NEW: "$new",
    Look.GONE: "$desynced",
}


def coloured(lines: Iterable[Line]) -> Content:
    """Lines as the interface shows them."""
    return Content("\n").join(
        Content.assemble(*((piece.text, _STYLES[piece.look]) for piece in line)) for line in lines
    )
