"""Pictures of the data: their numbers agree with the runs, they fit any width, and need no colours."""

from datetime import date

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Desync, Reason
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.sync.history.overview import ClassSize, Overview, RunSize, YearSize, overview, present_overview
from marktui.sync.history.status import Attempts
from marktui.wording.drawing.blocks import Line, line_width, plain
from marktui.wording.drawing.glyphs import ASCII, UNICODE, Glyphs
from marktui.wording.sync.overview import lines_beside, overview_lines

from .builders import (
    TODAY,
    a_class,
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    desynced,
    linked,
    plan_for,
    row_of,
)
from .typical_sync import NOW, as_run

SWANS, FOUR_A = a_class("Swans", number=70), a_class("4A", number=71)
YEARS = (a_year("10", "y10"), a_year("4", "y4"), a_year("R", "r", "Reception"))
STAY = linked(a_pupil(1, year_group="4", class_id=FOUR_A.id), "1")
MOVE = linked(a_pupil(2, year_group="R", class_id=SWANS.id), "2")
GO = linked(a_pupil(3, year_group="4", class_id=FOUR_A.id), "3")
LEFT = desynced(a_pupil(4, year_group="10", class_id=SWANS.id), "4").with_(
    desync=Desync(date(2026, 1, 9), Reason.LEFT, date(2025, 12, 20))
)
HUB = a_hub(*YEARS, SWANS, FOUR_A, STAY, MOVE, GO, LEFT)
PLAN = plan_for(HUB, a_reading(row_of(STAY), row_of(MOVE, year_code="4"), a_row(8, year_code="R")))


def drawn() -> Overview:
    return overview(PLAN.after, (as_run(PLAN, 6),), TODAY)


def test_sizes_before_and_after_are_those_of_the_last_pupil_run() -> None:
    data = drawn()
    assert data.pupil_run == 6
    assert data.years == (YearSize("Reception", 1, 1), YearSize("Year 4", 2, 2), YearSize("Year 10", 0, 0))
    assert [(one.name, one.leavers) for one in data.classes] == [("4A", 1), ("Swans", 1)]
    (pupils,) = [one for one in data.kinds if one.kind is Kind.PUPIL]
    assert (pupils.as_before, pupils.done.added, pupils.done.changed, pupils.done.desynced) == (1, 1, 1, 1)


def test_who_left_counts_in_the_month_of_leaving() -> None:
    months = drawn().months
    assert (len(months), months[-1].first_day) == (12, TODAY.replace(day=1))
    told = {one.first_day: one.number for one in months if one.number}
    assert told == {date(2025, 12, 1): 1, TODAY.replace(day=1): 1}


def test_runs_come_in_their_order_without_those_that_were_undone() -> None:
    undo = Entry(what=What.UNDO, at=NOW, login="jsmith", number=7, undoes=6)
    data = overview(HUB, (undo, as_run(PLAN, 6), as_run(PLAN, 2)), TODAY)
    assert [one.number for one in data.runs] == [2]
    (pupils,) = [one for one in data.kinds if one.kind is Kind.PUPIL]
    assert (pupils.run, pupils.undone_by, data.pupil_run) == (6, 7, 2)
    assert overview(a_hub(), (), TODAY).runs == ()


def test_an_undone_run_is_said_to_be_undone_and_nothing_is_compared_with_it() -> None:
    undo = Entry(
        what=What.UNDO,
        at=NOW,
        login="jsmith",
        number=7,
        undoes=6,
        changes=tuple(record_change(one.after, one.before) for one in PLAN.changes),
    )
    data = overview(HUB, (undo, as_run(PLAN, 6)), TODAY)
    assert [(one.before, one.now) for one in data.years] == [(1, 1), (2, 2), (0, 0)]
    lines = [plain(one) for one in overview_lines(data, 76, UNICODE, NOW)]
    assert [line for line in lines if "undone" in line] == [f"{'Pupils':20}run 6 was undone (entry 7)"]
    assert "Pupils on roll" in lines
    assert not any("before" in line for line in lines[7:])


def test_what_came_after_a_run_counts_among_what_changed_since() -> None:
    added = a_pupil(9, year_group="R")
    entry = Entry(what=What.EDIT, at=NOW, login="jsmith", number=7, changes=(record_change(None, added),))
    data = overview(PLAN.after.with_records([added]), (entry, as_run(PLAN, 6)), TODAY)
    assert (data.pupil_run, data.years[0]) == (6, YearSize("Reception", 1, 2))


@pytest.mark.parametrize("width", [40, 56, 76, 116, 196])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_pictures_fit_and_need_no_colours(width: int, glyphs: Glyphs) -> None:
    data = drawn()
    many = tuple(ClassSize(f"A long class name {number}", 30, number) for number in range(40))
    runs = tuple(RunSize(number, NOW, data.kinds[-1].done) for number in range(1, 41))
    years = (*data.years, YearSize("Year 5, the one with the very long name", 5_120, 6_400))
    whole = Overview(kinds=data.kinds, pupil_run=6, years=years, classes=many, months=data.months, runs=runs)
    lines = overview_lines(whole, width, glyphs, NOW)
    assert [plain(line) for line in map(_trimmed, lines) if line_width(line) > width] == []
    text = "\n".join(map(plain, lines))
    assert glyphs is UNICODE or text.isascii()
    assert f"+1 ~1 {glyphs.minus}1" in text or "1 added, 1 changed, 1 de-synced" in text
    assert "+1,280" in text
    assert "not synced yet" in text


def _trimmed(line: Line) -> Line:
    pieces = list(line)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return tuple(pieces)


def test_wide_terminals_have_classes_beside_years() -> None:
    narrow, wide = (
        [plain(one) for one in overview_lines(drawn(), width, UNICODE, NOW)] for width in (76, 116)
    )
    assert len(wide) < len(narrow)
    assert any("Pupils on roll" in line and "Pupils in each class" in line for line in wide)


def test_a_hub_that_never_synced_says_so() -> None:
    lines = [plain(one) for one in overview_lines(overview(a_hub(), (), TODAY), 76, UNICODE, NOW)]
    assert sum("not synced yet" in line for line in lines) == 4
    assert len(lines) == 7


def attempts_of(*entries: Entry) -> Attempts[Entry]:
    attempts = Attempts[Entry](with_runs=False)
    next((entry for entry in entries if attempts.take(entry)), None)
    return attempts


def test_what_is_known_without_the_history_is_the_same() -> None:
    known, whole = present_overview(PLAN.after, attempts_of(as_run(PLAN, 6)), TODAY), drawn()
    assert (known.kinds, known.classes, known.months) == (whole.kinds, whole.classes, whole.months)
    assert [(one.name, one.now) for one in known.years] == [(one.name, one.now) for one in whole.years]
    assert (known.pupil_run, known.runs) == (None, ())


@pytest.mark.parametrize("width", [50, 56, 96])
@pytest.mark.parametrize("height", [0, 7, 12, 17, 60])
def test_beside_something_else_only_whole_pictures_are_shown(width: int, height: int) -> None:
    data = present_overview(PLAN.after, attempts_of(as_run(PLAN, 6)), TODAY)
    lines = lines_beside(data, width, height, UNICODE, NOW)
    text = [plain(line) for line in lines]
    assert len(lines) <= height
    assert [one for one in text if len(one) > width] == []
    if width == 56:
        assert ("The last sync of each kind" in text) == (height >= 7)
        assert ("Pupils on roll" in text) == (height >= 12)
        assert [one for one in text if one.startswith("Leavers each month")] == (
            ["Leavers each month to Sep 2026: 2"] if height >= 17 else []
        )
