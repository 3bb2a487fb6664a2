"""Whoever sits before the interface is sent to its own keys, not to the command line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import marktui
from marktui.hub.model.errors import StepNotReachedError
from marktui.tui.common.text.next_steps import in_keys
from marktui.tui.common.text.words import told

ROOT = Path(marktui.__file__).parent
OUTSIDE = ("doctor", "restore", "init", "purge", "--user-agent", "undo NUMBER", "on this machine", "connect.")
"""What is done with the command line alone, or concerns it."""


def _hints() -> Iterator[str]:
    """Every text of a connector and of the rules that tells somebody to run a command."""
    paths = [
        *ROOT.glob("connectors/*.py"),
        *ROOT.glob("hub/model/setup.py"),
        *ROOT.glob("sync/history/undo.py"),
    ]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            text = node.value if isinstance(node, ast.Constant) else None
            # What ends in a blank is a part of a text that is put together.
            if isinstance(text, str) and re.search(r"marktui (connect|sync) \w", text):
                yield text


@pytest.mark.parametrize(
    "hint", sorted({one for one in _hints() if not any(word in one for word in OUTSIDE)})
)
def test_no_hint_names_a_command_that_has_its_keys_here(hint: str) -> None:
    assert "marktui " not in in_keys(hint)


@pytest.mark.parametrize(
    ("hint", "here"),
    [
        ("Next is: marktui sync year-groups (or marktui sync all).", "Next is: panel 3, Year groups."),
        ("Take back first what came later: marktui undo 12.", "Take back first what came later: entry 12."),
        ("Cancel it: marktui leavers cancel p000012.", "Cancel it: School > Leavers."),
        ("See what can be done: marktui doctor.", "See what can be done: marktui doctor."),
    ],
)
def test_a_command_becomes_the_place_where_it_is_done(hint: str, here: str) -> None:
    assert in_keys(hint) == here


def test_an_error_keeps_its_kind_and_its_own_hint() -> None:
    error = StepNotReachedError("Not yet.", "Next is: marktui sync teachers (or marktui sync all).")
    assert isinstance(told(error), StepNotReachedError)
    assert told(error).hint == "Next is: panel 2, Teachers."
    assert "marktui sync" in error.hint
