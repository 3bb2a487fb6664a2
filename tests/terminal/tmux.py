"""A real terminal for the tests: a tmux of its own, keys in, screen out."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from patience import PATIENCE, wait_until


class Terminal:
    """A program in a tmux pane.

    Args:
        socket: Where the private tmux server listens.
        columns: The width of the pane.
        rows: The height of the pane.
    """

    def __init__(self, socket: Path, columns: int = 80, rows: int = 24) -> None:
        self._socket = socket
        self._size = ("-x", str(columns), "-y", str(rows))
        self.pressed = 0
        """How many keys were pressed; text that was typed does not count."""

    @property
    def server(self) -> str:
        """How a program in the pane finds this tmux, as the variable `TMUX` says it."""
        return f"{self._socket},0,0"

    def start(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
    ) -> None:
        """Run a command in the pane, with this environment and nothing else; the pane stays when it ends."""
        pairs = [f"{name}={value}" for name, value in environment.items()]
        words = ("-c", str(folder or Path.cwd()), "env", "-i", *pairs, *command)
        self._tmux("new-session", "-d", *self._size, *words, ";", "set", "remain-on-exit", "on")

    def press(self, *keys: str) -> None:
        """Press keys at once, by tmux's names: `Enter`, `Escape`, `p`."""
        self.pressed += len(keys)
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it is."""
        self._tmux("send-keys", "-l", text)

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does, in brackets where the program has asked for them."""
        self._tmux("set-buffer", "-b", "pasted", text)
        self._tmux("paste-buffer", "-p", "-b", "pasted")

    def clipboard(self) -> str:
        """What was copied last."""
        return self._tmux("show-buffer")

    def copied(self) -> list[str]:
        """Everything that programs have copied."""
        names = self._tmux("list-buffers", "-F", "#{buffer_name}", check=False).split()
        return [self._tmux("show-buffer", "-b", name) for name in names if name != "pasted"]

    def hang_up(self) -> None:
        """Close the window, as a lost SSH connection does."""
        self._tmux("kill-session")

    @property
    def process(self) -> int:
        """The number of the process in the pane."""
        return int(self._asked("#{pane_pid}"))

    def screen(self) -> str:
        """What the pane shows."""
        return self._tmux("capture-pane", "-p")

    def sees(self, *texts: str) -> str:
        """Wait until all of some texts are on the screen, and give the screen."""
        until = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            missing = [text for text in texts if text not in screen]
            if not missing:
                return screen
            if time.monotonic() > until:
                raise AssertionError(f"not on the screen: {missing}\n{screen}")
            time.sleep(0.05)

    def wait_for_the_end(self) -> str:
        """Wait until the program has ended, and give what it left on the screen."""
        wait_until(lambda: self._asked("#{pane_dead}") == "1", lambda: f"it runs on\n{self.screen()}")
        return self.screen()

    def close(self) -> None:
        """End the tmux server and what runs in it."""
        self._tmux("kill-server", check=False)

    def _asked(self, form: str) -> str:
        return self._tmux("display-message", "-p", form).strip()

    def _tmux(self, *words: str, check: bool = True) -> str:
        command = ["tmux", "-f", "/dev/null", "-S", str(self._socket), *words]
        return subprocess.run(command, check=check, capture_output=True, text=True).stdout
