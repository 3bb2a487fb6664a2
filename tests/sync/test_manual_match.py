"""Matching by hand: who is offered, in which order, why not another, and that the match then holds."""

import pytest
from hypothesis import HealthCheck, given, settings

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason, Record, Status
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.review.manual_match import candidates_for, rows_for, why_not
from marktui.wording.people.match_obstacles import no_match_words

from .builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    born,
    created,
    desynced,
    invalid,
    linked,
    pair_of,
    plan_for,
    pupil_after,
    status_of,
    upn,
)
from .random_schools import RandomSchool, random_schools

P, T, C = Kind.PUPIL, Kind.TEACHER, Kind.CLASS


def offered(plan: Plan, mis_id: str, text: str = "", kind: Kind = P) -> list[str]:
    row = pair_of(plan, mis_id, kind).row
    assert row is not None
    return [one.record.id for one in candidates_for(plan, row, text)]


def rows_offered(plan: Plan, record: Record, text: str = "") -> list[str]:
    return [one.mis_id for one in rows_for(plan, record, text)]


def refusal(plan: Plan, mis_id: str, record: Record) -> str:
    no = why_not(plan, record.kind, mis_id, record.id)
    assert no is not None
    return no_match_words(no)


def matched(hub: Hub, reading: Reading, mis_id: str, record: Record) -> Plan:
    """The plan after somebody matched two that may be matched."""
    assert why_not(plan_for(hub, reading, record.kind), record.kind, mis_id, record.id) is None
    return plan_for(hub, reading, record.kind, decisions=Decisions().confirm(record.kind, mis_id, record.id))


def test_records_without_a_link_and_desynced_ones_are_offered_and_taken_ones_not() -> None:
    free, gone, taken = a_pupil(2), desynced(a_pupil(3), "55"), linked(a_pupil(4), "104")
    plan = plan_for(a_hub(free, gone, taken), a_reading(a_row(1), a_row(4)))
    assert set(offered(plan, "101")) == {free.id, gone.id}


def test_record_whose_row_the_mis_no_longer_has_gets_the_new_link() -> None:
    record = linked(a_pupil(2), "55")
    hub, reading = a_hub(record), a_reading(a_row(1))
    assert offered(plan_for(hub, reading), "101") == [record.id]
    plan = matched(hub, reading, "101", record)
    after = pupil_after(plan, record)
    assert (after.link.mis_id if after.link else "", after.status) == ("101", Status.SYNCED)


def test_the_likeliest_comes_first_and_says_why() -> None:
    row = a_row(1, first_name="Marta", last_name="Stone")
    records = [
        a_pupil(2, first_name="Zoe", last_name="Quill"),
        a_pupil(3, first_name="Martha", last_name="Stone", date_of_birth=born(40)),
        a_pupil(4, first_name="Bo", last_name="Bell", date_of_birth=born(1)),
    ]
    plan = plan_for(a_hub(*records), a_reading(row))
    mine = pair_of(plan, "101").row
    assert mine is not None
    found = [(one.record.id, one.why) for one in candidates_for(plan, mine)]
    assert found == [
        ("p000004", "same birth date"),
        ("p000003", "similar name 0.98"),
        ("p000002", ""),
    ]
    holder = desynced(a_pupil(5, upn=upn(9), first_name="Zara", last_name="Quill"), "9")
    row = a_row(1, first_name="Marta", last_name="Stone", upn=upn(9))
    plan = plan_for(a_hub(*records, holder), a_reading(row))
    assert [(one.record.id, one.why) for one in candidates_for(plan, row)] == [(holder.id, "same UPN")]


@pytest.mark.parametrize(
    ("text", "ids"), [("chi", ["p000002"]), (upn(3), ["p000003"]), ("x", []), ("!chi", ["p000003"])]
)
def test_candidates_are_narrowed_by_text(text: str, ids: list[str]) -> None:
    plan = plan_for(a_hub(a_pupil(2), a_pupil(3, upn=upn(3))), a_reading(a_row(1)))
    assert offered(plan, "101", text) == ids


