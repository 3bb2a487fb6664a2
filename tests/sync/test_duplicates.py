"""One person who is in the MIS twice waits for a decision; a row with a strong key of its own does not."""

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    a_hub,
    a_mis_class,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    counts,
    created,
    invalid,
    linked,
    pair_of,
    plan_for,
    row_of,
    status_of,
    teacher_after,
    texts,
    upn,
)

ONE = linked(a_pupil(1, upn=upn(1)), "1")
AGAIN = a_row(1, "71")
MAY_MATCH, MATCHED, NEW = PairStatus.MAY_MATCH, PairStatus.MATCHED, PairStatus.NEW


def told(pair: Pair) -> list[tuple[str, str | None]]:
    return [(one.mis_id, one.record_id) for one in pair.duplicates]


def parted(plan: Plan, *others: str) -> Plan:
    """The plan once the row 71 is said to be none of some others."""
    decisions = Decisions()
    for other in others:
        decisions = decisions.unmatch(Kind.PUPIL, "71", other)
    return plan_for(plan.hub, a_reading(row_of(ONE), AGAIN), decisions=decisions)


def test_row_of_somebody_synced_names_row_and_record() -> None:
    plan = plan_for(a_hub(ONE), a_reading(row_of(ONE), AGAIN))
    pair = pair_of(plan, "71")
    assert (pair.status, told(pair), pair.candidates) == (MAY_MATCH, [("1", ONE.id)], ())
    assert pair.why == f"same name and birth date as MIS id 1 ({ONE.id})"
    assert parted(plan, ONE.id).part(Kind.PUPIL) is not None
    assert status_of(parted(plan, ONE.id), "71") is NEW


def test_row_of_somebody_whose_own_row_cannot_be_used_waits_too() -> None:
    plan = plan_for(a_hub(ONE), a_reading(AGAIN, invalid_rows={Kind.PUPIL: [invalid("1")]}))
    assert (status_of(plan, "71"), created(plan)) == (MAY_MATCH, [])


def test_each_of_three_rows_names_the_two_others() -> None:
    plan = plan_for(a_hub(), a_reading(*(a_row(1, mis_id) for mis_id in ("71", "72", "73"))))
    assert told(pair_of(plan, "72")) == [("71", None), ("73", None)]
    assert counts(plan).may_match == 3


def test_row_that_a_upn_ties_to_its_record_is_matched_and_the_other_waits() -> None:
    rows = [a_row(1, "71", upn=upn(1)), a_row(1, "72")]
    plan = plan_for(a_hub(a_pupil(1, upn=upn(1))), a_reading(*rows))
    assert (status_of(plan, "71"), status_of(plan, "72")) == (MATCHED, MAY_MATCH)


def test_name_alone_does_not_match_a_row_that_may_be_a_second_one() -> None:
    by_hand = a_pupil(2, first_name=ONE.first_name, last_name=ONE.last_name, date_of_birth=ONE.date_of_birth)
    plan = plan_for(a_hub(ONE, by_hand), a_reading(row_of(ONE), AGAIN))
    pair = pair_of(plan, "71")
    assert (pair.status, told(pair)) == (MAY_MATCH, [("1", ONE.id)])
    assert [one.record_id for one in pair.candidates] == [by_hand.id]


def test_renamed_child_is_compared_with_the_name_that_the_mis_gives_now() -> None:
    renamed = row_of(ONE, first_name="Ada")
    assert status_of(plan_for(a_hub(ONE), a_reading(renamed, AGAIN)), "71") is NEW
    new = a_row(1, "72", first_name="Ada")
    assert status_of(plan_for(a_hub(ONE), a_reading(renamed, new)), "72") is MAY_MATCH


def test_unknown_birth_date_tells_nothing() -> None:
    rows = [a_row(1, "71", date_of_birth=None), a_row(1, "72", date_of_birth=None)]
    assert counts(plan_for(a_hub(), a_reading(*rows))).new == 2


def test_child_who_is_there_again_without_a_birth_date_waits() -> None:
    again = a_row(1, "71", date_of_birth=None)
    plan = plan_for(a_hub(ONE), a_reading(row_of(ONE), again))
    pair = pair_of(plan, "71")
    assert (pair.status, told(pair), created(plan)) == (MAY_MATCH, [("1", ONE.id)], [])
    assert pair.why == f"same name as MIS id 1 ({ONE.id}), and a birth date is missing"
    apart = Decisions().unmatch(Kind.PUPIL, "71", ONE.id)
    assert status_of(plan_for(plan.hub, plan.reading, decisions=apart), "71") is NEW
    at_once = plan_for(a_hub(), a_reading(row_of(ONE), again))
    assert (status_of(at_once, "1"), status_of(at_once, "71")) == (NEW, MAY_MATCH)
    undated = linked(ONE.with_(date_of_birth=None), "1")
    known = plan_for(a_hub(undated), a_reading(row_of(undated), AGAIN))
    assert status_of(known, "71") is MAY_MATCH


def test_namesakes_without_a_birth_date_come_in_if_anything_tells_them_apart() -> None:
    for facts in ({"year_code": "6"}, {"upn": upn(9)}, {"last_name": "Zoe"}):
        row = a_row(1, "71", **({"date_of_birth": None} | facts))
        assert status_of(plan_for(a_hub(ONE), a_reading(row_of(ONE, year_code="5"), row)), "71") is NEW


def test_new_classmates_of_one_name_without_a_birth_date_come_in_and_are_told() -> None:
    rows = [a_row(1, mis_id, date_of_birth=None) for mis_id in ("71", "72")]
    told = f"{rows[0].name} (MIS id 71) and {rows[0].name} (MIS id 72) have the same name and class, 4A"
    in_one_class = plan_for(a_hub(), a_reading(*rows, a_mis_class("4A", "8", "71", "72")))
    assert (counts(in_one_class).new, told in str(texts(in_one_class))) == (2, True)
    in_two = a_reading(*rows, a_mis_class("4A", "8", "71"), a_mis_class("4B", "9", "72"))
    assert "the same name and class" not in str(texts(plan_for(a_hub(), in_two)))
    assert "the same name and class" not in str(texts(plan_for(in_one_class.after, in_one_class.reading)))


def test_colleague_of_one_name_and_address_comes_in_once() -> None:
    robin = linked(a_teacher(1, email="r@ash.example", mis_email="r@ash.example"), "901")
    rows = [a_staff_row(1, email="r@ash.example"), a_staff_row(1, "71", email="R@ash.example")]
    plan = plan_for(a_hub(robin), a_reading(*rows), Kind.TEACHER, import_teachers=True)
    assert (status_of(plan, "71", Kind.TEACHER), created(plan)) == (MAY_MATCH, [])
    assert teacher_after(plan, robin) == robin


def test_colleagues_of_one_name_and_two_addresses_are_two() -> None:
    rows = [a_staff_row(1, "71", email="a@ash.example"), a_staff_row(1, "72", email="b@ash.example")]
    plan = plan_for(a_hub(), a_reading(*rows), Kind.TEACHER, import_teachers=True)
    assert len(created(plan)) == 2


def test_many_rows_of_one_child_name_a_few_others_each() -> None:
    rows: list[MisPupil] = [a_row(1, str(100 + n)) for n in range(400)]
    plan = plan_for(a_hub(), a_reading(*rows))
    assert counts(plan).may_match == 400
    assert max(len(told(pair_of(plan, row.mis_id))) for row in rows[:5]) == 3
