"""The dialog of one account: its logins, and whether this person is nominated as Access Coordinator."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.model.hub import Hub
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.accounts import AccountResult
from marktui.sync.session import Session
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.wording.people.accounts import account_words, logins_words


class AccountDialog(WorkDialog[AccountResult | None]):
    """Maps and unmaps a login, nominates and withdraws. Answers with the result."""

    def __init__(self, session: Session, hub: Hub, teacher_id: str) -> None:
        super().__init__()
        self._session = session
        self._hub = hub
        self._teacher = hub.teachers[teacher_id]

    def contents(self) -> ComposeResult:
        """Whose account, its logins, the login to type, the buttons."""
        one, is_nominee = self._teacher, self._hub.nominee == self._teacher.id
        yield Static(f"{one.label}: {account_words(self._hub, one)}", classes="title", markup=False)
        yield Static(logins_words(self._hub, one), markup=False)
        yield MessageLine(classes="problem")
        yield Field("login", "Unix login", placeholder="as `id -un` prints it")
        with Horizontal(classes="buttons"):
            yield Button(" Map ", id="map", compact=True)
            yield Button(" Unmap ", id="unmap", compact=True)
            yield Button(" Withdraw " if is_nominee else " Nominate ", id="nominate", compact=True)
            yield Button(" Close ", id="cancel", compact=True)
        hint = (
            "Enter maps the login. Nominate asks this person to become the Access Coordinator; nothing "
            "changes until they accept."
        )
        yield Static(hint, classes="hint", markup=False)

    def submit(self) -> None:
        """Map the login."""
        self.map_login()

    @on(Button.Pressed, "#map")
    @dialog_work
    async def map_login(self) -> None:
        """Map the login to this person."""
        self.dismiss(await self._session.accounts.map(self._login, Snapshot.named(self._teacher)))

    @on(Button.Pressed, "#unmap")
    @dialog_work
    async def unmap_login(self) -> None:
        """Unmap the login."""
        self.dismiss(await self._session.accounts.unmap(self._login, self._teacher.id))

    @on(Button.Pressed, "#nominate")
    @dialog_work
    async def nominate(self) -> None:
        """Nominate this person, or withdraw that."""
        accounts = self._session.accounts
        if self._hub.nominee == self._teacher.id:
            self.dismiss(await accounts.withdraw(self._teacher.id))
        else:
            self.dismiss(await accounts.nominate(Snapshot.named(self._teacher)))

    @property
    def _login(self) -> str:
        return self.query_one(Field).value
