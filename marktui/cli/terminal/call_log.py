"""What the command line writes into the log for support, if `--log` names one.

Python's `logging` is loaded with the log: it would take as long as all that `marktui status` does itself.
"""

import sys
from pathlib import Path


class CallLog:
    """The log of one call."""

    def __init__(self) -> None:
        self._is_open = False

    def begin(self, path: Path) -> None:
        """Append to a file from now on."""
        from marktui.store.disk.log import open_log

        open_log(path)
        self._is_open = True

    def note(self, text: str, *values: object, failed: bool = False) -> None:
        """Write a line with numbers, ids and fixed words alone, if there is a log.

        Args:
            text: The line, with a placeholder of `logging` for each value.
            failed: Whether it is about a failure.
        """
        if self._is_open:
            import logging

            logging.getLogger(__name__).log(logging.WARNING if failed else logging.INFO, text, *values)

    def end(self) -> None:
        """Close it, if it is open."""
        self._is_open = False
        if "marktui.store.disk.log" in sys.modules:
            from marktui.store.disk.log import close_log

            close_log()


LOG = CallLog()
"""That of this process, which makes one call."""