def test_rows_are_offered_for_a_record_and_narrowed_by_text() -> None:
    record = a_pupil(7)
    reading = a_reading(a_row(1, upn=upn(1)), a_row(2), a_row(3, "33"), invalid_rows={P: [invalid("9")]})
    plan = plan_for(a_hub(record, linked(a_pupil(2), "102")), reading)
    assert set(rows_offered(plan, record)) == {"101", "33"}
    assert rows_offered(plan, record, "under") == ["101"]
    assert rows_offered(plan, record, upn(1).lower()) == ["101"]
    assert rows_offered(plan, record, "33") == ["33"]


def test_pupil_and_teacher_are_matched_though_nothing_is_alike() -> None:
    pupil, teacher = a_pupil(1), a_teacher(1)
    plan = matched(a_hub(pupil), a_reading(a_row(5)), "105", pupil)
    assert (status_of(plan, "105"), created(plan)) == (PairStatus.MATCHED, [])
    assert pupil_after(plan, pupil).first_name == a_row(5).first_name
    plan = matched(a_hub(teacher), a_reading(a_staff_row(5)), "905", teacher)
    assert plan.after.teachers[teacher.id].is_synced


def test_class_takes_the_name_and_the_link_of_the_mis_and_keeps_its_pupils() -> None:
    bees, pupil = a_class("Bees"), a_pupil(1)
    pupil = pupil.with_(class_id=bees.id)
    hub, reading = a_hub(bees, pupil), a_reading(a_mis_class("4B", "c1"), a_mis_class("4C", "c2"))
    plan = matched(hub, reading, "c1", bees)
    after = plan.after.classes[bees.id]
    assert (after.name, after.status, len(created(plan))) == ("4B", Status.SYNCED, 1)
    assert plan.after.pupils[pupil.id].class_id == bees.id
    assert plan_for(plan.after, reading, C).is_empty


def test_year_groups_go_by_their_code() -> None:
    year = a_year("4")
    plan = plan_for(a_hub(year), a_reading(a_mis_year("5")), Kind.YEAR_GROUP)
    assert refusal(plan, "y5", year).startswith("Year groups are matched by their code")
    assert offered(plan, "y5", kind=Kind.YEAR_GROUP) == []


def test_record_never_gets_two_rows() -> None:
    free = a_pupil(9)
    hub, reading = a_hub(free), a_reading(a_row(1), a_row(2))
    plan = matched(hub, reading, "101", free)
    assert refusal(plan, "102", free) == (
        "Joy Jones (p000009) is matched to Bertrand Underhill (MIS id 101); unmatch the two first."
    )
    synced = linked(a_pupil(1), "101")
    plan = plan_for(a_hub(synced), reading)
    assert refusal(plan, "102", synced).endswith("is linked to Bertrand Underhill (MIS id 101).")


def test_row_that_has_its_record_is_not_given_another() -> None:
    other = a_pupil(9)
    plan = plan_for(a_hub(linked(a_pupil(1), "101"), a_pupil(2), other), a_reading(a_row(1), a_row(2)))
    assert "is already linked to Bertrand Underhill (p000001)." in refusal(plan, "101", other)
    assert "is matched to Chioma Carr (p000002); unmatch the two first." in refusal(plan, "102", other)


def test_rows_that_cannot_be_used_and_rows_in_a_clash_are_refused() -> None:
    record, theirs = a_pupil(9), linked(a_pupil(8), "9")
    rows = [a_row(1, upn=upn(1)), a_row(2, upn=upn(1))]
    plan = plan_for(a_hub(record, theirs), a_reading(*rows, invalid_rows={P: [invalid("9")]}))
    assert refusal(plan, "9", record).startswith("The row with the MIS id 9 cannot be used")
    assert "has the same UPN as Chioma Carr (MIS id 102)" in refusal(plan, "101", record)
    assert refusal(
        plan_for(a_hub(theirs), a_reading(a_row(1), invalid_rows={P: [invalid("9")]})), "101", theirs
    )


