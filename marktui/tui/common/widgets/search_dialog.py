"""What the search dialogs share: a line to type in, the lines that have the words, one of them in full."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from marktui.hub.model.roster import containing, whole_words_first
from marktui.tui.common.big_work import work_out
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.words import searchable
from marktui.tui.common.widgets.dialog import Dialog

Answer = TypeVar("Answer")


class SearchDialog(Dialog[Answer]):
    """A subclass says what is searched, and what choosing a line means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]
    DEFAULT_CSS = """
    SearchDialog > .dialog {
        height: 60%; max-height: 34;
        & > Input { margin: 0; }
        & > RosterTable { height: 1fr; margin-bottom: 1; }
        & > .description { height: 2; margin: 0; }
        & > .hint { margin: 0; }
    }
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        ids: Sequence[str],
        row_of: Callable[[str], Row],
        *,
        hint: str,
    ) -> None:
        super().__init__()
        self._title = title
        self._ids = ids
        self._row_of = row_of
        self._hint = hint
        self.table = RosterTable(columns, empty="Nobody and nothing has these words.")
        """The lines that have the words."""
        self.table.can_focus = False

    def contents(self) -> ComposeResult:
        """Title, line to type in, lines, the one under the cursor in full, keys."""
        yield Static(self._title, classes="title", markup=False)
        box = Input(placeholder="words in any order", compact=True, max_length=80)
        box.cursor_blink = False
        yield box
        yield self.table
        yield Static(classes="description", markup=False)
        yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show all lines."""
        self.show_lines(self.search_for(""))
        self.begin()

    def begin(self) -> None:
        """A subclass may move the cursor."""

    def search_for(self, text: str) -> Sequence[str]:
        """The ids of the lines that have the words, first those that have them whole; may run in a thread."""

        def words(one: str) -> str:
            return searchable(self._row_of(one))

        return whole_words_first(containing(self._ids, text, words), text, words)

    def describe(self, line_id: str) -> str:
        """The line under the cursor in full, shown below the others."""
        return ""

    def chosen(self, line_id: str) -> None:
        """A line was chosen."""

    @property
    def size_of_search(self) -> int:
        """Among how many lines is searched: many are searched beside the loop."""
        return len(self._ids)

    @on(Input.Changed)
    async def search(self, event: Input.Changed) -> None:
        """Show the lines that have the words."""
        text = "".join(mark for mark in event.value if mark.isprintable())
        self.show_lines(await work_out(self.size_of_search, self.search_for, text))

    def submit(self) -> None:
        """Choose the line under the cursor."""
        self.choose()

    @on(RosterTable.RowChosen)
    def choose(self) -> None:
        """Choose the line under the cursor."""
        if self.table.cursor_id is not None:
            self.chosen(self.table.cursor_id)

    @on(RosterTable.RowHighlighted)
    def show_line(self) -> None:
        """Show the line under the cursor in full."""
        line_id = self.table.cursor_id
        self.show_text(".description", self.describe(line_id) if line_id else "")

    def replace(self, ids: Sequence[str]) -> None:
        """Search other lines from now on."""
        self._ids = ids
        self.show_lines(self.search_for(self.query_one(Input).value))

    def action_move(self, lines: int) -> None:
        """Move the cursor by some lines."""
        self.table.action_move(lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by some screens."""
        self.table.action_page(pages)

    def show_lines(self, ids: Sequence[str]) -> None:
        """Show these lines, and the first of them in full."""
        self.table.show_ids(ids, self._row_of)
        self.table.cursor = 0
        self.show_line()
