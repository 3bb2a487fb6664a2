"""Rules that a hub's records never break, checked by the doctor and by tests."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Person, Pupil, Reason, Record, Teacher
from marktui.hub.model.text import enumerated, fold
from marktui.hub.rules.uniqueness import claimed_address, claimed_twice, claimed_upn

# The length keeps a damaged id from becoming a number that Python refuses to read.
_NUMBER = re.compile(r"\d{6}|[1-9]\d{6,17}", re.ASCII)
_NAMED_AT_MOST = 5


class BrokenRule(Struct, frozen=True):
    """A rule of the hub that some records break."""

    sentence: str
    """What is wrong, by record ids; never with a person's name, UPN or email."""
    records: tuple[str, ...]
    """The ids of these records."""


def broken_rules(hub: Hub) -> list[BrokenRule]:
    """Every broken rule. Neither a sync nor a person can break one; `clashes` finds what an MIS can cause."""
    found = [one for rule in _RULES_OF_HUBS for one in rule(hub)]
    for record in _all_records(hub):
        found += (BrokenRule(f"{record.id} {what}.", (record.id,)) for what in _wrong_with(record))
    return found


def clashes(hub: Hub) -> list[BrokenRule]:
    """Emails and class names that two records share. A sync may cause this; nobody can do it by hand.

    A teacher may return to an address that another teacher has got; the MIS may give two classes one name.
    """
    addresses = claimed_twice((claimed_address(one), one.id) for one in hub.teachers.values())
    names = claimed_twice((fold(one.name), one.id) for one in hub.classes.values())
    return [
        *(BrokenRule(f"{name_ids(ids)} have the same email address.", ids) for _, ids in addresses),
        *(BrokenRule(f"{name_ids(ids)} have the same name.", ids) for _, ids in names),
    ]


def desynced_ahead(hub: Hub, today: date) -> tuple[str, ...]:
    """The ids of records that are de-synced since a future day: a clock was ahead on the day of the sync."""
    # A time zone other than that of the sync may be a day behind it.
    tomorrow = today + timedelta(days=1)
    return tuple(one.id for one in _all_records(hub) if one.desync and one.desync.since > tomorrow)


def has_name(record: Record) -> bool:
    """Whether a record has a name; a person needs a first or a last name."""
    return bool(record.label.strip())


def name_ids(ids: Iterable[str]) -> str:
    """Ids in a sentence: `p000001, p000002 and p000003`."""
    return enumerated(ids, _NAMED_AT_MOST)


def _filing(hub: Hub) -> Iterator[BrokenRule]:
    """A record is stored under its own id: the letter of its kind and a number that was given out."""
    numbers: list[tuple[int, str]] = []
    for kind in Kind:
        for key, record in hub.records(kind).items():
            if key != record.id:
                yield BrokenRule(f"{record.id} is stored under another id, {key!r}.", (record.id,))
            letter, number = record.id[:1], record.id[1:]
            if letter != kind.value[0] or not _NUMBER.fullmatch(number):
                yield BrokenRule(f"{record.id!r} is not the id of a {kind.noun}.", (record.id,))
                continue
            numbers.append((int(number), record.id))
            if int(number) >= hub.next_record:
                yield BrokenRule(f"{record.id} has a number that has not been given out yet.", (record.id,))
    for _, ids in claimed_twice(numbers):
        yield BrokenRule(f"{name_ids(ids)} have the same number.", ids)


def _links(hub: Hub) -> Iterator[BrokenRule]:
    """One MIS row is linked to one record. Year groups go by code; the MIS may use their ids again."""
    for kind in Kind:
        if kind is Kind.YEAR_GROUP:
            continue
        # Several records may have lost one id of the MIS in one day: none of them is linked by it any more.
        links = (
            (one.link, one.id) for one in hub.records(kind).values() if one.link and not one.link.is_former
        )
        for _, ids in claimed_twice(links):
            yield BrokenRule(f"{name_ids(ids)} are linked to the same {kind.noun} of the MIS.", ids)


def _upns(hub: Hub) -> Iterator[BrokenRule]:
    """No two pupils have the same valid UPN."""
    for _, ids in claimed_twice((claimed_upn(pupil), pupil.id) for pupil in hub.pupils.values()):
        yield BrokenRule(f"{name_ids(ids)} have the same UPN.", ids)


