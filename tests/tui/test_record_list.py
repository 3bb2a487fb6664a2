"""The tabs of records: parts, filter, order and the facts of each record."""

from typing import Any

from marktui.hub.model.kind import Kind
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.records.panel import RecordList
from tui.sample_hub import a_hub
from tui.widget_app import lines, of, shown_alone


def facts(panel: CatalogueList[Any]) -> str:
    pane = panel.detail_pane
    return (
        "\n".join(pane.render_line(y).text.rstrip() for y in range(pane.size.height)) if pane.display else ""
    )


def parts(panel: CatalogueList[Any]) -> str:
    return str(panel.part_line.render())


async def test_pupils_are_listed_by_last_name_with_their_state() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel):
        drawn = lines(panel)
        assert "Name" in drawn[0]
        assert "Ahmed, Amal" in drawn[1]
        assert "Desynced" in drawn[1]
        assert parts(panel).strip() == "[All 60]│ Synced 54 │ Desynced 3 │ With 58 │ Without 1 │ Pending 1 │►"


async def test_filter_is_live_and_stays_as_a_chip() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("slash")
        await user.write("ahm chi")
        assert user.reads("#count") == "1 of 60"
        assert len(lines(panel)) == 2
        await user.press("enter")
        assert user.reads("#word") == "▸ /ahm chi"
        assert panel.table.has_focus
        await user.press("escape")
        assert not panel.filter_bar.display
        assert len(panel.table.ids) == 60


async def test_filter_can_be_turned_round() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("slash")
        await user.write("!synced")
        assert {line.split()[-1] for line in lines(panel)[1:]} == {"With"}
        assert user.reads("#count") == "3 of 60"


async def test_typing_brackets_finds_brackets() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("slash")
        await user.write("[/")
        assert "Bracket, [/b]" in lines(panel)[1]
        await user.press("down")
        assert user.reads("#word") == "▸ /[/"


async def test_cursor_keeps_its_record_through_a_filter() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("j", "j")
        at = panel.table.cursor_id
        await user.press("slash")
        await user.write("chioma")
        assert panel.table.cursor_id == at
        await user.press("escape")
        assert panel.table.cursor_id == at


async def test_parts_go_round_and_leave_out_empty_ones() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60, leavers=2))
    async with shown_alone(panel) as user:
        seen = []
        for _ in range(6):
            await user.press("f")
            seen.append(len(panel.table.ids))
        assert seen == [55, 2, 59, 1, 3, 60]


async def test_title_and_key_sort_the_list() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("o")
        assert " R " in lines(panel)[1]
        await user.press("O", "g")
        assert " 6 " in lines(panel)[1]
        await user.pilot.click(panel.table, offset=(6, 0))
        await user.press("g")
        assert "Ahmed, Amal" in lines(panel)[1]
        await user.pilot.click(panel.table, offset=(6, 0))
        await user.press("g")
        assert "Ahmed" not in lines(panel)[1]


async def test_detail_opens_on_enter_and_tells_the_lock() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        assert facts(panel).count("\n") == 2
        await user.press("j", "enter")
        told = facts(panel)
        assert "Ben Ahmed" in told
        assert "Year 4" in told
        assert "Assembly, MIS id 50" in told
        assert "The MIS keeps this pupil" in told
        await user.press("k")
        assert "left on 12 Jul 2026" in facts(panel)
        assert "1 Sep 2026 (13 days ago)" in facts(panel)
        await user.press("escape")
        assert facts(panel).count("\n") == 2
        assert panel.table.has_focus


async def test_detail_stands_beside_the_list_where_there_is_room() -> None:
    panel = of(RecordList(Kind.TEACHER), a_hub(60))
    async with shown_alone(panel, size=(160, 40)):
        told = " ".join(facts(panel).split())
        assert "differs, the hub's is kept" in told
        assert "only account type and email" in told
        assert panel.detail_pane.region.x > panel.table.region.x


async def test_wide_screen_shows_the_upn() -> None:
    narrow, wide = (of(RecordList(Kind.PUPIL), a_hub(9)) for _ in range(2))
    async with shown_alone(narrow):
        assert "UPN" not in lines(narrow)[0]
    async with shown_alone(wide, size=(180, 40)):
        assert "UPN" in lines(wide)[0]


async def test_classes_count_pupils_and_leavers() -> None:
    panel = of(RecordList(Kind.CLASS), a_hub(16, leavers=3))
    async with shown_alone(panel):
        first = lines(panel)[1].split()
        assert first[1:5] == ["RA", "R", "2", "1"]
        assert "[All 9]│ Synced 8" in parts(panel)


async def test_year_groups_come_in_school_order() -> None:
    panel = of(RecordList(Kind.YEAR_GROUP), a_hub(16))
    async with shown_alone(panel):
        assert [line.split()[0] for line in lines(panel)[2:]] == ["1", "2", "3", "4", "5", "6"]


async def test_resync_is_asked_for_in_the_pupils_tab_alone() -> None:
    for kind, said in ((Kind.PUPIL, "re-sync pupils, with S and then p"), (Kind.CLASS, "")):
        panel = of(RecordList(kind), a_hub(9, resync_pupils=True))
        async with shown_alone(panel):
            assert said in panel.note_line.note
            assert bool(panel.note_line.note) is bool(said)


async def test_new_hub_is_shown_and_the_place_kept() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(60))
    async with shown_alone(panel) as user:
        await user.press("j", "j", "j")
        at = panel.table.cursor_id
        panel.hub = a_hub(200)
        await user.pilot.pause()
        assert len(panel.table.ids) == 200
        assert panel.table.cursor_id == at


async def test_empty_hub_says_where_records_come_from() -> None:
    panel = of(RecordList(Kind.PUPIL), a_hub(0))
    async with shown_alone(panel):
        assert "There are no pupils in this hub yet." in lines(panel)[1]
