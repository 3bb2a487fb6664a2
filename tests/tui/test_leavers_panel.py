"""School > Leavers: who, why, since when; and the CSV file."""

import csv
from pathlib import Path

import pytest
from textual.widgets import Input

from marktui.store.file.entry import Entry
from marktui.tui.common.list.export import ExportDialog
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.leavers.panel import LeaversPanel
from tui.sample_hub import a_hub
from tui.widget_app import WidgetUser, lines, of, shown_alone

NAME = "ashgrove-primary-leavers-2026-09-14.csv"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


async def no_history() -> tuple[Entry, ...]:
    return ()


def a_panel(leavers: int) -> LeaversPanel:
    """The panel with some pupils who have left, and a teacher if there are any."""
    return of(LeaversPanel(no_history, lambda: None), a_hub(60, leavers=leavers))


async def show_all(panel: LeaversPanel, user: WidgetUser) -> None:
    """Show those about whom something was decided as well."""
    panel.choose_part("All")
    await user.pilot.pause()


async def confirm(user: WidgetUser) -> None:
    """Press enter, and wait for what it began; who asks waits for as long as the dialog is open."""
    await user.press("enter")
    app = user.pilot.app
    while sum(not one.is_finished for one in app.workers) > isinstance(app.screen, Dialog):
        await user.pilot.pause(0.01)
    await user.pilot.pause()


async def test_reason_decision_and_last_class_fit_the_smallest_screen() -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await show_all(panel, user)
        assert lines(panel)[0].split() == ["Name", "▲", "Last", "in", "Why", "De-synced", "Decision"]
        text = "\n".join(lines(panel))
        for words in ("left 12 Jul 26", "gone", "out of range", "YR, RA", "staff"):
            assert words.removeprefix("Y") in text
        for words in ("To decide", "Without access", "Deletion 1 Mar 27"):
            assert words in text


async def test_what_awaits_a_decision_comes_first() -> None:
    panel = a_panel(3)
    async with shown_alone(panel):
        line = str(panel.part_line.render())
        assert line.startswith("[Undecided 2]")
        assert {row.split()[-2] for row in lines(panel)[1:]} == {"To"}


async def test_roomy_screens_have_a_column_for_each_fact() -> None:
    panel = a_panel(3)
    async with shown_alone(panel, size=(200, 24)):
        titles = lines(panel)[0].split("  ")
        assert [one for one in ("Kind", "Access", "Note") if one not in titles] == []


async def test_nobody_left_is_said_kindly() -> None:
    panel = a_panel(0)
    async with shown_alone(panel):
        assert "Nobody has left" in lines(panel)[1]


async def test_marks_are_counted_those_hidden_too() -> None:
    panel = a_panel(6)
    async with shown_alone(panel) as user:
        await show_all(panel, user)
        await user.press("a")
        assert panel.note_line.note == "7 marked. A clears the marks."
        await user.press("slash")
        await user.write("gwen")
        await user.press("enter")
        assert panel.note_line.note == "7 marked, 6 of them not shown. A clears the marks."
        await user.press("A")
        assert panel.note_line.note == ""


async def test_export_writes_those_shown_and_says_where(folder: Path) -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await show_all(panel, user)
        await user.press("e")
        assert user.pilot.app.screen.query_one(Input).value == NAME
        await confirm(user)
        assert panel.note_line.note == f"Written: {NAME} (4 leavers), in {folder}"
    titles, *rows = read(folder / NAME)
    assert titles[:3] == ["kind", "id", "connector"]
    assert titles[-3:] == ["decision", "note", "review_on"]
    assert sorted(row[-3] for row in rows) == [
        "deletion 1 Mar 2027", "to decide", "to decide", "without access",
    ]  # fmt: skip
    assert sorted(row[0] for row in rows) == ["pupil", "pupil", "pupil", "teacher"]


async def test_export_takes_the_marked_ones(folder: Path) -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await user.press("space", "e")
        await confirm(user)
    assert len(read(folder / NAME)) == 2


async def test_export_asks_before_it_replaces(folder: Path) -> None:
    (folder / NAME).write_text("mine")
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await show_all(panel, user)
        await user.press("e")
        await confirm(user)
        assert "Enter replaces it" in user.reads(".problem")
        assert (folder / NAME).read_text() == "mine"
        await confirm(user)
    assert len(read(folder / NAME)) == 5


async def test_export_that_fails_says_why_and_can_be_mended(folder: Path) -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await user.press("e")
        box = user.pilot.app.screen.query_one(Input)
        box.value = "nowhere/list.csv"
        await confirm(user)
        assert "There is no folder" in user.reads(".problem")
        box.value = "list.csv"
        await confirm(user)
    assert (folder / "list.csv").exists()


async def test_export_can_be_cancelled(folder: Path) -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await user.press("e", "escape")
        assert not isinstance(user.pilot.app.screen, ExportDialog)
    assert not (folder / NAME).exists()


async def test_a_summary_for_paper_is_written_where_the_name_says_so(folder: Path) -> None:
    panel = a_panel(3)
    async with shown_alone(panel) as user:
        await show_all(panel, user)
        await user.press("e")
        user.pilot.app.screen.query_one(Input).value = "leavers.txt"
        await confirm(user)
    lines = (folder / "leavers.txt").read_text().splitlines()
    assert lines[:2] == ["Ashgrove Primary: leavers on 14 Sep 2026", "4 in all, 2 to decide about"]
    assert max(map(len, lines)) <= 80
