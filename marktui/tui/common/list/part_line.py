"""The groups of a review in one line, each with its count; one of them may be shown alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.text.glyphs import GLYPHS

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


_MARGIN = 1


class GroupLine(Widget):
    """`[All 435]  May match 1  New 35  …`; where it is too long, the group shown stays in view."""

    DEFAULT_CSS = """
    GroupLine { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    groups: reactive[tuple[tuple[str, int], ...]] = reactive[tuple[tuple[str, int], ...]](())
    """Names and counts; the first one stands for all lines."""
    chosen: reactive[str] = reactive("")
    """The name of the group that is shown."""

    @dataclass
    class GroupChosen(Message):
        """A group was clicked."""

        name: str

    def following(self) -> str:
        """The name of the group after the one that is shown, round and round."""
        names = [name for name, _ in self.groups]
        place = names.index(self.chosen) if self.chosen in names else -1
        return names[(place + 1) % len(names)] if names else ""

    def render(self) -> Content:
        """The line."""
        shown = list(self._shown())
        first, last = (shown[0][0], shown[-1][0]) if shown else ("", "")
        parts = [Content.styled(text, "bold" if name == self.chosen else "") for name, text in shown]
        if self.groups and first != self.groups[0][0]:
            parts.insert(0, Content(GLYPHS.left))
        if self.groups and last != self.groups[-1][0]:
            parts.append(Content(GLYPHS.right))
        return Content(" " * _GAP).join(parts)

    @on(events.Click)
    def choose(self, event: events.Click) -> None:
        """Show the group under the mouse."""
        shown = list(self._shown())
        x = event.x - _MARGIN
        if shown and shown[0][0] != self.groups[0][0]:
            x -= cell_len(GLYPHS.left) + _GAP
        for name, text in shown:
            if 0 <= x < cell_len(text):
                self.post_message(self.GroupChosen(name))
            x -= cell_len(text) + _GAP

    def _shown(self) -> Iterator[tuple[str, str]]:
        """The groups that fit, from as far left as leaves the one shown in view; with their words."""
        worded = [(name, self._words(name, count)) for name, count in self.groups]
        names = [name for name, _ in worded]
        place = names.index(self.chosen) if self.chosen in names else 0
        first = next((start for start in range(place + 1) if self._fits(worded[start : place + 1])), place)
        for end in range(first + 1, len(worded) + 1):
            if end > place + 1 and not self._fits(worded[first:end]):
                return
            yield worded[end - 1]

    def _fits(self, worded: list[tuple[str, str]]) -> bool:
        # Both arrows are counted, though seldom both are drawn: the line must not jump about.
        room = self.size.width - 2 * _MARGIN - 2 * (1 + _GAP)
        return sum(cell_len(text) + _GAP for _, text in worded) - _GAP <= room

    def _words(self, name: str, count: int) -> str:
        text = f"{name} {count:,}"
        return f"[{text}]" if name == self.chosen else text
