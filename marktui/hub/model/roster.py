"""Records in the order of the lists, how texts are compared and searched, and who is in a group."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import (
    Person,
    Pupil,
    Record,
    SchoolClass,
    Status,
    Teacher,
    YearGroup,
    year_order,
)
from marktui.hub.model.text import fold, natural_order, unaccented

T = TypeVar("T")


def roster(hub: Hub, kind: Kind) -> tuple[Record, ...]:
    """All records of a kind: people by last name, first name and id, groups by year, name and id."""
    order = _class_order(hub) if kind is Kind.CLASS else _order
    return tuple(sorted(hub.records(kind).values(), key=order))


def leavers(hub: Hub) -> tuple[Person, ...]:
    """The de-synced teachers and pupils: the Leavers panel."""
    gone = (person for person in hub.people() if person.status is Status.DESYNCED)
    return tuple(sorted(gone, key=_order))


def containing(items: Iterable[T], text: str, words_of: Callable[[T], str]) -> list[T]:
    """The items that contain every word of a text; `!text` finds the items that do not.

    Args:
        words_of: The `unaccented` text of an item.
    """
    wanted = unaccented(text.removeprefix("!")).split()
    if wanted and text.startswith("!"):
        return [one for one in items if not _has(wanted, words_of(one))]
    found = list(items)
    for word in wanted:
        found = [one for one in found if word in words_of(one)]
    return found


def whole_words_first(items: Iterable[T], text: str, words_of: Callable[[T], str]) -> list[T]:
    """Items that contain the words of a text: first those with all as they were typed, then as whole words.

    `run 8` is then run 8, and not a run of the 28th.

    Args:
        words_of: The `unaccented` text of an item.
    """
    wanted = unaccented(text).split()
    typed = f" {' '.join(wanted)} "

    def rank(item: T) -> int:
        words = re.findall(r"\w+", words_of(item))
        return 0 if typed in f" {' '.join(words)} " else 1 if set(wanted) <= set(words) else 2

    return sorted(items, key=rank) if wanted else list(items)


def search_text(hub: Hub, record: Record) -> str:
    """The text that a filter searches in a record: what its row shows, without case and accents."""
    words: list[str | None] = [record.label, record.id, record.status.value]
    if record.desync:
        words.append(record.desync.reason.value.replace("_", " "))
    if isinstance(record, Person):
        words.append(record.access.value.replace("_", " "))
    match record:
        case Teacher():
            words += [record.email, record.account_type]
            words += [record.mis_email, "email differs"] if record.email_differs else []
        case Pupil():
            words += [record.upn, record.year_group, hub.class_name(record), record.web_id]
        case SchoolClass():
            words += [record.description]
        case YearGroup():
            words += [record.code]
    return unaccented(" ".join(word for word in words if word))


class Membership(Struct, frozen=True):
    """Who is in a group."""

    years: tuple[str, ...] = ()
    """The year codes of the group's pupils, in school order."""
    pupils: int = 0
    """All its pupils, leavers included."""
    leavers: int = 0
    """How many of them are de-synced."""


def is_member(record: Record, group: SchoolClass | YearGroup) -> bool:
    """Whether a record is a pupil of a class or year group, leavers included."""
    if not isinstance(record, Pupil):
        return False
    return record.class_id == group.id if isinstance(group, SchoolClass) else record.year_group == group.code


def class_membership(hub: Hub) -> dict[str, Membership]:
    """Who is in each class, by the class's id; a class without pupils is not listed."""
    return _membership(hub, lambda pupil: pupil.class_id)


def pupils_in_classes(hub: Hub) -> Membership:
    """Who is in any class at all."""
    inside = [one for one in hub.pupils.values() if one.class_id is not None]
    gone = [one for one in inside if one.desync is not None]
    return Membership(pupils=len(inside), leavers=sum(one.status is Status.DESYNCED for one in gone))


def year_membership(hub: Hub) -> dict[str, Membership]:
    """Who is in each year group, by its code; one without pupils is not listed."""
    return _membership(hub, lambda pupil: pupil.year_group)


def _membership(hub: Hub, group: Callable[[Pupil], str | None]) -> dict[str, Membership]:
    members: dict[str, list[Pupil]] = {}
    for pupil in hub.pupils.values():
        if (key := group(pupil)) is not None:
            members.setdefault(key, []).append(pupil)
    return {
        key: Membership(
            years=tuple(sorted({p.year_group for p in pupils if p.year_group}, key=year_order)),
            pupils=len(pupils),
            leavers=sum(pupil.status is Status.DESYNCED for pupil in pupils),
        )
        for key, pupils in members.items()
    }


def _has(wanted: list[str], text: str) -> bool:
    return all(word in text for word in wanted)


def _order(record: Record) -> tuple[object, ...]:
    match record:
        case Person():
            return (fold(record.last_name), fold(record.first_name), record.id)
        case YearGroup():
            return (year_order(record.code), natural_order(record.name), record.id)
    return (natural_order(record.label), record.id)


def _class_order(hub: Hub) -> Callable[[Record], tuple[object, ...]]:
    members = class_membership(hub)

    def order(record: Record) -> tuple[object, ...]:
        years = members.get(record.id, Membership()).years
        return (year_order(years[0] if years else None), natural_order(record.label), record.id)

    return order
