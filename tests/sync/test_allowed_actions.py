"""What may be decided about each line of a review, and the sentence that says why nothing else may."""

import pytest

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.review.allowed_actions import (
    Obstacle,
    why_no_confirmation,
    why_no_description,
    why_no_match,
    why_no_tick,
    why_no_unmatching,
)
from marktui.wording.people.review_obstacles import obstacle_words

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    born,
    invalid,
    linked,
    plan_for,
    upn,
)

HUB = a_hub(
    a_year("4", "y4"),
    a_class("4A", "c1"),
    a_class("4B"),
    linked(a_pupil(1, year_group="4"), "101"),
    a_pupil(2, upn=upn(2)),
    a_pupil(3, last_name="Okonkwoe"),
    a_pupil(9),
)
ROWS = (
    a_mis_year("4", "y4"),
    a_mis_year("5", "y5"),
    a_mis_class("4A", "c1", "101"),
    a_mis_class("4B", "c2"),
    a_mis_class("4C", "c3"),
    a_row(1, year_code="4"),
    a_row(2, upn=upn(2), year_code="4"),
    a_row(3, year_code="4"),
    a_row(4, year_code="4", date_of_birth=born(40)),
    a_row(5, year_code="N1", date_of_birth=born(50)),
)
PLAN = plan_for(
    HUB,
    a_reading(*ROWS, invalid_rows={Kind.PUPIL: [invalid("404")]}),
    *Kind,
    decisions=Decisions().tick(Kind.YEAR_GROUP, "y5", ticked=False),
)
LINES = {pair.key: pair for part in PLAN.kinds for pair in part.pairs}


def line(key: str) -> Pair:
    return LINES[key]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("mis:y5", None),
        ("mis:c3", None),
        ("mis:102", None),
        ("mis:104", None),
        ("mis:y4", "a sync only adds"),
        ("mis:c2", "a sync only adds"),
        ("mis:101", "only new and matched rows"),
        ("mis:103", "Confirm or unmatch it first"),
        ("mis:105", "Nursery 1 is not set up"),
        ("mis:404", "the last name is a number"),
    ],
)
def test_only_what_is_new_or_matched_has_a_tick(key: str, reason: str | None) -> None:
    told = obstacle_words(why_no_tick(line(key)), line(key))
    assert told is None if reason is None else reason in (told or "")


def test_only_a_may_match_is_confirmed_and_only_a_match_of_this_run_is_parted() -> None:
    assert {key for key, pair in LINES.items() if why_no_confirmation(pair) is None} == {"mis:103"}
    assert {key for key, pair in LINES.items() if why_no_unmatching(pair) is None} == {
        "mis:103",
        "mis:102",
        "mis:c2",
    }


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("mis:104", None),
        ("mis:103", None),
        ("mis:c3", None),
        ("hub:p000009", None),
        ("mis:y5", "matched by their code"),
        ("mis:101", "both its sides"),
        ("mis:102", "both its sides"),
        ("mis:404", "Correct this line in the MIS"),
        ("mis:105", "would change nothing here: Nursery 1"),
    ],
)
def test_another_side_is_looked_for_where_one_is_missing(key: str, reason: str | None) -> None:
    told = obstacle_words(why_no_match(line(key)), line(key))
    assert told is None if reason is None else reason in (told or "")


def test_a_class_is_described_only_while_it_is_set_up_or_linked() -> None:
    assert why_no_description(line("mis:c2")) is None
    assert why_no_description(line("mis:c3")) is None
    assert why_no_description(line("mis:c1")) is Obstacle.NOT_SET_UP_HERE
    renamed = plan_for(HUB, a_reading(a_mis_class("4Z", "c1")), Kind.CLASS)
    (pair,) = (one for part in renamed.kinds for one in part.pairs if one.key == "mis:c1")
    assert "its description is locked" in (obstacle_words(why_no_description(pair), pair) or "")
