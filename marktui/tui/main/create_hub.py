"""The first start: there is no hub yet, so create one."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from marktui.sync.session import Session
from marktui.tui.commands.footer import CommandFooter
from marktui.tui.common.messages import FailureShown, HubCreated
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine


class CreateHubScreen(Screen[None]):
    """Asks for the school and its Access Coordinator, and creates the hub."""

    # The arrows with priority: the box around the lines would scroll by them, where it is too small.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "app.interrupt", "Quit", priority=True),
        Binding("down", "app.focus_next", "Next line", show=False, priority=True),
        Binding("up", "app.focus_previous", "Line before", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    CreateHubScreen > VerticalScroll {
        padding: 1 2; max-width: 100;
        & > Static { margin-bottom: 1; }
        & > .title { text-style: bold; }
        & > .hint { color: $text-muted; margin-top: 1; }
        & > .problem { color: $text-error; }
        & > Button { margin-top: 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """What a hub is, the questions, the button."""
        with VerticalScroll(can_focus=False):
            yield Static("Welcome to marktui", classes="title", markup=False)
            yield Static(
                "There is no hub here yet. A hub holds one school's teachers, year groups, classes and "
                "pupils, and keeps them in step with the school's MIS.",
                markup=False,
            )
            yield MessageLine(classes="problem")
            yield Field("school", "School")
            yield Field("centre_id", "Centre number", placeholder="may stay empty")
            yield Field("coordinator", "Your name", placeholder="you become the Access Coordinator")
            yield Field("email", "Your email")
            yield Button(" Create the hub ", compact=True)
            yield Static(
                f"The hub will be stored in {self._session.folder}. Only {self._session.login} can read it. "
                "Next comes Authorisation: the connection to the MIS.\n"
                "Enter goes from line to line; Ctrl+C leaves without a hub.",
                classes="hint",
                markup=False,
            )
        yield CommandFooter()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter goes on to the next line; from the last one it creates the hub."""
        lines = list(self.query(Input))
        if event.input is lines[-1]:
            self.create()
        else:
            self.focus_next()

    @on(Button.Pressed)
    @work(exclusive=True)
    async def create(self) -> None:
        """Create the hub with what was typed, or say what is missing."""
        given = {field.name: field.value for field in self.query(Field)}
        try:
            await self._session.create(
                school=given["school"],
                coordinator=given["coordinator"],
                email=given["email"],
                centre_id=given["centre_id"] or None,
            )
        except Exception as error:  # noqa: BLE001 - every failure is shown, and kept in the log
            self.query_one(".problem", MessageLine).say(failure_words(error))
            self.post_message(FailureShown(error))
            empty = [field for field in self.query(Field) if field.name != "centre_id" and not field.value]
            for field in empty[:1]:
                field.query_one(Input).focus()
        else:
            self.post_message(HubCreated())
