"""What an undo does to each record, and what stands in its way."""

from datetime import date

import pytest

from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import HistoryStep, Undo
from marktui.hub.model.record import Pupil, Record
from marktui.hub.model.school import Account, ErasureMark
from marktui.hub.rules.connect import disconnected, unlinked
from marktui.store.file.entry import What
from marktui.store.file.record_changes import record_change
from marktui.sync.model.review_decisions import Decisions

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
    desynced,
    linked,
    plan_for,
    upn,
)
from .memory_hub import HubInMemory, shown
from .test_integrity import sound


def a_school(*records: Record) -> HubInMemory:
    """A hub that is sound, with a coordinator, a year group 4 and these records."""
    return HubInMemory(sound(a_hub(*records)))


def synced_class(in_memory: HubInMemory) -> tuple[int, str]:
    """A run that makes the class 4A; gives its number and the class's id."""
    number = in_memory.apply(plan_for(in_memory.hub, a_reading(a_mis_class("4A", "c1")), Kind.CLASS))
    assert number is not None
    return number, next(iter(in_memory.hub.classes))


def pupil_in(in_memory: HubInMemory, pupil: Pupil) -> Pupil:
    return in_memory.hub.pupils[pupil.id]


def test_created_records_are_removed_and_others_are_as_before() -> None:
    in_memory = a_school(linked(a_pupil(1), "1"))
    before = in_memory.hub
    in_memory.apply(plan_for(in_memory.hub, a_reading(a_row(1, "1", first_name="Ada"), a_row(2))))
    undoing = in_memory.planned()
    assert sorted(change.do for change in undoing.changes) == ["remove", "update"]
    in_memory.undo()
    assert in_memory.hub.pupils == before.pupils
    assert in_memory.hub.next_record == before.next_record + 1


def test_whoever_is_de_synced_is_synced_again_and_the_other_way_round() -> None:
    there, lost = linked(a_pupil(1), "1"), desynced(a_pupil(2), "2")
    in_memory = a_school(there, lost)
    in_memory.apply(plan_for(in_memory.hub, a_reading(a_row(2))))
    undoing = in_memory.planned()
    assert {change.id: change.do for change in undoing.changes} == {there.id: "return", lost.id: "desync"}
    in_memory.undo()
    assert (pupil_in(in_memory, there), pupil_in(in_memory, lost)) == (there, lost)


def test_ticks_and_set_up_progress_stay() -> None:
    in_memory = a_school().hub.with_(saved=())
    school = HubInMemory(in_memory)
    reading = a_reading(a_staff_row(1), a_mis_year("5"), a_mis_class("5A", "c5"))
    decisions = Decisions().tick(Kind.CLASS, "c5", ticked=False).tick(Kind.TEACHER, "901", ticked=True)
    school.apply(plan_for(in_memory, reading, *Kind, decisions=decisions))
    after = school.hub
    school.undo()
    assert (school.hub.saved, school.hub.choices) == (tuple(Kind), after.choices)
    assert len(after.choices.ticks) == 1


def test_cleared_mis_ids_come_back() -> None:
    there, lost = linked(a_pupil(1), "1"), desynced(a_teacher(2), "2")
    in_memory = a_school(there, lost)
    after, pairs = unlinked(disconnected(in_memory.hub))
    in_memory.add(after, [record_change(old, new) for old, new in pairs], What.DISCONNECT)
    in_memory.undo()
    assert shown(in_memory.hub) == shown(in_memory.first)
    assert in_memory.hub.connection is None


def test_cleared_mis_ids_do_not_come_back_to_a_row_that_is_another_record() -> None:
    there = linked(a_pupil(1), "1")
    in_memory = a_school(there)
    after, pairs = unlinked(disconnected(in_memory.hub))
    in_memory.add(after, [record_change(old, new) for old, new in pairs], What.DISCONNECT)
    in_memory.apply(plan_for(in_memory.hub, a_reading(a_row(5, "1"))))
    (other,) = in_memory.hub.pupils.keys() - {there.id}
    blocked = in_memory.refusal(1)
    assert f"{other} is in the way (entry 2)." in blocked.message
    assert (blocked.hint, blocked.next) == ("First undo what came later.", (Undo(2),))


