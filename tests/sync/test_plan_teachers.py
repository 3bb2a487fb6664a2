"""Teachers: matched by email or with doubt by name, new ones left alone, an email edited by hand kept."""

import pytest

from marktui.connectors.mis import MisLeaver, MisTeacher
from marktui.hub.accounts.permissions import Permission, actor_for, require_permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Reason, Status, Teacher
from marktui.hub.model.school import Account
from marktui.store.file.entry import Do
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    TODAY,
    TOMORROW,
    a_hub,
    a_reading,
    a_staff_row,
    a_teacher,
    counts,
    created,
    desynced,
    invalid,
    linked,
    pair_of,
    plan_for,
    status_of,
    teacher_after,
    texts,
)

MINE, THEIRS, OTHER = "own@ashgrove.example", "mis@ashgrove.example", "other@ashgrove.example"
T = Kind.TEACHER


def synced(number: int = 1, **fields: str | None) -> Teacher:
    return linked(a_teacher(number, **fields), str(900 + number))


def plan(
    *parts: Teacher | MisTeacher, decisions: Decisions | None = None, import_teachers: bool = False
) -> Plan:
    rows = [part for part in parts if isinstance(part, MisTeacher)]
    hub = a_hub(*(part for part in parts if isinstance(part, Teacher)))
    return plan_for(hub, a_reading(*rows), T, decisions=decisions, import_teachers=import_teachers)


def test_email_matches_whatever_its_case() -> None:
    made = plan(a_teacher(1, email="Gwen@Ashgrove.Example"), a_staff_row(1, email="gwen@ashgrove.example"))
    assert (status_of(made, "901", T), pair_of(made, "901", T).why) == (PairStatus.MATCHED, "same email")


def test_matched_teacher_is_linked_though_new_ones_are_not_imported() -> None:
    teacher = a_teacher(1, email=MINE)
    assert teacher_after(plan(teacher, a_staff_row(1, email=MINE)), teacher).status is Status.SYNCED


@pytest.mark.parametrize(("mine", "theirs"), [(None, None), (MINE, THEIRS), (MINE, None), (None, THEIRS)])
def test_name_alone_is_doubtful(mine: str | None, theirs: str | None) -> None:
    teacher = a_teacher(1, email=mine)
    made = plan(teacher, a_staff_row(1, email=theirs))
    assert status_of(made, "901", T) is PairStatus.MAY_MATCH
    assert [one.record_id for one in pair_of(made, "901", T).candidates] == [teacher.id]
    assert made.is_empty


def test_similar_name_is_nobody() -> None:
    made = plan(a_teacher(1, first_name="Martha"), a_staff_row(1, first_name="Marhta"))
    assert status_of(made, "901", T) is PairStatus.NEW


def test_fifty_new_staff_are_left_alone() -> None:
    made = plan(*(a_staff_row(number, email=f"s{number}@ashgrove.example") for number in range(50)))
    number = counts(made, T)
    assert (number.read, number.new, number.left_alone, created(made)) == (50, 50, 50, [])


def test_new_staff_are_imported_if_asked_for() -> None:
    made = plan(a_staff_row(1, email=MINE), import_teachers=True)
    (teacher,) = created(made)
    assert isinstance(teacher, Teacher)
    assert (teacher.email, teacher.mis_email, teacher.account_type) == (MINE, MINE, AccountType.TEACHER)
    assert counts(made, T).left_alone == 0


def test_ticked_teacher_is_imported() -> None:
    made = plan(a_staff_row(1), a_staff_row(2), decisions=Decisions().tick(T, "902", ticked=True))
    assert [record.link.mis_id for record in created(made) if record.link] == ["902"]


def test_email_follows_the_mis() -> None:
    teacher = synced(email=THEIRS, mis_email=THEIRS)
    after = teacher_after(plan(teacher, a_staff_row(1, email=OTHER)), teacher)
    assert (after.email, after.mis_email) == (OTHER, OTHER)


def test_email_edited_by_hand_is_kept_and_the_other_shown() -> None:
    teacher = synced(email=MINE, mis_email=THEIRS)
    after = teacher_after(plan(teacher, a_staff_row(1, email=OTHER)), teacher)
    assert (after.email, after.mis_email) == (MINE, OTHER)


def test_account_type_is_kept() -> None:
    teacher = synced().with_(account_type=AccountType.TEACHER_ADMIN)
    after = teacher_after(plan(teacher, a_staff_row(1, first_name="Ada")), teacher)
    assert (after.first_name, after.account_type) == ("Ada", AccountType.TEACHER_ADMIN)


def test_email_blanked_by_hand_stays_blank() -> None:
    teacher = synced(email=None, mis_email=THEIRS)
    made = plan(teacher, a_staff_row(1, email=OTHER))
    after = teacher_after(made, teacher)
    assert (after.email, after.mis_email) == (None, OTHER)
    assert "1 teacher with an email that differs from the MIS; it is kept." in texts(made)


