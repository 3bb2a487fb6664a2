"""The history as it is told: every key, each record before and after, and what is asked for."""

from typing import Any

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, AccountType, Desync, Reason
from marktui.hub.model.school import ErasureMark
from marktui.store.file.entry import Entry, WebHubState, What
from marktui.store.file.record_changes import record_change
from marktui.sync.history.listed_entries import Search, describe_changes, kinds_of, listed_history

from .builders import (
    TODAY,
    a_class,
    a_hub,
    a_mis_class,
    a_pupil,
    a_reading,
    a_row,
    a_teacher,
    a_year,
    linked,
    plan_for,
    row_of,
)
from .memory_hub import NOW, HubInMemory
from .test_integrity import sound

KEYS = {
    "number", "what", "at", "login", "account", "generation", "plan", "connector", "kinds", "counts",
    "text", "undoes", "undone_by", "backup", "settings", "erased", "changes", "named",
}  # fmt: skip
ADA = a_pupil(1, first_name="Ada", last_name="Ångström")
BEN = a_pupil(2, first_name="Ben", last_name="Lovelace")
EZE = a_teacher(3, first_name="Ada", last_name="Eze")


@pytest.fixture
def in_memory() -> HubInMemory:
    return HubInMemory(sound(a_hub(ADA, BEN, EZE, a_class("4A", number=1))))


def listed(in_memory: HubInMemory, **search: Any) -> list[dict[str, Any]]:
    """The history's document."""
    return listed_history(in_memory.hub, in_memory.entries, Search(**search))


def numbers(in_memory: HubInMemory, **search: Any) -> list[int]:
    return [one["number"] for one in listed(in_memory, **search)]


def fields(in_memory: HubInMemory, record_id: str) -> dict[str, tuple[str | None, str | None]]:
    """What the newest entry did to a record."""
    return next(
        one.fields
        for one in describe_changes(in_memory.hub, in_memory.entries[0].changes)
        if one.id == record_id
    )


def test_every_key_is_always_there_newest_first(in_memory: HubInMemory) -> None:
    run = in_memory.apply(plan_for(in_memory.hub, a_reading(a_row(5))))
    undone = in_memory.undo()
    newest, oldest = listed(in_memory)
    assert newest.keys() == oldest.keys() == KEYS
    assert (newest["number"], newest["what"], newest["undoes"]) == (undone, "undo", run)
    assert (oldest["number"], oldest["what"], oldest["undone_by"]) == (run, "run", undone)
    assert (newest["plan"], newest["text"], newest["counts"]) == (None, None, {})
    assert (oldest["plan"] is None, newest["kinds"]) == (False, ["pupil"])
    assert oldest["at"] == "2026-09-14T12:01:00+00:00"


def test_notes_are_told_without_a_number(in_memory: HubInMemory) -> None:
    note = Entry(what=What.HELD, at=NOW, login="jo", kinds=(Kind.PUPIL,), text="6 pupils would be lost.")
    (one,) = listed_history(in_memory.hub, (note,), Search())
    assert (one["number"], one["undone_by"], one["text"]) == (None, None, "6 pupils would be lost.")
    assert listed_history(in_memory.hub, (note,), Search(kind=Kind.PUPIL)) == [one]
    for search in (Search(number=1), Search(person="6"), Search(kind=Kind.CLASS)):
        assert listed_history(in_memory.hub, (note,), search) == []


def test_undo_that_was_taken_back_leaves_the_entry_in_effect(in_memory: HubInMemory) -> None:
    in_memory.edit(ADA.with_(first_name="Eve"))
    in_memory.undo(in_memory.undo(1))
    assert [(one["number"], one["undoes"], one["undone_by"]) for one in listed(in_memory)] == [
        (3, 2, None),
        (2, 1, 3),
        (1, None, None),
    ]


def test_by_id_and_by_part_of_a_name(in_memory: HubInMemory) -> None:
    in_memory.edit(ADA.with_(year_group="4"))
    in_memory.edit(BEN.with_(year_group="4"), EZE.with_(email="eze@ash.example"))
    assert numbers(in_memory, person=ADA.id) == [1]
    assert numbers(in_memory, person=BEN.id) == [2]
    assert numbers(in_memory, person="a") == numbers(in_memory) == [2, 1]
    assert numbers(in_memory, person="ÅNGSTRÖM") == numbers(in_memory, person="ada å") == [1]
    assert numbers(in_memory, person="ben love") == [2]
    assert numbers(in_memory, person="nobody") == numbers(in_memory, person=ADA.id[:4]) == []
    (two,) = listed(in_memory, person="eze")
    assert [one["id"] for one in two["changes"]] == [EZE.id]


def test_by_a_name_of_former_days(in_memory: HubInMemory) -> None:
    in_memory.edit(BEN.with_(last_name="Byron"))
    assert numbers(in_memory, person="lovelace") == numbers(in_memory, person="byron") == [1]


def test_by_run_and_by_kind(in_memory: HubInMemory) -> None:
    in_memory.edit(ADA.with_(year_group="4"))
    in_memory.edit(EZE.with_(email="eze@ash.example"), BEN.with_(year_group="4"))
    assert numbers(in_memory, number=2) == [2]
    assert numbers(in_memory, number=3) == numbers(in_memory, number=0) == []
    assert numbers(in_memory, kind=Kind.PUPIL) == [2, 1]
    assert numbers(in_memory, kind=Kind.TEACHER, person="ben") == []
    (two,) = listed(in_memory, kind=Kind.TEACHER)
    assert [one["kind"] for one in two["changes"]] == ["teacher"]
    assert two["kinds"] == ["teacher", "pupil"]


