"""Standard output and standard error as raw streams, whose failures become errors."""

import errno
import io
import os
from typing import TYPE_CHECKING, TextIO

from marktui.cli.terminal.signals import STOP, StalledError
from marktui.hub.model.errors import MarktuiError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_REASONS = {errno.EBADF: "it is closed", errno.EPIPE: "its reader is gone"}


class OutputLostError(MarktuiError):
    """The output cannot be printed.

    Args:
        reason: Why, in a few words.
        has_no_reader: Whether its reader went away, as `head` does when it has enough.
    """

    kind = "output"

    def __init__(self, reason: str, *, has_no_reader: bool = False) -> None:
        super().__init__(f"Standard output cannot be written: {reason}.")
        self.has_no_reader = has_no_reader


class OutputStream(io.RawIOBase):
    """A standard stream. Once it has failed, everything later is dropped.

    Args:
        number: Its file descriptor; None if it was closed when the program began.
        is_output: Whether it is standard output, whose failure is an error; on standard error it is ignored.
    """

    def __init__(self, number: int | None, *, is_output: bool) -> None:
        self._number = number
        self._is_output = is_output
        self._is_lost = False

    def writable(self) -> bool:
        """Always true."""
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
        """Write some bytes; gives how many were written."""
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
            # Nothing else may follow half of an output.
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
    """Whether a stream is open and a terminal."""
    return stream is not None and stream.isatty()
