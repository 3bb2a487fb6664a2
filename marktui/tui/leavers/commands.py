"""Commands on people who have left, and on everybody's access: keep, revoke, grant, delete, cancel, erase."""

from typing import ClassVar, Unpack

from marktui.hub.accounts.permissions import Permission
from marktui.hub.leavers.decisions import Decision
from marktui.hub.model.errors import UsageError
from marktui.hub.model.record import Access
from marktui.sync.decide.rejoin import to_rejoin
from marktui.tui.commands.command import Declared, ListCommand
from marktui.tui.commands.context import Context
from marktui.tui.commands.needs import open_hub, permission
from marktui.tui.common.tab import Tab
from marktui.tui.common.text.words import failure_words


def _somebody_chosen(at: Context) -> str | None:
    return None if at.chosen_ids else "Nobody is under the cursor, and nobody is marked."


def _pupil_to_match(at: Context) -> str | None:
    """The cursor is on a pupil who is de-synced and not pending deletion."""
    if at.row_id is None or at.hub is None:
        return "There is nobody under the cursor."
    try:
        to_rejoin(at.hub, at.row_id)
    except UsageError as error:
        return failure_words(error)
    return None


class PeopleCommand(
    ListCommand, dangerous=True, where=lambda at: at.tab in (Tab.LEAVERS, Tab.TEACHERS, Tab.PUPILS)
):
    """Something decided about people, where they are listed."""


class Decide(PeopleCommand, needs=(open_hub, permission(Permission.DECIDE), _somebody_chosen)):
    """A decision about the people who are marked, else about the one under the cursor."""

    DECISION: ClassVar[Decision]

    def __init_subclass__(cls, *, decision: Decision, concerns: Access, **more: Unpack[Declared]) -> None:
        """Declare a command.

        Args:
            decision: What is decided.
            concerns: The footer shows the key where somebody with this access is chosen.
            more: What every command is declared with.
        """
        more["footer_when"] = lambda at: concerns in at.accesses
        super().__init_subclass__(**more)
        cls.DECISION = decision


class KeepLeavers(
    Decide,
    decision=Decision.KEEP,
    concerns=Access.WITH_ACCESS,
    label="Keep",
    keys="K",
    footer="Keep",
    where=lambda at: at.tab is Tab.LEAVERS,
):
    """Keep those who are marked, or under the cursor: with a note, and until a day on which they come up."""


class RevokeAccess(
    Decide,
    decision=Decision.REVOKE,
    concerns=Access.WITH_ACCESS,
    label="Revoke access",
    keys="minus",
    footer="Revoke",
):
    """Revoke the access of those who are marked, or under the cursor: the first of two steps to delete."""


class GrantAccess(
    Decide,
    decision=Decision.GRANT,
    concerns=Access.WITHOUT_ACCESS,
    label="Grant access",
    keys="plus",
    footer="Grant",
):
    """Grant access again to those who are marked, or under the cursor."""


class DeletePeople(
    Decide,
    decision=Decision.DELETE,
    concerns=Access.WITHOUT_ACCESS,
    label="Delete",
    keys="d",
    footer="Delete",
):
    """Let the deletion of those who are marked, or under the cursor, be pending for six months."""


class CancelDeletion(
    Decide,
    decision=Decision.CANCEL,
    concerns=Access.PENDING_DELETION,
    label="Cancel deletion",
    keys="c",
    footer="Cancel deletion",
):
    """Cancel the pending deletion of those who are marked, or under the cursor; they stay without access."""


class ShowDue(PeopleCommand, label="Due deletions", keys="D", needs=(open_hub, permission(Permission.ERASE))):
    """Show whose six months are over, and erase them for good from hub, history and backups."""


class MatchLeaver(
    PeopleCommand,
    label="Match a pupil who is gone",
    keys="m",
    footer="Match",
    where=lambda at: at.tab is Tab.LEAVERS,
    needs=(open_hub, permission(Permission.SYNC), _pupil_to_match),
    footer_when=lambda at: not at.marks,
):
    """Match the pupil under the cursor, who is gone, to the same person under another MIS id."""


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
