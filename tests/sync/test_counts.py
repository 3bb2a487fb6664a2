"""Every row counts in exactly one status, whatever the filter or the ticks."""

from marktui.hub.model.kind import Kind
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions
from marktui.wording.people.left_alone import why_left_alone

from .builders import (
    a_pupil,
    a_reading,
    a_row,
    counts,
    invalid,
    part_of,
    plan_for,
    upn,
)
from .typical_sync import typical_hub, typical_rows

MATCHED = a_pupil(5)
DOUBTED = a_pupil(6, upn=upn(6))
UNMET = a_pupil(7)
HUB = typical_hub(MATCHED, DOUBTED, UNMET)
ROWS = typical_rows(
    a_row(5, year_code="4"),
    a_row(6, year_code="4", upn=upn(60)),
    a_row(8, year_code="4"),
    a_row(9, year_code="5"),
    a_row(10, upn=upn(99)),
    a_row(11, upn=upn(99)),
)
READING = a_reading(*ROWS, invalid_rows={Kind.PUPIL: [invalid("77")]})


def test_each_status_counts_its_rows() -> None:
    number = counts(plan_for(HUB, READING))
    assert (number.new, number.matched, number.may_match) == (2, 1, 1)
    assert (number.synced, number.clash, number.invalid) == (3, 2, 1)
    assert number.read == 10
    assert (number.changed, number.returned, number.desynced, number.not_matched) == (2, 1, 1, 1)


def test_left_alone_counts_the_rows_that_are_not_applied() -> None:
    plan = plan_for(HUB, READING, decisions=Decisions().tick(Kind.PUPIL, "108", ticked=False))
    why = sorted(why_left_alone(pair) for pair in part_of(plan).pairs if pair.left_alone)
    clash = "the same UPN as somebody else in the MIS"
    assert why == sorted(
        ["not ticked", "undecided", "Year 5 is not set up", "the last name is a number", clash, clash]
    )
    assert counts(plan).left_alone == len(why)


def test_filter_and_ticks_change_left_alone_only() -> None:
    whole, some = counts(plan_for(HUB, READING)), counts(plan_for(HUB, READING, year_groups=("5",)))
    assert (some.read, some.new, some.matched, some.may_match) == (
        10,
        whole.new,
        whole.matched,
        whole.may_match,
    )
    assert (some.synced, some.clash, some.invalid) == (whole.synced, whole.clash, whole.invalid)
    assert some.left_alone == 10


def test_kind_that_is_not_part_of_the_run_is_none() -> None:
    plan = plan_for(HUB, READING)
    assert [plan.part(kind) is None for kind in Kind] == [True, True, True, False]


def test_lines_that_need_a_decision_come_first() -> None:
    order = [pair.status for pair in part_of(plan_for(HUB, READING)).pairs]
    assert order[:4] == [PairStatus.MAY_MATCH, PairStatus.CLASH, PairStatus.CLASH, PairStatus.INVALID]
    assert len({pair.key for pair in part_of(plan_for(HUB, READING)).pairs}) == len(order)
