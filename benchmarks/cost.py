"""What a process costs: instructions where the load must not matter, else processor time and memory."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

EMPTY = (sys.executable, "-c", "pass")
"""The least that a Python program can be."""
_COLLECTED = re.compile(r"refs:\s+([\d,]+)")
_KIB = 1024
_LAUNCHER = """
import os, sys
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(process, 0)
open(sys.argv[1], "w").write(f"[{used.ru_utime + used.ru_stime}, {used.ru_maxrss}]")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process starts it: Linux counts the memory of whoever starts a process as that process's own."""


class Cost(Struct, frozen=True):
    """What one process took, its children included."""

    seconds: float
    """Of a processor."""
    megabytes: float
    """The most memory that it held at one time."""
    output: bytes = b""


def can_count() -> bool:
    """Whether instructions can be counted on this machine: valgrind is there."""
    return shutil.which("valgrind") is not None


def instructions(command: Sequence[str], environment: Mapping[str, str] = {}) -> int:
    """How many instructions a process executes.

    Python's hashes differ from run to run unless their seed is fixed, and with them the count.

    Raises:
        RuntimeError: The process did not end as it should.
    """
    counted = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command)
    ended = subprocess.run(  # noqa: S603 - our own programs
        counted, capture_output=True, text=True, env=_environment(environment), stdin=subprocess.DEVNULL
    )
    found = _COLLECTED.search(ended.stderr)
    if found is None or ended.returncode:
        raise RuntimeError(f"{' '.join(command)} could not be counted: {ended.stderr[-500:]}")
    return int(found[1].replace(",", ""))


def cost(command: Sequence[str], environment: Mapping[str, str] = {}, ends: Sequence[int] = (0,)) -> Cost:
    """What a process takes; raises `RuntimeError` if it does not end with one of these codes."""
    with tempfile.NamedTemporaryFile("r") as used:
        ended = subprocess.run(  # noqa: S603 - our own programs
            (sys.executable, "-ISc", _LAUNCHER, used.name, *command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(environment),
        )
        if ended.returncode not in ends:
            said = ended.stderr[-500:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {said}")
        seconds, kilobytes = json.load(used)
        return Cost(seconds, kilobytes / _KIB, ended.stdout)


def usual_cost(command: Sequence[str], environment: Mapping[str, str] = {}, rounds: int = 3) -> Cost:
    """The median of some rounds."""
    costs = [cost(command, environment) for _ in range(rounds)]
    return Cost(
        statistics.median(one.seconds for one in costs), statistics.median(one.megabytes for one in costs)
    )


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes away again; in memory where the machine has room there."""
    memory = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
    return tempfile.TemporaryDirectory(prefix="marktui-benchmark-", dir=memory if memory.is_dir() else None)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", **more}
