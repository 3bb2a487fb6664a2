"""Deleting a class or a year group: only one that the MIS no longer has, and that nobody is in."""

from collections.abc import Iterable

from marktui.hub.error import UnknownIdError, UsageError
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import Pupil, Record, SchoolClass, Status, YearGroup
from marktui.hub.role import Act, Actor, require


class InUseError(UsageError):
    """A class or year group that the MIS still has, or that somebody is in; nothing is deleted."""

    kind = "in_use"


def removed(hub: Hub, actor: Actor, ids: Iterable[str]) -> tuple[Record, ...]:
    """The classes and year groups that somebody deletes: all of them, or none.

    Args:
        hub: The hub as it is.
        actor: Who deletes.
        ids: The records; each counts once.

    Raises:
        NotAllowedError: Only the Access Coordinator deletes.
        UnknownIdError: There is no such record.
        UsageError: One of them is no class or year group.
        InUseError: One of them is Synced, or somebody is in it.
    """
    require(hub, actor, Act.REMOVE)
    return tuple(_free_group(hub, record_id) for record_id in dict.fromkeys(ids))


def _free_group(hub: Hub, record_id: str) -> Record:
    group = hub.record(record_id)
    if group is None:
        raise UnknownIdError(f"There is no record {record_id!r} in the hub.", "See: marktui list classes.")
    name = group.kind.noun
    if not isinstance(group, SchoolClass | YearGroup):
        raise UsageError(
            f"{record_id} is a {name}, no class or year group.",
            "People are deleted in two steps: marktui leavers revoke, then marktui leavers delete.",
        )
    if group.is_synced:
        raise InUseError(
            f"{record_id} is synced: the MIS still has this {name}.",
            f"Once the MIS no longer has it: marktui sync {group.kind.word}.",
        )
    members = _members(hub, group)
    if members:
        field = "class=NAME" if isinstance(group, SchoolClass) else "year_group=CODE"
        raise InUseError(
            f"{record_id} is not empty: {_counted(members)}.", f"Move them first: marktui edit ID {field}."
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
