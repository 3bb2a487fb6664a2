"""The dialog that takes pupils from the web hub's *Export CSV*: it shows what would change, then imports."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from marktui.hub.web_hub.table import Table
from marktui.store.file.entry import Do
from marktui.sync.decide.web_hub import Imported, PlanOutdatedError
from marktui.sync.decide.web_hub_files import rejected_beside
from marktui.sync.history.listed_entries import describe_changes
from marktui.sync.session import Session
from marktui.sync.web_hub.import_plan import ImportPlan
from marktui.tui.common.path_suggester import PathSuggester
from marktui.tui.common.text.cells import Column, Row, Tone, Toned
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.sync.dialogs.web_hub_file import read_web_table, typed_path
from marktui.wording.sync.changes import CHANGED
from marktui.wording.sync.history import fields_words
from marktui.wording.sync.web_hub import groups_words, import_words

_COLUMNS = (
    Column("Name", 14, flex=1, most=20),
    Column("Line", 5, right=True),
    Column("What becomes of it", 40, flex=5),
)
_SMALL = frozenset({"The", "Another", "May", "Same", "This", "Was", "Similar"})
"""How a reason begins that begins with no name."""
_FIRST = (
    "The file is what the web hub writes under Pupils, Export CSV. Enter shows what would change; right "
    "completes a path; esc cancels."
)
_AGAIN = "Enter imports this, esc cancels. It can be undone. Arrow keys scroll the list."


class WebHubImportDialog(WorkDialog[str | None]):
    """Answers with what was imported, or with None."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    WebHubImportDialog > .dialog {
        max-height: 90%;
        & > Field { margin: 0 0 1 0; & > Label { width: 8; } }
        & > .counts, & > .note { margin: 0; }
        & > .note { color: $text-warning; }
        & > .hint { margin: 1 0 0 0; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[str, Table, ImportPlan] | None = None
        """The file that was looked at, by the path that was typed, and what it would change."""

    def contents(self) -> ComposeResult:
        """Title, the line, what would change and for whom, what is to be known, the keys."""
        yield Static("Import from the web hub", classes="title", markup=False)
        yield Field("file", "File", suggester=PathSuggester(".csv"))
        yield MessageLine(classes="problem")
        yield MessageLine(classes="counts")
        yield NameList(_COLUMNS)
        yield MessageLine(classes="note")
        yield Static(_FIRST, classes="hint", markup=False)

    @on(Input.Changed)
    def forget_file(self) -> None:
        """Another file, another look."""
        if self._shown is not None:
            self._shown = None
            self.query_one(NameList).show_names([])
            for line in self.query(MessageLine):
                line.say("")
            self.show_text(".hint", _FIRST)

    def submit(self) -> None:
        """Show what the file would change; the second time, import it."""
        self.go_through()

    @dialog_work
    async def go_through(self) -> None:
        """Show what the file would change; once that has been shown, import it."""
        text = self.query_one(Field).value
        self.show_problem("" if text else "Name the file that you exported from the web hub.")
        if not text:
            return
        if self._shown is None or self._shown[0] != text:
            await self._look(text, await read_web_table(text))
            return
        _, table, plan = self._shown
        rejected = rejected_beside(typed_path(text))
        try:
            done = await self._session.web_hub.import_pupils(table, rejected=rejected, seen=plan)
        except PlanOutdatedError as error:
            self.report(error)
            await self._look(text, table)
            return
        self.dismiss(_imported(done))

    async def _look(self, text: str, table: Table) -> None:
        done = await self._session.web_hub.import_pupils(table, dry_run=True)
        self._shown = (text, table, done.plan)
        self._show(done.plan)

    def _show(self, plan: ImportPlan) -> None:
        groups = groups_words(plan)
        told = ". ".join(filter(None, (import_words(plan), groups)))
        self.query_one(".counts", MessageLine).say(f"{told}.")
        self.query_one(".note", MessageLine).say("\n".join(plan.messages))
        self.query_one(NameList).show_names(list(_rows(plan)))
        self.show_text(".hint", _AGAIN)
        self.renew_names()


def _rows(plan: ImportPlan) -> Iterator[Row]:
    """A line for each row of which something is to be known, then for each record that changes."""
    for one in plan.bad:
        what = Toned(f"not usable: {_inside(one.why)}", Tone.ERROR)
        yield Row(f"line {one.line}", (one.label, str(one.line), what))
    for told in plan.left_alone:
        what = Toned(f"left alone: {_inside(told.why)}", Tone.WARNING)
        yield Row(f"line {told.line}", (told.name, str(told.line), what))
    for told in plan.locked:
        yield Row(f"locked {told.line}", (told.name, str(told.line), told.why))
    for change in describe_changes(plan.after, plan.changes):
        fields = "" if change.do is Do.CREATE else ": " + "; ".join(fields_words(change.fields, GLYPHS))
        yield Row(change.id, (change.name, "", f"{CHANGED[change.do]}{fields}"))


def _inside(sentence: str) -> str:
    """A sentence as a part of another one; a name at its beginning stays as it is."""
    first, _, rest = sentence.rstrip(".").partition(" ")
    return f"{first.lower()} {rest}" if first in _SMALL else f"{first} {rest}"


def _imported(done: Imported) -> str:
    """What was imported, and where the rest is."""
    start = f"Entry {done.entry}: " if done.entry else "Nothing has changed: "
    rest = f" Rows that cannot be used: {done.rejected}" if done.rejected else ""
    return f"{start}{import_words(done.plan)}.{rest}"
