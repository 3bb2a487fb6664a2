"""All details of one item, beside or below its list."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from marktui.tui.common.list.changed_cells import changed_cells
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.table.renderer import fit
from marktui.tui.common.table.tone_style import ToneStyles, no_styles, tone_styles
from marktui.tui.common.text.cells import Tone
from marktui.wording.drawing.cells import wrapped

_LABEL = 12
"""The cells of a label, the blank after it included."""
_TWO_TO_A_LINE = 70
"""The width from which two short details share a line."""
_AT_ONCE = 120
"""How many details are taken at once; the next ones when somebody scrolls near their end."""
_TO_THE_END = 5_000
"""How many details are taken by the key that goes to the end."""
_HEADINGS = frozenset({Tone.TEACHER, Tone.PUPIL, Tone.CLASS, Tone.DESYNCED})
_BOLD = Style(bold=True)


def _key(keys: str, action: str, name: str, label: str, sentence: str) -> Binding:
    return Binding(keys, action, label, show=False, tooltip=sentence, id=f"detail.{name}")


class DetailPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Labels and sentences, wrapped to the width. Only lines that differ from those before are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("up,k", "scroll_up", "up", "Up", "Scroll the details up."),
        _key("down,j", "scroll_down", "down", "Down", "Scroll the details down."),
        _key("pageup", "page_up", "page-up", "Page up", "Scroll the details up by a page."),
        _key("pagedown", "page_down", "page-down", "Page down", "Scroll the details down by a page."),
        _key("home,g", "scroll_home", "top", "Top", "Go to the start of the details."),
        _key("end,G", "bottom", "bottom", "Bottom", "Go to the end of the details, or far on in long ones."),
    ]
    DEFAULT_CSS = """
    DetailPane { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._details: list[Detail] = []
        self._coming: Iterator[Detail] = iter(())
        self._lines: list[tuple[Detail, ...]] = []
        self._style_of: ToneStyles = no_styles
        """The styles of the lines that are drawn just now."""

    def show(self, details: Iterable[Detail]) -> None:
        """Show other details; the first one is the heading. Only those are made that come into view."""
        self._coming = iter(details)
        self._details = list(islice(self._coming, _AT_ONCE))
        self._wrap()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Take more details before those taken come to their end."""
        super().watch_scroll_y(old, new)
        if new + 2 * self.size.height >= len(self._lines):
            self._take(_AT_ONCE)

    def action_page_up(self) -> None:
        """Scroll up by a page."""
        self.scroll_to(y=self.scroll_y - self.size.height, animate=False)

    def action_page_down(self) -> None:
        """Scroll down by a page."""
        self.scroll_to(y=self.scroll_y + self.size.height, animate=False)

    def action_bottom(self) -> None:
        """Scroll to the end; in very long details, as far as can be wrapped in a moment."""
        self._take(_TO_THE_END)
        self.scroll_to(y=len(self._lines), animate=False)

    @on(events.Resize)
    def wrap_to_width(self) -> None:
        """Wrap the sentences to the new width."""
        self._wrap()
        self.refresh()

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap the sentences: the scrollbar takes a cell of each line, or no longer does."""
        self._wrap()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the pane."""
        self._style_of = tone_styles(self)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        place = y + self.scroll_offset.y
        line = self._lines[place] if place < len(self._lines) else ()
        return _strip(line, self._width, self._style_of)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _wrap(self) -> None:
        before, self._lines = self._lines, list(self._wrapped_lines(self._details))
        self.virtual_size = Size(0, len(self._lines))
        top, width, style_of = self.scroll_offset.y, self._width, tone_styles(self)
        for place in range(top, top + self.size.height):
            old, new = (lines[place] if place < len(lines) else () for lines in (before, self._lines))
            if old != new:
                strips = (_strip(line, width, style_of) for line in (old, new))
                for start, end in changed_cells(*strips):
                    self.refresh(Region(start, place - top, end - start, 1))

    def _take(self, number: int) -> None:
        more = list(islice(self._coming, number))
        if more:
            self._details += more
            self._lines += self._wrapped_lines(more)
            self.virtual_size = Size(0, len(self._lines))

    def _wrapped_lines(self, details: Sequence[Detail]) -> Iterator[tuple[Detail, ...]]:
        """The heading, then the others: two short ones a line where there is room, long ones on several."""
        width = self._width
        half = width // 2 - _LABEL - 1 if width >= _TWO_TO_A_LINE else 0
        place = 0
        while place < len(details):
            pair = details[place : place + 2]
            if len(pair) == 2 and all(self._can_share(detail, half) for detail in pair):
                yield tuple(pair)
                place += 2
            else:
                yield from _wrapped(pair[0], max(8, width - _label_cells(pair[0])))
                place += 1

    def _can_share(self, detail: Detail, room: int) -> bool:
        return not detail.alone and cell_len(detail.text) <= room


def _strip(line: tuple[Detail, ...], width: int, style_of: ToneStyles) -> Strip:
    if not line:
        return Strip.blank(width, style_of(Tone.PLAIN))
    share = width // len(line)
    segments = [segment for detail in line[:-1] for segment in _drawn(detail, share, style_of)]
    return Strip([*segments, *_drawn(line[-1], width - share * (len(line) - 1), style_of)], width)


def _drawn(detail: Detail, width: int, style_of: ToneStyles) -> Iterator[Segment]:
    style = style_of(detail.tone)
    if detail.tone in _HEADINGS:
        style += _BOLD
    label = _label_cells(detail)
    yield Segment(fit(detail.label, label), style_of(Tone.MUTED))
    yield Segment(fit(detail.text, max(0, width - label)), style)


def _label_cells(detail: Detail) -> int:
    """The cells of a label: the same for all, but for one that is longer."""
    return max(_LABEL, cell_len(detail.label) + 1)


def _wrapped(detail: Detail, width: int) -> Iterator[tuple[Detail]]:
    texts = wrapped(detail.text, width) if cell_len(detail.text) > width else [detail.text]
    for place, text in enumerate(texts):
        yield (Detail("" if place else detail.label, text, detail.tone),)
