"""Standard output and standard error where their bytes leave the process, or fail to."""

import errno
import io
import os
from typing import TYPE_CHECKING, TextIO

from marktui.cli.terminal.signals import STOP, StalledError
from marktui.hub.model.errors import MarktuiError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_REASONS = {errno.EBADF: "it is closed", errno.EPIPE: "nobody reads it any more"}


class OutputLostError(MarktuiError):
    """What was to be printed cannot be printed.

    Args:
        reason: Why, in a few words.
        has_no_reader: Whether its reader went away, as `head` does when it has enough.
    """

    kind = "output"

    def __init__(self, reason: str, *, has_no_reader: bool = False) -> None:
        super().__init__(f"Standard output cannot be written: {reason}.")
        self.has_no_reader = has_no_reader


class OutputStream(io.RawIOBase):
    """A stream of bytes that leaves the process. Once it has failed, what comes after it is dropped.

    Args:
        number: Its file descriptor; None if it was closed when the program began.
        is_output: Whether it carries the outcome, so that a failure is one; what cannot be said on standard
            error is not said, and the exit code tells it.
    """

    def __init__(self, number: int | None, *, is_output: bool) -> None:
        self._number = number
        self._is_output = is_output
        self._is_lost = False

    def writable(self) -> bool:
        """That it can be written to."""
        return True

    def fileno(self) -> int:
        """Its file descriptor."""
        if self._number is None:
            raise io.UnsupportedOperation("it was closed when the program began")
        return self._number

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._number is not None and os.isatty(self._number)

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some bytes; gives how many were taken.

        Raises:
            OutputLostError: The outcome cannot be told here.
        """
        if self._is_lost:
            return memoryview(data).nbytes
        try:
            return self._write(data)
        except StalledError:
            self._is_lost = True
            return self._give_up(data, OutputLostError("nobody reads it"))
        except OSError as error:
            self._is_lost = True
            reason = _REASONS.get(error.errno or 0, (error.strerror or "the system refused").lower())
            return self._give_up(data, OutputLostError(reason, has_no_reader=error.errno == errno.EPIPE))
        except KeyboardInterrupt:
            # Half of what was to be printed must not be followed by anything else.
            self._is_lost = self._is_output
            raise

    def _write(self, data: "ReadableBuffer") -> int:
        if self._number is None:
            raise OSError(errno.EBADF, "closed")
        with STOP.writing():
            return os.write(self._number, data)

    def _give_up(self, data: "ReadableBuffer", error: OutputLostError) -> int:
        if self._is_output:
            raise error
        return memoryview(data).nbytes


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is there at all, and a terminal."""
    return stream is not None and stream.isatty()
