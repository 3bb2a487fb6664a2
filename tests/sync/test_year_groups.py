"""What leaving a year group out means, counted from what was read."""

from marktui.connectors.mis import MisRow, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason
from marktui.store.file.entry import Do
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.plan.year_groups import YearRange, year_ranges

from .builders import (
    TOMORROW,
    a_hub,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    desynced,
    linked,
    plan_for,
    texts,
)

MOVED = linked(a_pupil(1, year_group="4"), "101")
HUB = a_hub(a_year("4", "y4"), MOVED, desynced(a_pupil(2), "102"))
READING = a_reading(
    a_mis_year("5"),
    a_mis_year("N1"),
    a_mis_year("4"),
    a_row(1, year_code="5"),
    a_row(2, year_code="5"),
    a_row(3, year_code="5"),
    a_row(4, year_code="5", starts_on=TOMORROW),
    a_row(5, year_code="4"),
    a_row(6, year_code=None),
)
KINDS = (Kind.YEAR_GROUP, Kind.CLASS, Kind.PUPIL)


def ranges(*, ticked: bool = True) -> list[YearRange]:
    decisions = Decisions().tick(Kind.YEAR_GROUP, "y5", ticked=ticked)
    return list(year_ranges(plan_for(HUB, READING, *KINDS, decisions=decisions), READING))


def test_each_year_counts_who_stays_outside_and_who_moved_into_it() -> None:
    assert [(one.code, one.outside, one.moved) for one in ranges()] == [
        ("N1", 0, 0),
        ("4", 1, 0),
        ("5", 2, 1),
    ]


def test_only_a_year_that_the_hub_does_not_have_may_be_left_out() -> None:
    assert [(one.code, one.is_set_up, one.may_untick) for one in ranges()] == [
        ("N1", False, True),
        ("4", True, False),
        ("5", True, True),
    ]
    assert [one.is_set_up for one in ranges(ticked=False)] == [False, True, False]


def test_the_numbers_are_what_leaving_it_out_comes_to() -> None:
    decisions = Decisions().tick(Kind.YEAR_GROUP, "y5", ticked=False)
    plan = plan_for(HUB, READING, *KINDS, decisions=decisions)
    lost = [one for one in plan.changes if one.do is Do.DESYNC]
    assert [one.after.desync.reason for one in lost if one.after.desync] == [Reason.OUT_OF_RANGE]
    assert ranges(ticked=False)[2].moved == len(lost)


def test_words_say_who_and_how_many() -> None:
    nursery, four, five = ranges()
    assert nursery.words == ""
    assert four.words == "If Year 4 were left out: 1 pupil of the MIS stays outside."
    assert five.words == (
        "Without Year 5: 2 pupils of the MIS stay outside; "
        "1 pupil of the hub has moved into it and will be out of range."
    )


def _of_groups_alone(*years: MisYearGroup) -> Reading:
    rows: dict[Kind, tuple[MisRow, ...]] = {Kind.YEAR_GROUP: years}
    return Reading(connector="assembly", title="Assembly", today=READING.today, rows=rows)


def test_before_pupils_are_read_the_year_groups_tell_who_is_in_them() -> None:
    members = {"N1": ("1", "2", "3"), "4": (), "5": ("101", "102")}
    reading = _of_groups_alone(*(a_mis_year(code, members=ids) for code, ids in members.items()))
    plan = plan_for(HUB, reading, Kind.YEAR_GROUP, decisions=Decisions().tick(Kind.YEAR_GROUP, "y5", False))
    assert [(one.code, one.outside, one.moved) for one in year_ranges(plan, reading)] == [
        ("N1", 3, 0),
        ("4", 0, 0),
        ("5", 1, 1),
    ]
    assert texts(plan) == (
        "Without Year N1: 3 pupils of the MIS stay outside.",
        "Without Year 5: 1 pupil of the MIS stays outside; "
        "1 pupil of the hub has moved into it and will be out of range.",
    )


def test_nothing_is_counted_where_nobody_tells_who_is_in_a_year_group() -> None:
    reading = _of_groups_alone(a_mis_year("5"), a_mis_year("N1", members=("1",)))
    found = year_ranges(plan_for(HUB, reading, Kind.YEAR_GROUP), reading)
    assert {(one.outside, one.moved, one.words) for one in found} == {(None, None, "")}