def test_a_record_that_was_changed_later_blocks() -> None:
    one, two = a_pupil(1), a_pupil(2)
    in_memory = a_school(one, two)
    first = in_memory.edit(one.with_(first_name="Ada"), two.with_(first_name="Ben"))
    second = in_memory.edit(pupil_in(in_memory, one).with_(last_name="Byron"))
    in_memory.edit(a_pupil(3))
    blocked = in_memory.refusal(first)
    assert blocked.message == f"Entry 1 cannot be undone: {one.id} was changed later (entry 2)."
    third = in_memory.undo(second)
    in_memory.undo(first)
    assert (pupil_in(in_memory, one), pupil_in(in_memory, two)) == (one, two)
    assert f"{one.id} was changed later (entry 5)." in in_memory.refusal(third).message


def test_all_who_were_changed_later_are_named() -> None:
    pupils = [a_pupil(number) for number in range(1, 8)]
    in_memory = a_school(*pupils)
    first = in_memory.edit(*(one.with_(first_name="Ada") for one in pupils))
    for one in pupils[:2]:
        in_memory.edit(pupil_in(in_memory, one).with_(first_name="Ben"))
    blocked = in_memory.refusal(first)
    assert "p000001 and p000002 were changed later (entries 2, 3)." in blocked.message
    assert blocked.next == (Undo(3),)


def test_class_to_which_somebody_was_assigned_later_stays() -> None:
    pupil = linked(a_pupil(1), "101")
    in_memory = a_school(pupil)
    made, class_id = synced_class(in_memory)
    assigned = in_memory.apply(
        plan_for(in_memory.hub, a_reading(a_row(1, "101"), a_mis_class("4A", "c1", "101")))
    )
    assert pupil_in(in_memory, pupil).class_id == class_id
    blocked = in_memory.refusal(made)
    assert f"{pupil.id} is in the way (entry {assigned})." in blocked.message
    in_memory.undo(assigned)
    in_memory.undo(made)
    assert shown(in_memory.hub) == shown(in_memory.first)


def test_pupil_does_not_go_back_to_a_class_that_was_removed_later() -> None:
    pupil = linked(a_pupil(1), "101")
    in_memory = a_school(pupil)
    made, class_id = synced_class(in_memory)
    in_memory.edit(pupil.with_(class_id=class_id))
    moved = in_memory.edit(pupil.with_(class_id=None))
    removed = in_memory.undo(made)
    blocked = in_memory.refusal(moved)
    assert f"{class_id} was removed later (entry {removed})." in blocked.message
    assert blocked.next == (Undo(removed),)
    in_memory.undo(removed)
    in_memory.undo(moved)
    assert pupil_in(in_memory, pupil).class_id == class_id


def test_pupil_does_not_go_back_to_a_year_group_that_was_removed_later() -> None:
    pupil = a_pupil(1)
    in_memory = a_school(pupil)
    year = a_year("9")
    made = in_memory.edit(year)
    in_memory.edit(pupil.with_(year_group="9"))
    moved = in_memory.edit(pupil.with_(year_group="4"))
    removed = in_memory.undo(made)
    assert f"{year.id} was removed later (entry {removed})." in in_memory.refusal(moved).message


def test_a_upn_that_somebody_else_has_by_now_stays_with_them() -> None:
    one, two = a_pupil(1, upn=upn(1)), a_pupil(2)
    in_memory = a_school(one, two)
    first = in_memory.edit(one.with_(upn=None))
    given_on = in_memory.edit(two.with_(upn=upn(1)))
    blocked = in_memory.refusal(first)
    assert f"{two.id} is in the way (entry {given_on})." in blocked.message
    assert upn(1) not in blocked.message + blocked.hint


