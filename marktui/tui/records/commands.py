"""Commands on the records of a list: its page, a new one, and deleting a group."""

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.rules.add import ADDING
from marktui.tui.commands.command import ListCommand
from marktui.tui.commands.context import Context
from marktui.tui.common.tab import Tab

_KINDS = {
    Tab.TEACHERS: Kind.TEACHER,
    Tab.PUPILS: Kind.PUPIL,
    Tab.CLASSES: Kind.CLASS,
    Tab.YEAR_GROUPS: Kind.YEAR_GROUP,
}
_NO_RECORD = "There is no record under the cursor."
_NO_HUB = "The hub is still being opened."


class EditRecord(ListCommand):
    """Open the page of the record under the cursor: edit it, see its link, locks and history."""

    LABEL = "Edit, or see the whole record"
    KEYS = "E"
    FOOTER = "Edit"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the lists of records."""
        return at.tab in _KINDS

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """For accounts that may edit something; the page tells others why they may not."""
        return Permission.EDIT not in at.refusals

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not where there is no record."""
        return None if at.row_id else _NO_RECORD


class AddRecord(ListCommand):
    """Add a teacher, a pupil, a class or a year group by hand; a later sync may match it."""

    LABEL = "Add by hand"
    KEYS = "N"
    FOOTER = "Add"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the lists of records."""
        return at.tab in _KINDS

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """For accounts that may."""
        return cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts."""
        return at.refusals.get(ADDING[_KINDS[at.tab]]) if at.hub else _NO_HUB


class RemoveGroup(ListCommand):
    """Delete the class or year group under the cursor, if it is not synced and empty; asks first."""

    LABEL = "Delete a class or year group"
    KEYS = "d"
    FOOTER = "Delete"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only among classes and year groups."""
        return at.tab in (Tab.CLASSES, Tab.YEAR_GROUPS)

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """For accounts that may."""
        return Permission.REMOVE not in at.refusals

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts, nor where there is no record."""
        return at.refusals.get(Permission.REMOVE) or (None if at.row_id else _NO_RECORD)


RECORD = (EditRecord, AddRecord, RemoveGroup)
"""In the order of help and palette."""
