"""The tabs of records: parts, filter, order and the facts of each record."""

from typing import Any

from marktui.hub.model.kind import Kind
from marktui.tui.common.list.browser import Browser
from marktui.tui.records.panel import RecordBrowser
from tui.sample_hub import a_hub
from tui.widget_app import lines, of, shown_alone


def facts(browser: Browser[Any]) -> str:
    pane = browser.detail_pane
    return (
        "\n".join(pane.render_line(y).text.rstrip() for y in range(pane.size.height)) if pane.display else ""
    )


def parts(browser: Browser[Any]) -> str:
    return str(browser.part_line.render())


async def test_pupils_are_listed_by_last_name_with_their_state() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser):
        drawn = lines(browser)
        assert "Name" in drawn[0]
        assert "Ahmed, Amal" in drawn[1]
        assert "Desynced" in drawn[1]
        assert parts(browser).strip() == "[All 60]   With access 58    Without access 1    Pending deletion 1"


async def test_filter_is_live_and_stays_as_a_chip() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("slash")
        await user.write("ahm chi")
        assert user.reads("#count") == "1 of 60"
        assert len(lines(browser)) == 2
        await user.press("enter")
        assert user.reads("#word") == "filter: ahm chi"
        assert browser.table.has_focus
        await user.press("escape")
        assert not browser.filter_bar.display
        assert len(browser.table.ids) == 60


async def test_filter_can_be_turned_round() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("slash")
        await user.write("!synced")
        assert {line.split()[-1] for line in lines(browser)[1:]} == {"With"}
        assert user.reads("#count") == "3 of 60"


async def test_typing_brackets_finds_brackets() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("slash")
        await user.write("[/")
        assert "Bracket, [/b]" in lines(browser)[1]
        await user.press("down")
        assert user.reads("#word") == "filter: [/"


async def test_cursor_keeps_its_record_through_a_filter() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("j", "j")
        at = browser.table.cursor_id
        await user.press("slash")
        await user.write("chioma")
        assert browser.table.cursor_id == at
        await user.press("escape")
        assert browser.table.cursor_id == at


async def test_parts_go_round_and_leave_out_empty_ones() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60, leavers=2))
    async with shown_alone(browser) as user:
        seen = []
        for _ in range(3):
            await user.press("f")
            seen.append(len(browser.table.ids))
        assert seen == [59, 1, 60]


async def test_title_and_key_sort_the_list() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("o")
        assert " R " in lines(browser)[1]
        await user.press("O", "g")
        assert " 6 " in lines(browser)[1]
        await user.pilot.click(browser.table, offset=(6, 0))
        await user.press("g")
        assert "Ahmed, Amal" in lines(browser)[1]
        await user.pilot.click(browser.table, offset=(6, 0))
        await user.press("g")
        assert "Ahmed" not in lines(browser)[1]


async def test_detail_opens_on_enter_and_tells_the_lock() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        assert facts(browser) == ""
        await user.press("j", "enter")
        told = facts(browser)
        assert "Ben Ahmed" in told
        assert "Year 4" in told
        assert "Assembly, MIS id 50" in told
        assert "The MIS keeps this pupil" in told
        await user.press("k")
        assert "left on 12 Jul 2026" in facts(browser)
        assert "1 Sep 2026 (13 days ago)" in facts(browser)
        await user.press("escape")
        assert facts(browser) == ""
        assert browser.table.has_focus


async def test_detail_stands_beside_the_list_where_there_is_room() -> None:
    browser = of(RecordBrowser(Kind.TEACHER), a_hub(60))
    async with shown_alone(browser, size=(160, 40)):
        told = " ".join(facts(browser).split())
        assert "differs, the hub's is kept" in told
        assert "only account type and email" in told
        assert browser.detail_pane.region.x > browser.table.region.x


async def test_wide_screen_shows_the_upn() -> None:
    narrow, wide = (of(RecordBrowser(Kind.PUPIL), a_hub(9)) for _ in range(2))
    async with shown_alone(narrow):
        assert "UPN" not in lines(narrow)[0]
    async with shown_alone(wide, size=(180, 40)):
        assert "UPN" in lines(wide)[0]


async def test_classes_count_pupils_and_leavers() -> None:
    browser = of(RecordBrowser(Kind.CLASS), a_hub(16, leavers=3))
    async with shown_alone(browser):
        first = lines(browser)[1].split()
        assert first[2:6] == ["RA", "R", "2", "1"]
        assert "[All 9]   Synced 8" in parts(browser)


async def test_year_groups_come_in_school_order() -> None:
    browser = of(RecordBrowser(Kind.YEAR_GROUP), a_hub(16))
    async with shown_alone(browser):
        assert [line.split()[1] for line in lines(browser)[2:]] == ["1", "2", "3", "4", "5", "6"]


async def test_resync_is_asked_for_in_the_pupils_tab_alone() -> None:
    for kind, said in ((Kind.PUPIL, "re-sync pupils, with S and then p"), (Kind.CLASS, "")):
        browser = of(RecordBrowser(kind), a_hub(9, resync_pupils=True))
        async with shown_alone(browser) as user:
            assert said in user.reads("#notice")
            assert bool(user.reads("#notice")) is bool(said)


async def test_new_hub_is_shown_and_the_place_kept() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(60))
    async with shown_alone(browser) as user:
        await user.press("j", "j", "j")
        at = browser.table.cursor_id
        browser.hub = a_hub(200)
        await user.pilot.pause()
        assert len(browser.table.ids) == 200
        assert browser.table.cursor_id == at


async def test_empty_hub_says_where_records_come_from() -> None:
    browser = of(RecordBrowser(Kind.PUPIL), a_hub(0))
    async with shown_alone(browser):
        assert "There are no pupils in this hub yet." in lines(browser)[1]
