"""The terminal as Textual drives it, with guards against what a terminal can do to a program."""

import os
import select
import signal
import sys
import time
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from marktui.tui.terminal.colours import without_repeats
from marktui.tui.terminal.input import TerminalInput
from marktui.tui.terminal.output import TerminalOutput
from marktui.tui.terminal.size import terminal_size

_CHECK_EVERY = 0.1
"""Seconds after which a lone Escape, or the end of the program, is noticed."""
_MOST_BYTES = 4096


class TerminalDriver(LinuxDriver):
    """Textual's driver, but that no input ends the program and no terminal holds it up."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._terminal = sys.__stderr__.fileno() if sys.__stderr__ else 2
        super().__init__(app, debug=debug, mouse=mouse, size=size or terminal_size(self._terminal))
        self._output: TerminalOutput | None = None
        self._is_gone = False

    def start_application_mode(self) -> None:
        """Start to write to the terminal, and to read it."""
        self._output = TerminalOutput(self._terminal, on_recovered=self._draw_again, on_gone=self._hang_up)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._key_thread is None or not self._key_thread.is_alive():
            # Continued in the background, where it may not have the terminal: it is stopped again.
            self._end_output()

    def write(self, data: str) -> None:
        """Have something written; never waits for long."""
        if self._output is not None:
            self._output.write(without_repeats(data))

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        if self._output is not None:
            self._output.drop_stalled()
        super().stop_application_mode()

    def close(self) -> None:
        """End writing, in bounded time."""
        super().close()
        self._end_output()

    def resume_application_mode(self) -> None:
        """Take the terminal again after a stop.

        Textual does so after every SIGCONT. If it had not let go of the terminal, for a SIGSTOP does not ask,
        two threads would read the keys, and the program would wait for one of them at its end for ever.
        """
        if self._output is not None:
            self.suspend_application_mode()
        super().resume_application_mode()

    @property
    def can_suspend(self) -> bool:
        """Whether there is a shell that shows its prompt and can continue the program.

        Textual stops the program in any case. With `ssh -t HOST marktui` nobody could continue it.
        """
        try:
            parent = os.getppid()
            return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
        except OSError:
            return False

    def run_input_thread(self) -> None:
        """Hand on what the terminal sends, until the program ends or the terminal is gone."""
        source = TerminalInput()
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], _CHECK_EVERY)
            now = time.monotonic()
            if ready:
                data = self._read()
                if not data:
                    # Textual reads on: a terminal that is gone is always ready, and costs a whole CPU.
                    self._hang_up()
                    return
                for message in source.feed(data, now):
                    self.process_message(message)
            for message in source.tick(now):
                self.process_message(message)

    def _end_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.end()

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _MOST_BYTES)
        except OSError:
            return b""

    def _get_terminal_size(self) -> tuple[int, int]:
        # Textual believes COLUMNS and LINES before the terminal, whatever they say (its pull request 6153).
        return terminal_size(self._terminal)

    def _draw_again(self) -> None:
        """Draw the whole screen: a terminal that was stalled has missed parts of it."""
        self._loop.call_soon_threadsafe(self._app.refresh)

    def _hang_up(self) -> None:
        """End the program, once, as the kernel does for the session whose terminal hangs up."""
        if not self._is_gone:
            self._is_gone = True
            os.kill(os.getpid(), signal.SIGHUP)
