"""Taking a person out of a hub for good, leaving only a digest that knows them again."""

import hashlib
from collections.abc import Iterable
from datetime import date

from msgspec import Struct, structs

from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Delete, ListRecords, MovePupils, Revoke, Sync
from marktui.hub.model.record import Link, Pupil, Record, SchoolClass, Status, YearGroup
from marktui.hub.model.school import Choices, ErasureMark, MatchChoice, UnmatchChoice, row_of_key


class InUseError(UsageError):
    """A class or year group that the MIS still has, or that somebody is in; nothing is deleted."""

    kind = "in_use"


def removable_groups(hub: Hub, actor: Actor, ids: Iterable[str]) -> tuple[Record, ...]:
    """The classes and year groups that somebody deletes: all of them, or none."""
    require_permission(hub, actor, Permission.REMOVE)
    return tuple(_free_group(hub, record_id) for record_id in dict.fromkeys(ids))


def _free_group(hub: Hub, record_id: str) -> Record:
    group = hub.record(record_id)
    if group is None:
        raise UnknownIdError(f"There is no record {record_id!r} in the hub.", next=ListRecords(Kind.CLASS))
    name = group.kind.noun
    if not isinstance(group, SchoolClass | YearGroup):
        raise UsageError(
            f"{record_id} is a {name}, no class or year group.",
            "People are deleted in two steps.",
            (Revoke((record_id,)), Delete((record_id,))),
        )
    if group.is_synced:
        raise InUseError(
            f"{record_id} is synced: the MIS still has this {name}.",
            "Sync once the MIS no longer has it.",
            Sync(group.kind),
        )
    members = _members(hub, group)
    if members:
        raise InUseError(
            f"{record_id} is not empty: {_counted(members)}.", "Move them first.", MovePupils(group.kind)
        )
    return group


def _members(hub: Hub, group: SchoolClass | YearGroup) -> list[Pupil]:
    if isinstance(group, SchoolClass):
        return [one for one in hub.pupils.values() if one.class_id == group.id]
    return [one for one in hub.pupils.values() if one.year_group == group.code]


def _counted(members: list[Pupil]) -> str:
    who = f"{Kind.PUPIL.counted(len(members))} {'is' if len(members) == 1 else 'are'} in it"
    leavers = sum(one.status is Status.DESYNCED for one in members)
    if not leavers:
        return who
    return f"{who}, de-synced" if leavers == len(members) else f"{who}, {leavers:,} of them de-synced"


class PeopleToErase(Struct, frozen=True):
    """Who is to be taken out: their records, and every MIS row that they were ever linked to."""

    ids: frozenset[str]
    """The ids of their records."""
    links: frozenset[tuple[Kind, Link]]
    """Their present and former links."""


def digest_of(key: str, kind: Kind, link: Link) -> str:
    """What is left of a person's link: the same row of the MIS gives the same digest, and no other one.

    Args:
        key: The hub's own key, so that digests of two hubs cannot be compared.
    """
    row = f"{kind.value} {link.connector} {link.mis_id}".encode()
    return hashlib.blake2b(row, key=key.encode(), digest_size=16).hexdigest()


def erasure_marks(erasing: PeopleToErase, key: str, on: date) -> tuple[ErasureMark, ...]:
    """What the hub keeps of people who are taken out."""
    made = (ErasureMark(kind, digest_of(key, kind, link), on) for kind, link in erasing.links)
    return tuple(sorted(made, key=lambda mark: mark.digest))


def without_people(hub: Hub, erasing: PeopleToErase, left: Iterable[ErasureMark]) -> Hub:
    """A hub, of whatever generation, without some people."""
    added = [mark for mark in left if mark not in hub.erased]
    return hub.with_(
        teachers={id_: one for id_, one in hub.teachers.items() if id_ not in erasing.ids},
        pupils={id_: one for id_, one in hub.pupils.items() if id_ not in erasing.ids},
        accounts=tuple(one for one in hub.accounts if one.teacher_id not in erasing.ids),
        nominee=None if hub.nominee in erasing.ids else hub.nominee,
        choices=choices_without_people(hub.choices, erasing),
        erased=(*hub.erased, *added),
    )


def choices_without_people(choices: Choices, erasing: PeopleToErase) -> Choices:
    """Choices that concern nobody who is taken out."""

    def concerns(kind: Kind, connector: str, mis_id: str) -> bool:
        return (kind, Link(connector, mis_id)) in erasing.links

    def is_theirs(pair: UnmatchChoice | MatchChoice) -> bool:
        rows = (pair.mis_id, row_of_key(pair.record_id) or "")
        return pair.record_id in erasing.ids or any(concerns(pair.kind, pair.connector, row) for row in rows)

    return structs.replace(
        choices,
        without_class=tuple(one for one in choices.without_class if one not in erasing.ids),
        without_year=tuple(one for one in choices.without_year if one not in erasing.ids),
        ticks=tuple(one for one in choices.ticks if not concerns(one.kind, one.connector, one.mis_id)),
        unmatched=tuple(one for one in choices.unmatched if not is_theirs(one)),
        matched=tuple(one for one in choices.matched if not is_theirs(one)),
    )
