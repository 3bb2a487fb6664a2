"""What a sync does to the records, each record in exactly one count."""

from msgspec import Struct

from marktui.hub.model.record import Record
from marktui.store.file.entry import Do
from marktui.sync.model.pair import Change


class ChangeCounts(Struct, frozen=True):
    """How many records became what. Every face counts so, before a save, after it and in the history."""

    added: int = 0
    changed: int = 0
    """Records with a new value; those that were brought back are not among them."""
    desynced: int = 0
    returned: int = 0
    linked: int = 0
    """Records that were only tied to a row of the MIS, for the first time or again."""
    removed: int = 0

    @property
    def total(self) -> int:
        """How many records it concerns."""
        return self.added + self.changed + self.desynced + self.returned + self.linked + self.removed


COUNT_OF = {
    Do.CREATE: "added",
    Do.UPDATE: "changed",
    Do.DESYNC: "desynced",
    Do.RETURN: "returned",
    Do.REMOVE: "removed",
}
"""In which count a change is, but for those that only link a record."""


def count_of(change: Change) -> str:
    """In which of the counts a change of a plan is."""
    return "linked" if is_only_linked(change.before, change.after) else COUNT_OF[change.do]


def is_only_linked(before: Record | None, after: Record | None) -> bool:
    """Whether a record got another link and nothing else."""
    if before is None or after is None or after.link in (None, before.link):
        return False
    return before.with_(link=after.link) == after
