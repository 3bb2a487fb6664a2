"""All the facts of one record, beside or below its list."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from marktui.tui.record_facts import Fact
from marktui.tui.widgets.table_brush import fit
from marktui.tui.widgets.table_row import Tone

_LABEL = 12
"""The cells of a label, the blank after it included."""
_TWO_TO_A_LINE = 70
"""The width from which two short facts share a line."""


class DetailPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Labels and sentences, folded to the width. Only lines that differ from those before are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, tooltip="Scroll the details up.", id="detail.up"),
        Binding(
            "down,j", "scroll_down", "Down", show=False, tooltip="Scroll the details down.", id="detail.down"
        ),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail-pane--label",
        *(f"detail-pane--{tone}" for tone in Tone if tone),
    }
    DEFAULT_CSS = """
    DetailPane {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; padding: 0 1;
        & > .detail-pane--label { color: $text-muted; }
        & > .detail-pane--teacher { color: #4fb06d; text-style: bold; }
        & > .detail-pane--pupil { color: #5b9bf0; text-style: bold; }
        & > .detail-pane--class { color: #b07fe0; text-style: bold; }
        & > .detail-pane--desynced { color: #e5c54b; text-style: bold; }
        & > .detail-pane--warning { color: $text-warning; }
        &:light > .detail-pane--teacher { color: #1c7a3e; }
        &:light > .detail-pane--pupil { color: #1d5fc4; }
        &:light > .detail-pane--class { color: #7a3cb8; }
        &:light > .detail-pane--desynced { color: #7d6200; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._facts: Sequence[Fact] = ()
        self._lines: list[tuple[Fact, ...]] = []

    def show(self, facts: Sequence[Fact]) -> None:
        """Show other facts.

        Args:
            facts: The first one is the heading.
        """
        if facts[:1] != self._facts[:1]:
            self.scroll_to(y=0, animate=False)
        self._facts = facts
        self._fold()

    @on(events.Resize)
    def fold_to_width(self) -> None:
        """Fold the sentences anew."""
        self._fold()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        share = width // len(line)
        segments = [segment for fact in line[:-1] for segment in self._drawn(fact, share)]
        return Strip([*segments, *self._drawn(line[-1], width - share * (len(line) - 1))], width)

    def _drawn(self, fact: Fact, width: int) -> Iterator[Segment]:
        style = self._styled(fact.tone) if fact.tone else self.rich_style
        yield Segment(fit(fact.label, _LABEL), self._styled("label"))
        yield Segment(fit(fact.text, max(0, width - _LABEL)), style)

    def _fold(self) -> None:
        before, self._lines = self._lines, list(self._folded())
        self.virtual_size = Size(0, len(self._lines))
        for place in range(max(len(before), len(self._lines))):
            if before[place : place + 1] != self._lines[place : place + 1]:
                self.refresh_line(place)

    def _folded(self) -> Iterator[tuple[Fact, ...]]:
        """The heading, then the facts: two short ones to a line where there is room, long ones on several."""
        width = self.size.width
        half = width // 2 - _LABEL - 1 if width >= _TWO_TO_A_LINE else 0
        waiting = list(self._facts)
        while waiting:
            fact = waiting.pop(0)
            is_heading = fact is self._facts[0]
            if not is_heading and waiting and max(cell_len(fact.text), cell_len(waiting[0].text)) <= half:
                yield fact, waiting.pop(0)
            else:
                yield from _wrapped(fact, max(8, width - _LABEL))

    def _styled(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(f"detail-pane--{name}", partial=True)


def _wrapped(fact: Fact, width: int) -> Iterator[tuple[Fact]]:
    texts = textwrap.wrap(fact.text, width) if cell_len(fact.text) > width else [fact.text]
    for place, text in enumerate(texts):
        yield (Fact("" if place else fact.label, text, fact.tone),)
