"""Nobody is gone unasked, and whoever is present somewhere is not gone."""

from datetime import date

import pytest
from msgspec import structs

from marktui.connectors.mis import InvalidRow, MisLeaver, MisPupil, MisRow, Presence, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Person, Pupil, Reason, Teacher
from marktui.hub.people.identity import Identifier
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.plan.make_plan import make_plan

from .builders import (
    MIS,
    TODAY,
    TOMORROW,
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
    linked,
    pair_of,
    part_of,
    texts,
    upn,
)

YESTERDAY = date(2026, 9, 13)
YEARS = a_year("4", "y4"), a_year("5", "y5")
FOUR_A = a_class("4A", "c4")
HERE = linked(a_pupil(1, year_group="4"), "101")
ROW = a_row(1, "101", year_code="4")
MISSING: Pupil = linked(a_pupil(2, year_group="4", class_id=FOUR_A.id), "102")
TEACHER: Teacher = linked(a_teacher(3), "903")
HUB = a_hub(*YEARS, FOUR_A, HERE, MISSING, TEACHER)
IN_CLASS = a_mis_class("4A", "c4", "101", "102")
IN_INVALID_CLASS = InvalidRow(mis_id="c9", problem="the class has no name", member_ids=("102",))
ON_ROLL, UNKNOWN = PresenceAnswer(Presence.ON_ROLL), PresenceAnswer(Presence.UNKNOWN)


def left(on: date | None) -> PresenceAnswer:
    return PresenceAnswer(Presence.LEFT, on)


def reading(
    *rows: MisRow, standing: PresenceAnswer | None = None, leaver: MisLeaver | None = None, **parts: object
) -> Reading:
    """A reading that has everybody but one pupil and one teacher."""
    asked = {Kind.PUPIL: {"102": standing}, Kind.TEACHER: {"903": standing}} if standing else {}
    classes = [row for row in rows if isinstance(row, InvalidRow)]
    made = a_reading(
        ROW,
        *(row for row in rows if not isinstance(row, InvalidRow)),
        invalid_rows={Kind.CLASS: classes},
        leavers=[leaver] if leaver else [],
        staff_leavers=[structs.replace(leaver, mis_id="903")] if leaver else [],
    )
    return structs.replace(made, answers=asked, **parts)


def planned(read: Reading, *kinds: Kind) -> Plan:
    return make_plan(HUB, read, Scope(kinds or (Kind.PUPIL,)), Decisions())


def reason_of(plan: Plan, record: Person) -> tuple[Reason | None, date | None]:
    after = {**plan.after.pupils, **plan.after.teachers}[record.id]
    assert isinstance(after, Person)
    return (after.desync.reason, after.desync.left_on) if after.desync else (None, None)


def leaver(on: date | None) -> MisLeaver:
    return MisLeaver(mis_id="102", left_on=on)


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (reading(standing=UNKNOWN), (Reason.GONE, None)),
        (reading(standing=left(YESTERDAY)), (Reason.LEFT, YESTERDAY)),
        (reading(standing=left(None)), (Reason.LEFT, None)),
        (reading(standing=ON_ROLL), (None, None)),
        (reading(leaver=leaver(YESTERDAY)), (Reason.LEFT, YESTERDAY)),
        (reading(leaver=leaver(TODAY)), (Reason.LEFT, TODAY)),
        (reading(leaver=leaver(None)), (Reason.LEFT, None)),
        (reading(leaver=leaver(TOMORROW)), (None, None)),
    ],
)
@pytest.mark.parametrize(("record", "kind"), [(MISSING, Kind.PUPIL), (TEACHER, Kind.TEACHER)])
def test_what_becomes_of_somebody_whom_no_list_has(
    read: Reading, reason: tuple[Reason | None, date | None], record: Person, kind: Kind
) -> None:
    plan = planned(read, kind)
    assert reason_of(plan, record) == reason
    assert (plan.unasked, plan.held) == ({}, ())


