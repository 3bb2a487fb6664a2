"""The parts of a list in one line, each with its count; one of them may be shown alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.text.glyphs import GLYPHS

_MARGIN = 1
_SHORT = {"Year groups": "Yr grp", "Not linked": "Not linked"}
"""What names are cut to whose first word alone would say something else."""


class PartLine(Widget):
    """`[All 812]│ With access 790 │ …`; the part that is shown is in brackets, a click chooses another.

    Args:
        shortens: Whether names are cut to their first word where the line is too long. What does not fit even
            so is hidden, the part that is shown never.
    """

    DEFAULT_CSS = """
    PartLine { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    parts: reactive[tuple[tuple[str, int], ...]] = reactive[tuple[tuple[str, int], ...]](())
    """Names and counts."""
    chosen: reactive[str] = reactive("")
    """The name of the part that is shown."""

    @dataclass
    class PartChosen(Message):
        """A part was clicked."""

        name: str

    def __init__(self, *, shortens: bool = True) -> None:
        super().__init__()
        self._shortens = shortens

    @property
    def next_part(self) -> str:
        """The name of the next part that holds anything, round and round."""
        names = [name for name, count in self.parts if count or name == self.chosen]
        return names[(names.index(self.chosen) + 1) % len(names)] if self.chosen in names else self.chosen

    def render(self) -> Content:
        """The line."""
        shown = self._shown()
        pieces = [Content.styled(text, "bold" if name == self.chosen else "") for name, text in shown]
        if shown and shown[0][0] != self.parts[0][0]:
            pieces.insert(0, Content(GLYPHS.left))
        if self._hides_some_after(shown):
            pieces.append(Content(GLYPHS.right))
        return Content(GLYPHS.track).join(pieces)

    @on(events.Click)
    def choose(self, event: events.Click) -> None:
        """Choose the part under the mouse."""
        shown = self._shown()
        x = event.x - _MARGIN
        if shown and shown[0][0] != self.parts[0][0]:
            x -= cell_len(GLYPHS.left) + 1
        for name, text in shown:
            if 0 <= x < cell_len(text):
                self.post_message(self.PartChosen(name))
            x -= cell_len(text) + 1

    def _shown(self) -> Sequence[tuple[str, str]]:
        """The parts that fit, each with its text."""
        room = self.size.width - 2 * _MARGIN
        texts = [(name, self._text(name, name, count)) for name, count in self.parts]
        if _width(texts) <= room:
            return texts
        if self._shortens:
            texts = [(name, self._text(name, _short(name), count)) for name, count in self.parts]
        return texts if _width(texts) <= room else self._in_view(texts)

    def _hides_some_after(self, shown: Sequence[tuple[str, str]]) -> bool:
        """Whether a part that holds anything is hidden at the right; the key passes over empty ones."""
        names = [name for name, _ in self.parts]
        last = names.index(shown[-1][0]) if shown else len(names)
        return any(count for _, count in self.parts[last + 1 :])

    def _in_view(self, texts: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """What fits, from as far left as leaves the part that is shown in view."""
        # Room for both arrows, though seldom both are drawn: the line must not jump about.
        room = self.size.width - 2 * _MARGIN - 4
        place = next((place for place, (name, _) in enumerate(texts) if name == self.chosen), 0)
        first = next((one for one in range(place) if _width(texts[one : place + 1]) <= room), place)
        last = place
        while last + 1 < len(texts) and _width(texts[first : last + 2]) <= room:
            last += 1
        return texts[first : last + 1]

    def _text(self, name: str, label: str, count: int) -> str:
        text = f"{label} {count:,}"
        return f"[{text}]" if name == self.chosen else f" {text} "


def _short(name: str) -> str:
    return _SHORT.get(name) or name.split()[0]


def _width(texts: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(text) + 1 for _, text in texts) - 1
