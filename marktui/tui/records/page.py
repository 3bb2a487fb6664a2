"""The page of a record: its fields, open and locked, its link, and what happened to it."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input, Static

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.record import Record, Teacher
from marktui.hub.rules.form import edit_form
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.sync.session import Session
from marktui.tui.common.list.catalogue import View
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.common.text.records import KIND_WORDS
from marktui.tui.records.details import state_words
from marktui.tui.records.form_dialog import FormDialog
from marktui.tui.records.history import record_history


class RecordPage(FormDialog):
    """Shows a record and edits what is not locked. Answers with what was saved, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "take_mis_email", "Take the MIS email")]
    IS_PAGE = True
    DEFAULT_CSS = """
    RecordPage > .dialog {
        height: 100%; max-height: 100%;
        & > .state { margin: 0; }
        & > DetailPane { height: 1fr; min-height: 3; margin-top: 1; padding: 0; }
    }
    RecordPage.-short > .dialog > DetailPane { margin: 0; }
    """

    def __init__(self, session: Session, view: View, record: Record) -> None:
        super().__init__(view.hub, edit_form(view.hub, session.actor(view.hub), record))
        self._session = session
        self._view = view
        self._record = record

    def heading(self) -> ComposeResult:
        """The record and its state."""
        record = self._record
        title = f"{KIND_WORDS[record.kind]}: {record.label}"
        yield Static(title, classes="title", markup=False)
        yield Static(state_words(self._view, record), classes="state", markup=False)

    def more_buttons(self) -> ComposeResult:
        """The email of the MIS, where it is another one."""
        if self._other_email is not None:
            yield Button(" Take MIS email (^t) ", id="take", compact=True)

    def below(self) -> ComposeResult:
        """The history."""
        yield DetailPane()

    def on_mount(self) -> None:
        """Compare the emails, and read the history."""
        self._compare()
        self.query_one(DetailPane).show([Detail("History", "Reading it …")])
        self.read_history()

    async def save(self, values: dict[str, str]) -> DecisionResult:
        """Edit the record."""
        return await self._session.decisions.edit(self._record.id, values)

    @on(Button.Pressed, "#take")
    def action_take_mis_email(self) -> None:
        """Put the email of the MIS in the place of the hub's; saving makes it so."""
        line = self._form.line("email")
        if line is not None and self._other_email is not None:
            line.enter(self._other_email)
            line.focus_field()

    @on(Input.Changed)
    def compare(self) -> None:
        """Say whether the emails still differ."""
        self._compare()

    @work(exclusive=True, group="record history")
    async def read_history(self) -> None:
        """Read what happened to the record."""
        try:
            entries = await self._session.store.history()
        except MarktuiError as error:
            details = [Detail("History", error.message)]
        else:
            details = await asyncio.to_thread(record_history, self._view.hub, entries, self._record.id)
        self.query_one(DetailPane).show(details)

    @property
    def _other_email(self) -> str | None:
        """What the MIS gives, where it is not what the hub has."""
        record = self._record
        if not isinstance(record, Teacher) or not record.email_differs or record.mis_email is None:
            return None
        return record.mis_email

    def _compare(self) -> None:
        line = self._form.line("email")
        record = self._record
        if line is None or not isinstance(record, Teacher) or not (record.link or record.mis_email):
            return
        given = record.mis_email
        if given is None:
            line.note("The MIS has none.")
        elif not record.with_(email=line.value).email_differs:
            line.note("The MIS has the same.")
        else:
            line.note(f"The MIS has {given}: differs, the hub's is kept.", is_warning=True)
