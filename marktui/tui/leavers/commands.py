"""Commands on people who have left, and on everybody's access: keep, revoke, grant, delete, cancel, erase."""

from collections.abc import Collection
from typing import ClassVar

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.errors import UsageError
from marktui.hub.model.record import Access, Person
from marktui.hub.rules.leaver_decisions import Decision
from marktui.sync.decide.rejoin import to_rejoin
from marktui.tui.commands.command import ListCommand
from marktui.tui.commands.context import Context
from marktui.tui.common.tab import Tab
from marktui.tui.common.text.words import failure_words

_PEOPLE = (Tab.LEAVERS, Tab.TEACHERS, Tab.PUPILS)


class PeopleCommand(ListCommand):
    """Something decided about people, where they are listed."""

    DANGEROUS = True
    ACT: ClassVar[Permission] = Permission.DECIDE
    TABS: ClassVar[Collection[Tab]] = _PEOPLE

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in the lists of people."""
        return at.tab in cls.TABS

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts."""
        return "The hub is still being opened." if at.hub is None else at.refusals.get(cls.ACT)


class Decide(PeopleCommand):
    """A decision about those who are marked, else about whom the cursor is on."""

    DECISION: ClassVar[Decision]
    CONCERNS: ClassVar[Access]
    """The footer shows the key where somebody with this access is meant."""

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where it would change somebody."""
        if at.hub is None or cls.why_not(at) is not None:
            return False
        people = (at.hub.record(one) for one in at.chosen_ids)
        return any(isinstance(one, Person) and one.access is cls.CONCERNS for one in people)

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not for other accounts, nor where nobody is meant."""
        nobody = None if at.chosen_ids else "Nobody is under the cursor, and nobody is marked."
        return super().why_not(at) or nobody


class KeepLeavers(Decide):
    """Keep those who are marked, or under the cursor: with a note, and until a day on which they come up."""

    LABEL = "Keep"
    KEYS = "K"
    FOOTER = "Keep"
    TABS = (Tab.LEAVERS,)
    DECISION = Decision.KEEP
    CONCERNS = Access.WITH_ACCESS


class RevokeAccess(Decide):
    """Revoke the access of those who are marked, or under the cursor: the first of two steps to delete."""

    LABEL = "Revoke access"
    KEYS = "minus"
    FOOTER = "Revoke"
    DECISION = Decision.REVOKE
    CONCERNS = Access.WITH_ACCESS


class GrantAccess(Decide):
    """Grant access again to those who are marked, or under the cursor."""

    LABEL = "Grant access"
    KEYS = "plus"
    FOOTER = "Grant"
    DECISION = Decision.GRANT
    CONCERNS = Access.WITHOUT_ACCESS


class DeletePeople(Decide):
    """Let the deletion of those who are marked, or under the cursor, be pending for six months."""

    LABEL = "Delete"
    KEYS = "d"
    FOOTER = "Delete"
    DECISION = Decision.DELETE
    CONCERNS = Access.WITHOUT_ACCESS


class CancelDeletion(Decide):
    """Cancel the pending deletion of those who are marked, or under the cursor; they stay without access."""

    LABEL = "Cancel deletion"
    KEYS = "c"
    FOOTER = "Cancel deletion"
    DECISION = Decision.CANCEL
    CONCERNS = Access.PENDING_DELETION


class ShowDue(PeopleCommand):
    """Show whose six months are over, and erase them for good from hub, history and backups."""

    LABEL = "Due deletions"
    KEYS = "D"
    ACT = Permission.ERASE


class MatchLeaver(PeopleCommand):
    """Match the pupil under the cursor, who is gone, to the same person under another MIS id."""

    LABEL = "Match a pupil who is gone"
    KEYS = "m"
    FOOTER = "Match"
    ACT = Permission.SYNC
    TABS = (Tab.LEAVERS,)

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Only where a single pupil is meant."""
        return not at.marks and cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Only of a pupil who is de-synced and not pending deletion."""
        refused = super().why_not(at)
        if refused is not None or at.hub is None:
            return refused
        if at.row_id is None:
            return "There is nobody under the cursor."
        try:
            to_rejoin(at.hub, at.row_id)
        except UsageError as error:
            return failure_words(error)
        return None


LEAVERS = (
    KeepLeavers,
    RevokeAccess,
    GrantAccess,
    DeletePeople,
    CancelDeletion,
    ShowDue,
    MatchLeaver,
)
"""In the order of help and palette."""
