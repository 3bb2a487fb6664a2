"""Commands on the records of a list: its page, a new one, and deleting a group."""

from marktui.hub.accounts.permissions import Act
from marktui.hub.model.kind import Kind
from marktui.hub.rules.add import ADDING
from marktui.tui.commands.command import ListCommand
from marktui.tui.commands.context import Situation
from marktui.tui.common.place import Place

_KINDS = {
    Place.TEACHERS: Kind.TEACHER,
    Place.PUPILS: Kind.PUPIL,
    Place.CLASSES: Kind.CLASS,
    Place.YEAR_GROUPS: Kind.YEAR_GROUP,
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
    def offered(cls, at: Situation) -> bool:
        """Only in the lists of records."""
        return at.place in _KINDS

    @classmethod
    def in_footer(cls, at: Situation) -> bool:
        """For accounts that may edit something; the page tells others why they may not."""
        return Act.EDIT not in at.refusals

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Not where there is no record."""
        return None if at.row_id else _NO_RECORD


class AddRecord(ListCommand):
    """Add a teacher, a pupil, a class or a year group by hand; a later sync may match it."""

    LABEL = "Add by hand"
    KEYS = "N"
    FOOTER = "Add"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Situation) -> bool:
        """Only in the lists of records."""
        return at.place in _KINDS

    @classmethod
    def in_footer(cls, at: Situation) -> bool:
        """For accounts that may."""
        return cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Not for other accounts."""
        return at.refusals.get(ADDING[_KINDS[at.place]]) if at.hub else _NO_HUB


class RemoveGroup(ListCommand):
    """Delete the class or year group under the cursor, if it is not synced and empty; asks first."""

    LABEL = "Delete a class or year group"
    KEYS = "d"
    FOOTER = "Delete"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Situation) -> bool:
        """Only among classes and year groups."""
        return at.place in (Place.CLASSES, Place.YEAR_GROUPS)

    @classmethod
    def in_footer(cls, at: Situation) -> bool:
        """For accounts that may."""
        return Act.REMOVE not in at.refusals

    @classmethod
    def why_not(cls, at: Situation) -> str | None:
        """Not for other accounts, nor where there is no record."""
        return at.refusals.get(Act.REMOVE) or (None if at.row_id else _NO_RECORD)


RECORD = (EditRecord, AddRecord, RemoveGroup)
"""In the order of help and palette."""
