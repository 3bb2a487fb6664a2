"""The log for support: what was done, how often and how long; never a name, a UPN, an address or a secret.

Everybody logs by Python's own `logging` under `marktui`, with numbers, ids and fixed words alone. Nothing
of it goes anywhere until `open_log` names a file.
"""

import logging
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import terminal_safe
from marktui.store.disk.disk import PRIVATE_FILE
from marktui.store.disk.errors import as_store_error

_OURS = "marktui"
_BEGINNING = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ ")
"""The beginning of each line."""
_HINT = "Give the name of a new file, or of a log that marktui wrote."


class SupportLog(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes the log to an open file."""

    def __init__(self, handle: int) -> None:
        super().__init__(os.fdopen(handle, "a", encoding="utf-8", errors="replace"))
        self.setFormatter(LineFormatter())

    def close(self) -> None:
        """Close the file as well."""
        super().close()
        self.stream.close()


class LineFormatter(logging.Formatter):
    """Writes a message as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. The text of a library's message is left out: it may hold anything."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:-6]
        is_ours = record.name.partition(".")[0] == _OURS
        said = terminal_safe(record.getMessage()).replace("\n", " ") if is_ours else "said something"
        error = record.exc_info[1] if record.exc_info else None
        failed = f": {error_origin(error)}" if error else ""
        return f"{at}Z {record.levelname} {record.process} {record.name} {said}{failed}"


def open_log(path: Path) -> None:
    """Append everything from debug level upwards to a file that only its owner can write."""
    with as_store_error("written", path):
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise UsageError(f"{path} is not a regular file.", _HINT)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle = os.open(path, flags, PRIVATE_FILE)
    try:
        _refuse_foreign(handle, path)
    except UsageError:
        os.close(handle)
        raise
    root, ours = logging.getLogger(), logging.getLogger(_OURS)
    root.addHandler(SupportLog(handle))
    ours.setLevel(logging.DEBUG)


def close_log() -> None:
    """Close the log, if there is one. After that, log messages go nowhere."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, SupportLog)]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger(_OURS).setLevel(logging.WARNING)
    hush_libraries()


def hush_libraries() -> None:
    """Let what libraries log go nowhere while there is no log: Python would print it on standard error."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def error_origin(error: BaseException) -> str:
    """Type and places of an error, without its text and values, which may hold secrets or names."""
    import traceback  # imported here because few verbs need it

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return ", ".join((type(error).__name__, *places))


def _refuse_foreign(handle: int, path: Path) -> None:
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        raise UsageError(f"{path} is not a regular file.", _HINT)
    if facts.st_uid != os.geteuid() or facts.st_nlink > 1 or facts.st_mode & 0o022:
        raise UsageError(f"{path} can be written by others, so nothing is logged there.", _HINT)
    start = os.pread(handle, 64, 0)
    if start and not _BEGINNING.match(start):
        raise UsageError(f"{path} is not a log of marktui, so nothing is added to it.", _HINT)
