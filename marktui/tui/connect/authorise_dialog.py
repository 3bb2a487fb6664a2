"""The dialog that connects the hub to an MIS service."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from marktui.connectors.base import Awaiting, Notify, Pause
from marktui.connectors.info import ConnectorInfo
from marktui.connectors.mis import Granted
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import Connect, ConnectionStep, GiveSecrets, GiveSetting, NextStep
from marktui.hub.rules.same_school import AnotherSchoolError, SchoolIdentity
from marktui.sync.run.progress import Progress
from marktui.sync.session import Session
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.next_steps import describe_step
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.connect.application_dialog import Application, ApplicationDialog
from marktui.tui.connect.consent_dialog import ConsentDialog
from marktui.tui.connect.granted_lines import granted_lines
from marktui.tui.connect.service_form import ServiceForm
from marktui.tui.connect.wrong_line import is_about_headings, wrong_line
from marktui.wording.connection import end_words
from marktui.wording.sync.progress import progress_words

if TYPE_CHECKING:
    from marktui.connectors.assembly.consent.consent import Authorisation
    from marktui.connectors.assembly.consent.token_answer import Grant

_LOOK_EVERY = 0.5
"""Seconds between two looks at what the service is waited for."""


class AuthoriseDialog(WorkDialog[None]):
    """Asks for secrets and addresses, tries them, and says what is shared.

    Args:
        hub: The hub; its addresses are offered again.
        connected: Called when a connection was made: what is behind the dialog shows it at once.
        in_browser: Whether the school is asked in a browser at once.
    """

    DEFAULT_CSS = """
    AuthoriseDialog > .dialog { max-height: 94%; }
    """

    def __init__(
        self,
        session: Session,
        hub: Hub,
        service: ConnectorInfo,
        connected: Callable[[], object],
        *,
        in_browser: bool = False,
    ) -> None:
        super().__init__()
        self._session = session
        self._form = ServiceForm(session, hub, service)
        self._agreed = hub.connection.agreed if hub.connection and self._form.saved else ""
        """What was agreed to of the files at the same places."""
        self._service = service
        self._connected = connected
        self._in_browser = in_browser
        self._grant: Grant | None = None
        """What the school granted in a browser, until it is stored."""
        self._application: dict[str, str] = {}
        """The application to which it was given."""
        self._accepted: SchoolIdentity | None = None
        """Another school, which the person has confirmed."""
        self._failed: Exception | None = None
        """Why it did not work."""

    def contents(self) -> ComposeResult:
        """The questions, and where the answers are stored."""
        where = self._session.secrets(self._service.name).where
        yield Static(
            self._service.question or f"Authorise {self._service.title}", classes="title", markup=False
        )
        yield MessageLine(classes="problem")
        first = (describe_step(self._service.first),) if self._service.first else ()
        set_up = "\n".join((*first, *self._service.set_up_sentences()))
        yield Static(set_up, classes="set-up", markup=False)
        yield self._form
        saved = f", then saved in {where}" if self._service.needed else "; a login is saved in " + where
        yield Static(
            f"Fields marked * are required. They are tested{saved}.",
            classes="hint",
            markup=False,
        )
        with Horizontal(classes="buttons"):
            yield Button(" Try and connect ", id="connect", compact=True)
            yield Button(" Cancel ", id="cancel", compact=True)
            if self._service.has_headings:
                yield Button(" Headings ", id="headings", compact=True)
            if self._service.redirect:
                yield Button(" In a browser ", id="browser", compact=True)

    def on_mount(self) -> None:
        """Go to the first line that must be filled in, or on to the browser, where that was asked for."""
        self.query("#headings").set(display=False)
        self._form.go_to_first_gap()
        if self._in_browser:
            self.call_after_refresh(self.ask_school)

    def submit(self) -> None:
        """Try what was typed; that another school is meant is said with the button."""
        if self._accepted is None:
            self.connect()
        else:
            self.query_one("#connect").focus()

    def action_cancel(self) -> None:
        """Close; a connection that was made stays."""
        self.dismiss()

    @on(Button.Pressed, "#connect")
    @dialog_work
    async def connect(self) -> None:
        """Try what was typed."""
        await self._connect()

    async def _connect(self) -> None:
        """Connect the hub, and say what the service grants."""
        self.query_one("#connect", Button).disabled = True
        self.show_problem("")
        settings = self._form.settings()
        if self._grant is None:
            stored = self._session.secrets(self._service.name, settings)
            typed = self._form.typed_secrets(settings)
            # In a thread, because a keyring may ask its owner first.
            secrets = await asyncio.to_thread(stored.with_known, typed, self._service.needed)
        else:
            secrets = self._application | self._grant.secrets
        try:
            with self._counting() as hear:
                granted = await self._session.mis.connect(
                    self._service.name,
                    settings,
                    secrets,
                    hear,
                    accepted_school=self._accepted,
                    grant=self._grant,
                )
        except AnotherSchoolError as error:
            self._ask_about(error)
            return
        connection = (await self._session.load()).connection
        end = connection.holds_until if connection else None
        self._show_granted(granted, settings, (end_words(end, self._session.now()),) if end else ())

    @contextmanager
    def _counting(self) -> Iterator[Notify]:
        """Show second by second what the service is waited for; takes in what the connector reports."""
        progress, said = Progress(began=monotonic()), ""

        def hear(report: Pause | Awaiting) -> None:
            nonlocal progress
            progress = progress.after(report, monotonic())

        def show_words() -> None:
            nonlocal said
            words, *_ = progress_words(progress, monotonic(), GLYPHS.dot)
            if words != said:
                said = words
                self.show_text(".hint", words)

        show_words()
        ticker = self.set_interval(_LOOK_EVERY, show_words)
        try:
            yield hear
        finally:
            ticker.stop()

    @on(Button.Pressed, "#browser")
    @dialog_work
    async def ask_school(self) -> None:
        """Ask which application the school is to authorise, wait for the school, and connect."""
        self.show_problem("")
        settings = self._form.settings()
        secrets = self._session.secrets(self._service.name, settings)
        application = await self.app.push_screen_wait(
            ApplicationDialog(self._service, secrets, self._form.typed)
        )
        if application is not None:
            # An earlier grant is of another application, even if the school gives no new one.
            self._grant = await self._grant_to(application, settings)
        if application is not None and self._grant is not None:
            await self._connect()
        elif self._in_browser:
            # Nothing else was asked for.
            self.dismiss()

    async def _grant_to(self, application: Application, settings: dict[str, str]) -> "Grant | None":
        """Show the address to open, and wait for the school."""
        given = {"client_id": application.client_id, "client_secret": application.client_secret}
        # Nothing is needed: where the id or the secret is known for other addresses, it has been typed.
        self._application = self._session.secrets(self._service.name, settings).with_known(given, ())

        def make(show_problem: Callable[[str], None]) -> "Authorisation":
            return self._session.mis.authorisation(
                self._service.name, settings, self._application, application.redirect, show_problem
            )

        return await self.app.push_screen_wait(ConsentDialog(self._service.title, make))

    def show_failure(self, error: Exception) -> None:
        """Say why it does not work, and go to the line that is wrong, or must be filled in."""
        self._grant, self._failed = None, error
        wrong = wrong_line(error, self._service)
        steps = error.next if isinstance(error, MarktuiError) else ()
        self._form.add_secrets(name for step in steps if isinstance(step, GiveSecrets) for name in step.names)
        if isinstance(error, MarktuiError):
            # Where these lead to is here.
            error.next = tuple(step for step in error.next if not self._is_step_here(step))
        super().show_failure(error)
        self.show_text(".hint", "Nothing was saved. Correct it and try again.")
        self.query_one("#connect", Button).disabled = False
        has_answer = self._service.has_headings and is_about_headings(error)
        self.query("#headings").set(display=has_answer)
        if has_answer:
            self.show_text(".hint", "Nothing was saved. Headings shows every column: say it there.")
            self.query_one("#headings").focus()
        else:
            self._form.go_to(wrong)

    def _is_step_here(self, step: NextStep) -> bool:
        """Whether a step is to fill in a line of this dialog."""
        addresses = {one.name for one in self._service.addresses}
        if step is ConnectionStep.AUTHORISE_IN_BROWSER:
            # There is nobody to ask where no browser leads to the service.
            return not self._service.redirect
        return isinstance(step, Connect | GiveSecrets) or (
            isinstance(step, GiveSetting) and (step.name in addresses or self._service.has_headings)
        )

    def _ask_about(self, error: AnotherSchoolError) -> None:
        """Ask whether the school that the MIS names is the right one; Cancel is where the cursor is."""
        self._accepted = error.mis
        self.show_problem(error.message)
        given = "token" if "token" in self._service.secrets else "files"
        what = "address" if error.mis.site else given
        hint = "Nothing was saved. Is it the same school? Then connect anyway; otherwise check the"
        self.show_text(".hint", f"{hint} {what}.")
        button = self.query_one("#connect", Button)
        button.label, button.disabled = " Connect anyway ", False
        # A longer label does not make a button wider by itself.
        button.refresh(layout=True)
        self.query_one("#cancel", Button).focus()

    @on(Input.Changed)
    def forget_answer(self) -> None:
        """What was accepted held for what was typed then."""
        self._accepted = self._grant = None
        self.query_one("#connect", Button).label = " Try and connect "

    @on(Button.Pressed, "#headings")
    @dialog_work
    async def correct_headings(self) -> None:
        """Show which heading each field is read from; what is saved there is the connection."""
        from marktui.tui.connect.headings.page import HeadingsPage

        settings = self._form.settings()
        typed = self._form.typed_secrets(settings)
        agreed = self._agreed if self._form.is_same_place(settings) else ""
        page = HeadingsPage(
            self._session, settings, typed, agreed=agreed, accepted=self._accepted, error=self._failed
        )
        saved = await self.app.push_screen_wait(page)
        if saved is not None:
            self.show_problem("")
            self._show_granted(saved.granted, saved.settings)

    def _show_granted(self, granted: Granted, settings: Mapping[str, str], more: Sequence[str] = ()) -> None:
        self._failed = None
        self._connected()
        self._form.saved, self._agreed = dict(settings), granted.agreed
        self.query("ServiceForm, .set-up").set(display=False)
        self.query("#connect, #browser").set(display=False)
        self.query("#headings").set(display=True)
        lines = [*granted_lines(granted, self._service.title), *granted.warnings, *more]
        secrets = self._session.secrets(self._service.name)
        if any(map(secrets.is_known, self._service.secrets_for(settings))):
            lines.append(f"Secrets are stored in {secrets.where}.")
        self.show_text(".hint", "\n".join(lines))
        button = self.query_one("#cancel", Button)
        button.label = " Go on "
        button.focus()
