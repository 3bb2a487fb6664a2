"""The dialog that erases people whose pending deletion is due: it lists them and asks for their number."""

from collections.abc import Sequence
from string import digits

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.leavers.refusals import DecisionRefusedError
from marktui.hub.model.record import Person
from marktui.hub.model.text import fold
from marktui.hub.people.snapshot import OutdatedError, Snapshot
from marktui.sync.session import Session
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, Row, Tone, Toned
from marktui.tui.common.text.records import KIND_WORDS
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.typed_number import TypedNumber
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.leavers.decide_words import left_out_words
from marktui.wording.dates import short_day
from marktui.wording.people.decisions import erased_words, people_are

_COLUMNS = (
    Column("Name", 16, flex=1),
    Column("Kind", 7),
    Column("Due since", 9),
    Column("MIS", 12),
)
_MEANS = "Erased from hub, history and backups. It cannot be undone. {back}"
_LEFT_OUT = "People who are back in the MIS are not included unless you mark them."


class DueList(NameList, can_focus=True):
    """People, some of whom can be marked."""

    SHOWS_CURSOR = True


class PurgeDialog(WorkDialog[str | None]):
    """Answers with what was done, in words, or with None."""

    AUTO_FOCUS = "#cancel"
    is_dangerous = True
    APPROVED_WITH = digits
    DEFAULT_CSS = """
    PurgeDialog > .dialog {
        & > TypedNumber { margin-bottom: 1; & > Label { width: auto; } }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._people: dict[str, Person] = {}
        self._doubt: str | None = None
        """Why the clock may be far ahead, so that nobody might be due."""
        self._marks: frozenset[str] | None = None
        """The people that stay marked when it is asked again; None the first time."""

    def contents(self) -> ComposeResult:
        """Question, who, what it means, the number to type, the buttons."""
        yield Static("Looking for who is due …", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield DueList(_COLUMNS, can_mark=True)
        yield Static(classes="hint", markup=False)
        yield TypedNumber("Type {number} to erase them", "are marked")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Erase for good ", id="yes", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Look who is due."""
        self.look()

    @on(RosterTable.MarksChanged)
    @on(TypedNumber.NumberTyped)
    def enable_button(self, event: RosterTable.MarksChanged | TypedNumber.NumberTyped) -> None:
        """Let the button be pressed once the number of those who are marked has been typed."""
        typed_number = self.query_one(TypedNumber)
        typed_number.number = len(self._chosen)
        typed_number.display = self.query_one("#yes").display = bool(self._chosen)
        self.query_one("#yes", Button).disabled = not (self._chosen and typed_number.is_right)
        back = sum(self._people[one].is_synced for one in self._chosen)
        words = f"The MIS has {back:,} of those marked: a sync will list them as new." if back else _LEFT_OUT
        means = _MEANS.format(back=words)
        self.show_text(".hint", f"{self._doubt} {means}" if self._doubt else means)
        self.renew_names()

    @dialog_work
    async def look(self) -> None:
        """Find out who is due."""
        await self._look()

    async def _look(self) -> None:
        self._doubt = await self._session.decisions.clock_doubt()
        self._show(await self._session.decisions.due())

    def submit(self) -> None:
        """Erase them."""
        self.erase()

    @on(Button.Pressed, "#yes")
    @dialog_work
    async def erase(self) -> None:
        """Erase for good the people who are marked; where some have changed meanwhile, ask again."""
        ids = self._chosen
        if not (ids and self.query_one(TypedNumber).is_right):
            return
        seen = [Snapshot.of(self._people[one]) for one in ids]
        try:
            back = any(self._people[one].is_synced for one in ids)
            entry = await self._session.decisions.purge(seen, still_in_mis=back)
        except (OutdatedError, DecisionRefusedError) as error:
            self.report(error)
            self.query_one(TypedNumber).clear()
            await self._look()
            return
        self.dismiss(erased_words(len(ids), entry))

    def show_failure(self, error: Exception) -> None:
        """Say why they cannot be erased, and which people have changed."""
        if isinstance(error, OutdatedError):
            self._marks = frozenset(self._chosen) - {one.seen.id for one in error.outdated}
            self.show_problem(left_out_words(error.outdated))
        else:
            super().show_failure(error)

    def _show(self, people: Sequence[Person]) -> None:
        self._people = {one.id: one for one in sorted(people, key=lambda one: fold(one.sorted_name))}
        due = f"{people_are(len(people))} due to be erased. Erase them for good?"
        self.show_text(".title", due if people else "No deletion is due.")
        self.query_one(".hint").display = bool(people)
        table = self.query_one(DueList)
        table.show_names([_row(one) for one in self._people.values()])
        gone = frozenset(one.id for one in people if not one.is_synced)
        table.marks = gone if self._marks is None else self._marks.intersection(self._people)
        self.query_one("#cancel").focus()

    @property
    def _chosen(self) -> tuple[str, ...]:
        marks = self.query_one(RosterTable).marks
        return tuple(one for one in self._people if one in marks)


def _row(person: Person) -> Row:
    since = short_day(person.deleting_on) if person.deleting_on else ""
    again = Toned("there again", Tone.WARNING) if person.is_synced else "not there"
    return Row(person.id, (person.sorted_name, KIND_WORDS[person.kind], since, again))
