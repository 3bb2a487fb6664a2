"""Linked records are locked, and a locked field says why."""

from datetime import date

import pytest

from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.rules.field_locks import why_locked

PUPIL = Pupil(id="p1", first_name="Amal", last_name="Ahmed")
TEACHER = Teacher(id="t1", first_name="Gwen", last_name="Doyle")
EDITABLE: list[tuple[Record, set[str]]] = [
    (PUPIL, {"first_name", "last_name", "upn", "date_of_birth", "year_group", "class_id"}),
    (TEACHER, {"first_name", "last_name", "email", "account_type"}),
    (SchoolClass(id="c1", name="4B"), {"name", "description"}),
    (YearGroup(id="y1", code="4", name="Year 4"), {"code", "name"}),
]
OWN = {"id", "link", "desync", "mis_email", "access", "deleting_on"}


def open_fields(record: Record) -> set[str]:
    return {name for name in record.__struct_fields__ if why_locked(record, name) is None}


@pytest.mark.parametrize(("record", "fields"), EDITABLE)
def test_record_without_link_is_editable(record: Record, fields: set[str]) -> None:
    assert open_fields(record) == fields


@pytest.mark.parametrize(("record", "fields"), EDITABLE)
def test_desynced_record_is_editable(record: Record, fields: set[str]) -> None:
    gone = record.with_(link=Link("assembly", "7"), desync=Desync(date(2026, 9, 1), Reason.GONE))
    assert open_fields(gone) == fields


@pytest.mark.parametrize("record", [record for record, _ in EDITABLE if not isinstance(record, Teacher)])
def test_synced_record_is_locked_whole(record: Record) -> None:
    assert open_fields(record.with_(link=Link("assembly", "7"))) == set()


def test_synced_teacher_keeps_account_type_and_email_open() -> None:
    synced = TEACHER.with_(link=Link("assembly", "7"))
    assert open_fields(synced) == {"email", "account_type"}
    assert why_locked(synced, "last_name") == (
        "The MIS keeps this teacher; only account type and email can be edited here."
    )


def test_lock_says_why() -> None:
    pupil, year = (record.with_(link=Link("assembly", "7")) for record in (PUPIL, EDITABLE[3][0]))
    assert why_locked(pupil, "upn") == "The MIS keeps this pupil; change it there and sync again."
    assert why_locked(year, "name") == "The MIS keeps this year group; change it there and sync again."


def test_pending_deletion_locks_until_it_is_cancelled() -> None:
    pending = PUPIL.with_(access=Access.PENDING_DELETION)
    assert open_fields(pending) == set()
    assert why_locked(pending, "upn") == "This pupil is pending deletion; cancel the deletion first."


def test_account_type_of_the_access_coordinator_is_locked() -> None:
    coordinator = TEACHER.with_(account_type=AccountType.ACCESS_COORDINATOR)
    assert open_fields(coordinator) == {"first_name", "last_name", "email"}
    assert why_locked(coordinator, "account_type") == "There is exactly one Access Coordinator."


@pytest.mark.parametrize("record", [record for record, _ in EDITABLE])
def test_what_marktui_keeps_is_never_edited(record: Record) -> None:
    for field in OWN & set(record.__struct_fields__):
        assert why_locked(record, field) == f"{field} is kept by marktui itself."
