"""Commands on the records of a list: its page, a new one, and deleting a group."""

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.rules.add import ADDING
from marktui.tui.commands.command import ListCommand
from marktui.tui.commands.context import Context
from marktui.tui.commands.needs import open_hub, permission, record_under_cursor
from marktui.tui.common.tab import Tab

_KINDS = {
    Tab.TEACHERS: Kind.TEACHER,
    Tab.PUPILS: Kind.PUPIL,
    Tab.CLASSES: Kind.CLASS,
    Tab.YEAR_GROUPS: Kind.YEAR_GROUP,
}


def _may_add(at: Context) -> str | None:
    return at.refusals.get(ADDING[_KINDS[at.tab]])


class RecordCommand(ListCommand, dangerous=True, where=lambda at: at.tab in _KINDS):
    """Something done to a record or group, where records are listed."""


class EditRecord(
    RecordCommand,
    label="Edit, or see the whole record",
    keys="E",
    footer="Edit",
    where=lambda at: at.tab in _KINDS or at.tab is Tab.LEAVERS,
    needs=(record_under_cursor,),
    footer_when=lambda at: at.row_id is not None and Permission.EDIT not in at.refusals,
    dims=True,
):
    """Open the page of the record under the cursor: edit it, see its link, locks and history."""


class AddRecord(RecordCommand, label="Add by hand", keys="N", footer="Add", needs=(open_hub, _may_add)):
    """Add a teacher, a pupil, a class or a year group by hand; a later sync may match it."""


class ShowMembers(
    ListCommand,
    label="Pupils of this class or year group",
    keys="m",
    footer="Pupils",
    other_words="members",
    where=lambda at: at.tab in (Tab.CLASSES, Tab.YEAR_GROUPS),
    needs=(record_under_cursor,),
):
    """Show the pupils of the class or year group under the cursor, leavers included."""


class RemoveGroup(
    RecordCommand,
    label="Delete a class or year group",
    keys="d",
    footer="Delete",
    where=lambda at: at.tab in (Tab.CLASSES, Tab.YEAR_GROUPS),
    needs=(permission(Permission.REMOVE), record_under_cursor),
    footer_when=lambda at: Permission.REMOVE not in at.refusals,
    dims=True,
):
    """Delete the class or year group under the cursor, if it is not synced and empty; asks first."""


RECORD = (EditRecord, AddRecord, ShowMembers, RemoveGroup)
"""In the order of help and palette."""
