"""The dialog that waits for a school's permission, which somebody gives in a browser."""

from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Input, Static

from marktui.hub.model.errors import MarktuiError
from marktui.tui.common.clipboard import copy
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.wording.dates import duration_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from marktui.connectors.assembly.consent.consent import Authorisation
    from marktui.connectors.assembly.consent.token_answer import Grant

_OPEN = "Open this address as a person who may decide for the school:"
_PASTE = "If it ends on a page that cannot load, as over SSH, paste that page's address."


class ConsentDialog(WorkDialog["Grant | None"]):
    """Shows the address to open and waits. Answers with what the school gave, or None.

    Args:
        make: Makes the question, given a function that shows why an answer is refused.
    """

    AUTO_FOCUS = "#copy"
    DEFAULT_CSS = """
    ConsentDialog > .dialog {
        max-height: 94%;
        & > .address { color: $text-accent; }
        & > .intro, & > .way-back, & > Field { margin-bottom: 0; }
        & > .buttons { margin-bottom: 1; }
        & > .paste { margin-bottom: 0; }
    }
    """

    def __init__(self, title: str, make: "Callable[[Callable[[str], None]], Authorisation]") -> None:
        super().__init__()
        self._title = title
        self._make = make
        self._asking: Authorisation | None = None
        """The question, while it is open."""
        self._began = monotonic()

    def contents(self) -> ComposeResult:
        """The address, how the answer comes back, the line to paste it in."""
        yield Static(f"Authorise {self._title} in a browser", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static(_OPEN, classes="intro", markup=False)
        yield Static(classes="address", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(" Copy the address ", id="copy", compact=True)
            yield Button(" Cancel ", id="cancel", compact=True)
        yield Static(classes="hint way-back", markup=False)
        yield Static(_PASTE, classes="hint paste", markup=False)
        yield Field("pasted", "Page's address", placeholder="it is not shown", secret=True)

    def on_mount(self) -> None:
        """Ask, and count the time that is left."""
        self.wait_for_answer()
        self.set_interval(1, self._count)

    @dialog_work
    async def wait_for_answer(self) -> None:
        """Wait for the browser, or for what is pasted, whichever comes first."""
        self._asking = self._make(self.show_problem)
        async with self._asking as asking:
            link = Style(link=asking.address)
            self.query_one(".address", Static).update(Content.styled(asking.address, link))
            self._count()
            grant: Grant = await asking.grant()
        self.dismiss(grant)

    def show_failure(self, error: Exception) -> None:
        """Say why there is no answer; after that, the dialog can only be closed."""
        self._asking = None
        super().show_failure(error)
        self.query(".intro, .address, .hint, #copy, Field").set(display=False)
        button = self.query_one("#cancel", Button)
        button.label = " Close "
        button.focus()

    @on(Button.Pressed, "#copy")
    async def copy_address(self) -> None:
        """Copy the address, and go on to where the answer is pasted."""
        if self._asking is not None:
            await copy(self.app, self._asking.address)
            self.query_one("#copy", Button).label = " Copied        "
            self.query_one(Input).focus()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted beside the line."""
        event.stop()
        self._take(event.text)

    def submit(self) -> None:
        """Take what was pasted into the line."""
        self._take(self.query_one(Input).value)

    def _take(self, text: str) -> None:
        if self._asking is None:
            return
        self.show_problem("")
        try:
            self._asking.paste(text)
        except MarktuiError as error:
            self.show_problem(failure_words(error))
        self.query_one(Input).value = ""

    def _count(self) -> None:
        """Say how the answer comes back, and how long it is waited for."""
        if self._asking is not None:
            left = duration_words(max(0, round(self._asking.seconds_left)))
            self.show_text(".way-back", f"{self._asking.way_back} {left} left.")
