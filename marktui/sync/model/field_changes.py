"""What a sync changes of a record, field by field."""

from collections.abc import Mapping
from operator import attrgetter
from typing import TypeAlias

from marktui.hub.model.fields import OWN_FIELDS, SYNCED_FIELDS, Field
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record

HELD = {
    kind: attrgetter(*(one.attribute for one in fields if one.is_synced))
    for kind, fields in OWN_FIELDS.items()
}
"""Reads all that a sync may set of a record, but for its link."""
FieldChanges: TypeAlias = dict[str, tuple[str | None, str | None]]
"""Each field that is not the same, before and after."""


def differing(
    before: Record | None,
    after: Record | None,
    hub: Hub,
    fields: Mapping[Kind, tuple[Field, ...]] = SYNCED_FIELDS,
) -> FieldChanges:
    """Each field that is not the same in two states of a record.

    Args:
        before: The record as it was; None for a new one.
        after: The record as it is; None for one that is gone.
        hub: The hub whose class names are meant.
        fields: The fields that are compared, by kind.
    """
    record = after or before
    if record is None:
        return {}
    found: FieldChanges = {}
    for one in fields[record.kind]:
        if before and after and getattr(before, one.attribute) == getattr(after, one.attribute):
            continue
        old = one.text(hub, before) if before is not None else None
        new = one.text(hub, after) if after is not None else None
        if old != new:
            found[one.name] = (old, new)
    return found
