"""An entry of the history: a run, a decision, or a note about something that changed nothing."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Raw, Struct

from marktui.hub.accounts.permissions import Actor
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import Choices, ErasureMark
from marktui.hub.model.time import require_valid_moments


class What(StrEnum):
    """What a history entry is about."""

    RUN = "run"
    """A plan was applied and records changed."""
    NOTHING = "nothing"
    """A sync changed no record; choices and the set-up's progress may have been saved."""
    HELD = "held"
    """A plan was held for approval; nothing changed."""
    FAILED = "failed"
    """The MIS refused, could not be reached or answered incompletely; nothing changed."""
    VOID = "void"
    """The change before this entry never reached the hub file."""
    INIT = "init"
    CONNECT = "connect"
    DISCONNECT = "disconnect"
    IMPORT = "import"
    """Pupils came in from the web hub's CSV."""
    EXPORT = "export"
    """Pupils were written for the web hub; no record changed."""
    EDIT = "edit"
    """Records were changed by hand."""
    REMOVE = "remove"
    """Classes or year groups were deleted by hand."""
    KEEP = "keep"
    REVOKE = "revoke"
    GRANT = "grant"
    DELETE = "delete"
    """People are pending deletion from now on; nobody is deleted yet."""
    CANCEL = "cancel"
    UNDO = "undo"
    """An entry was undone."""
    PURGE = "purge"
    """People were erased."""
    RESTORE = "restore"
    """A backup took the place of the hub file."""
    REPAIR = "repair"
    """`marktui doctor --repair` repaired something; no record changed."""
    MAP = "map"
    UNMAP = "unmap"
    SHARE = "share"
    UNSHARE = "unshare"
    NOMINATE = "nominate"
    """Somebody was nominated as Access Coordinator; nothing has changed yet."""
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    """The nominee is now the Access Coordinator."""


class WebHubState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the web hub has of some pupils after an import or an export."""

    columns: tuple[str, ...]
    """The columns whose values the digests are of, in this order."""
    pupils: dict[str, str] = {}
    """A digest of these values for each pupil, by record id."""
    without_access: tuple[str, ...] = ()
    """The pupils who are without access there, or on a list of those whose access is to be revoked."""
    in_doubt: tuple[str, ...] = ()
    """The pupils who may be there already: rows that an import left alone may be theirs."""


SHARED_WITH = "shared_with"
_LOGIN = "login "


class Setting(Struct, frozen=True):
    """A change of the hub itself: a mapped login, the group it is shared with, the nominee."""

    name: str
    """`login NAME`, `shared_with` or `nominee`."""
    before: str | None
    after: str | None

    @staticmethod
    def name_of_login(login: str) -> str:
        """The name of the setting that says which teacher a login is mapped to."""
        return f"{_LOGIN}{login}"

    @property
    def login(self) -> str | None:
        """The login that it is about; None for any other setting."""
        return self.name.removeprefix(_LOGIN) if self.name.startswith(_LOGIN) else None


class Do(StrEnum):
    """What a change does to a record."""

    CREATE = "create"
    UPDATE = "update"
    DESYNC = "desync"
    RETURN = "return"
    REMOVE = "remove"


KEPT = "kept"
"""Beside the counts of an entry: how many records were kept without a row."""


class Counts(Struct, frozen=True):
    """What a sync counts of one kind.

    `read` is the sum of `new`, `matched`, `may_match`, `synced`, `clash` and `invalid`.
    """

    read: int = 0
    new: int = 0
    matched: int = 0
    may_match: int = 0
    not_matched: int = 0
    synced: int = 0
    changed: int = 0
    desynced: int = 0
    returned: int = 0
    clash: int = 0
    invalid: int = 0
    left_alone: int = 0


class RecordChange(Struct, frozen=True):
    """One record before and after, as JSON that is decoded only when it is needed."""

    kind: Kind
    id: str
    do: Do
    before: Raw
    """The record's JSON; `null` for a new record."""
    after: Raw
    """The record's JSON; `null` for a removed record."""


