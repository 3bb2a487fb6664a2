"""The page that adds a record by hand."""

from textual.app import ComposeResult
from textual.widgets import Static

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.rules.form import blank_form
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.sync.session import Session
from marktui.tui.records.form_dialog import FormDialog

_MEETS = {
    Kind.TEACHER: "A later sync of teachers matches them by their email.",
    Kind.PUPIL: "A later sync of pupils matches them by their UPN, else by name and date of birth.",
    Kind.CLASS: "A later sync of classes matches it by its name.",
    Kind.YEAR_GROUP: "A later sync of year groups matches it by its code; the name of the MIS wins.",
}


class AddPage(FormDialog):
    """Asks for the fields of a new record. Answers with what was added, or None."""

    def __init__(self, session: Session, hub: Hub, kind: Kind) -> None:
        super().__init__(hub, blank_form(hub, session.actor(hub), kind))
        self._session = session
        self._kind = kind

    def heading(self) -> ComposeResult:
        """What is added, and what becomes of it."""
        yield Static(f"Add a {self._kind.value.replace('_', ' ')}", classes="title", markup=False)
        yield Static(f"Fields marked * are required. {_MEETS[self._kind]}", classes="hint", markup=False)

    def is_worth_saving(self, entered: dict[str, str]) -> bool:
        """Always: the rules say what is missing."""
        return True

    async def save(self, values: dict[str, str]) -> DecisionResult:
        """Add the record."""
        return await self._session.decisions.add(self._kind, values)