@pytest.mark.parametrize(("number", "reason"), [(2, Reason.LEFT), (7, None)])
def test_a_leaver_who_shares_nothing_but_the_mis_id_is_somebody_else(
    number: int, reason: Reason | None
) -> None:
    read = reading(leaver=MisLeaver(mis_id="102", left_on=YESTERDAY, who=a_row(number, "102")))
    assert reason_of(planned(read, Kind.PUPIL), MISSING)[0] is reason


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (a_row(2, "upn:2", upn=upn(2)), Reason.LEFT),
        (a_row(7, "upn:2", upn=upn(2)), Reason.GONE),
        (a_row(2, "upn:3", upn=upn(3)), Reason.GONE),
        (a_row(2, "name:2"), Reason.LEFT),
        (a_row(2, "name:2", date_of_birth=None), Reason.GONE),
        (a_row(2, "name:2", first_name="Zed"), Reason.GONE),
    ],
)
@pytest.mark.parametrize("connector", ["assembly", "arbor"])
def test_a_leaver_under_another_mis_id_is_known_by_two_facts(
    who: MisPupil, reason: Reason, connector: str
) -> None:
    held = MISSING.with_(upn=upn(2), link=Link(connector, "102"))
    read = reading(leaver=MisLeaver(mis_id=who.mis_id, left_on=YESTERDAY, who=who))
    plan = make_plan(a_hub(*YEARS, FOUR_A, HERE, held), read, Scope((Kind.PUPIL,)), Decisions())
    assert reason_of(plan, held)[0] is reason


@pytest.mark.parametrize("first_name", ["Zed", MISSING.first_name])
@pytest.mark.parametrize("mis_id", ["102", f"upn:{upn(2)}"])
def test_a_leaver_is_not_the_twin_whose_upn_they_have(first_name: str, mis_id: str) -> None:
    held = MISSING.with_(upn=upn(2), link=Link(MIS, f"upn:{upn(2)}"))
    twin = held.with_(id="p000900", first_name="Zed", upn=upn(3), link=Link("arbor", "900"))
    who = a_row(2, mis_id, first_name=first_name, upn=upn(2), id_made_of=Identifier.UPN)
    read = reading(leaver=MisLeaver(mis_id=mis_id, left_on=YESTERDAY, who=who))
    plan = make_plan(a_hub(*YEARS, FOUR_A, HERE, held, twin), read, Scope((Kind.PUPIL,)), Decisions())
    has_left = reason_of(plan, held)[0] is Reason.LEFT
    assert has_left is (first_name == MISSING.first_name)
    assert reason_of(plan, twin)[0] is Reason.GONE


def test_a_leaver_is_none_of_two_with_one_name_and_birth_date() -> None:
    other = MISSING.with_(id="p000900", link=Link(MIS, "900"))
    read = reading(leaver=MisLeaver(mis_id="name:2", left_on=YESTERDAY, who=a_row(2, "name:2")))
    plan = make_plan(a_hub(*YEARS, FOUR_A, HERE, MISSING, other), read, Scope((Kind.PUPIL,)), Decisions())
    assert {reason_of(plan, one)[0] for one in (MISSING, other)} == {Reason.GONE}


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (reading(IN_CLASS), (None, None)),
        (reading(IN_CLASS, standing=UNKNOWN), (None, None)),
        (reading(a_mis_year("4", members=("101", "102")), standing=UNKNOWN), (None, None)),
        (reading(IN_INVALID_CLASS, standing=UNKNOWN), (None, None)),
        (reading(IN_CLASS, standing=left(None)), (None, None)),
        (reading(IN_CLASS, leaver=leaver(None)), (None, None)),
        (reading(IN_CLASS, standing=left(YESTERDAY)), (Reason.LEFT, YESTERDAY)),
        (reading(IN_CLASS, leaver=leaver(YESTERDAY)), (Reason.LEFT, YESTERDAY)),
        (reading(a_mis_class("4A", "c4", "101"), standing=UNKNOWN), (Reason.GONE, None)),
    ],
)
@pytest.mark.parametrize("kinds", [(Kind.PUPIL,), EVERYTHING.kinds])
def test_a_list_that_still_names_a_pupil_keeps_them_unless_they_have_a_leaving_date(
    read: Reading, reason: tuple[Reason | None, date | None], kinds: tuple[Kind, ...]
) -> None:
    plan = planned(read, *kinds)
    assert reason_of(plan, MISSING) == reason
    told = "1 pupil is in no list of pupils, but still in the lists of their classes or year groups: kept"
    assert any(one.startswith(told) for one in texts(plan)) == (reason == (None, None))


def test_whoever_is_kept_has_a_line_that_says_so() -> None:
    plan = planned(reading(IN_CLASS, standing=UNKNOWN))
    (line,) = [pair for pair in part_of(plan).pairs if pair.record == MISSING]
    assert (line.row, line.change, line.left_alone) == (None, None, "kept")
    assert line.why == "in no list of pupils, but still in a list of a class or year group"
    assert (part_of(plan).counts.synced, part_of(plan).counts.read) == (1, 1)


