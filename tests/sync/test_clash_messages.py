"""What is left alone says how many, why, and what a person can do about it."""

import pytest

from marktui.connectors.mis import MisClass, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Message, NameClass, NextStep, SayYear
from marktui.hub.model.record import Record
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.review.clashes import clash_message, no_email_words

from .builders import (
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    linked,
    pair_of,
    part_of,
    plan_for,
    texts,
    upn,
)

P, T, C = Kind.PUPIL, Kind.TEACHER, Kind.CLASS


@pytest.mark.parametrize(
    ("kind", "record", "sentence"),
    [
        (P, a_pupil(1, upn=upn(2)), "1 pupil may match somebody in the hub: left alone until decided."),
        (T, a_teacher(1), "1 teacher may match somebody in the hub: left alone until decided."),
    ],
)
def test_undecided_rows_are_counted_and_left_alone(kind: Kind, record: Record, sentence: str) -> None:
    row = a_row(1, upn=upn(1)) if kind is P else a_staff_row(1)
    plan = plan_for(a_hub(record), a_reading(row), kind, import_teachers=True)
    assert sentence in texts(plan)
    assert plan.is_empty


def test_staff_without_an_email_are_listed_with_what_it_means() -> None:
    held, by_hand = linked(a_teacher(1), "901"), a_teacher(9)
    rows = [a_staff_row(1), a_staff_row(2), a_staff_row(3), a_staff_row(4, email="a@ash.example")]
    decisions = Decisions().confirm(T, "903", by_hand.id)
    plan = plan_for(a_hub(held, by_hand), a_reading(*rows), T, decisions=decisions)
    without = [one for one in part_of(plan, T).pairs if isinstance(one.row, MisTeacher) and not one.row.email]
    found = {pair.key: (pair.status, no_email_words(pair)) for pair in without}
    assert {key: status for key, (status, _) in found.items()} == {
        "mis:901": PairStatus.SYNCED,
        "mis:902": PairStatus.NEW,
        "mis:903": PairStatus.MATCHED,
    }
    assert "the link stays" in found["mis:901"][1]
    assert "only be matched by name" in found["mis:902"][1]
    assert "matched by hand" in found["mis:903"][1]


@pytest.mark.parametrize(("kind", "word"), [(P, "UPN")])
def test_clash_within_the_mis_names_the_other_and_sends_to_the_mis(kind: Kind, word: str) -> None:
    rows: dict[Kind, list[MisRow]] = {
        P: [a_row(1, "1", upn=upn(1)), a_row(2, "2", upn=upn(1))],
    }
    plan = plan_for(a_hub(), a_reading(*rows[kind]), kind)
    words = clash_message(plan, pair_of(plan, "1", kind)).text
    assert words.startswith(f"In a clash: the same {word} as ")
    assert "(MIS id 2)" in words
    assert words.endswith(
        f"Correct the {word} in the MIS and read again; until then neither is imported or merged."
    )


@pytest.mark.parametrize(
    ("rows", "clash", "step"),
    [
        (
            [a_mis_class("4A", "1"), a_mis_class("4a", "2")],
            "the same name as 4a (MIS id 2)",
            NameClass("1"),
        ),
        (
            [a_mis_year("4", "1", "Year 4"), a_mis_year("4", "2", "Year 4 B")],
            "the same code as Year 4 B (MIS id 2)",
            SayYear("1"),
        ),
    ],
)
def test_clash_of_groups_names_the_way_out_by_hand(rows: list[MisRow], clash: str, step: NextStep) -> None:
    kind = C if isinstance(rows[0], MisClass) else Kind.YEAR_GROUP
    plan = plan_for(a_hub(), a_reading(*rows), kind)
    assert clash_message(plan, pair_of(plan, "1", kind)) == Message(f"In a clash: {clash}.", (step,))


def test_many_who_share_a_upn_are_not_all_named() -> None:
    plan = plan_for(a_hub(), a_reading(*(a_row(n, upn=upn(1)) for n in range(1, 7))))
    words = clash_message(plan, pair_of(plan, "101")).text
    assert "and 2 more." in words
