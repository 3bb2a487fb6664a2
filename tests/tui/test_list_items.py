"""What a list shows, apart from the widget: parts, filter, order, and what is exported."""

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.tui.common.list.catalogue import View
from marktui.tui.common.list.items import CatalogueItems
from marktui.tui.records.catalogue import record_catalogue
from tui.sample_hub import TODAY, a_hub


@pytest.fixture
def pupils() -> CatalogueItems[Record]:
    items = CatalogueItems(record_catalogue(Kind.PUPIL))
    items.show(items.arranged(View(a_hub(60), TODAY)))
    return items


def test_parts_count_everybody_whatever_is_filtered(pupils: CatalogueItems[Record]) -> None:
    access = (("With access", 58), ("Without access", 1), ("Pending deletion", 1))
    counts = (("All", 60), ("Synced", 54), ("Desynced", 3), *access, ("Not linked", 3))
    assert pupils.parts == counts
    assert len(pupils.matching("Without access", "")) == 1
    assert pupils.parts == counts


def test_a_filter_that_grows_shrinks_or_moves_to_another_part_is_right_each_time(
    pupils: CatalogueItems[Record],
) -> None:
    found = [len(pupils.matching("All", text)) for text in ("a", "ah", "ahm", "ah", "!ahm", "!ahmx", "")]
    fresh = []
    for text in ("a", "ah", "ahm", "ah", "!ahm", "!ahmx", ""):
        items = CatalogueItems(record_catalogue(Kind.PUPIL))
        items.show(items.arranged(pupils.view))
        fresh.append(len(items.matching("All", text)))
    assert found == fresh
    assert found[0] >= found[1] >= found[2] > 0
    pupils.matching("All", "ahm")
    assert set(pupils.matching("With access", "ahmed")) <= set(pupils.matching("All", "ahmed"))


def test_the_order_turns_round_and_the_filter_stays(pupils: CatalogueItems[Record]) -> None:
    name = next(index for index, one in enumerate(pupils.catalogue.columns) if one.column.title == "Name")
    up = list(pupils.matching("All", "ahm"))
    pupils.sort(name)
    pupils.show(pupils.arranged(pupils.view))
    assert list(pupils.matching("All", "ahm")) == up[::-1]


def test_an_export_takes_the_marked_ones_that_a_filter_hides(pupils: CatalogueItems[Record]) -> None:
    everybody = list(pupils.matching("All", ""))
    shown = list(pupils.matching("All", "ahm"))
    hidden = next(one for one in everybody if one not in shown)
    assert [one.id for one in pupils.chosen(frozenset({hidden}))] == [hidden]
    assert [one.id for one in pupils.chosen(frozenset())] == shown


def test_why_nothing_is_shown(pupils: CatalogueItems[Record]) -> None:
    pupils.matching("All", "nobody has this")
    assert pupils.why_empty() == "No pupil here matches the filter.\nEsc clears it."
    pupils.show(pupils.arranged(View(a_hub(4, leavers=0), TODAY)))
    empty = next(name for name, count in pupils.parts if not count)
    pupils.matching(empty, "")
    assert pupils.why_empty() == f"No pupil here is {empty.lower()}.\nf shows others."
