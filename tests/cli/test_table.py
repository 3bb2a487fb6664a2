"""Tables for people fit the terminal: nothing wraps, names are cut before totals."""

from datetime import date

import pytest

from marktui.cli.terminal.table import Giving, table_lines
from marktui.hub.model.record import Reason
from marktui.wording.drawing.cells import cell_width

from .leavers import put
from .school import School
from .test_leavers_list import a_leaver

WIDTHS = (40, 80, 200)
TITLES = ("id", "name", "year group", "pupils", "without leavers", "why")
LONG = "Maximiliana Featherstonehaugh-Cholmondeley de la Zouche " * 3
WIDE = "山田太郎" * 20
MARKED = "Zoe\u0308 Nguye\u0302\u0303n " * 20
ROWS = [
    ("c000001", LONG, "1, 2", 1_234_567, 1_200_000, "left on 4 Mar 2026"),
    ("c000002", WIDE, "13", 7, None, ""),
    ("c000003", MARKED, None, 7, 0, LONG),
]
GIVING = Giving(cut=("name", "why"), drop=("year group",), keep=("id",))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("prose", [False, True])
def test_no_line_is_wider_than_the_terminal_and_no_total_is_cut(width: int, prose: bool) -> None:
    lines = list(table_lines(TITLES, ROWS, width, GIVING, prose=prose))
    assert all(cell_width(line) <= width for line in lines)
    assert max(cell_width(line) for line in lines) > width - 12
    told = "\n".join(lines)
    assert all(words in told for words in ("1,234,567", "1,200,000", "c000001", "c000003"))
    assert ("year" in told) is (width > 40)


def test_columns_stand_below_each_other_whatever_a_name_is_written_in() -> None:
    lines = list(table_lines(("name", "pupils"), [(one, 5) for one in (LONG, WIDE, MARKED, "Al")], 30))
    assert len({cell_width(line) for line in lines}) == 1
    assert all(line.endswith("5") for line in lines[1:])
    assert [line[:3] for line in lines[1:3]] == ["Max", "山田太"]
    assert "..." in lines[1]


def test_titles_are_broken_before_anything_is_cut() -> None:
    rows = [("Ada Quill", 12, 3)]
    assert list(table_lines(("name", "not linked", "left alone"), rows, 27)) == [
        "              not   left",
        "name       linked  alone",
        "Ada Quill      12      3",
    ]
    whole = next(table_lines(("name", "not linked", "left alone"), rows, 33))
    assert whole.split() == ["name", "not", "linked", "left", "alone"]


def test_sentences_stand_behind_their_row_or_below_it() -> None:
    late = "The service could not be reached, and it was tried again."
    rows = [(1, "held", "Too many."), (None, "failed", late)]
    assert list(table_lines(("number", "what", ""), rows, 40, prose=True)) == [
        "number  what",
        "     1  held    Too many.",
        "        failed",
        "    The service could not be reached,",
        "    and it was tried again.",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_table_of_a_school_fits(school: School, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    left = a_leaver(901, date(2021, 7, 20), Reason.LEFT)
    put(school, [left.with_(last_name=LONG[:100], first_name=WIDE[:40])])
    school.sandbox.move(1)
    verbs = (
        ("list", "pupils"), ("list", "teachers"), ("list", "classes"), ("list", "year-groups"), ("leavers",),
        ("history",), ("history", "--run", "2"), ("status", "--wide"), ("accounts",), ("restore",),
        ("leavers", "keep", "p000901", "--dry-run"),
    )  # fmt: skip
    said = [school.sync("all", "--dry-run").ended(0), school.sync("pupils").ended(0)]
    said += [school.run(*words).ended(0) for words in verbs]
    for one in said:
        for line in one.out.splitlines():
            assert cell_width(line) <= width or ": marktui " in line or line.endswith("."), line


def test_the_pictures_of_status_count_what_the_run_did(school: School) -> None:
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    said = school.run("status", "--wide").ended(0).out
    (pupils,) = [line for line in said.splitlines() if line.startswith("Pupils ") and "today" in line]
    assert "+31 ~64 −13" in pupils
    assert "+31 ~64 −13" in school.run("history").ended(0).out
    assert all(words in said for words in ("Pupils on roll", "Pupils in each class", "Leavers each month"))
    assert said.startswith(school.run("status").ended(0).out)
    assert "do not go together" in school.run("status", "--wide", "--json").ended(2).err
