"""Finding records by name, without an app."""

from marktui.tui.common.tab import Tab
from marktui.tui.main.find.finder import MOST, Finder
from marktui.wording.web_hub import WEB_HUB_PAGES
from tui.sample_hub import a_hub


def test_names_that_begin_with_the_words_come_first() -> None:
    found, number = Finder(a_hub(800)).find("kh")
    assert number > MOST == len(found)
    assert all(" Kh" in one.label for one in found)


def test_each_hit_says_what_it_is_and_where_it_is_shown() -> None:
    finder = Finder(a_hub(60))
    (teacher,) = finder.find("aziz")[0]
    assert (teacher.label, teacher.tab) == ("Tariq Aziz · teacher · t.aziz@ashgrove.example", Tab.TEACHERS)
    (leaver,) = finder.find("Gwen Doyle")[0]
    assert leaver.tab is Tab.LEAVERS
    assert "left on 31 Aug 2026" in leaver.label
    group = finder.find("4a")[0][0]
    assert (group.label, group.tab, group.is_group) == ("4A · class · its pupils", Tab.PUPILS, True)


def test_accents_case_and_order_do_not_matter() -> None:
    finder = Finder(a_hub(60))
    assert finder.find("nunez jose")[0][0].label.startswith("José Núñez")
    assert finder.find("  ") == ([], 0)
    assert finder.find("nobody at all") == ([], 0)


def test_every_page_of_the_web_hub_says_what_to_do_instead() -> None:
    assert {"Promotion", "Data sharing"} <= {page.name for page in WEB_HUB_PAGES}
    assert all(page.instead.endswith(".") for page in WEB_HUB_PAGES)
