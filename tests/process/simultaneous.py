"""Things that technicians do, each a process of its own, and how they are done again one after the other."""

import subprocess
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from cli.process import finish
from cli.result import Said
from cli.school import School
from filelock import FileLock

from .reader import Reader

ENDS = {"sync": (0, 3, 6), "edit": (0, 2, 6), "undo": (0, 2, 6)}
"""How each may end beside others; with 2 where an undo has taken away what it was about."""
_READING = 0.4
"""Seconds in which a process gets as far as the lock, on a core of its own."""
KINDS = ("teachers", "year-groups", "classes", "pupils")


@dataclass(frozen=True)
class Act:
    """One call of the program that is to change the hub."""

    words: tuple[str, ...]

    def start(self, school: School) -> subprocess.Popen[str]:
        """Begin it."""
        return school.start(*self.words, "--json")

    def number(self, said: Said) -> int | None:
        """The number under which it says that it was done; None where it says that nothing changed."""
        if said.exit != 0:
            return None
        document: dict[str, Any] = said.document
        number: int | None = document["run" if self.words[0] == "sync" else "entry"]
        return number


def together(school: School, acts: Sequence[Act], reader: Reader, *, bunched: bool = False) -> dict[int, Act]:
    """Do some things at once; gives those that say that they were done, by their numbers.

    Args:
        school: Where.
        acts: What.
        reader: Somebody who looks on, and need not wait for those who write.
        bunched: Whether nobody may write before all have read the same hub.
    """
    lock = FileLock(school.folder / "hub.lock", is_singleton=False)
    with lock if bunched else nullcontext():
        processes = [act.start(school) for act in acts]
        if bunched:
            time.sleep(_READING * len(acts))
            reader.looks_on()
    all_said = [finish(process) for process in processes]
    done: dict[int, Act] = {}
    for act, said in zip(acts, all_said, strict=True):
        assert said.exit in ENDS[act.words[0]], (act, said)
        assert "Traceback" not in said.err
        number = act.number(said)
        if number is not None:
            assert number not in done, "two have the same number"
            done[number] = act
    return done


def one_by_one(school: School, done: dict[int, Act]) -> None:
    """Do the same again in the order of their numbers."""
    for number, act in sorted(done.items()):
        assert act.number(school.run(*act.words, "--json").ended(0)) == number, act


def state(school: School) -> dict[str, list[dict[str, Any]]]:
    """All records, as a script sees them."""
    return {kind: school.records(kind) for kind in KINDS}


def entries(school: School) -> list[dict[str, Any]]:
    """What was done, oldest first, without the notes of what came to nothing."""
    told = school.run("history", "--json").ended(0).document
    return [entry for entry in reversed(told) if entry["number"] is not None]
