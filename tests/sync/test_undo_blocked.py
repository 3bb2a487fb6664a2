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
from marktui.store.file.tables import record_change
from marktui.sync.model.scope import Decisions

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
from .memory_hub import Book, shown
from .test_integrity import sound


def a_school(*records: Record) -> Book:
    """A hub that is sound, with a coordinator, a year group 4 and these records."""
    return Book(sound(a_hub(*records)))


def synced_class(book: Book) -> tuple[int, str]:
    """A run that makes the class 4A; gives its number and the class's id."""
    number = book.apply(plan_for(book.hub, a_reading(a_mis_class("4A", "c1")), Kind.CLASS))
    assert number is not None
    return number, next(iter(book.hub.classes))


def pupil_in(book: Book, pupil: Pupil) -> Pupil:
    return book.hub.pupils[pupil.id]


def test_created_records_are_removed_and_others_are_as_before() -> None:
    book = a_school(linked(a_pupil(1), "1"))
    before = book.hub
    book.apply(plan_for(book.hub, a_reading(a_row(1, "1", first_name="Ada"), a_row(2))))
    undoing = book.planned()
    assert sorted(change.do for change in undoing.changes) == ["remove", "update"]
    book.undo()
    assert book.hub.pupils == before.pupils
    assert book.hub.next_record == before.next_record + 1


def test_whoever_is_de_synced_is_synced_again_and_the_other_way_round() -> None:
    there, lost = linked(a_pupil(1), "1"), desynced(a_pupil(2), "2")
    book = a_school(there, lost)
    book.apply(plan_for(book.hub, a_reading(a_row(2))))
    undoing = book.planned()
    assert {change.id: change.do for change in undoing.changes} == {there.id: "return", lost.id: "desync"}
    book.undo()
    assert (pupil_in(book, there), pupil_in(book, lost)) == (there, lost)


def test_ticks_and_set_up_progress_stay() -> None:
    book = a_school().hub.with_(saved=())
    school = Book(book)
    reading = a_reading(a_staff_row(1), a_mis_year("5"), a_mis_class("5A", "c5"))
    decisions = Decisions().tick(Kind.CLASS, "c5", ticked=False).tick(Kind.TEACHER, "901", ticked=True)
    school.apply(plan_for(book, reading, *Kind, decisions=decisions))
    after = school.hub
    school.undo()
    assert (school.hub.saved, school.hub.choices) == (tuple(Kind), after.choices)
    assert len(after.choices.ticks) == 1


def test_cleared_mis_ids_come_back() -> None:
    there, lost = linked(a_pupil(1), "1"), desynced(a_teacher(2), "2")
    book = a_school(there, lost)
    after, pairs = unlinked(disconnected(book.hub))
    book.add(after, [record_change(old, new) for old, new in pairs], What.DISCONNECT)
    book.undo()
    assert shown(book.hub) == shown(book.first)
    assert book.hub.connection is None


def test_cleared_mis_ids_do_not_come_back_to_a_row_that_is_another_record() -> None:
    there = linked(a_pupil(1), "1")
    book = a_school(there)
    after, pairs = unlinked(disconnected(book.hub))
    book.add(after, [record_change(old, new) for old, new in pairs], What.DISCONNECT)
    book.apply(plan_for(book.hub, a_reading(a_row(5, "1"))))
    (other,) = book.hub.pupils.keys() - {there.id}
    blocked = book.refusal(1)
    assert f"{other} is in the way (entry 2)." in blocked.message
    assert (blocked.hint, blocked.next) == ("First undo what came later.", (Undo(2),))


def test_a_record_that_was_changed_later_blocks() -> None:
    one, two = a_pupil(1), a_pupil(2)
    book = a_school(one, two)
    first = book.edit(one.with_(first_name="Ada"), two.with_(first_name="Ben"))
    second = book.edit(pupil_in(book, one).with_(last_name="Byron"))
    book.edit(a_pupil(3))
    blocked = book.refusal(first)
    assert blocked.message == f"Entry 1 cannot be undone: {one.id} was changed later (entry 2)."
    third = book.undo(second)
    book.undo(first)
    assert (pupil_in(book, one), pupil_in(book, two)) == (one, two)
    assert f"{one.id} was changed later (entry 5)." in book.refusal(third).message


def test_all_who_were_changed_later_are_named() -> None:
    pupils = [a_pupil(number) for number in range(1, 8)]
    book = a_school(*pupils)
    first = book.edit(*(one.with_(first_name="Ada") for one in pupils))
    for one in pupils[:2]:
        book.edit(pupil_in(book, one).with_(first_name="Ben"))
    blocked = book.refusal(first)
    assert "p000001 and p000002 were changed later (entries 2, 3)." in blocked.message
    assert blocked.next == (Undo(3),)


def test_class_to_which_somebody_was_assigned_later_stays() -> None:
    pupil = linked(a_pupil(1), "101")
    book = a_school(pupil)
    made, class_id = synced_class(book)
    assigned = book.apply(plan_for(book.hub, a_reading(a_row(1, "101"), a_mis_class("4A", "c1", "101"))))
    assert pupil_in(book, pupil).class_id == class_id
    blocked = book.refusal(made)
    assert f"{pupil.id} is in the way (entry {assigned})." in blocked.message
    book.undo(assigned)
    book.undo(made)
    assert shown(book.hub) == shown(book.first)


