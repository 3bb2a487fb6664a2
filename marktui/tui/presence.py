"""Whether there still is a screen to show something on, for work that outlives a key."""

from textual.widget import Widget


def is_there(widget: Widget) -> bool:
    """Whether a widget is on a screen, and neither is being taken away.

    Whoever quits while something is read takes the parts of a widget away before its work is cancelled.

    Args:
        widget: The widget whose work has ended.
    """
    return widget.is_attached and widget.screen.display