def _web_ids(hub: Hub) -> Iterator[BrokenRule]:
    """No two pupils have the same User ID of the web hub."""
    for _, ids in claimed_twice((pupil.web_id, pupil.id) for pupil in hub.pupils.values()):
        yield BrokenRule(f"{name_ids(ids)} have the same User ID of the web hub.", ids)


def _codes(hub: Hub) -> Iterator[BrokenRule]:
    """No two year groups have the same code, since pupils refer to a year group by its code."""
    for code, ids in claimed_twice((one.code, one.id) for one in hub.year_groups.values()):
        yield BrokenRule(f"{name_ids(ids)} have the same code, {code!r}.", ids)


def _coordinator(hub: Hub) -> Iterator[BrokenRule]:
    """There is exactly one Access Coordinator, who has access."""
    found = [one for one in hub.teachers.values() if one.is_coordinator]
    ids = tuple(teacher.id for teacher in found)
    if not ids:
        yield BrokenRule("No teacher is the Access Coordinator.", ())
    elif len(ids) > 1:
        yield BrokenRule(f"{name_ids(ids)} are all the Access Coordinator; there is only one.", ids)
    for teacher in found:
        if teacher.access is not Access.WITH_ACCESS:
            yield BrokenRule(f"{teacher.id} is the Access Coordinator and has no access.", (teacher.id,))


def _accounts(hub: Hub) -> Iterator[BrokenRule]:
    """A login is mapped to one teacher, who exists."""
    for account in hub.accounts:
        if account.teacher_id not in hub.teachers:
            yield BrokenRule(f"An account refers to {account.teacher_id}, which is not a teacher.", ())
    for _, ids in claimed_twice((account.login, account.teacher_id) for account in hub.accounts):
        yield BrokenRule(f"One login has several accounts: {name_ids(ids)}.", ids)


def _nominee(hub: Hub) -> Iterator[BrokenRule]:
    """The nominee is a teacher and not the Access Coordinator."""
    if hub.nominee is None:
        return
    nominee = hub.teachers.get(hub.nominee)
    if nominee is None:
        yield BrokenRule(f"{hub.nominee} is nominated and is not a teacher.", ())
    elif nominee.is_coordinator:
        yield BrokenRule(f"{nominee.id} is nominated and is the Access Coordinator already.", (nominee.id,))


def _groups_of_pupils(hub: Hub) -> Iterator[BrokenRule]:
    """A pupil's class and year group are in the hub."""
    codes = {one.code for one in hub.year_groups.values()}
    for pupil in hub.pupils.values():
        if pupil.class_id is not None and pupil.class_id not in hub.classes:
            sentence = f"{pupil.id} is in the class {pupil.class_id}, which the hub does not have."
            yield BrokenRule(sentence, (pupil.id,))
        if pupil.year_group is not None and pupil.year_group not in codes:
            sentence = f"{pupil.id} is in the year group {pupil.year_group!r}, which the hub does not have."
            yield BrokenRule(sentence, (pupil.id,))


_RULES_OF_HUBS: tuple[Callable[[Hub], Iterator[BrokenRule]], ...] = (
    _filing,
    _links,
    _upns,
    _web_ids,
    _codes,
    _coordinator,
    _accounts,
    _nominee,
    _groups_of_pupils,
)


def _wrong_with(record: Record) -> Iterator[str]:
    """What is wrong with one record."""
    if not has_name(record):
        yield "has no name"
    if record.desync is not None:
        yield from _wrong_with_desync(record, record.desync)
    if isinstance(record, Person):
        is_pending = record.access is Access.PENDING_DELETION
        if is_pending and record.deleting_on is None:
            yield "is pending deletion without a date"
        elif record.deleting_on is not None and not is_pending:
            yield "has a date of deletion and is not pending deletion"


def _wrong_with_desync(record: Record, desync: Desync) -> Iterator[str]:
    if record.link is None:
        yield "is de-synced without a link"
    if desync.reason not in _reasons(record):
        yield f"cannot be de-synced as {desync.reason.value!r}"
    elif desync.left_on is not None and desync.reason is not Reason.LEFT:
        yield f"has a leaving date and is de-synced as {desync.reason.value!r}"


def _reasons(record: Record) -> tuple[Reason, ...]:
    """Why a record of this kind can be de-synced."""
    match record:
        case Pupil():
            return (Reason.LEFT, Reason.GONE, Reason.OUT_OF_RANGE)
        case Teacher():
            return (Reason.LEFT, Reason.GONE)
    return (Reason.GONE,)


def _all_records(hub: Hub) -> Iterator[Record]:
    for kind in Kind:
        yield from hub.records(kind).values()