def test_email_that_the_mis_gives_only_now_is_filled_in() -> None:
    teacher = synced(email=None, mis_email=None)
    assert teacher_after(plan(teacher, a_staff_row(1, email=OTHER)), teacher).email == OTHER


@pytest.mark.parametrize("mis_email", [None, THEIRS])
def test_spelling_of_an_email_settles_in_one_sync(mis_email: str | None) -> None:
    teacher = synced(email="Own@Ashgrove.Example", mis_email=mis_email)
    first = plan(teacher, a_staff_row(1, email=MINE))
    second = plan_for(first.after, a_reading(a_staff_row(1, email=MINE)), T)
    assert second.changes == ()


def test_missing_value_blanks_nothing() -> None:
    teacher = synced(email=THEIRS, mis_email=THEIRS)
    assert plan(teacher, a_staff_row(1, first_name=None, last_name=None, email=None)).is_empty


def test_email_of_two_rows_is_given_to_neither_of_them() -> None:
    made = plan(a_staff_row(1, email=MINE), a_staff_row(2, email=MINE.upper()), import_teachers=True)
    assert (counts(made, T).clash, counts(made, T).new) == (0, 2)
    assert [one.email for one in created(made) if isinstance(one, Teacher)] == [None, None]
    holders = "Bertrand Underhill (MIS id 901) and Chioma Carr (MIS id 902)"
    assert f"{MINE} is the address of {holders} in the MIS, so none of them gets it." in texts(made)


def test_email_kept_by_hand_is_not_given_to_somebody_else() -> None:
    kept = synced(1, email=MINE, mis_email=THEIRS)
    made = plan(kept, a_staff_row(1, email=THEIRS), a_staff_row(2, email=MINE), import_teachers=True)
    emails = [teacher.email for teacher in made.after.teachers.values()]
    assert emails.count(MINE) == 1
    assert status_of(made, "902", T) is PairStatus.CLASH


def test_email_kept_by_hand_is_not_given_to_a_linked_teacher() -> None:
    kept, other = synced(1, email=MINE, mis_email=THEIRS), synced(2, email=OTHER, mis_email=OTHER)
    made = plan(kept, other, a_staff_row(1, email=THEIRS), a_staff_row(2, email=MINE))
    assert teacher_after(made, other).email == OTHER


def test_email_of_a_teacher_who_leaves_settles_in_one_sync() -> None:
    leaving, heir = synced(1, email=MINE, mis_email=MINE), synced(2, email=OTHER, mis_email=OTHER)
    rows = a_staff_row(2, email=MINE)
    first = plan(leaving, heir, rows)
    assert teacher_after(first, leaving).status is Status.DESYNCED
    assert plan_for(first.after, a_reading(rows), T).changes == ()


def test_email_of_a_teacher_who_has_not_left_is_not_given_away() -> None:
    held, heir = synced(1, email=MINE, mis_email=MINE), synced(2, email=OTHER, mis_email=OTHER)
    rows = a_staff_row(2, email=MINE)
    planned = MisLeaver(mis_id="901", left_on=TOMORROW)
    for reading in (
        a_reading(rows, staff_leavers=[planned]),
        a_reading(rows, invalid_rows={T: [invalid("901")]}),
    ):
        made = plan_for(a_hub(held, heir), reading, T)
        assert teacher_after(made, held) == held
        assert teacher_after(made, heir).email == OTHER


def test_leaver_is_desynced_with_the_leaving_date() -> None:
    teacher = synced(1, email=MINE, mis_email=MINE)
    leaver = MisLeaver(mis_id="901", left_on=TODAY)
    made = plan_for(a_hub(teacher), a_reading(a_staff_row(2), staff_leavers=[leaver]), T)
    desync = teacher_after(made, teacher).desync
    assert desync is not None
    assert (desync.reason, desync.left_on) == (Reason.LEFT, TODAY)


def test_teacher_returns_by_email() -> None:
    teacher = desynced(a_teacher(1, email=MINE, mis_email=MINE), "901")
    made = plan(teacher, a_staff_row(1, "77", email=MINE))
    assert [change.do for change in made.changes] == [Do.RETURN]
    assert teacher_after(made, teacher).status is Status.SYNCED


def test_coordinators_own_record_may_be_desynced_and_still_syncs() -> None:
    mine = synced(1, email=MINE, mis_email=MINE).with_(account_type=AccountType.ACCESS_COORDINATOR)
    hub = a_hub(mine, accounts=(Account("jo", mine.id),))
    made = plan_for(hub, a_reading(a_staff_row(2)), T)
    assert teacher_after(made, mine).status is Status.DESYNCED
    require_permission(made.after, actor_for(made.after, "jo"), Permission.SYNC)
