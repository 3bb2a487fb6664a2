"""What every part of the interface asks of the screen."""

from textual.widget import Widget

WIDE = 132
"""The width from which the details stand beside a list, which keeps the columns of 80 then."""


def is_on_screen(widget: Widget) -> bool:
    """Whether a widget is on a screen, and neither is being removed.

    When somebody quits while something is read, a widget loses its parts before its work is cancelled.
    """
    return widget.is_attached and widget.screen.display
