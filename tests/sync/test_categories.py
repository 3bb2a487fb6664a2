"""Each line of a review is in one category, and categories come in the order of review."""

from itertools import groupby

from marktui.connectors.mis import MisLeaver
from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair
from marktui.sync.review.categories import Category, category_of

from .builders import (
    EARLIER,
    a_class,
    a_hub,
    a_mis_class,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    desynced,
    invalid,
    linked,
    part_of,
    plan_for,
    row_of,
    upn,
)

P = Kind.PUPIL
ORDER = list(Category)


def named(pair: Pair) -> str:
    """The MIS id of a line, or the id of its record."""
    return pair.key.partition(":")[2]


def test_who_is_matched_for_the_first_time_and_had_no_year_or_class_is_no_promotion() -> None:
    typed, moving = a_pupil(1, upn=upn(1)), a_pupil(2, upn=upn(2), year_group="4")
    rows = [a_row(1, upn=upn(1), year_code="4"), a_row(2, upn=upn(2), year_code="5")]
    hub = a_hub(a_year("4"), a_year("5"), a_class("4A", "c1"), typed, moving)
    part = part_of(plan_for(hub, a_reading(*rows, a_mis_class("4A", "c1", "101")), P), P)
    meanings = {named(pair): category_of(pair) for pair in part.pairs}
    assert meanings == {"101": Category.CHANGED, "102": Category.PROMOTION}


def test_every_kind_of_line_has_its_group_in_the_order_of_review() -> None:
    years, classes = [a_year("4"), a_year("5")], [a_class("4A", "c1"), a_class("4B", "c2")]
    at = {"year_group": "4", "class_id": classes[0].id}

    pupils = [linked(a_pupil(number, **at), str(100 + number)) for number in range(1, 9)]
    stays, promoted, moved, renamed, left, gone, outside, back = pupils
    rows = [
        row_of(stays),
        row_of(promoted, year_code="5"),
        row_of(moved),
        row_of(renamed, first_name="Ada"),
        row_of(outside, year_code="N1"),
        row_of(back),
        a_row(10),
        a_row(11),
        a_row(12, upn=upn(1)),
        a_row(13, upn=upn(2)),
        a_row(14, upn=upn(2)),
    ]
    groups = [a_mis_class("4A", "c1", "101", "104", "107", "108"), a_mis_class("4B", "c2", "103")]
    hub = a_hub(
        *years,
        *classes,
        *(one for one in pupils if one is not back),
        desynced(a_pupil(8, **at), "108"),
        a_pupil(9),
        a_pupil(11),
        a_pupil(12, upn=upn(3)),
        desynced(a_pupil(20), "120"),
    )
    reading = a_reading(
        *rows, *groups, leavers=[MisLeaver(mis_id="105", left_on=EARLIER)], invalid_rows={P: [invalid("199")]}
    )
    pairs = sorted(part_of(plan_for(hub, reading)).pairs, key=lambda one: ORDER.index(category_of(one)))
    told = [
        (category, [named(pair) for pair in those]) for category, those in groupby(pairs, key=category_of)
    ]
    assert told == [
        (Category.MAY_MATCH, ["112"]),
        (Category.CLASH, ["113", "114"]),
        (Category.INVALID, ["199"]),
        (Category.NOT_MATCHED, ["p000009"]),
        (Category.NEW, ["110"]),
        (Category.RETURNED, ["108"]),
        (Category.PROMOTION, ["102"]),
        (Category.CLASS_MOVE, ["103"]),
        (Category.CHANGED, ["104"]),
        (Category.LEFT, [left.id]),
        (Category.GONE, [gone.id]),
        (Category.OUT_OF_RANGE, ["107"]),
        (Category.MATCHED, ["111"]),
        (Category.SAME, ["101"]),
        (Category.DESYNCED, ["p000020"]),
    ]


def test_teacher_who_gets_another_email_is_a_change_and_not_a_move() -> None:
    teacher = linked(a_teacher(1, email="a@ash.example", mis_email="a@ash.example"), "901")
    plan = plan_for(a_hub(teacher), a_reading(a_staff_row(1, email="b@ash.example")), Kind.TEACHER)
    assert [category_of(one) for one in part_of(plan, Kind.TEACHER).pairs] == [Category.CHANGED]