def test_an_address_that_somebody_else_has_by_now_stays_with_them() -> None:
    one, two = a_teacher(1, email="a@ash.example"), a_teacher(2)
    in_memory = a_school(one, two)
    first = in_memory.edit(one.with_(email=None))
    given_on = in_memory.edit(two.with_(email="A@ash.example"))
    assert f"{two.id} is in the way (entry {given_on})." in in_memory.refusal(first).message


def test_a_clash_from_before_the_entry_is_no_hindrance() -> None:
    """The MIS may give two classes one name; whoever renamed one of them may take that back."""
    one, two = a_class("4A", "c1", 1), a_class("4A", "c2", 2)
    in_memory = a_school(one, two)
    in_memory.edit(one.with_(name="4Z"))
    in_memory.undo()
    assert shown(in_memory.hub) == shown(in_memory.first)


def test_an_account_of_somebody_whom_the_entry_made_blocks() -> None:
    in_memory = a_school()
    teacher = a_teacher(1)
    made = in_memory.edit(teacher)
    in_memory.hub = in_memory.hub.with_(accounts=(*in_memory.hub.accounts, Account("tariq", teacher.id)))
    blocked = in_memory.refusal(made)
    assert f"An account refers to {teacher.id}" in blocked.message
    assert "something else is in the way" in blocked.message


def test_what_the_history_does_not_tell_of_blocks_too() -> None:
    one = a_pupil(1)
    in_memory = a_school(one)
    first = in_memory.edit(one.with_(first_name="Ada"))
    in_memory.hub = in_memory.hub.with_records([one.with_(first_name="Ben")])
    blocked = in_memory.refusal(first)
    assert blocked.message == f"Entry {first} cannot be undone: {one.id} is not as it left it."
    assert blocked.next == (HistoryStep.SEE_OF_RECORD,)


def test_a_restore_is_a_barrier() -> None:
    one = a_pupil(1)
    in_memory = a_school(one)
    first = in_memory.edit(one.with_(first_name="Ada"))
    undone = in_memory.undo(first)
    restored = in_memory.add(in_memory.hub, what=What.RESTORE, backup="hub-000001.json")
    for number in (restored, None):
        assert f"Entry {restored} restored a backup, which cannot be" in in_memory.refusal(number).message
    assert f"entry {restored} restored a backup since" in in_memory.refusal(undone).message
    later = in_memory.edit(one.with_(last_name="Byron"))
    assert in_memory.planned().entry.number == later


def test_a_purge_cannot_be_taken_back() -> None:
    one = a_pupil(1)
    in_memory = a_school(one)
    purge = in_memory.add(in_memory.hub, what=What.PURGE)
    for number in (purge, None):
        assert f"Entry {purge} erased people for good" in in_memory.refusal(number).message


@pytest.mark.parametrize("digest", ["0123", ""], ids=["linked", "never linked"])
def test_an_entry_of_erased_people_names_the_purge(digest: str) -> None:
    one, two = a_pupil(1), a_pupil(2)
    in_memory = a_school(one, two)
    marks = (ErasureMark(Kind.PUPIL, digest, date(2026, 9, 14)),)
    after = in_memory.hub.with_records([one.with_(first_name="Ada")])
    first = in_memory.add(after, [record_change(one, after.pupils[one.id])], erased=marks)
    in_memory.add(in_memory.hub, what=What.EDIT)
    purge = in_memory.add(in_memory.hub, what=What.PURGE, erased=marks if digest else ())
    blocked = in_memory.refusal(first)
    assert f"some of its people were erased by entry {purge}." in blocked.message


def test_numbers_that_cannot_be_meant() -> None:
    in_memory = a_school()
    with pytest.raises(UsageError, match="nothing to undo"):
        in_memory.planned()
    for number in (0, 1, 10**30):
        with pytest.raises(UsageError, match="There is no entry"):
            in_memory.planned(number)
    first = in_memory.edit(a_pupil(1))
    undone = in_memory.undo(first)
    blocked = in_memory.refusal(first)
    assert blocked.message == f"Entry {first} was already undone by entry {undone}."
    assert blocked.next == (Undo(undone),)
    with pytest.raises(UsageError, match="nothing to undo"):
        in_memory.planned()
