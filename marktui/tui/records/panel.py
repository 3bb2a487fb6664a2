"""The tabs of records and School > Year groups, with what can be done to a record there."""

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.sync.session import Session
from marktui.tui.common.hub_view import refusals
from marktui.tui.common.list.catalogue import View
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.list.item_list import BACK_KEYS, back_key
from marktui.tui.common.messages import FailureShown, HubChanged
from marktui.tui.common.tab import Tab
from marktui.tui.common.text.records import KIND_WORDS
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.question import Question
from marktui.tui.records.add import AddPage
from marktui.tui.records.catalogue import record_catalogue
from marktui.tui.records.commands import AddRecord, EditRecord, RemoveGroup
from marktui.tui.records.messages import MembersLeft
from marktui.tui.records.page import RecordPage


class RecordList(CatalogueList[Record]):
    """All records of one kind, with their locks."""

    def __init__(self, kind: Kind, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(record_catalogue(kind), can_mark=kind in (Kind.TEACHER, Kind.PUPIL), id=id)
        self.kind = kind


class RecordPanel(RecordList):
    """All records of one kind; each can be opened, one added, and a group deleted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *BACK_KEYS,
        back_key("members", "Back", "Go back to the list that the class or year group is in."),
        back_key("class", "All pupils", "Show the pupils of all classes again, not of one alone."),
    ]

    def __init__(self, kind: Kind, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(kind, id=id)
        self._session = session
        self._members_of: str | None = None
        """The id of the class or year group whose pupils alone are shown."""
        self._back_to: Tab | None = None
        """The tab where it was chosen."""

    @on(EditRecord)
    @work
    async def open_page(self) -> None:
        """Open the page of the record under the cursor."""
        record = self.items.item(self.table.cursor_id)
        if self.hub is not None and record is not None:
            page = RecordPage(self._session, View(self.hub, self.today), record)
            self._show_result("changed", await self.app.push_screen_wait(page))

    @on(AddRecord)
    @work
    async def add_record(self) -> None:
        """Ask for the fields of a new record, and add it."""
        if self.hub is not None:
            page = AddPage(self._session, self.hub, self.kind)
            self._show_result("added", await self.app.push_screen_wait(page))

    @on(RemoveGroup)
    @work
    async def delete_group(self) -> None:
        """Find out whether the group under the cursor can be deleted, ask, and delete it."""
        record = self.items.item(self.table.cursor_id)
        if record is None:
            return
        what = f"{KIND_WORDS[record.kind].lower()} {record.label}"
        try:
            await self._session.decisions.remove([record.id], dry_run=True)
            text = f"Nobody is in it. {self._how_to_undo}"
            question = Question(f"Delete the {what}?", text, {"delete": "Delete"}, is_dangerous=True)
            # A key that came twice asks once.
            is_sure = await self.app.push_screen_wait(question) if self.screen.is_active else None
            if is_sure:
                self._show_result("deleted", await self._session.decisions.remove([record.id]), what)
        except MarktuiError as error:
            self.notify(failure_words(error), severity="warning", markup=False)
            self.post_message(FailureShown(error))

    async def load(self, hub: Hub) -> None:
        """Show the records of a hub; of a class or year group alone, while the hub has it."""
        wanted = self._members_of or ""
        group = hub.classes.get(wanted) or hub.year_groups.get(wanted)
        await self.show(View(hub, self.today, members_of=group))

    def show_members(self, group_id: str | None, back_to: Tab | None = None) -> None:
        """Show the pupils of a class or year group alone; None shows all again.

        Args:
            back_to: The tab where it was chosen, to which escape goes back.
        """
        self._members_of, self._back_to = group_id, back_to
        self.remove_class("-open")
        self.show_all()
        self.expire()

    def show_item(self, item_id: str, *, with_details: bool = False) -> None:
        """Put the cursor on a record, whichever class was shown alone."""
        if self._members_of is not None:
            self.show_members(None)
        super().show_item(item_id, with_details=with_details)

    @property
    def hidden_by(self) -> str:
        """What hides records; last of all, that those of one class are shown alone."""
        alone = "members" if self._back_to is not None else "class"
        return super().hidden_by or (alone if self._members_of is not None else "")

    def step_back(self) -> bool:
        """Take away what hides records, or go back to the class or year group whose pupils are shown."""
        if self.hidden_by == "members" and self._back_to is not None and self._members_of is not None:
            self.post_message(MembersLeft(self._back_to, self._members_of))
        if self.hidden_by in ("members", "class"):
            self.show_members(None)
            return True
        return super().step_back()

    @property
    def _how_to_undo(self) -> str:
        """How to undo it, for accounts that may."""
        if self.hub is None or Permission.UNDO in refusals(self.hub, self._session.actor(self.hub)):
            return ""
        return "H, then u, undoes it."

    def _show_result(self, did: str, decided: DecisionResult | None, what: str = "") -> None:
        if decided is None:
            return
        if decided.entry is None:
            self.notify("Nothing to change: it is like that already.", markup=False)
            return
        if did == "added":
            self.show_item(decided.changed[0])
        records = ((one, self.hub.record(one) if self.hub else None) for one in decided.changed)
        labels = ", ".join(record.label if record else one for one, record in records)
        named = what or f"{KIND_WORDS[self.kind].lower()} {labels}"
        self.notify(f"Entry {decided.entry}: {did} the {named}. {self._how_to_undo}".rstrip(), markup=False)
        self.post_message(HubChanged())
