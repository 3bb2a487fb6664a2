"""A hub and its history without files: what the decisions and the engine do to both."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import record_documents
from marktui.hub.model.record import Pupil, Record
from marktui.hub.model.roster import roster
from marktui.store.file.entry import Entry, RecordChange, What
from marktui.store.file.record_changes import record_change
from marktui.sync.history.undo import UndoBlockedError, UndoPlan, plan_undo
from marktui.sync.model.plan import Plan

NOW = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)


class HubInMemory:
    """A hub with its history.

    Args:
        hub: The hub to begin with.
    """

    def __init__(self, hub: Hub) -> None:
        self.first = hub
        self.hub = hub
        self.entries: tuple[Entry, ...] = ()
        """Newest first."""

    def add(
        self, after: Hub, changes: Iterable[RecordChange] = (), what: What = What.EDIT, **more: Any
    ) -> int:
        """Write a change; gives its number."""
        number = self.hub.next_entry
        at = NOW + timedelta(minutes=number)
        entry = Entry(what=what, at=at, login="jo", number=number, changes=tuple(changes), **more)
        self.entries = (entry, *self.entries)
        self.hub = after.with_(next_entry=number + 1, generation=self.hub.generation + 1)
        return number

    def apply(self, plan: Plan) -> int | None:
        """Write a run; gives its number, if it changes records."""
        if plan.is_empty:
            self.hub = plan.after
            return None
        changes = [record_change(one.before, one.after, one.do) for one in plan.changes]
        return self.add(plan.after, changes, What.RUN, plan=plan.id)

    def edit(self, *records: Record) -> int:
        """Make or change records as a person would."""
        changes = [record_change(self.hub.record(one.id), one) for one in records]
        return self.add(self.hub.with_records(records), changes)

    def planned(self, number: int | None = None) -> UndoPlan:
        """What taking an entry back would do."""
        return plan_undo(self.hub, self.entries, number)

    def undo(self, number: int | None = None) -> int:
        """Take an entry back; gives the number of the undo."""
        undoing = self.planned(number)
        return self.add(undoing.after, undoing.changes, What.UNDO, undoes=undoing.entry.number)

    def obstacle(self, number: int | None = None) -> UsageError | None:
        """Why an entry cannot be taken back; None where it can."""
        try:
            self.planned(number)
        except UsageError as error:
            return error
        return None

    def refusal(self, number: int | None = None) -> UndoBlockedError:
        """The refusal of an undo that must be blocked."""
        with pytest.raises(UndoBlockedError) as caught:
            self.planned(number)
        return caught.value


def shown(hub: Hub) -> list[list[dict[str, Any]]]:
    """What `marktui list --json` shows of every kind."""
    return [record_documents(hub, roster(hub, kind)) for kind in Kind]


def content(plan: Plan) -> list[object]:
    """What a plan does, whatever ids new records happen to get."""
    names = {one.id: one.name for one in plan.after.classes.values()}

    def settled(record: Record | None) -> object:
        if isinstance(record, Pupil):
            return names.get(record.class_id or ""), record.with_(id="", class_id=None)
        return record.with_(id="") if record else None

    return [(one.kind, one.do, one.why, settled(one.before), settled(one.after)) for one in plan.changes]
