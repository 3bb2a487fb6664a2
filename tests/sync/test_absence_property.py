"""What holds of everybody whom a plan de-syncs, whatever the hub and whatever was read."""

from hypothesis import given

from marktui.connectors.mis import InvalidRow, MisPerson, Presence, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason, Record
from marktui.store.file.entry import Do
from marktui.sync.missing.absence import listed_pupils
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.make_plan import make_plan

from .builders import asked
from .random_schools import RandomSchool, random_schools
from .test_plan_property import Made, planned, thorough

PEOPLE = (Kind.TEACHER, Kind.PUPIL)


def lost(made: Made) -> list[Record]:
    """The people of whom a plan says that they have left or are gone.

    Not those whose MIS id is somebody else's now, as a person said: the service cannot be asked for them.
    """
    after = [change.after for change in made.plan.changes if change.do is Do.DESYNC and change.kind in PEOPLE]
    return [
        one
        for one in after
        if one.desync
        and one.desync.reason is not Reason.OUT_OF_RANGE
        and one.link
        and one.link.connector == made.plan.connector
        and not one.link.is_former
    ]


@thorough
@given(planned())
def test_nobody_whose_row_was_sent_is_left_or_gone(made: Made) -> None:
    rows = made.random_school.reading.rows
    sent = {
        (kind, row.mis_id) for kind in PEOPLE for row in rows[kind] if isinstance(row, MisPerson | InvalidRow)
    }
    assert not [one for one in lost(made) if one.link and (one.kind, one.link.mis_id) in sent]


@thorough
@given(planned())
def test_nobody_who_is_on_roll_by_id_is_left_or_gone(made: Made) -> None:
    on_roll = PresenceAnswer(Presence.ON_ROLL)
    answers = made.random_school.reading.answers
    assert not [one for one in lost(made) if one.link and answers[one.kind].get(one.link.mis_id) == on_roll]


@thorough
@given(planned())
def test_nobody_is_gone_unless_the_service_says_that_they_are_unknown(made: Made) -> None:
    reading = asked(made.plan.hub, made.random_school.reading)
    for one in lost(made):
        assert one.link
        assert one.desync
        if one.desync.reason is Reason.GONE:
            assert reading.answers[one.kind][one.link.mis_id].presence is Presence.UNKNOWN


@thorough
@given(planned())
def test_nobody_whom_a_group_still_names_is_lost_without_a_leaving_date(made: Made) -> None:
    listed = listed_pupils(made.random_school.reading)
    for one in lost(made):
        if one.kind is Kind.PUPIL and one.link and one.link.mis_id in listed:
            assert one.desync
            assert one.desync.reason is Reason.LEFT
            assert one.desync.left_on is not None


@thorough
@given(planned())
def test_nobody_is_left_on_a_day_that_lies_ahead(made: Made) -> None:
    today = made.random_school.reading.today
    assert all(one.desync.left_on is None or one.desync.left_on <= today for one in lost(made) if one.desync)


@thorough
@given(planned())
def test_data_that_is_out_of_date_de_syncs_nothing_at_all(made: Made) -> None:
    if made.random_school.reading.stale_reason:
        assert not [change for change in made.plan.changes if change.do is Do.DESYNC]


@thorough
@given(random_schools())
def test_a_plan_that_would_lose_somebody_unasked_is_held(random_school: RandomSchool) -> None:
    reading = random_school.reading
    plan = make_plan(random_school.hub, reading, Scope(random_school.kinds), Decisions())
    gone = [
        change.after
        for change in plan.changes
        if change.kind in PEOPLE
        and change.after.desync
        and change.after.desync.reason is Reason.GONE
        and change.after.link
        and change.after.link.connector == plan.connector
        and change.after.link.mis_id not in reading.answers[change.kind]
    ]
    assert plan.held or not gone
