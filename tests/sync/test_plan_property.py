"""What holds of every plan, whatever the hub and whatever was read."""

from collections import Counter
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from marktui.connectors.mis import InvalidRow, MisPerson, MisPupil, MisTeacher
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Person, Pupil, Reason, Record, Teacher
from marktui.hub.model.text import fold
from marktui.hub.people.upn import is_valid_upn
from marktui.store.file.entry import Do
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .random_schools import RandomSchool, confirming, parting, random_schools

thorough = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Made(Struct, frozen=True):
    """A school and a plan for it, decided or not."""

    random_school: RandomSchool
    plan: Plan
    decisions: Decisions


@st.composite
def planned(draw: st.DrawFn) -> Made:
    random_school = draw(random_schools())
    decide = draw(st.sampled_from([lambda plan: Decisions(), confirming, parting]))
    decisions = decide(random_school.plan())
    return Made(random_school, random_school.plan(decisions=decisions), decisions)


def everybody(hub: Hub) -> dict[str, Record]:
    return {record.id: record for kind in Kind for record in hub.records(kind).values()}


@thorough
@given(planned())
def test_plan_applied_twice_changes_nothing_the_second_time(made: Made) -> None:
    assert made.random_school.plan(made.plan.after, made.decisions).changes == ()


@thorough
@given(planned())
def test_plan_without_changes_leaves_nothing_to_write(made: Made) -> None:
    again = made.random_school.plan(made.plan.after, made.decisions)
    assert again.after == again.hub


@thorough
@given(planned())
def test_no_plan_removes_a_record_or_takes_its_access(made: Made) -> None:
    plan = made.plan
    before, after = everybody(plan.hub), everybody(plan.after)
    assert before.keys() <= after.keys()
    for record_id, record in before.items():
        if isinstance(record, Person):
            later = after[record_id]
            assert isinstance(later, Person)
            assert (later.access, later.deleting_on) == (record.access, record.deleting_on)


@thorough
@given(planned())
def test_each_mis_row_links_to_at_most_one_record(made: Made) -> None:
    plan = made.plan
    for kind in Kind:
        links = Counter(record.link for record in plan.after.records(kind).values() if record.link)
        assert all(number == 1 for number in links.values())


@thorough
@given(planned())
def test_each_record_and_each_row_has_one_line(made: Made) -> None:
    random_school, plan = made.random_school, made.plan
    for part in plan.kinds:
        records = Counter(pair.record.id for pair in part.pairs if pair.record)
        rows = Counter(pair.row.mis_id for pair in part.pairs if pair.row)
        assert all(number == 1 for number in (records | rows).values())
        assert len({pair.key for pair in part.pairs}) == len(part.pairs)
        assert set(rows) <= {row.mis_id for row in random_school.reading.rows[part.kind]}


@thorough
@given(planned())
def test_counts_add_up(made: Made) -> None:
    plan = made.plan
    for part in plan.kinds:
        one = part.counts
        assert one.read == one.new + one.matched + one.may_match + one.clash + one.invalid + one.synced
        assert one.read == sum(pair.row is not None for pair in part.pairs)
        assert one.returned <= one.synced + one.matched
        assert one.changed <= one.synced + one.matched
        assert one.left_alone >= one.may_match + one.clash + one.invalid
        assert one.desynced == sum(change.do is Do.DESYNC for change in part.changes)


@thorough
@given(planned())
def test_changes_are_all_that_differs(made: Made) -> None:
    plan = made.plan
    before, after = everybody(plan.hub), everybody(plan.after)
    differing = {one for one, record in after.items() if before.get(one) != record}
    assert sorted(change.after.id for change in plan.changes) == sorted(differing)
    assert all(change.before == before.get(change.after.id) for change in plan.changes)
    assert all(change.kind in plan.scope.kinds for change in plan.changes)


@thorough
@given(random_schools())
def test_what_is_in_doubt_is_never_applied_by_itself(random_school: RandomSchool) -> None:
    for part in random_school.plan().kinds:
        for pair in part.pairs:
            if pair.status in (PairStatus.MAY_MATCH, PairStatus.CLASH, PairStatus.INVALID):
                assert pair.change is None
                assert pair.left_alone


@thorough
@given(planned())
def test_whoever_is_on_roll_is_neither_left_nor_gone(made: Made) -> None:
    random_school, plan = made.random_school, made.plan
    present = {
        (kind, row.mis_id)
        for kind in Kind
        for row in random_school.reading.rows[kind]
        if isinstance(row, MisPerson | InvalidRow)
    }
    for change in plan.changes:
        link, desync = (change.before.link if change.before else None), change.after.desync
        if link and change.after.id in made.decisions.unmatched.get((change.kind, link.mis_id), ()):
            # A person said that the row is somebody else's.
            continue
        if change.do is Do.DESYNC and link and desync and desync.reason is not Reason.OUT_OF_RANGE:
            assert link.connector != plan.connector or (change.kind, link.mis_id) not in present


@thorough
@given(planned())
def test_nothing_blanks_a_name_upn_birth_date_or_email(made: Made) -> None:
    plan = made.plan
    for change in plan.changes:
        for field in ("first_name", "last_name", "upn", "date_of_birth", "email", "mis_email"):
            if getattr(change.before, field, None):
                assert getattr(change.after, field)