def test_row_left_alone_for_what_it_is_says_so() -> None:
    record = a_pupil(9)
    plan = plan_for(a_hub(record, a_year("4")), a_reading(a_row(1, year_code="5"), a_row(2, year_code="4")))
    assert refusal(plan, "101", record).endswith("alone: Year 5 is not set up.")
    limited = plan_for(a_hub(record, a_year("4")), a_reading(a_row(2)), year_groups=("4",))
    assert refusal(limited, "102", record).endswith("alone: outside the filter.")


def test_upn_that_another_record_keeps_is_in_the_way_and_its_holder_is_named() -> None:
    holder, other = a_pupil(1, upn=upn(1)), a_pupil(9)
    hub, reading = a_hub(holder, other), a_reading(a_row(1, upn=upn(1)))
    parted = plan_for(hub, reading, decisions=Decisions().unmatch(P, "101", holder.id))
    assert status_of(parted, "101") is PairStatus.CLASH
    assert refusal(parted, "101", other).startswith("Bertrand Underhill (p000001) has the UPN of Bertrand")
    assert offered(parted, "101") == [holder.id]


def test_class_is_not_given_a_name_that_another_one_keeps() -> None:
    same, bees = a_class("4A"), a_class("Bees")
    reading = a_reading(a_mis_class("4A", "c1"))
    parted = plan_for(a_hub(same, bees), reading, C, decisions=Decisions().unmatch(C, "c1", same.id))
    assert "has the name of 4A (MIS id c1)" in refusal(parted, "c1", bees)


def test_email_of_somebody_who_left_is_not_in_the_way() -> None:
    left = desynced(a_teacher(1, email="a@ash.example"), "55", Reason.LEFT)
    free, row = a_teacher(9), a_staff_row(5, email="a@ash.example")
    plan = plan_for(a_hub(left, free), a_reading(row), T)
    assert why_not(plan, T, "905", free.id) is None


def test_unknown_row_and_record_are_refused() -> None:
    plan = plan_for(a_hub(a_pupil(1)), a_reading(a_row(5)))
    no_row, no_record = why_not(plan, P, "404", "p000001"), why_not(plan, P, "105", "p000404")
    assert no_row is not None
    assert no_match_words(no_row) == "This sync has no row with the MIS id 404."
    assert no_record is not None
    assert no_match_words(no_record) == "The hub has no pupil p000404."


@pytest.mark.parametrize("kind", [P, T, C])
def test_unmatched_stays_split_in_every_later_run(kind: Kind) -> None:
    records = {P: a_pupil(1), T: a_teacher(1, email="a@ash.example"), C: a_class("4A")}
    rows = {P: a_row(1), T: a_staff_row(1, email="b@ash.example"), C: a_mis_class("4A", "901")}
    record, row = records[kind], rows[kind]
    decisions = Decisions().unmatch(kind, row.mis_id, record.id)
    hub = plan_for(a_hub(record), a_reading(row), kind, decisions=decisions).after
    for _ in range(2):
        plan = plan_for(hub, a_reading(row), kind, import_teachers=True)
        assert pair_of(plan, row.mis_id, kind).status in (PairStatus.NEW, PairStatus.SYNCED)
        assert plan.after.records(kind)[record.id] == record
        hub = plan.after


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_schools())
def test_whoever_may_be_matched_by_hand_is_then_matched_and_nobody_else_loses_a_row(
    random_school: RandomSchool,
) -> None:
    plan = random_school.plan()
    for part in plan.kinds:
        for pair in part.pairs:
            if pair.row is None:
                continue
            for choice in candidates_for(plan, pair.row)[:2]:
                decisions = Decisions().confirm(part.kind, pair.row.mis_id, choice.record.id)
                after = random_school.plan(decisions=decisions)
                mine = pair_of(after, pair.row.mis_id, part.kind)
                assert (mine.status, mine.record) == (PairStatus.MATCHED, choice.record)
                links = [one.link for one in after.after.records(part.kind).values() if one.link]
                assert part.kind is Kind.YEAR_GROUP or len(links) == len(set(links))
