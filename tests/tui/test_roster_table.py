"""The table keeps its place, marks by id, and draws text as it stands."""

from rich.cells import cell_len

from marktui.tui.common.table.renderer import Sorting
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, Row, Tone, Toned
from tui.widget_app import lines, shown_alone

COLUMNS = (Column("Name", 12, flex=1), Column("Year", 4, right=True))


def rows(*names: str) -> list[Row]:
    return [Row(name, (name, "4")) for name in names]


def numbered(count: int) -> list[Row]:
    return [Row(f"p{number}", (f"Pupil {number}", "4")) for number in range(count)]


def a_table(count: int = 100, *, can_mark: bool = True) -> RosterTable:
    table = RosterTable(COLUMNS, can_mark=can_mark, empty="Nobody is here.")
    table.show(numbered(count))
    return table


async def test_cursor_moves_with_both_families_of_keys() -> None:
    table = a_table()
    async with shown_alone(table) as user:
        for keys, place in (
            (("j", "down", "j"), 3),
            (("k", "up"), 1),
            (("pagedown",), 23),
            (("pageup",), 1),
            (("G",), 99),
            (("j",), 99),
            (("home",), 0),
            (("up",), 0),
            (("end",), 99),
            (("g",), 0),
        ):
            await user.press(*keys)
            assert table.cursor == place
            drawn = lines(table)
            assert [line for line in drawn if line.startswith(">")] == [
                next(line for line in drawn if f"Pupil {place} " in line)
            ]
        last = user.heard(RosterTable.RowHighlighted)[-1]
        assert isinstance(last, RosterTable.RowHighlighted)
        assert last.row_id == "p0"


async def test_cursor_stays_on_its_row_or_goes_to_the_nearest() -> None:
    table = RosterTable(COLUMNS)
    table.show(rows("a", "b", "c", "d", "e"))
    async with shown_alone(table) as user:
        await user.press("j", "j")
        table.show(rows("x", "y", "a", "b", "c", "d"))
        assert table.cursor_id == "c"
        table.show(rows("a", "b", "d", "e"))
        assert table.cursor_id == "d"
        table.show(rows("a", "b"))
        assert table.cursor_id == "b"
        table.show(rows())
        assert table.cursor_id is None
        await user.press("j", "enter", "space", "G")
        assert table.cursor_id is None
        assert not user.heard(RosterTable.RowChosen)


async def test_marks_are_ids_and_outlive_a_filter() -> None:
    table = RosterTable(COLUMNS, can_mark=True)
    table.show(rows("a", "b", "c", "d"))
    async with shown_alone(table) as user:
        await user.press("space", "space")
        assert table.marks == {"a", "b"}
        assert table.cursor_id == "c"
        assert lines(table)[1].startswith(" *a")
        table.show(rows("c", "d"))
        await user.press("a")
        assert table.marks == {"a", "b", "c", "d"}
        await user.press("space")
        assert table.marks == {"a", "b", "d"}
        await user.press("A")
        assert table.marks == frozenset()


async def test_nothing_is_marked_where_marks_mean_nothing() -> None:
    table = a_table(can_mark=False)
    async with shown_alone(table) as user:
        await user.press("space", "a")
        assert table.marks == frozenset()
        assert table.cursor == 0


async def test_enter_and_double_click_open_a_row() -> None:
    table = a_table()
    async with shown_alone(table) as user:
        await user.press("j", "enter")
        await user.pilot.click(table, offset=(5, 4), times=2)
        await user.pilot.pause()
        chosen = user.heard(RosterTable.RowChosen)
        assert [one.row_id for one in chosen if isinstance(one, RosterTable.RowChosen)] == ["p1", "p3"]


async def test_click_marks_at_the_left_edge_and_sorts_at_a_title() -> None:
    table = a_table()
    async with shown_alone(table) as user:
        await user.pilot.click(table, offset=(1, 3))
        await user.pilot.click(table, offset=(76, 0))
        await user.pilot.pause()
        assert table.marks == {"p2"}
        (header,) = user.heard(RosterTable.HeaderChosen)
        assert isinstance(header, RosterTable.HeaderChosen)
        assert header.index == 1


async def test_wheel_scrolls_and_leaves_the_cursor() -> None:
    table = a_table()
    async with shown_alone(table) as user:
        table.scroll_to(y=40, animate=False)
        await user.pilot.pause()
        assert table.cursor == 0
        assert "Pupil 40 " in lines(table)[1]
        await user.press("j")
        assert "Pupil 1 " in lines(table)[1]


async def test_every_line_fills_the_width_whatever_the_script() -> None:
    names = ("Sam [samuel]", "[/b]", "山田 愛 さん の 学校", "Q\u0323\u0301 combining", "x" * 200, "")
    table = RosterTable(COLUMNS)
    table.show(rows(*names))
    async with shown_alone(table, size=(33, 12)):
        for y in range(12):
            assert table.render_line(y).cell_length == 33
            assert cell_len(table.render_line(y).text) == 33
        text = "\n".join(lines(table))
        assert "Sam [samuel]" in text
        assert "[/b]" in text
        assert text.count("4") == len(names)


async def test_empty_table_says_why() -> None:
    table = a_table(0)
    async with shown_alone(table):
        assert lines(table)[1].strip() == "Nobody is here."


async def test_columns_that_do_not_fit_come_with_the_arrow_keys() -> None:
    table = RosterTable([Column("First", 20), Column("Second", 20), Column("Third", 20)])
    table.show([Row("a", ("one", "two", "three"))])
    async with shown_alone(table, size=(40, 10)) as user:
        assert "Third" not in lines(table)[0]
        await user.press("right")
        assert "First" not in lines(table)[0]
        assert "three" in lines(table)[1]
        await user.press("left")
        assert "one" in lines(table)[1]


async def test_sorting_is_shown_by_an_arrow() -> None:
    table = a_table()
    async with shown_alone(table):
        plain = lines(table)[0]
        table.sorting = Sorting(0)
        up = lines(table)[0]
        table.sorting = Sorting(0, descending=True)
        assert len({plain, up, lines(table)[0]}) == 3


async def test_rows_are_made_when_they_come_into_view() -> None:
    made: list[str] = []

    def make(row_id: str) -> Row:
        made.append(row_id)
        return Row(row_id, (row_id, ""))

    table = RosterTable(COLUMNS)
    table.show_ids([f"p{number}" for number in range(50_000)], make)
    async with shown_alone(table):
        assert 0 < len(set(made)) < 50


async def test_colours_of_the_hub_can_be_read_on_a_light_screen_too() -> None:
    table = RosterTable(COLUMNS)
    table.show([Row("a", ("Ann", "4")), Row("b", (Toned("Ben", Tone.TEACHER), "4"))])
    async with shown_alone(table) as user:
        seen = []
        for theme in ("textual-dark", "textual-light"):
            user.pilot.app.theme = theme
            await user.pilot.pause()
            cell = next(one for one in table.render_line(2) if one.text.startswith("Ben"))
            seen.append(cell.style.color.name if cell.style and cell.style.color else None)
        assert seen == ["#60b868", "#116611"]