@pytest.mark.parametrize("kind", [Kind.PUPIL, Kind.TEACHER])
def test_a_plan_that_rests_on_lists_alone_is_held(kind: Kind) -> None:
    plan = planned(reading(), kind)
    assert plan.unasked == {kind: ("102" if kind is Kind.PUPIL else "903",)}
    assert plan.held == (
        f"1 {kind.noun} would be de-synced without having been asked for by id: read again.",
    )


def test_whoever_is_kept_is_asked_for_too_but_holds_nothing() -> None:
    plan = planned(reading(IN_CLASS))
    assert (plan.unasked, plan.held) == ({Kind.PUPIL: ("102",)}, ())


def test_whom_another_service_named_cannot_be_asked_for() -> None:
    elsewhere = linked(a_pupil(4), "104", connector="arbor")
    read = a_reading(ROW, a_row(2, "102"))
    plan = make_plan(HUB.with_records([elsewhere]), read, Scope((Kind.PUPIL,)), Decisions())
    assert (plan.unasked, plan.held) == ({}, ())
    assert reason_of(plan, elsewhere) == (Reason.GONE, None)


@pytest.mark.parametrize(
    ("missing", "of", "asked"), [(4, 6, 4), (5, 50, 5), (25, 300, 25), (26, 300, 0), (6, 50, 0)]
)
def test_a_big_loss_is_held_without_asking(missing: int, of: int, asked: int) -> None:
    pupils = [linked(a_pupil(n, upn=upn(n)), str(n)) for n in range(1, of + 1)]
    rows = [a_row(n, str(n), upn=upn(n)) for n in range(missing + 1, of + 1)]
    plan = make_plan(a_hub(*pupils), a_reading(*rows), Scope((Kind.PUPIL,)), Decisions())
    assert len(plan.unasked.get(Kind.PUPIL, ())) == asked
    assert len(plan.held) == 1
    assert ("without having been asked" in plan.held[0]) == bool(asked)


def test_many_whom_their_classes_still_name_are_kept_and_not_asked_for() -> None:
    pupils = [linked(a_pupil(n), str(n)) for n in range(1, 211)]
    rows = [a_row(n, str(n)) for n in range(61, 211)]
    named = a_mis_class("4A", "c4", *map(str, range(1, 211)))
    plan = make_plan(a_hub(FOUR_A, *pupils), a_reading(*rows, named), Scope((Kind.PUPIL,)), Decisions())
    assert (plan.unasked, plan.held, part_of(plan).counts.desynced) == ({}, (), 0)
    assert any(
        "kept, Bertrand Underhill (p000001), Chioma Carr (p000002), Dylan Okonkwo (p000003) and 57 more"
        in one
        for one in texts(plan)
    )


@pytest.mark.parametrize(
    "read",
    [
        reading(standing=UNKNOWN),
        reading(standing=left(YESTERDAY)),
        reading(leaver=leaver(YESTERDAY)),
        reading(),
        reading(a_row(2, "102", year_code="6")),
    ],
)
def test_a_collection_that_failed_proves_nobody_absent(read: Reading) -> None:
    stale = "Assembly's last collection from the MIS failed."
    fresh = a_staff_row(8, "908"), a_row(7, "107", year_code="4")
    rows = {**read.rows, Kind.TEACHER: (fresh[0],), Kind.PUPIL: (*read.rows[Kind.PUPIL], fresh[1])}
    rows |= {Kind.YEAR_GROUP: (a_mis_year("4", "y4"),), Kind.CLASS: (a_mis_class("5A", "c5", "107"),)}
    made = structs.replace(read, rows=rows, stale_reason=stale, warnings=(stale,))
    plan = make_plan(HUB, made, structs.replace(EVERYTHING, import_teachers=True), Decisions())
    assert not [change for change in plan.changes if change.after.desync]
    assert (plan.unasked, plan.held) == ({}, ())
    assert "This sync de-syncs nobody: the data is old, so a missing row means nothing." in texts(plan)
    assert part_of(plan).counts.new == part_of(plan, Kind.TEACHER).counts.new == 1
    assert plan.after.pupils[pair_of(plan, "107").change.after.id].link  # type: ignore[union-attr]
