"""Deleting classes and year groups by hand."""

from collections.abc import Iterable

from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Delete, ListRecords, MovePupils, Revoke, Sync
from marktui.hub.model.record import Pupil, Record, SchoolClass, Status, YearGroup

_GROUPS = (Kind.CLASS, Kind.YEAR_GROUP)


class InUseError(UsageError):
    """A class or year group that is in use; nothing is deleted."""

    kind = "in_use"


def removable_groups(hub: Hub, actor: Actor, ids: Iterable[str]) -> tuple[Record, ...]:
    """The classes and year groups with these ids, if all of them may be deleted."""
    require_permission(hub, actor, Permission.REMOVE)
    return tuple(_free_group(hub, record_id) for record_id in dict.fromkeys(ids))


def _free_group(hub: Hub, record_id: str) -> Record:
    group = hub.record(record_id)
    if group is None:
        raise UnknownIdError(
            f"There is no record {record_id!r} in the hub.", next=ListRecords.like(record_id, _GROUPS)
        )
    name = group.kind.noun
    if not isinstance(group, SchoolClass | YearGroup):
        raise UsageError(
            f"{record_id} is a {name}, not a class or year group.",
            "People are deleted in two steps.",
            (Revoke((record_id,)), Delete((record_id,))),
        )
    if group.is_synced:
        raise InUseError(
            f"{group.label} ({record_id}) is synced: the MIS still has this {name}.",
            "Sync once the MIS no longer has it.",
            Sync(group.kind),
        )
    members = _members(hub, group)
    if members:
        raise InUseError(
            f"{group.label} ({record_id}) is not empty: {_counted(members)}.", next=MovePupils(group.kind)
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
