"""A table that draws only the lines in view, so that 50,000 rows cost no more than fifty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from marktui.tui.common.table.layout import Layout, lay_out
from marktui.tui.common.table.renderer import EDGE, GUTTER, Renderer, RowStyle, Sorting
from marktui.tui.common.table.tone_style import ToneStyles, no_styles, tone_styles
from marktui.tui.common.text.cells import Column, Row, Tone
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.drawing.cells import wrapped

_HEADER = 1
_TITLES = Style(bold=True, underline=True)
_CURSOR = Style(reverse=True)
_RESTING_CURSOR = Style(underline=True)
_BOLD = Style(bold=True)
_LOUD = frozenset({Tone.NEW, Tone.DESYNCED, Tone.ERROR})


def _key(keys: str, action: str, name: str, label: str, sentence: str) -> Binding:
    return Binding(keys, action, label, show=False, tooltip=sentence, id=f"table.{name}")


class RosterTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows under a line of titles, with a cursor and, where wanted, marks.

    Give it rows with `show`, or ids and a function that makes a row with `show_ids`: then a row is made only
    when it comes into view. Either keeps the cursor on its record, or on the nearest one that is still there.
    The caller sorts and filters; `sorting` only draws the arrow. `columns` may be replaced at any time.

    Text is drawn as it is, never as markup, and cut to its column by the cells it fills.

    Args:
        columns: The columns; flexible ones share the spare width.
        can_mark: Whether space, `a` and `A` mark rows.
        empty: What to say where there are no rows.
        gap: The empty cells between two columns.
        id: The widget's id.
        classes: The widget's classes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("up,k", "move(-1)", "up", "Up", "Move up."),
        _key("down,j", "move(1)", "down", "Down", "Move down."),
        _key("pageup", "page(-1)", "page-up", "Page up", "Move up by a screen."),
        _key("pagedown", "page(1)", "page-down", "Page down", "Move down by a screen."),
        _key("home,g", "jump(0)", "top", "Top", "Go to the first line."),
        _key("end,G", "jump(-1)", "bottom", "Bottom", "Go to the last line."),
        _key("left", "shift(-1)", "left", "Left", "Show columns that are hidden at the left."),
        _key("right", "shift(1)", "right", "Right", "Show columns that are hidden at the right."),
        Binding(
            "enter",
            "choose",
            "Details",
            show=False,
            tooltip="Show all that is known of the line under the cursor; the same key closes it.",
            id="table.choose",
        ),
        _key("space", "mark", "mark", "Mark", "Mark the line under the cursor, or unmark it."),
        _key("a", "mark_all", "mark-all", "Mark all", "Mark all lines that are shown."),
        _key("A", "unmark_all", "unmark-all", "Clear marks", "Clear all marks."),
    ]
    DEFAULT_CSS = """
    RosterTable { height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    ALLOW_SELECT = False
    SHOWS_CURSOR: ClassVar[bool] = True
    """Whether the line that the cursor is on looks different."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the row that the cursor is on."""
    marks: reactive[frozenset[str]] = reactive(frozenset[str](), repaint=False)
    """The ids of the marked rows, those that are not shown included."""
    sorting: reactive[Sorting | None] = reactive[Sorting | None](None, repaint=False)
    """The arrow in the header; the order of the rows is the caller's."""
    empty: reactive[str] = reactive("")
    """What to say where there are no rows; may have line breaks."""
    columns: reactive[tuple[Column, ...]] = reactive[tuple[Column, ...]]((), always_update=True)

    @dataclass
    class TableMessage(Message):
        """Something that happened in a table; selectors find it by the table."""

        table: "RosterTable"

        @property
        def control(self) -> "RosterTable":
            """The table, for selectors."""
            return self.table

    @dataclass
    class RowHighlighted(TableMessage):
        """The cursor came to another row; `row_id` is None where there is none."""

        row_id: str | None

    @dataclass
    class RowChosen(TableMessage):
        """A row was opened with enter or a double click."""

        row_id: str

    @dataclass
    class MarksChanged(TableMessage):
        """Other rows are marked now."""

        marks: frozenset[str]

    @dataclass
    class HeaderChosen(TableMessage):
        """A title was clicked; `index` is the column's number among all columns."""

        index: int

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        can_mark: bool = False,
        empty: str = "",
        gap: int = 2,
        id: str | None = None,  # noqa: A002 - the name that every widget uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.can_mark = can_mark
        self._gap = gap
        self._ids: Sequence[str] = ()
        self._row_of: Callable[[str], Row] = _no_row
        self._first_column = 0
        self.first_line: int | None = None
        """The line to begin with once the table has its full height again."""
        self._renderer: Renderer | None = None
        self._style_of: ToneStyles = no_styles
        """The styles of the lines that are drawn just now."""
        self._layout = Layout((), more_left=False, more_right=False)
        self.set_reactive(RosterTable.columns, tuple(columns))
        self.set_reactive(RosterTable.empty, empty)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the rows shown, in order."""
        return self._ids

    @property
    def cursor_id(self) -> str | None:
        """The id of the row that the cursor is on."""
        return self._ids[self.cursor] if self._ids else None

    @property
    def hidden_marks(self) -> int:
        """How many of the marked rows are not shown."""
        return len(self.marks.difference(self._ids))

    @property
    def shown_columns(self) -> list[int]:
        """The numbers of the columns that are on the screen."""
        return [slot.index for slot in self._layout.slots]

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        made = {row.id: row for row in rows}
        self.show_ids([row.id for row in rows], made.__getitem__)

    def show_ids(self, ids: Sequence[str], row_of: Callable[[str], Row]) -> None:
        """Show other rows, each made when it comes into view.

        Args:
            ids: The ids of the rows, in order.
            row_of: Makes the row of an id.
        """
        before = self.cursor_id
        cursor = self._nearest(ids)
        self._ids, self._row_of = ids, row_of
        # Without watchers: the table draws its own bar, so nothing else on the screen depends on it, and a
        # new layout of the screen takes longer than everything else that a key does.
        self.set_reactive(RosterTable.virtual_size, Size(0, len(ids) + _HEADER))
        self.set_reactive(RosterTable.cursor, cursor)
        self._bring_into_view()
        self.refresh()
        if self.cursor_id != before:
            self.post_message(self.RowHighlighted(self, self.cursor_id))

    def move_to(self, row_id: str) -> None:
        """Put the cursor on a row, if it is shown."""
        if row_id in self._ids:
            self.cursor = self._ids.index(row_id)

    def show_at_top(self, place: int) -> None:
        """Put the cursor on a row, and that row first of those in view where more follow than fit."""
        self.cursor = place
        last = max(0, len(self._ids) - self.size.height + _HEADER)
        self.scroll_to(y=min(self.cursor, last), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the marking keys to others where nothing can be marked."""
        return self.can_mark if action in {"mark", "mark_all", "unmark_all"} else True

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._ids) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines concerned, or scroll."""
        for place in (old, new):
            self.refresh_line(place + _HEADER)
        self._bring_into_view()
        self.post_message(self.RowHighlighted(self, self.cursor_id))

    def watch_marks(self, old: frozenset[str], new: frozenset[str]) -> None:
        """Redraw the lines that changed and are in view."""
        top = self.scroll_offset.y
        for place, row_id in enumerate(self._ids[top : top + self.size.height], top):
            if (row_id in old) is not (row_id in new):
                self.refresh_line(place + _HEADER)
        self.post_message(self.MarksChanged(self, new))

    def watch_sorting(self) -> None:
        """Redraw the titles."""
        self.refresh_line(self.scroll_offset.y)

    def watch_columns(self) -> None:
        """Place the new columns."""
        self._place_columns()

    @on(events.Resize)
    def fit_size(self) -> None:
        """Place the columns in the new width; keep the cursor in view."""
        self._place_columns()
        if self.first_line is not None:
            self.scroll_to(y=self.first_line, animate=False)
            self.first_line = None
        self._bring_into_view()

    def action_move(self, lines: int) -> None:
        """Move the cursor by some lines."""
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor by some screens."""
        self.cursor += pages * max(1, self.size.height - _HEADER - 1)

    def action_jump(self, place: int) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = place if place >= 0 else len(self._ids) - 1

    def action_shift(self, columns: int) -> None:
        """Bring hidden columns into view."""
        if columns < 0 or self._layout.more_right:
            self._first_column = max(0, self._first_column + columns)
            self._place_columns()

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if (row_id := self.cursor_id) is not None:
            self.post_message(self.RowChosen(self, row_id))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and move down."""
        if (row_id := self.cursor_id) is not None:
            self.marks ^= {row_id}
            self.cursor += 1

    def action_mark_all(self) -> None:
        """Mark all rows that are shown."""
        self.marks = self.marks.union(self._ids)

    def action_unmark_all(self) -> None:
        """Clear all marks, those of rows that are not shown included."""
        self.marks = frozenset()

    @on(events.Click)
    def point(self, event: events.Click) -> None:
        """Move the cursor, mark at the left edge, sort at a title, scroll at the right edge."""
        if event.y < _HEADER:
            self._choose_header(event.x)
        elif event.x >= self.size.width - 1:
            self._scroll_to_share((event.y - _HEADER) / max(1, self.size.height - _HEADER - 1))
        elif (place := self.scroll_offset.y + event.y - _HEADER) < len(self._ids):
            self.cursor = place
            if event.x < GUTTER and self.can_mark:
                self.marks ^= {self._ids[place]}
            elif event.chain == 2:
                self.action_choose()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the widget."""
        self._style_of = tone_styles(self)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        renderer, style_of = self._renderer, self._style_of
        plain = style_of(Tone.PLAIN)
        if renderer is None:
            return Strip.blank(self.size.width, plain)
        if y < _HEADER:
            return renderer.header(plain + _TITLES, self.sorting)
        place = self.scroll_offset.y + y - _HEADER
        if place < len(self._ids):
            row, look = self._row_of(self._ids[place]), self._row_style(place, plain)
            return renderer.row(row, look, self._edge(y), partial(_style_in_row, style_of))
        words = [] if self._ids else _folded(self.empty, self.size.width - GUTTER - EDGE)
        if 0 <= y - _HEADER - 1 < len(words):
            return renderer.words(words[y - _HEADER - 1], style_of(Tone.MUTED))
        return renderer.blank(plain)

    def _row_style(self, place: int, plain: Style) -> RowStyle:
        cursor, marked = self.SHOWS_CURSOR and place == self.cursor, self._ids[place] in self.marks
        if not (cursor or marked):
            return RowStyle()
        # A table that never has the keyboard is moved by the line that is typed in.
        moves = self.has_focus or not self.can_focus
        look = _BOLD if not cursor else _CURSOR if moves else _RESTING_CURSOR
        return RowStyle(cursor, marked, plain + look)

    def _edge(self, y: int) -> str:
        lines = self.size.height - _HEADER
        if len(self._ids) <= lines:
            return " "
        size = max(1, lines * lines // len(self._ids))
        top = round(self.scroll_offset.y / (len(self._ids) - lines) * (lines - size))
        return GLYPHS.thumb if top <= y - _HEADER < top + size else GLYPHS.track

    def _place_columns(self) -> None:
        width = self.size.width
        inner = max(0, width - GUTTER - EDGE)
        self._layout = lay_out(self.columns, inner, self._gap, self._first_column)
        self._renderer = Renderer(self.columns, self._layout, width)
        self.refresh()

    def _bring_into_view(self) -> None:
        lines = self.size.height - _HEADER
        top = self.scroll_offset.y
        last = max(0, len(self._ids) - lines)
        wanted = min(max(top, self.cursor - lines + 1), self.cursor, last)
        if lines > 0 and wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def _nearest(self, ids: Sequence[str]) -> int:
        """Where the cursor belongs among other rows: its record, else the next still there, else the last."""
        if self.cursor_id in ids:
            return ids.index(self.cursor_id)
        there = frozenset(ids)
        after = self._ids[self.cursor :]
        before = reversed(self._ids[: self.cursor])
        return next((ids.index(row_id) for row_id in chain(after, before) if row_id in there), 0)

    def _choose_header(self, x: int) -> None:
        for slot in self._layout.slots:
            if 0 <= x - GUTTER - slot.start < slot.width:
                self.post_message(self.HeaderChosen(self, slot.index))

    def _scroll_to_share(self, share: float) -> None:
        self.scroll_to(y=round(share * (len(self._ids) - self.size.height + _HEADER)), animate=False)


def _folded(text: str, width: int) -> list[str]:
    return [line for part in text.splitlines() for line in wrapped(part, max(8, width))]


def _style_in_row(style_of: ToneStyles, tone: Tone) -> Style:
    style = style_of(tone)
    return style + _BOLD if tone in _LOUD else style


def _no_row(row_id: str) -> Row:
    return Row(row_id, ())
