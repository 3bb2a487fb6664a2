"""A line of the history: a run, a decision, or a note of something that came to nothing."""

from datetime import datetime
from enum import StrEnum

from msgspec import Raw, Struct

from marktui.hub.kind import Kind
from marktui.hub.school import Choices


class What(StrEnum):
    """What a history entry tells of."""

    RUN = "run"
    """A plan was applied and records changed."""
    NOTHING = "nothing"
    """A sync changed no record; choices and the set-up's progress may have been saved."""
    HELD = "held"
    """A plan was held for approval; nothing changed."""
    FAILED = "failed"
    """The MIS refused, could not be reached or answered incompletely; nothing changed."""
    VOID = "void"
    """A change before this line never reached the hub file."""
    INIT = "init"
    CONNECT = "connect"
    DISCONNECT = "disconnect"


class RecordChange(Struct, frozen=True):
    """One record before and after, as in the hub file: kept as JSON until somebody asks for the record."""

    kind: Kind
    id: str
    do: str
    before: Raw
    """The record's JSON; `null` where the change made it."""
    after: Raw
    """The record's JSON."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of `history.jsonl`."""

    what: What
    at: datetime
    login: str
    account: str | None = None
    """The id of the teacher whom the login stands for."""
    number: int | None = None
    """The entry's number; notes have none."""
    generation: int | None = None
    """The generation of the hub file that the change belongs to; notes have none."""
    plan: str | None = None
    connector: str | None = None
    kinds: tuple[Kind, ...] = ()
    counts: dict[str, dict[str, int]] = {}
    """The counts of each kind, by plural name."""
    data_at: datetime | None = None
    """When the service last collected from the MIS."""
    requests: int = 0
    seconds: float = 0.0
    text: str = ""
    """The sentence, for what failed or was held."""
    clear_mis_ids: bool = False
    chosen: Choices | None = None
    """Rows un-ticked and pairs parted by this save."""
    taken_back: Choices | None = None
    """What was remembered and no longer is."""
    changes: tuple[RecordChange, ...] = ()