def test_pupil_does_not_go_back_to_a_class_that_was_removed_later() -> None:
    pupil = linked(a_pupil(1), "101")
    book = a_school(pupil)
    made, class_id = synced_class(book)
    book.edit(pupil.with_(class_id=class_id))
    moved = book.edit(pupil.with_(class_id=None))
    removed = book.undo(made)
    blocked = book.refusal(moved)
    assert f"{class_id} was removed later (entry {removed})." in blocked.message
    assert blocked.next == (Undo(removed),)
    book.undo(removed)
    book.undo(moved)
    assert pupil_in(book, pupil).class_id == class_id


def test_pupil_does_not_go_back_to_a_year_group_that_was_removed_later() -> None:
    pupil = a_pupil(1)
    book = a_school(pupil)
    year = a_year("9")
    made = book.edit(year)
    book.edit(pupil.with_(year_group="9"))
    moved = book.edit(pupil.with_(year_group="4"))
    removed = book.undo(made)
    assert f"{year.id} was removed later (entry {removed})." in book.refusal(moved).message


def test_a_upn_that_somebody_else_has_by_now_stays_with_them() -> None:
    one, two = a_pupil(1, upn=upn(1)), a_pupil(2)
    book = a_school(one, two)
    first = book.edit(one.with_(upn=None))
    given_on = book.edit(two.with_(upn=upn(1)))
    blocked = book.refusal(first)
    assert f"{two.id} is in the way (entry {given_on})." in blocked.message
    assert upn(1) not in blocked.message + blocked.hint


def test_an_address_that_somebody_else_has_by_now_stays_with_them() -> None:
    one, two = a_teacher(1, email="a@ash.example"), a_teacher(2)
    book = a_school(one, two)
    first = book.edit(one.with_(email=None))
    given_on = book.edit(two.with_(email="A@ash.example"))
    assert f"{two.id} is in the way (entry {given_on})." in book.refusal(first).message


def test_a_clash_from_before_the_entry_is_no_hindrance() -> None:
    """The MIS may give two classes one name; whoever renamed one of them may take that back."""
    one, two = a_class("4A", "c1", 1), a_class("4A", "c2", 2)
    book = a_school(one, two)
    book.edit(one.with_(name="4Z"))
    book.undo()
    assert shown(book.hub) == shown(book.first)


def test_an_account_of_somebody_whom_the_entry_made_blocks() -> None:
    book = a_school()
    teacher = a_teacher(1)
    made = book.edit(teacher)
    book.hub = book.hub.with_(accounts=(*book.hub.accounts, Account("tariq", teacher.id)))
    blocked = book.refusal(made)
    assert f"An account refers to {teacher.id}" in blocked.message
    assert "something else is in the way" in blocked.message


def test_what_the_history_does_not_tell_of_blocks_too() -> None:
    one = a_pupil(1)
    book = a_school(one)
    first = book.edit(one.with_(first_name="Ada"))
    book.hub = book.hub.with_records([one.with_(first_name="Ben")])
    blocked = book.refusal(first)
    assert blocked.message == f"Entry {first} cannot be undone: {one.id} is not as it left it."
    assert blocked.next == (HistoryStep.SEE_OF_RECORD,)


def test_a_restore_is_a_barrier() -> None:
    one = a_pupil(1)
    book = a_school(one)
    first = book.edit(one.with_(first_name="Ada"))
    undone = book.undo(first)
    restored = book.add(book.hub, what=What.RESTORE, backup="hub-000001.json")
    for number in (restored, None):
        assert f"Entry {restored} restored a backup, which cannot be" in book.refusal(number).message
    assert f"entry {restored} restored a backup since" in book.refusal(undone).message
    later = book.edit(one.with_(last_name="Byron"))
    assert book.planned().entry.number == later


def test_a_purge_cannot_be_taken_back() -> None:
    one = a_pupil(1)
    book = a_school(one)
    purge = book.add(book.hub, what=What.PURGE)
    for number in (purge, None):
        assert f"Entry {purge} erased people for good" in book.refusal(number).message


@pytest.mark.parametrize("digest", ["0123", ""], ids=["linked", "never linked"])
def test_an_entry_of_erased_people_names_the_purge(digest: str) -> None:
    one, two = a_pupil(1), a_pupil(2)
    book = a_school(one, two)
    marks = (ErasureMark(Kind.PUPIL, digest, date(2026, 9, 14)),)
    after = book.hub.with_records([one.with_(first_name="Ada")])
    first = book.add(after, [record_change(one, after.pupils[one.id])], erased=marks)
    book.add(book.hub, what=What.EDIT)
    purge = book.add(book.hub, what=What.PURGE, erased=marks if digest else ())
    blocked = book.refusal(first)
    assert f"some of its people were erased by entry {purge}." in blocked.message


def test_numbers_that_cannot_be_meant() -> None:
    book = a_school()
    with pytest.raises(UsageError, match="nothing to undo"):
        book.planned()
    for number in (0, 1, 10**30):
        with pytest.raises(UsageError, match="There is no entry"):
            book.planned(number)
    first = book.edit(a_pupil(1))
    undone = book.undo(first)
    blocked = book.refusal(first)
    assert blocked.message == f"Entry {first} was already undone by entry {undone}."
    assert blocked.next == (Undo(undone),)
    with pytest.raises(UsageError, match="nothing to undo"):
        book.planned()
