"""What commands are declared with: where they exist, what they need, and when the footer shows them."""

import pytest

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import Connection, School
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context, Stage
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab
from marktui.tui.connect.commands import Authorise, Deauthorise
from marktui.tui.history.commands import Undo
from marktui.tui.leavers.commands import DeletePeople, KeepLeavers
from marktui.tui.main.commands import ShowPupils
from marktui.tui.main.screen import MainScreen
from marktui.tui.review.commands import BackToSummary, Discard, ToggleTick
from marktui.tui.sync.commands import (
    OpenPupils,
    Read,
    ReadEverything,
    Save,
    SaveEverything,
    Stop,
    SyncPupils,
)

HUB = Hub(school=School(name="Ashgrove Primary"))
IN_PUPILS = Context(hub=HUB, panel=Panel.PUPILS)
NOT_YOU = "Only the Access Coordinator may sync."


@pytest.mark.parametrize("command", MainScreen.OFFERS, ids=lambda one: one.__name__)
def test_every_command_has_a_label_and_a_help_sentence(command: type[Command]) -> None:
    assert command.LABEL
    assert command.sentence().endswith(".")


def test_no_two_commands_share_an_id() -> None:
    ids = [command.id() for command in MainScreen.OFFERS]
    assert len(set(ids)) == len(ids)


def test_a_command_has_what_its_class_gives_and_the_rest_of_its_base() -> None:
    assert (ShowPupils.TAB, ShowPupils.KEYS) == (Tab.PUPILS, "P")
    assert (OpenPupils.PANEL, OpenPupils.KEYS, OpenPupils.LABEL) == (Panel.PUPILS, "5", "Panel 5: Pupils")
    assert (Deauthorise.NEEDS, Deauthorise.DANGEROUS) == (Authorise.NEEDS, True)
    assert Deauthorise.WHERE is not Authorise.WHERE


def test_the_first_need_that_is_missing_is_said() -> None:
    assert SyncPupils.why_not(Context()) == "The hub is still being opened."
    assert SyncPupils.why_not(Context(hub=HUB, refusals={Permission.SYNC: NOT_YOU})) == NOT_YOU
    assert SyncPupils.why_not(Context(hub=HUB)) == "The hub is not connected to an MIS."


def test_saving_needs_a_review() -> None:
    def why_not(stage: Stage, *working: Kind, saving: bool = False) -> str | None:
        context = Context(hub=HUB, panel=Panel.PUPILS, stage=stage, working=working, saving=saving)
        return Save.why_not(context)

    assert why_not(Stage.INTRODUCTION) == "There is nothing to save yet: read first, with r."
    assert why_not(Stage.READING, Kind.PUPIL) == "Wait until the reading is complete; then s saves it."
    assert why_not(Stage.SAVING, Kind.PUPIL, saving=True) == "It is being saved already."
    assert why_not(Stage.REVIEW) is None


def test_read_only_mode_takes_dangerous_commands_away() -> None:
    context = Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.REVIEW, read_only=True)
    assert not Save.allowed(context)
    assert Read.allowed(context)
    assert not KeepLeavers.allowed(Context(hub=HUB, tab=Tab.LEAVERS, read_only=True))


def test_the_footer_leaves_out_what_is_not_possible_but_dims_what_says_so() -> None:
    saving = Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.SAVING, working=(Kind.PUPIL,), saving=True)
    assert not Save.in_footer(saving)
    assert Stop.in_footer(saving)
    assert Stop.why_not(saving) == "A save cannot be stopped half-way; it takes a moment."


def test_keys_of_a_review_are_free_elsewhere() -> None:
    review = Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.REVIEW)
    assert ToggleTick.WHERE(review)
    assert Discard.WHERE(review)
    assert not ToggleTick.WHERE(IN_PUPILS)
    assert not Discard.WHERE(IN_PUPILS)
    assert ToggleTick.why_not(review) == "There is no line under the cursor."


def test_a_decision_needs_people() -> None:
    assert DeletePeople.why_not(Context(hub=HUB, tab=Tab.PUPILS)) == (
        "Nobody is under the cursor, and nobody is marked."
    )
    assert DeletePeople.why_not(Context(hub=HUB, tab=Tab.PUPILS, marks=frozenset({"p000001"}))) is None
    assert not DeletePeople.WHERE(Context(hub=HUB, tab=Tab.CLASSES))


def test_undo_is_not_for_what_is_just_read_or_reviewed() -> None:
    assert Undo.WHERE(IN_PUPILS)
    assert Undo.WHERE(Context(hub=HUB, tab=Tab.HISTORY))
    assert not Undo.WHERE(Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.REVIEW))
    assert not Undo.WHERE(Context(hub=HUB, tab=Tab.CLASSES))
    assert Undo.why_not(Context(hub=HUB, tab=Tab.HISTORY)) == "There is no entry under the cursor."


def test_reading_everything_needs_a_connection_and_nothing_else() -> None:
    assert ReadEverything.why_not(Context(hub=HUB)) == "The hub is not connected to an MIS."
    connected = HUB.with_(connection=Connection(connector="assembly", settings={}), saved=())
    assert ReadEverything.why_not(Context(hub=connected)) is None
    assert ReadEverything.why_not(Context(hub=connected, working=tuple(Kind))) is None, "that is shown then"
    assert "wait for it" in str(ReadEverything.why_not(Context(hub=connected, working=(Kind.PUPIL,))))


def test_one_save_for_a_part_and_another_for_everything() -> None:
    part = Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.REVIEW)
    whole = Context(hub=HUB, panel=Panel.EVERYTHING, stage=Stage.REVIEW, together=True)
    here = Context(hub=HUB, panel=Panel.PUPILS, stage=Stage.REVIEW, together=True)
    assert [Save.WHERE(at) for at in (part, whole, here)] == [True, False, False]
    assert [SaveEverything.WHERE(at) for at in (part, whole, here)] == [False, True, True]
    assert [Discard.WHERE(at) for at in (part, whole, here)] == [True, True, False]
    assert [BackToSummary.WHERE(at) for at in (part, whole, here)] == [False, False, True]
