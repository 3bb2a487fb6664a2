"""The dialog for the application that a school authorises: its id and secret, and its redirect address."""

from collections.abc import Mapping

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from marktui.connectors.info import ConnectorInfo
from marktui.store.secrets.destination import variable
from marktui.store.secrets.secrets import HubSecrets
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine

_HINT = (
    "The application must be registered with exactly this redirect address, port and path included. If it "
    "leads to this machine, marktui waits there for the browser."
)


class Application(Struct, frozen=True):
    """The application, as it is registered at the service."""

    client_id: str
    client_secret: str
    redirect: str

    def __repr__(self) -> str:
        """Without the secret."""
        return "Application()"


class ApplicationDialog(Dialog[Application | None]):
    """Answers with the application, or None.

    Args:
        secrets: Where an id and a secret may be known already.
        typed: The id and the secret that were typed before.
    """

    def __init__(self, service: ConnectorInfo, secrets: HubSecrets, typed: Mapping[str, str]) -> None:
        super().__init__()
        self._service = service
        self._typed = typed
        self._is_known = secrets.is_known

    def contents(self) -> ComposeResult:
        """The questions, the rule for the address, the buttons."""
        yield Static(f"Authorise {self._service.title} in a browser", classes="title", markup=False)
        yield MessageLine(classes="problem")
        for name in ("client_id", "client_secret"):
            words = self._service.secret_words(name)
            hint = (
                "found already; may stay empty"
                if self._is_known(name)
                else variable(self._service.name, name)
            )
            yield Field(
                name,
                f"{words[0].upper()}{words[1:]} *",
                value=self._typed.get(name, ""),
                placeholder=hint,
                secret=name != "client_id",
            )
        yield Field("redirect", "Redirect address *", value=self._service.redirect)
        yield Static(_HINT, classes="hint", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(" Show the address to open ", id="go", compact=True)
            yield Button(" Cancel ", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin with the first line that is needed, else with the button."""
        gaps = self._gaps()
        (gaps[0].query_one(Input) if gaps else self.query_one("#go", Button)).focus()

    def submit(self) -> None:
        """Answer."""
        self.answer()

    @on(Button.Pressed, "#go")
    def answer(self) -> None:
        """Answer, once nothing is missing."""
        if gaps := self._gaps():
            self.show_problem("Fields marked * are required.")
            gaps[0].query_one(Input).focus()
            return
        given = {line.name or "": line.value for line in self.query(Field)}
        self.dismiss(Application(given["client_id"], given["client_secret"], given["redirect"]))

    def _gaps(self) -> list[Field]:
        return [line for line in self.query(Field) if not line.value and not self._is_known(line.name or "")]