class EntryHead(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of `history.jsonl` without what it may have of each record, which can be a whole school."""

    what: What
    at: datetime
    login: str
    account: str | None = None
    """The id of the teacher that the login is mapped to."""
    number: int | None = None
    """The entry's number; notes have none."""
    generation: int | None = None
    """The generation of the hub file that the change belongs to; notes have none."""
    plan: str | None = None
    unattended: bool = False
    """Whether no person approved, confirmed or saved this run; older entries do not say."""
    connector: str | None = None
    kinds: tuple[Kind, ...] = ()
    counts: dict[str, dict[str, int]] = {}
    """The counts of each kind, by plural name."""
    data_at: datetime | None = None
    """When the service last collected from the MIS."""
    digest: str = ""
    """What tells the files that were read from all others; empty for a service."""
    requests: int = 0
    seconds: float = 0.0
    text: str = ""
    """The sentence, for what failed or was held."""
    clear_mis_ids: bool = False
    chosen: Choices | None = None
    """The choices that this save made."""
    taken_back: Choices | None = None
    """The choices that it undid."""
    settings: tuple[Setting, ...] = ()
    """Changes of accounts and sharing: ids of teachers, never their names."""
    undoes: int | None = None
    """The number of the entry that this one undoes."""
    erased: tuple[ErasureMark, ...] = ()
    """What is left of people who were in this entry and erased later, or erased by it."""
    backup: str | None = None
    """The name of the backup that was restored."""
    lost: tuple[int, ...] = ()
    """The generations whose entries a repair found to be missing."""

    def __post_init__(self) -> None:
        """Refuse what only an edited file can hold."""
        require_valid_moments(self.at, self.data_at)

    def counts_of(self, kind: Kind) -> Counts:
        """What a sync counted of a kind."""
        return msgspec.convert(self.counts.get(kind.plural, {}), Counts)

    @property
    def is_change(self) -> bool:
        """Whether this is a run or decision, which have numbers."""
        return self.number is not None

    @property
    def erased_people(self) -> int:
        """How many people it erased, or were erased from it: the count of a purge, else the marks."""
        # A person leaves one mark for each link, so that the marks do not count people exactly.
        counted = sum(numbers.get("erased", 0) for numbers in self.counts.values())
        return counted or len(self.erased)


class Entry(EntryHead, frozen=True, kw_only=True, omit_defaults=True):
    """One line of `history.jsonl`."""

    changes: tuple[RecordChange, ...] = ()
    web_hub: WebHubState | None = None
    """What the web hub has of its pupils; None for entries that are not about the web hub."""
    kept: tuple[str, ...] = ()
    """The ids of records that a sync kept without a row; of very many the first."""

    def __repr__(self) -> str:
        """In short, as of a hub."""
        return f"Entry({self.what.value}, number={self.number}, changes={len(self.changes)})"


def new_entry(what: What, actor: Actor, at: datetime, **more: Any) -> Entry:
    """An entry of what somebody does."""
    return Entry(
        what=what, at=at, login=actor.login, account=actor.teacher.id if actor.teacher else None, **more
    )


_SOME = 50


def summary(entry: Entry) -> str:
    """An entry for the log: what, which kinds, counts and ids, but no names and no typed text."""
    parts = [entry.what.value]
    if entry.number is not None:
        parts.append(f"number {entry.number}")
    for kind in entry.kinds:
        counts = (f"{name} {number}" for name, number in entry.counts.get(kind.plural, {}).items() if number)
        parts.append(f"{kind.plural} ({', '.join(counts)})")
    if entry.requests:
        parts.append(f"{entry.requests} requests in {entry.seconds:.1f} s")
    if entry.changes:
        ids = " ".join(change.id for change in entry.changes[:_SOME])
        parts.append(f"{len(entry.changes)} changes: {ids}{' …' if len(entry.changes) > _SOME else ''}")
    return ", ".join(parts)
