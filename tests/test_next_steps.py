"""What a person can do next is a command on the command line and keys in the interface."""

import shlex
from datetime import UTC, datetime
from enum import Enum
from typing import Any, get_args

import pytest
from msgspec import Struct

import marktui.cli.terminal.next_steps as commands
import marktui.tui.common.text.next_steps as keys
from marktui.cli.shared.plan_report import sync_words
from marktui.hub.model.errors import StepNotReachedError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import (
    AccountStep,
    CancelDeletion,
    Connect,
    ConnectionStep,
    Delete,
    FileStep,
    GiveSecrets,
    GiveSetting,
    GoOnSettingUp,
    Grant,
    HubStep,
    LeaverStep,
    ListRecords,
    MovePupils,
    NameClass,
    NextStep,
    Restore,
    Revoke,
    SayWholeSchool,
    SayYear,
    SeeChoices,
    Sync,
    Undo,
    Unmap,
)
from marktui.sync.model.scope import EVERYTHING, Filter, Scope
from marktui.tui.common.text.words import describe_failure
from marktui.wording.next_command import NAMED_HUB

IDS = ("p000001", "p000002")
WITH_VALUES: tuple[Any, ...] = (
    Restore("2026-09-01T10-00-00Z", datetime(2026, 9, 1, 10, tzinfo=UTC)),
    *(Connect(one) for one in (None, "assembly", "arbor")),
    GiveSecrets("assembly", ("token",)),
    GiveSecrets("arbor", ("username", "password")),
    GiveSetting("assembly", "api_url"),
    GiveSetting("arbor", "user_agent"),
    *(Sync(kind) for kind in Kind),
    *(GoOnSettingUp(kind) for kind in Kind),
    *(SayWholeSchool(one) for one in (None, Kind.PUPIL)),
    SayYear("12"),
    NameClass("12"),
    SeeChoices(),
    *(decide(IDS) for decide in (Revoke, Grant, Delete, CancelDeletion)),
    Unmap(),
    Unmap("jo"),
    Undo(12),
    *(ListRecords(kind) for kind in Kind),
    MovePupils(Kind.CLASS),
    MovePupils(Kind.YEAR_GROUP),
)
ON_THE_COMMAND_LINE = {
    HubStep.CHECK,
    HubStep.REPAIR,
    HubStep.SEE_BACKUPS,
    HubStep.WRITE_REPORT,
    Restore,
    ConnectionStep.START_SANDBOX,
    GiveSetting,
    FileStep.REJECTED_ELSEWHERE,
    AccountStep.SHARE,
    AccountStep.END_SHARING,
    LeaverStep.SEE_DELETED,
}
"""What the interface cannot do."""


EVERY_STEP = (*(one for kind in get_args(NextStep) if issubclass(kind, Enum) for one in kind), *WITH_VALUES)
"""Every member of the union, those that carry values with an example of each."""


def test_there_is_an_example_of_each_step_that_carries_values() -> None:
    assert {type(one) for one in WITH_VALUES} == {
        one for one in get_args(NextStep) if issubclass(one, Struct)
    }


@pytest.mark.parametrize("step", EVERY_STEP, ids=repr)
def test_each_step_is_said_on_the_command_line(step: NextStep) -> None:
    said = commands.describe_step(step)
    assert "marktui " in said or "--" in said
    assert not said.endswith("."), "a command can be copied up to its end"


@pytest.mark.parametrize("step", EVERY_STEP, ids=repr)
def test_each_step_is_said_in_the_interface(step: NextStep) -> None:
    said = keys.describe_step(step)
    assert said.endswith(".")
    names_command = "marktui " in said.replace("start marktui ", "")
    assert not names_command or step in ON_THE_COMMAND_LINE or type(step) in ON_THE_COMMAND_LINE


@pytest.mark.parametrize(
    ("step", "command", "here"),
    [
        (
            GoOnSettingUp(Kind.YEAR_GROUP),
            "Next: marktui sync year-groups, or marktui sync all",
            "Next: panel 3, Year groups.",
        ),
        (Undo(12), "To undo entry 12: marktui undo 12", "To undo entry 12: School > History, then u on it."),
        (
            CancelDeletion(IDS),
            "To cancel the deletion: marktui leavers cancel p000001 p000002",
            "To cancel the deletion: press c on them in the list.",
        ),
        (
            HubStep.CHECK,
            "To see what can be done: marktui doctor",
            "To see what can be done, on the command line: marktui doctor.",
        ),
        (
            GiveSecrets("arbor", ("username", "password")),
            "Set MARKTUI_ARBOR_USERNAME and MARKTUI_ARBOR_PASSWORD, or run: marktui connect arbor",
            "To give what is asked for: panel 1, then a.",
        ),
    ],
)
def test_what_is_a_command_there_is_a_place_here(step: NextStep, command: str, here: str) -> None:
    assert (commands.describe_step(step), keys.describe_step(step)) == (command, here)


def test_a_command_names_the_hub_that_the_call_named() -> None:
    token = NAMED_HUB.set("/srv/my hub")
    try:
        said = commands.with_steps("It is missing.", (HubStep.CHECK, HubStep.SEE_BACKUPS))
        here = keys.describe_step(HubStep.CHECK)
    finally:
        NAMED_HUB.reset(token)
    assert here == "To see what can be done, on the command line: marktui doctor --hub '/srv/my hub'."
    assert said == (
        "It is missing. To see what can be done: marktui doctor --hub '/srv/my hub'\n"
        "To see the backups: marktui restore --hub '/srv/my hub'"
    )


def test_the_interface_says_a_failure_with_its_own_keys() -> None:
    failure = describe_failure(StepNotReachedError("Not yet.", "Read first.", GoOnSettingUp(Kind.TEACHER)))
    assert (failure.message, failure.hint) == ("Not yet.", "Read first. Next: panel 2, Teachers.")


def test_a_held_plan_is_approved_with_the_command_that_asks_for_its_scope() -> None:
    assert sync_words(EVERYTHING) == ["marktui", "sync", "all"]
    scope = Scope((Kind.PUPIL,), Filter(("4",), ("4 Ants",)), import_teachers=True)
    command = "marktui sync pupils --year-group 4 --class '4 Ants' --import-teachers all"
    assert shlex.join(sync_words(scope)) == command
