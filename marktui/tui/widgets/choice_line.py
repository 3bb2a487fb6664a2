"""One line of parts of a list, each with its count, of which one is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 2


class ChoiceLine(Widget):
    """`f Show: [All 812]  With access 790  …`; a click chooses, and the owner's key calls `step`."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    choices: reactive[tuple[tuple[str, int], ...]] = reactive[tuple[tuple[str, int], ...]](())
    """Labels and counts."""
    chosen: reactive[int] = reactive(0)
    """The number of the part that is looked at."""

    @dataclass
    class ChoiceMade(Message):
        """Another part is to be looked at."""

        chosen: int

    def step(self) -> None:
        """Go on to the next part that holds anything, round and round."""
        count = len(self.choices)
        following = [(self.chosen + step) % count for step in range(1, count)]
        self.chosen = next((place for place in following if self.choices[place][1]), self.chosen)

    def watch_chosen(self, old: int, new: int) -> None:
        """Tell the owner."""
        if old != new:
            self.post_message(self.ChoiceMade(new))

    def render(self) -> Content:
        """The line."""
        styled = [
            Content.styled(text, "bold" if place == self.chosen else "")
            for place, text in enumerate(self._texts())
        ]
        return Content(" " * _GAP).join(styled)

    @on(events.Click)
    def choose(self, event: events.Click) -> None:
        """Look at the part under the mouse."""
        x = event.x - 1
        for place, text in enumerate(self._texts()):
            if 0 <= x < cell_len(text):
                self.chosen = place
            x -= cell_len(text) + _GAP

    def _texts(self) -> Sequence[str]:
        texts = self._worded(self.choices)
        if sum(cell_len(text) + _GAP for text in texts) > self.size.width:
            texts = self._worded((label.split()[0], count) for label, count in self.choices)
        return texts

    def _worded(self, choices: Iterable[tuple[str, int]]) -> Sequence[str]:
        texts = [f"{label} {count:,}" for label, count in choices]
        return [f"[{text}]" if place == self.chosen else f" {text} " for place, text in enumerate(texts)]
