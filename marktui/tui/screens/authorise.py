"""The dialog that connects the hub to an MIS service."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from marktui.connectors.mis import Granted, Readable
from marktui.connectors.registry import Described
from marktui.hub.hub import Hub
from marktui.hub.same_school import AnotherSchoolError, SchoolIdentity
from marktui.store.secret import variable
from marktui.sync.session import Session
from marktui.tui.glyphs import GLYPHS
from marktui.tui.messages import FailureTold
from marktui.tui.screens.dialog import Dialog
from marktui.tui.widgets.field import Field
from marktui.tui.widgets.remark import Remark
from marktui.tui.words import failure_words


class AuthoriseDialog(Dialog[bool | None]):
    """Asks for secrets and addresses, tries them, and says what is shared. Answers whether it connected.

    Args:
        session: The hub and who is at the keyboard.
        hub: The hub; its addresses are offered again.
        one: The service to connect.
    """

    DEFAULT_CSS = """
    AuthoriseDialog .fields { height: auto; margin-bottom: 1; & Label { width: 32; } }
    """

    def __init__(self, session: Session, hub: Hub, one: Described) -> None:
        super().__init__()
        self._session = session
        connection = hub.connection
        self._settings = connection.settings if connection and connection.connector == one.name else {}
        self._one = one
        self._done: bool | None = None
        self._accepted: SchoolIdentity | None = None
        """Another school that the person was told of, and connects to all the same."""

    def contents(self) -> ComposeResult:
        """The questions, and where the answers are kept."""
        where = self._session.secrets(self._one.name).where
        yield Static(f"Authorise {self._one.title}", classes="title", markup=False)
        yield Remark(classes="problem")
        yield Static("\n".join(self._one.set_up_sentences()), classes="set-up", markup=False)
        with Vertical(classes="fields"):
            if self._one.is_address_first:
                yield from self._address_fields()
            yield from self._secret_fields()
            if not self._one.is_address_first:
                yield from self._address_fields()
        yield Static(
            f"What has a * must be there. It is tried first, then kept in {where}.",
            classes="hint",
            markup=False,
        )
        with Horizontal(classes="buttons"):
            yield Button(" Try and connect ", id="connect", compact=True)
            yield Button(" Cancel ", id="cancel", compact=True)

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Enter goes to the next line, and from the last line to the button."""
        self.focus_next()

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Close; a connection that was made stands."""
        self.dismiss(self._done)

    @on(Button.Pressed, "#connect")
    def try_secrets(self) -> None:
        """Try what was typed."""
        self.query_one("#connect", Button).disabled = True
        self.tell("")
        self.query_one(".hint", Static).update(Content(f"Asking {self._one.title} …"))
        self.connect()

    @work(exclusive=True, exit_on_error=False)
    async def connect(self) -> Granted:
        """Connect the hub."""
        given = {field.name or "": field.value for field in self.query(Field)}
        addresses = {one.name: given[one.name] for one in self._one.addresses if given[one.name]}
        # What else was set on the command line stays, under the same service.
        kept_options = {name: self._settings[name] for name in self._one.options if name in self._settings}
        settings = self._one.tidy_settings(kept_options | addresses)
        kept = self._session.secrets(self._one.name, settings)
        typed = {name: given[name] for name in self._one.secrets}
        # In a thread, because a keyring may ask its owner first.
        secrets = await asyncio.to_thread(kept.completed, typed, self._one.needed)
        return await self._session.connect(self._one.name, settings, secrets, accepted_school=self._accepted)

    @on(Worker.StateChanged)
    def show_answer(self, event: Worker.StateChanged) -> None:
        """Say what the service grants, or why it does not work."""
        if isinstance(event.worker.error, AnotherSchoolError):
            self._ask_about(event.worker.error)
        elif event.worker.error is not None:
            self.tell(failure_words(event.worker.error))
            self.query_one(".hint", Static).update(Content("Nothing was kept. Correct it and try again."))
            self.query_one("#connect", Button).disabled = False
            self._focus_first_gap()
            self.post_message(FailureTold(event.worker.error))
        elif isinstance(event.worker.result, Granted):
            self._show_granted(event.worker.result)

    def _ask_about(self, error: AnotherSchoolError) -> None:
        """Ask whether the school that the MIS names is the right one; Cancel is where the cursor is."""
        self._accepted = error.mis
        self.tell(error.message)
        hint = "Nothing was kept. Is it the same school? Then connect all the same; else check the token."
        self.query_one(".hint", Static).update(Content(hint))
        button = self.query_one("#connect", Button)
        button.label, button.disabled = " Connect all the same ", False
        # A longer label does not make a button wider by itself.
        button.refresh(layout=True)
        self.query_one("#cancel", Button).focus()

    @on(Input.Changed)
    def forget_answer(self) -> None:
        """What was accepted held for what was typed then."""
        self._accepted = None
        self.query_one("#connect", Button).label = " Try and connect "

    def _show_granted(self, granted: Granted) -> None:
        self._done = True
        self.query_one(".fields").display = self.query_one(".set-up").display = False
        self.query_one("#connect").display = False
        lines = [f"Connected: {granted.school.name or self._one.title}. It lets marktui read:"]
        lines.extend(_readable(one) for one in granted.entities)
        if granted.missing:
            lines.append(f"Not shared: {', '.join(granted.missing)}.")
        else:
            lines.append("Everything that marktui can use is shared.")
        lines.extend(granted.warnings)
        lines.append(f"The secrets lie in {self._session.secrets(self._one.name).where}.")
        self.query_one(".hint", Static).update(Content("\n".join(lines)))
        button = self.query_one("#cancel", Button)
        button.label = " Go on "
        button.focus()

    def _focus_first_gap(self) -> None:
        """Go to the first line that must be filled in and is not, else to the first one."""
        kept = self._session.secrets(self._one.name)
        gaps = {name for name in self._one.needed if not kept.is_known(name)}
        gaps |= {one.name for one in self._one.addresses if not one.usual}
        lines = list(self.query(Field))
        empty = [line for line in lines if line.name in gaps and not line.value]
        (empty or lines)[0].query_one(Input).focus()

    def _address_fields(self) -> ComposeResult:
        for one in self._one.addresses:
            label = one.label if one.usual else f"{one.label} *"
            value = self._settings.get(one.name, one.usual)
            yield Field(one.name, label, value=value, placeholder=one.example)

    def _secret_fields(self) -> ComposeResult:
        environment = self._session.secrets(self._one.name)
        for name in self._one.secrets:
            known = environment.is_known(name)
            hint = "found already; may stay empty" if known else variable(self._one.name, name)
            words = self._one.secret_words(name)
            star = " *" if name in self._one.needed else ""
            yield Field(
                name,
                f"{words[0].upper()}{words[1:]}{star}",
                placeholder=hint,
                secret=name not in self._one.in_clear,
            )


def _readable(one: Readable) -> str:
    """What can be read of one entity, in a line."""
    gaps = f", without {', '.join(one.missing)}" if one.missing else ""
    return f"{GLYPHS.tick} {one.what} ({one.entity}){gaps}"