@thorough
@given(planned())
def test_no_upn_or_email_is_given_to_two_people(made: Made) -> None:
    plan = made.plan
    upns = Counter(one.upn for one in plan.after.pupils.values() if one.upn and is_valid_upn(one.upn))
    emails = Counter(fold(one.email) for one in _staying(plan.after) if one.email)
    assert all(number == 1 for number in upns.values())
    assert all(number == 1 for number in emails.values())


def _staying(hub: Hub) -> list[Teacher]:
    """The teachers whose address may go to nobody else."""
    return [one for one in hub.teachers.values() if one.desync is None]


@thorough
@given(random_schools(), st.randoms(use_true_random=False))
def test_order_of_the_pages_does_not_matter(random_school: RandomSchool, random: Random) -> None:
    rows = {
        kind: tuple(random.sample(its_rows, len(its_rows)))
        for kind, its_rows in random_school.reading.rows.items()
    }
    other = structs.replace(random_school, reading=structs.replace(random_school.reading, rows=rows))
    assert (other.plan().id, other.plan().after) == (random_school.plan().id, random_school.plan().after)


@thorough
@given(random_schools())
def test_unticking_everything_creates_nobody(random_school: RandomSchool) -> None:
    decisions = Decisions()
    for kind in Kind:
        for row in random_school.reading.rows[kind]:
            decisions = decisions.tick(kind, row.mis_id, ticked=False)
    plan = random_school.plan(decisions=decisions)
    assert everybody(plan.after).keys() == everybody(plan.hub).keys()
    again = random_school.plan(plan.after)
    assert again.changes == ()


@thorough
@given(random_schools())
def test_desynced_pupil_keeps_class_and_year(random_school: RandomSchool) -> None:
    plan = random_school.plan()
    lost = [change for change in plan.changes if change.do is Do.DESYNC]
    assume(lost)
    for change in lost:
        assert change.before is not None
        assert change.after.with_(desync=None) == change.before
        if isinstance(change.after, Pupil) and isinstance(change.before, Pupil):
            assert change.after.class_id == change.before.class_id


@thorough
@given(random_schools())
def test_no_record_goes_to_a_row_that_contradicts_it_in_two_facts(random_school: RandomSchool) -> None:
    for part in random_school.plan().kinds:
        for pair in part.pairs:
            if pair.change is None or pair.change.do is Do.DESYNC:
                continue
            row, record = pair.row, pair.record
            if isinstance(row, MisPerson) and isinstance(record, Person):
                same, differing = compared(row, record)
                assert same or len(differing) < 2, (row, record)
                if record.link != pair.change.after.link:
                    assert not {"last name", "birth date"} <= differing, (row, record)


def compared(row: MisPerson, record: Person) -> tuple[set[str], set[str]]:
    """Which facts beside the MIS id are the same in a row and a record, and which differ."""
    facts: dict[str, tuple[str | None, str | None]] = {"last name": (row.last_name, record.last_name)}
    if isinstance(row, MisPupil) and isinstance(record, Pupil):
        upns = [one if one and is_valid_upn(one) else None for one in (row.upn, record.upn)]
        facts |= {
            "UPN": (upns[0], upns[1]),
            "birth date": (str(row.date_of_birth or ""), str(record.date_of_birth or "")),
        }
    if isinstance(row, MisTeacher) and isinstance(record, Teacher):
        mine = row.email if fold(row.email or "") != fold(record.mis_email or "") else record.email
        facts |= {"first name": (row.first_name, record.first_name), "email": (mine, record.email)}
    known = {name: (one, other) for name, (one, other) in facts.items() if one and other}
    same = {name for name, (one, other) in known.items() if fold(one or "") == fold(other or "")}
    return same, known.keys() - same


@thorough
@given(random_schools())
def test_nobody_comes_in_who_is_in_the_mis_twice(random_school: RandomSchool) -> None:
    plan = random_school.plan()
    rows = [
        row
        for row in random_school.reading.rows[Kind.PUPIL]
        if isinstance(row, MisPupil) and not row.starts_on
    ]
    people = Counter(facts for row in rows if (facts := twice_facts(row)))
    made = [one for one in plan.changes if one.do is Do.CREATE and one.kind is Kind.PUPIL]
    created = {one.after.link for one in made}
    for row in rows:
        facts = twice_facts(row)
        if facts is not None and Link(plan.connector, row.mis_id) in created:
            assert people[facts] == 1


def twice_facts(row: MisPupil) -> tuple[str, str] | None:
    """What two rows of one child have in common."""
    if row.date_of_birth is None:
        return None
    return fold(f"{row.first_name} {row.last_name}"), row.date_of_birth.isoformat()


@thorough
@given(random_schools())
def test_address_that_several_rows_have_is_given_to_nobody(random_school: RandomSchool) -> None:
    plan = random_school.plan()
    rows = (row for row in random_school.reading.rows[Kind.TEACHER] if isinstance(row, MisTeacher))
    addresses = Counter(fold(row.email) for row in rows if row.email)
    shared = {address for address, number in addresses.items() if number > 1}
    for change in plan.changes:
        before, after = change.before, change.after
        if isinstance(after, Teacher) and after.mis_email and fold(after.mis_email) in shared:
            assert isinstance(before, Teacher)
            assert before.mis_email == after.mis_email
