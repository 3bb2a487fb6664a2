"""School > Leavers: who, why, since when; and the CSV file."""

import csv
from pathlib import Path

import pytest
from textual.widgets import Input

from marktui.tui.screens.export_dialog import ExportDialog
from marktui.tui.widgets.leavers_panel import LeaversPanel
from tui.host import Hand, hosted, lines, of
from tui.people import a_hub

NAME = "ashgrove-primary-leavers-2026-09-14.csv"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


async def confirm(hand: Hand) -> None:
    await hand.press("enter")
    await hand.pilot.app.workers.wait_for_complete()
    await hand.pilot.pause()


async def test_reasons_are_words() -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel, size=(120, 24)):
        text = "\n".join(lines(panel))
        assert "left on 12 Jul 2026" in text
        assert "gone from the MIS" in text
        assert "out of range" in text
        assert {line.split()[1 if line.startswith(">") else 0] for line in lines(panel)[1:]} == {
            "Pupil",
            "Teacher",
        }


async def test_all_columns_fit_the_smallest_screen() -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel):
        assert lines(panel)[0].split()[0] == "Kind"
        assert lines(panel)[0].split()[-1] == "Access"
        assert "Pending" in "\n".join(lines(panel))


async def test_nobody_left_is_said_kindly() -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=0))
    async with hosted(panel):
        assert "Nobody has left" in lines(panel)[1]


async def test_marks_are_counted_those_hidden_too() -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=6))
    async with hosted(panel) as hand:
        await hand.press("a")
        assert hand.reads("#tally") == "7 marked. A clears the marks."
        await hand.press("slash")
        await hand.write("gwen")
        await hand.press("enter")
        assert hand.reads("#tally") == "7 marked, 6 of them not shown. A clears the marks."
        await hand.press("A")
        assert hand.reads("#tally") == ""


async def test_export_writes_those_shown_and_says_where(folder: Path) -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel) as hand:
        await hand.press("e")
        assert hand.pilot.app.screen.query_one(Input).value == NAME
        await confirm(hand)
        assert hand.reads("#notice") == f"Written: {folder / NAME} (4 leavers)"
    titles, *rows = read(folder / NAME)
    assert titles[:3] == ["kind", "id", "connector"]
    assert sorted(row[0] for row in rows) == ["pupil", "pupil", "pupil", "teacher"]


async def test_export_takes_the_marked_ones(folder: Path) -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel) as hand:
        await hand.press("space", "e")
        await confirm(hand)
    assert len(read(folder / NAME)) == 2


async def test_export_asks_before_it_replaces(folder: Path) -> None:
    (folder / NAME).write_text("mine")
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel) as hand:
        await hand.press("e")
        await confirm(hand)
        assert "Enter replaces it" in hand.reads(".problem")
        assert (folder / NAME).read_text() == "mine"
        await confirm(hand)
    assert len(read(folder / NAME)) == 5


async def test_export_that_fails_says_why_and_can_be_mended(folder: Path) -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel) as hand:
        await hand.press("e")
        box = hand.pilot.app.screen.query_one(Input)
        box.value = "nowhere/list.csv"
        await confirm(hand)
        assert "There is no folder" in hand.reads(".problem")
        box.value = "list.csv"
        await confirm(hand)
    assert (folder / "list.csv").exists()


async def test_export_can_be_cancelled(folder: Path) -> None:
    panel = of(LeaversPanel(), a_hub(60, leavers=3))
    async with hosted(panel) as hand:
        await hand.press("e", "escape")
        assert not isinstance(hand.pilot.app.screen, ExportDialog)
    assert not (folder / NAME).exists()
