"""The processes of this machine; some of them end while they are looked at."""

from pathlib import Path

_PROC = Path("/proc")


def at_home_in(home: Path) -> list[int]:
    """The processes that have this home."""
    variable = f"HOME={home}".encode()
    found = (int(one.name) for one in _PROC.glob("[0-9]*"))
    return [process for process in found if variable in _content(process, "environ").split(b"\0")]


def command_of(process: int) -> bytes:
    """How a process was started, as anybody on the machine can see; nothing where it has ended."""
    return _content(process, "cmdline")


def parent_of(process: int) -> int:
    """The process that started one; 0 where that one has ended."""
    return int((_facts(process)[1:2] or ["0"])[0])


def has_ended(process: int) -> bool:
    """Whether a process is no more, or is only waited for by its parent."""
    return _facts(process)[:1] in ([], ["Z"])


def has_heard(process: int) -> bool:
    """Whether a process has heard every signal that was sent to it, and waits again for what comes next."""
    pending = _signals(process, b"ShdPnd:")
    return pending == 0 and b"poll" in _content(process, "wchan")


def hears(process: int, number: int) -> bool:
    """Whether a process has a handler of its own for a signal; Python itself has one for SIGINT alone."""
    return bool((_signals(process, b"SigCgt:") or 0) >> (number - 1) & 1)


def _signals(process: int, name: bytes) -> int | None:
    """A set of signals that the system keeps of a process, a bit for each; None where it has ended."""
    found = (line.split() for line in _content(process, "status").splitlines())
    return next((int(words[1], 16) for words in found if words[0] == name), None)


def _facts(process: int) -> list[str]:
    """How a process stands, and who started it; nothing where it has ended."""
    return _content(process, "stat").rpartition(b")")[2].decode().split()


def _content(process: int, name: str) -> bytes:
    try:
        return (_PROC / str(process) / name).read_bytes()
    except OSError:
        return b""  # it has ended meanwhile, or is somebody else's