def test_a_run_concerns_what_was_synced_though_nothing_of_it_changed() -> None:
    entry = Entry(what=What.RUN, at=NOW, login="jo", kinds=(Kind.CLASS, Kind.PUPIL))
    assert kinds_of(entry) == (Kind.CLASS, Kind.PUPIL)


def test_before_and_after(in_memory: HubInMemory) -> None:
    (group,) = in_memory.hub.classes
    in_memory.edit(ADA.with_(class_id=group, year_group="4", first_name="Eve"))
    assert fields(in_memory, ADA.id) == {
        "first_name": ("Ada", "Eve"),
        "year_group": (None, "4"),
        "class": (None, "4A"),
    }


def test_what_the_hub_alone_knows_is_told_too(in_memory: HubInMemory) -> None:
    deleted = ADA.with_(access=Access.PENDING_DELETION, deleting_on=TODAY)
    group = next(iter(in_memory.hub.classes.values())).with_(description="Bees")
    in_memory.edit(deleted, EZE.with_(account_type=AccountType.TEACHER_ADMIN), group)
    assert fields(in_memory, ADA.id) == {
        "access": ("with_access", "pending_deletion"),
        "deleting_on": (None, "2026-09-14"),
    }
    assert fields(in_memory, EZE.id) == {"account_type": ("teacher", "teacher_admin")}
    assert fields(in_memory, group.id) == {"description": (None, "Bees")}


def test_link_and_reason_are_told(in_memory: HubInMemory) -> None:
    gone = linked(ADA, "7").with_(desync=Desync(TODAY, Reason.GONE))
    in_memory.edit(gone)
    assert fields(in_memory, ADA.id) == {
        "status": ("not_linked", "desynced"),
        "connector": (None, "assembly"),
        "mis_id": (None, "7"),
        "desynced_reason": (None, "gone"),
    }


def test_created_and_removed_records_are_told_whole(in_memory: HubInMemory) -> None:
    year = a_year("9")
    in_memory.edit(year)
    assert fields(in_memory, year.id)["code"] == (None, "9")
    in_memory.undo()
    (change,) = listed(in_memory)[0]["changes"]
    assert (change["do"], change["name"], change["id"]) == ("remove", "Year 9", year.id)
    assert change["fields"]["code"] == ("9", None)


def test_a_class_that_was_removed_is_told_by_its_last_name(in_memory: HubInMemory) -> None:
    """Whoever reads an old entry wants to know where a pupil was, though there is no such class any more."""
    reading = a_reading(a_mis_class("6Z", "c6", "9"), row_of(linked(ADA, "9")))
    in_memory = HubInMemory(in_memory.hub.with_records([linked(ADA, "9")]))
    in_memory.apply(plan_for(in_memory.hub, reading, Kind.CLASS))
    in_memory.apply(plan_for(in_memory.hub, reading))
    made = next(one for one in in_memory.hub.classes.values() if one.name == "6Z")
    in_memory.edit(in_memory.hub.pupils[ADA.id].with_(class_id=None))
    in_memory.hub = in_memory.hub.without_records([made.id])
    newest, run, _ = listed(in_memory)
    assert newest["changes"][0]["fields"] == {"class": ("6Z", None)}
    assert run["changes"][0]["fields"] == {"class": (None, "6Z")}


def test_a_class_is_told_by_its_present_name(in_memory: HubInMemory) -> None:
    (group,) = in_memory.hub.classes.values()
    in_memory.edit(ADA.with_(class_id=group.id))
    in_memory.edit(group.with_(name="Bees"))
    assert listed(in_memory)[1]["changes"][0]["fields"] == {"class": (None, "Bees")}


def test_erased_people_are_counted(in_memory: HubInMemory) -> None:
    marks = (ErasureMark(Kind.PUPIL, "0a", TODAY), ErasureMark(Kind.PUPIL, "0b", TODAY))
    in_memory.add(in_memory.hub, what=What.PURGE, kinds=(Kind.PUPIL,), erased=marks)
    (one,) = listed(in_memory)
    assert (one["erased"], one["changes"], one["kinds"]) == (2, [], ["pupil"])


def test_a_name_may_hold_anything(in_memory: HubInMemory) -> None:
    odd = BEN.with_(first_name="[b]Ben", last_name="O’Hara\u202e")
    in_memory.add(in_memory.hub.with_records([odd]), [record_change(BEN, odd)])
    assert numbers(in_memory, person="[B]") == [1]


def test_who_was_exported_or_kept_is_found_too(in_memory: HubInMemory) -> None:
    state = WebHubState(
        columns=("Last name",), pupils={ADA.id: "0a", "p000099": "0b"}, without_access=(BEN.id,)
    )
    in_memory.add(in_memory.hub, what=What.EXPORT, web_hub=state)
    in_memory.add(in_memory.hub, what=What.RUN, kinds=(Kind.PUPIL,), kept=(BEN.id,))
    assert [(one["number"], one["named"]) for one in listed(in_memory, person="ada")] == [
        (1, [{"kind": "pupil", "id": ADA.id, "name": "Ada Ångström", "said": "exported"}])
    ]
    said = [[each["said"] for each in one["named"]] for one in listed(in_memory, person=BEN.id)]
    assert said == [["kept"], ["to revoke"]]
    assert [len(one["named"]) for one in listed(in_memory)] == [1, 2]
    assert listed(in_memory, person="p000099") == []
