"""The yearly clean-up in a real terminal of 80×24: how many keys it takes, counted one by one."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from .five_years import live_through, old_school, years_ago
from .technician import Technician
from .tmux import Terminal

_AT_MOST = 15
"""The keys from the start screen until all who left in a year are decided about."""
_FEWER_THAN = 40


class Keys:
    """Presses keys one by one and counts them; a letter that is typed is one as well.

    Args:
        terminal: The terminal.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self._terminal.press(key)


def test_sixty_leavers_in_fewer_than_forty_keys(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox = old_school()
    with sandbox.serve():
        technician = Technician(terminal, tmp_path, sandbox)
        asyncio.run(live_through(technician.school.folder, sandbox))
    before = technician.school.leavers()
    assert len(before) > 300
    year = years_ago(3)
    then = [one for one in before.values() if (one["left_on"] or one["desynced_since"]).startswith(str(year))]
    assert len(then) >= 60
    technician.open()
    terminal.sees(f"V  {len(before)} leavers to review")
    keys = Keys(terminal)
    _review(keys, terminal, year, len(then))
    after = technician.school.leavers()
    access = Counter(after[one["mis_id"]]["access"] for one in then)
    assert access == {"pending_deletion": len(then) - 3, "with_access": 2, "without_access": 1}
    others = [one for one in before if before[one] not in then]
    assert all(after[one] == before[one] for one in others)
    assert keys.count < _FEWER_THAN
    with capsys.disabled():
        print(f"\n{len(then)} leavers reviewed with {keys.count} keys")  # noqa: T201 - the number is the proof


def _review(keys: Keys, terminal: Terminal, year: int, number: int) -> None:
    """All who left in one year lose access with a few keys, which is undone."""
    keys.press("V")
    terminal.sees("[Undecided ", "K Keep  - Revoke")
    keys.press("F", *str(year), "Enter")
    terminal.sees(f"Only: Left in {year}", f"[Undecided {number}]")
    keys.press("a", "-")
    terminal.sees(f"Revoke the access of {number} people?")
    keys.press("Tab", "Enter")
    terminal.sees(f"{number} people are without access", f"Without {number}")
    assert keys.count <= _AT_MOST
    keys.press("u")
    terminal.sees("Undo entry ", f"{number} ")
    keys.press("Tab", "Enter")
    terminal.sees(f"[Undecided {number}]")
    _one_by_one(keys, terminal, number)


def _one_by_one(keys: Keys, terminal: Terminal, number: int) -> None:
    """Two are kept, one loses access and stays so, the others are deleted."""
    keys.press("g", "Space", "Space", "K")
    terminal.sees("Keep 2 people?")
    keys.press(*"kin", "Enter", "Enter")
    terminal.sees("2 people are kept", f"[Undecided {number - 2}]")
    keys.press("-")
    terminal.sees("Revoke the access of ")
    keys.press("Tab", "Enter")
    terminal.sees(f"[Undecided {number - 3}]", "Without 1")
    keys.press("a", "d")
    terminal.sees(f"Not possible for {number - 3} people: ")
    keys.press("Tab", "Enter")
    terminal.sees(f"Revoke the access of {number - 3} people?")
    keys.press("Tab", "Enter")
    terminal.sees("d goes on to delete", "them.")
    keys.press("d")
    terminal.sees(f"Type {number - 3} to delete them")
    keys.press("Tab", *str(number - 3), "Enter")
    terminal.sees(f"{number - 3} people are pending deletion", f"Pending {number - 3}")
