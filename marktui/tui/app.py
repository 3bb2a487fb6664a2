"""The application: theme, signals, first screen, and what is possible everywhere."""

import asyncio
import signal
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import Provider
from textual.geometry import Size
from textual.screen import Screen

from marktui.hub.model.errors import Exit, MarktuiError, NotAllowedError
from marktui.hub.model.kind import Kind
from marktui.store.save_report import save_report
from marktui.tui.commands.app_keys import APP_BINDINGS
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.main.tabs import FirstFrame
from marktui.tui.settings.preferences import Preferences
from marktui.tui.settings.preferences_app import PreferencesApp
from marktui.tui.terminal.key_queue import KeyQueue
from marktui.wording.drawing.glyphs import ASCII

if TYPE_CHECKING:
    from marktui.sync.session import Session
    from marktui.tui.common.messages import HubUnreadable
    from marktui.tui.main.screen import MainScreen

SAVE_RUNS = "A save is running; it is completed before marktui ends."
ProviderType = type[Provider] | Callable[[], type[Provider]]


def _command_provider() -> type[Provider]:
    from marktui.tui.commands.palette import CommandProvider

    return CommandProvider


def _find_provider() -> type[Provider]:
    from marktui.tui.main.find.provider import FindProvider

    return FindProvider


class MarktuiApp(PreferencesApp, inherit_bindings=False):
    """The School tab of the MARK Admin Hub in a terminal.

    What it hears is handled by the name of the message, whose module need not be imported before the first
    frame is drawn.

    Args:
        open_session: Gives the session on the hub, once tabs and keys are on the screen.
        panel: The panel to open, by its word on the command line.
        september: Moves the demo's school on; None where the school is not the demo's.
        on_open: Called when the hub is on the screen.
    """

    TITLE = "marktui"
    BINDINGS: ClassVar[list[BindingType]] = [*APP_BINDINGS]
    COMMANDS: ClassVar[set[ProviderType]] = {_command_provider, _find_provider}
    CSS_PATH = "common/style/marktui.tcss"

    def __init__(
        self,
        open_session: Callable[[], "Session"],
        preferences: Preferences | None = None,
        *,
        panel: str | None = None,
        read_only: bool = False,
        september: Callable[[], None] | None = None,
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(preferences or Preferences())
        self._open_session = open_session
        self._panel = panel
        self._read_only = read_only
        self._september = september
        self._on_open = on_open
        self.failure: MarktuiError | None = None
        """Why the hub could not be opened, if it could not."""
        self._main: MainScreen | None = None
        """The main screen, even under a dialog; None before there is a hub."""
        self._is_hub_shown = asyncio.Event()
        self._keys = KeyQueue(self, super().on_event)
        self.ended_by_signal = False
        """Whether the terminal hung up, or the process was asked to end."""
        self.saved_before_signal = 0
        """How many things had been saved by then."""

    def now(self) -> datetime:
        """The present moment."""
        return self._session.now()

    @cached_property
    def _session(self) -> "Session":
        return self._open_session()

    def compose(self) -> ComposeResult:
        """What is drawn first; everything else is imported after that."""
        yield FirstFrame()

    def on_mount(self) -> None:
        """Choose the colours, and have the hub opened once the first frame is drawn."""
        self.theme = self._preferences.settings.theme
        self.set_class(GLYPHS is ASCII, "-ascii")
        self.animation_level = "none"
        self._handle_signals()
        # Textual draws nothing before it has been through this: a refresh counts from the next message on.
        self.call_later(self.call_after_refresh, self._open)

    @work
    async def _open(self) -> None:
        """Open the hub, or ask for what a new one needs."""
        self._tell_problems()
        try:
            exists = await self._session.exists()
        except MarktuiError as error:
            self._end_with(error)
            return
        frame = self.query_one(FirstFrame)
        # The first frame stays until there is the whole of what follows it.
        with self.batch_update():
            await self.push_screen(self._hub_screen() if exists else self._first_start())
            await frame.remove()
            if exists:
                await self._is_hub_shown.wait()
        self.call_after_refresh(self._begin)

    def on_hub_shown(self) -> None:
        """Draw the hub."""
        self._is_hub_shown.set()

    def _begin(self) -> None:
        """Hand on the keys that were pressed since the start: now there is a screen for them."""
        self._on_open()
        self._keys.release()
        self._fit(self.size)

    def _tell_problems(self) -> None:
        """Say what is wrong with the settings."""
        from marktui.tui.common.messages import TIME_TO_ACT

        problems = self._preferences.problems
        for problem in problems:
            self.message_log.add(self.now(), problem)
        if problems:
            more = f" ({len(problems) - 1} more: L)" if len(problems) > 1 else ""
            text = f"{problems[0]}{more}"
            App.notify(self, text, severity="warning", timeout=TIME_TO_ACT, markup=False)

    async def on_unmount(self) -> None:
        """Let the renewal of a token finish before the loop ends."""
        from marktui.connectors.http.concurrency import all_finished

        await all_finished()

    async def on_event(self, event: events.Event) -> None:
        """Put keys and pasted text in a row; everything else is done at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._keys.add(event)
        else:
            await super().on_event(event)

    def _end_batch(self) -> None:
        """Have the screens behind draw what they put off too: Textual asks the front one alone."""
        super()._end_batch()
        if not self._batch_count and self.is_running:
            for behind in self._background_screens:
                behind.check_idle()

    def on_resize(self, event: events.Resize) -> None:
        """Ask for a bigger terminal, or show the hub again."""
        if not self._keys.is_held:
            self._fit(event.size)

    def _fit(self, size: Size) -> None:
        from marktui.tui.main.too_small import TooSmallScreen, is_too_small

        small = is_too_small(size.width, size.height)
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    @property
    def _is_too_small(self) -> bool:
        """Whether a bigger terminal is asked for."""
        from marktui.tui.main.too_small import TooSmallScreen

        return isinstance(self.screen, TooSmallScreen)

    def on_hub_created(self) -> None:
        """Show the hub."""
        self.switch_screen(self._hub_screen())

    def on_hub_unreadable(self, message: "HubUnreadable") -> None:
        """Leave, if there is nothing to show; the command line says why."""
        self.message_log.add_error(self.now(), message.error)
        main = self._main
        is_shown = main is not None and main.view is not None and self.screen is main
        # A person who may no longer see the hub must not go on seeing what was shown of it.
        if is_shown and not isinstance(message.error, NotAllowedError):
            self.notify(message.error.message, severity="error")
        else:
            self._end_with(message.error)

    def _end_with(self, error: MarktuiError) -> None:
        self.failure = error
        self.exit(return_code=error.exit)

    @work
    async def on_show_help(self) -> None:
        """Show the keys, and press the one that is chosen."""
        from marktui.tui.main.help import HelpScreen, help_lines

        key = await self.push_screen_wait(HelpScreen(help_lines(self.screen)))
        if key is not None:
            self.simulate_key(key)

    def on_show_commands(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    def action_command_palette(self) -> None:
        """Open the command palette, for Textual's own key too; not over a question, which it would hide."""
        from marktui.tui.commands.palette_screen import open_palette
        from marktui.tui.common.widgets.dialog import Dialog

        if isinstance(self.screen, Dialog):
            what = "page" if self.screen.IS_PAGE else "question"
            self.notify(f"Close the {what} first, with esc.", severity="warning")
            return
        open_palette(self, placeholder="Find a person, a class or a command…")

    def on_show_log(self) -> None:
        """Show the messages since the start."""
        from marktui.tui.main.log_screen import LogScreen

        self.push_screen(LogScreen(self.message_log))

    def on_save_picture(self) -> None:
        """Save the screen as a picture."""
        from marktui.store.disk.export import write_private_file

        name = f"{self.TITLE}-{self.now().astimezone():%Y-%m-%dT%H-%M-%S}.svg"
        try:
            write_private_file(Path.cwd() / name, self.export_screenshot().encode())
        except MarktuiError as error:
            self.notify(error.message, severity="error")
        else:
            self.notify(f"Saved, readable by you alone: {name}")

    def on_let_september_come(self) -> None:
        """Move the demo's school on to its next school year."""
        if self._september is not None:
            self._september()
            self.notify("It is September in the demo now: the next reading finds a new school year.")

    def on_quit(self) -> None:
        """Leave."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; asks while a save runs, and where decisions are not saved."""
        from marktui.tui.review.words import FORGOTTEN, unsaved_question

        main = self._main
        unsaved = main.panels.workflow.unsaved if main is not None else 0
        if main is not None and main.context.saving:
            # What is decided in other panels is not asked about, and is there at the next start.
            self._ask_quit("Leave now?", SAVE_RUNS, forgotten=main.context.working)
        elif unsaved and not self._is_too_small:
            self._ask_quit(unsaved_question(unsaved), FORGOTTEN, forgotten=tuple(Kind), is_dangerous=True)
        else:
            self.exit()

    def action_suspend_process(self) -> None:
        """Go back to the shell until it continues marktui."""
        if self._main is not None and self._main.context.saving:
            self.notify("A save is running. Press ctrl+z again when it is done.", severity="warning")
        elif self._driver is not None and not self._driver.can_suspend:
            self.notify("There is no shell to go back to.", severity="warning")
        else:
            super().action_suspend_process()

    def action_interrupt(self) -> None:
        """Stop a reading; ask whether to leave where nothing is being read."""
        main = self._main
        if main is not None and main.context.reading:
            main.panels.stop()
        elif main is None or main.view is None or self._is_too_small:
            self.exit()
        elif main.context.saving or main.panels.workflow.unsaved:
            self.action_leave()
        else:
            self._ask_quit("Leave now?", "Nothing is running, and nothing waits to be saved.")

    @work
    async def _ask_quit(
        self, title: str, text: str, *, forgotten: tuple[Kind, ...] = (), is_dangerous: bool = False
    ) -> None:
        from marktui.tui.common.widgets.question import Question

        if isinstance(self.screen, Question):
            return
        answers = {"leave": "Leave"}
        question = Question(title, text, answers, cancel="Stay", is_dangerous=is_dangerous)
        if await self.push_screen_wait(question):
            if self._main is not None:
                await self._main.panels.workflow.forget(forgotten)
            self.exit()

    def _first_start(self) -> Screen[None]:
        from marktui.tui.main.create_hub import CreateHubScreen

        return CreateHubScreen(self._session)

    def _hub_screen(self) -> "MainScreen":
        from marktui.tui.common.panel import Panel
        from marktui.tui.main.screen import MainScreen

        self._main = MainScreen(
            self._session,
            self._preferences.settings,
            panel=Panel(self._panel) if self._panel else None,
            read_only=self._read_only,
            is_demo=self._september is not None,
        )
        return self._main

    def _handle_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._end_by_signal)

    def _end_by_signal(self) -> None:
        if not self.ended_by_signal:
            self.ended_by_signal = True
            self.saved_before_signal = len(save_report())
        self.exit(return_code=Exit.CANCELLED)
