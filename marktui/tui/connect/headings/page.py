"""The page *Headings*: what each file was taken for, corrected by keys and saved with the connection."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.connectors.files.readers.choices import AGREED, COLUMN
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.mis import Granted
from marktui.connectors.registry import connector_info
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.next_step import GiveSetting
from marktui.hub.rules.same_school import AnotherSchoolError, SchoolIdentity
from marktui.sync.session import Session
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column
from marktui.tui.common.widgets.choice_box import PickDialog
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.connect.headings.answers import asked_of, cleared, settings_after, why_not_asked
from marktui.tui.connect.headings.lines import (
    FieldLine,
    FileLine,
    Line,
    SettingLine,
    id_of,
    lines_of,
    row_of,
    sentence_of,
)

if TYPE_CHECKING:
    from marktui.connectors.files.look import FilesLook

_NAME = "files"
_NOTHING: Mapping[str, str] = MappingProxyType({})
_COLUMNS = (
    Column("Field", 22, flex=1, most=34),
    Column("Heading", 16, flex=2, most=44),
    Column("Filled in", 12, flex=1, most=18),
    Column("How it was found", 16, flex=3, wide_from=74),
)
_HINT = "* is needed. Enter chooses, x clears it, s tests and saves, esc leaves."
_HINT_AGREED = "* is needed. Enter chooses, x clears it, f searches again, s saves."


class Saved(Struct, frozen=True):
    """What was saved with the connection."""

    settings: Mapping[str, str]
    granted: Granted


class HeadingsPage(WorkDialog[Saved | None]):
    """Shows headings and counts, and no cell of any file. Answers with what was saved last, or None.

    Args:
        settings: The settings of the connection, as they are or as they are being tried.
        agreed: What the lists are read from, as it was agreed to; nothing where it is found out first.
        typed: The login of an address by short name, as far as it was typed.
        accepted: Another school that a person has accepted as the hub's.
        error: Why the files could not be read, if they could not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,backspace,delete", "clear_choice", "Clear the choice", show=False),
        Binding("f", "find_out", "Search again", show=False),
        Binding("s", "save", "Test and save", show=False),
    ]
    IS_PAGE = True
    AUTO_FOCUS = "RosterTable"
    DEFAULT_CSS = """
    HeadingsPage > .dialog {
        height: 100%; max-height: 100%;
        & > .note { color: $text-success; margin: 0; }
        & > .problem { margin: 0; }
        & > RosterTable { height: 1fr; min-height: 3; }
        & > .sentence { height: 2; margin: 0; }
        & > .hint { margin: 0; }
    }
    """

    def __init__(
        self,
        session: Session,
        settings: Mapping[str, str],
        typed: Mapping[str, str] = _NOTHING,
        *,
        agreed: str = "",
        accepted: SchoolIdentity | None = None,
        error: Exception | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = dict(settings) | ({AGREED: agreed} if agreed else {})
        self._typed = typed
        self._secrets: dict[str, str] = {}
        self._accepted = accepted
        self._error = error
        self._look: FilesLook | None = None
        self._files: tuple[FilePreview, ...] = ()
        self._lines: dict[str, Line] = {}
        self._saved: Saved | None = None

    def contents(self) -> ComposeResult:
        """What is open, the lines, the one under the cursor in full, the keys."""
        yield Static("Headings of the files", classes="title", markup=False)
        yield MessageLine(classes="note")
        yield MessageLine(classes="problem")
        yield RosterTable(_COLUMNS, empty="The files are being read.")
        yield Static(classes="sentence", markup=False)
        yield Static(_HINT, classes="hint", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(" Test and save ", id="save", compact=True)
            yield Button(" Cancel ", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Open the files."""
        self.open_files()

    @dialog_work
    async def open_files(self) -> None:
        """Open the files, and begin where something has to be said."""
        stored = self._session.secrets(_NAME, self._own_settings)
        login = {**dict.fromkeys(connector_info(_NAME).secrets_for(self._own_settings), ""), **self._typed}
        # In a thread, because a keyring may ask its owner first.
        self._secrets = await asyncio.to_thread(stored.with_known, login, ())
        self._look = await self._session.mis.look_at_files(self._own_settings, self._secrets)
        await self._try(self._settings)
        self._go_to(self._error)

    async def _try(self, settings: Mapping[str, str]) -> None:
        """Show what the files are taken for with other settings, which hold unless that fails."""
        if self._look is None:
            return
        self._files = await self._look.preview(settings)
        self._settings = dict(settings)
        self._lines = {id_of(line): line for line in lines_of(self._files, settings)}
        table = self.query_one(RosterTable)
        table.show_ids(list(self._lines), lambda line_id: row_of(self._lines[line_id]))
        table.refresh()
        open_first = sorted(self._files, key=lambda file: not file.needed)
        self.show_problem(next((said for file in open_first if (said := file.needed or file.changed)), ""))
        self.query_one(".hint", Static).update(_HINT_AGREED if settings.get(AGREED) else _HINT)
        self.show_line()

    @on(RosterTable.RowHighlighted)
    def show_line(self) -> None:
        """Show the line under the cursor in full."""
        line = self._line
        self.show_text(".sentence", sentence_of(line) if line else "")

    @property
    def _line(self) -> Line | None:
        return self._lines.get(self.query_one(RosterTable).cursor_id or "")

    @on(RosterTable.RowChosen)
    @dialog_work
    async def choose(self) -> None:
        """Ask about the line under the cursor."""
        line = self._line
        if line is None:
            return
        asked = asked_of(line)
        if asked is None:
            self.show_problem(why_not_asked(line))
            return
        answer = await self.app.push_screen_wait(PickDialog(asked.title, asked.answers, asked.now))
        if answer is not None:
            await self._change(settings_after(line, answer, self._settings))

    @dialog_work
    async def action_clear_choice(self) -> None:
        """Go back to what is found out for the line under the cursor."""
        if (line := self._line) is not None:
            await self._change(cleared(line, self._settings))

    @dialog_work
    async def action_find_out(self) -> None:
        """Work out again which heading is which field, but for those picked by hand."""
        await self._change(self._own_settings)

    @property
    def _own_settings(self) -> dict[str, str]:
        """The settings of the connection, without what was agreed to."""
        return {name: text for name, text in self._settings.items() if name != AGREED}

    async def _change(self, settings: Mapping[str, str]) -> None:
        if settings != self._settings:
            self._accepted = None
            self.query_one(".note", MessageLine).say("")
            await self._try(settings)

    @on(Button.Pressed, "#save")
    @dialog_work
    async def action_save(self) -> None:
        """Read the files with what was chosen, and keep it with the connection."""
        self.show_problem("")
        self.query_one(".note", MessageLine).say("Reading the files …")
        try:
            granted = await self._session.mis.connect(
                _NAME,
                self._own_settings,
                self._secrets,
                accepted_school=self._accepted,
                agreed=self._settings.get(AGREED, ""),
            )
        except AnotherSchoolError as error:
            self._accepted = error.mis
            self.query_one(".note", MessageLine).say("")
            self.show_problem(f"{error.message} If it is the same school, s saves anyway.")
            return
        self._saved = Saved(self._own_settings, granted)
        await self._try(self._own_settings | ({AGREED: granted.agreed} if granted.agreed else {}))
        self.query_one(".note", MessageLine).say(f"Saved. {' '.join(granted.warnings)}")
        close = self.query_one("#cancel", Button)
        close.label = " Close "
        close.refresh(layout=True)

    def show_failure(self, error: Exception) -> None:
        """Say why it does not work, and go to the line where that can be said."""
        if isinstance(error, MarktuiError):
            # What it leads to is this page.
            error.next = tuple(step for step in error.next if not isinstance(step, GiveSetting))
        super().show_failure(error)
        self.query_one(".note", MessageLine).say("Nothing was saved." if self._look else "")
        self._go_to(error)

    def _go_to(self, error: Exception | None) -> None:
        """Go to the line that a failure is about, else to the first one that is open."""
        option = error.option if isinstance(error, ChoiceNeededError) else COLUMN
        wanted = (one for one, line in self._lines.items() if _is_about(line, option))
        if (line_id := next(wanted, None)) is not None:
            self.query_one(RosterTable).move_to(line_id)

    def action_cancel(self) -> None:
        """Leave; what was saved stays."""
        self.dismiss(self._saved)


def _is_about(line: Line, option: str) -> bool:
    """Whether a line is what a setting asks for: of the columns, those that are open."""
    match line:
        case FileLine(file):
            return not file.contents
        case FieldLine(_, guess):
            return option == COLUMN and (guess.is_open or (guess.is_required and not guess.heading))
        case SettingLine(setting):
            return setting == option
    return False
