"""A message in a line that is hidden while it is empty."""

from textual.content import Content
from textual.widgets import Static


class MessageLine(Static):
    """Shows a plain text, and takes no room while there is none."""

    DEFAULT_CSS = """
    MessageLine { height: auto; width: 1fr; display: none; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id, classes=classes, markup=False)

    def say(self, text: str) -> None:
        """Say something else; nothing takes the line away."""
        self.update(Content(text))
        self.display = bool(text)
