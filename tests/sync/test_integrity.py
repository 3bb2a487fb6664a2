"""No sync breaks a rule that the hub's records keep; what it may leave behind is no rule."""

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, AccountType, Person, Record
from marktui.hub.model.school import Account
from marktui.hub.rules.connect import disconnected, unlinked
from marktui.hub.rules.integrity import broken_rules, clashes
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    TODAY,
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
    desynced,
    linked,
    plan_for,
)
from .random_schools import RandomSchool, confirming, parting, random_schools

COORDINATOR = a_teacher(
    99, email="robin@hub.example", mis_email=None, account_type=AccountType.ACCESS_COORDINATOR
)


def sound(hub: Hub) -> Hub:
    """A random hub with what it leaves out: a coordinator, dates of deletion, the years of its pupils.

    Year 4 is there in any case, as a later reading may need it.
    """
    codes = {"4", *(pupil.year_group for pupil in hub.pupils.values() if pupil.year_group)}
    codes -= {one.code for one in hub.year_groups.values()}
    records: list[Record] = [COORDINATOR, *map(a_year, sorted(codes))]
    records += [one.with_(deleting_on=TODAY) for one in hub.people() if is_pending(one)]
    return hub.with_records(records).with_(accounts=(Account("robin", COORDINATOR.id),))


def is_pending(person: Person) -> bool:
    return person.access is Access.PENDING_DELETION


def undecided(plan: Plan) -> Decisions:
    return Decisions()


class Step(Struct, frozen=True):
    """A sync, how its review is decided, and whether a disconnect that clears the links follows it."""

    random_school: RandomSchool
    decide: Callable[[Plan], Decisions]
    clears: bool


def steps() -> st.SearchStrategy[Step]:
    return st.builds(Step, random_schools(), st.sampled_from([undecided, confirming, parting]), st.booleans())


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_schools(), st.lists(steps(), min_size=1, max_size=4))
def test_no_sync_breaks_a_rule(start: RandomSchool, taken: list[Step]) -> None:
    hub = sound(start.hub)
    assert broken_rules(hub) == []
    for step in taken:
        plan = step.random_school.plan(hub)
        hub = step.random_school.plan(hub, step.decide(plan)).after
        assert broken_rules(hub) == []
        if step.clears:
            hub, _ = unlinked(disconnected(hub))
            assert broken_rules(hub) == []


def test_mis_may_use_the_id_of_a_year_group_again() -> None:
    hub = sound(a_hub(a_year("4", "y1")))
    after = plan_for(hub, a_reading(a_mis_year("5", "y1")), Kind.YEAR_GROUP).after
    links = [year.link for year in after.year_groups.values()]
    assert links[0] == links[1]
    assert broken_rules(after) == []


def test_mis_may_give_one_name_to_two_classes() -> None:
    hub = sound(a_hub(desynced(a_class("6A"), "c1"), a_class("5A", "c2")))
    after = plan_for(hub, a_reading(a_mis_class("6A", "c2")), Kind.CLASS).after
    assert [one.name for one in after.classes.values()] == ["6A", "6A"]
    assert broken_rules(after) == []
    assert len(clashes(after)) == 1


def test_teacher_may_return_to_an_address_that_was_handed_on() -> None:
    address = {"email": "a@ash.example", "mis_email": "a@ash.example"}
    left, heir = desynced(a_teacher(1, **address), "1"), linked(a_teacher(2, **address), "2")
    hub = sound(a_hub(left, heir))
    assert clashes(hub) == []
    reading = a_reading(a_staff_row(1, "1"), a_staff_row(2, "2", email="a@ash.example"))
    after = plan_for(hub, reading, Kind.TEACHER).after
    assert after.teachers[left.id].is_synced
    assert broken_rules(after) == []
    assert len(clashes(after)) == 1


def test_mis_may_have_a_birth_date_wrong_and_leave_a_name_out() -> None:
    row = a_row(1, "1", date_of_birth=date(2105, 1, 1), first_name=None)
    after = plan_for(sound(a_hub()), a_reading(row)).after
    assert [pupil.date_of_birth for pupil in after.pupils.values()] == [date(2105, 1, 1)]
    assert broken_rules(after) == []


def test_a_hub_that_was_not_sound_is_told_so() -> None:
    assert broken_rules(a_hub(a_pupil(1, class_id="c000009"), COORDINATOR)) != []
