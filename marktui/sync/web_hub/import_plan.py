"""What an import of the web hub's CSV changes. It adds and fills; it never merges two people."""

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.web_hub.pupil_row import BadRow
from marktui.store.file.entry import Do, RecordChange, WebHubState


class RowMessage(Struct, frozen=True, kw_only=True):
    """A row about which a person should know something."""

    line: int
    name: str
    why: str
    id: str | None = None
    """The record that it is about; None where there is none."""


class ImportPlan(Struct, frozen=True, kw_only=True):
    """What an import would do."""

    after: Hub
    """The hub as it will be, except for generation and entry number."""
    changes: tuple[RecordChange, ...]
    state: WebHubState
    """What the web hub has of the pupils who were met or added."""
    read: int
    """How many rows the file has."""
    unchanged: int
    """How many pupils are in the hub as the file has them."""
    locked: tuple[RowMessage, ...]
    """Pupils whose fields the MIS keeps, and what differs. They get their User ID, and nothing else."""
    left_alone: tuple[RowMessage, ...]
    """Rows that may be somebody else."""
    bad: tuple[BadRow, ...]
    messages: tuple[str, ...]

    def number(self, kind: Kind, do: Do) -> int:
        """How many records of a kind are added or changed."""
        return sum(one.kind is kind and one.do is do for one in self.changes)
