"""One person who is in the MIS twice waits for a decision; a row with a strong key of its own does not."""

from marktui.connectors.mis import MisPupil
from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    a_hub,
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
